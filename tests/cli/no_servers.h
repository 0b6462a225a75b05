// SPDX-License-Identifier: Apache-2.0
//
// Engines whose servers never answer: what the command line says then.
#pragma once

#include "cli/engines.h"

namespace millrace::test {

inline Status nobody_there() { return Status::retry("nobody answers"); }

class NoSource : public SourceEngine {
 public:
  Result<std::unique_ptr<Inspector>> inspector(const Endpoint&) const override {
    return nobody_there();
  }
  Result<std::unique_ptr<SnapshotReader>> snapshot(
      const Endpoint&) const override {
    return nobody_there();
  }
  Result<std::unique_ptr<ChangeLog>> change_log(
      const Endpoint&, const ChangeLogOptions&) const override {
    return nobody_there();
  }
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override {
    return nobody_there();
  }
};

class NoTarget : public TargetReading {
 public:
  Result<std::unique_ptr<Inspector>> inspector(const Endpoint&) const override {
    return nobody_there();
  }
  Result<std::unique_ptr<LedgerReader>> ledger_reader(
      const Endpoint&) const override {
    return nobody_there();
  }
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override {
    return nobody_there();
  }
  std::unique_ptr<Dialect> dialect(const Flavor&) const override {
    return nullptr;
  }
};

inline Plan plan_of(TargetEngineKind engine) {
  Plan plan;
  plan.name = "lonely";
  plan.digest = "sha256:plan";
  plan.engine = engine;
  plan.engine_name = "some engine";
  plan.sources.resize(2);
  plan.sources[0].name = "eu";
  plan.sources[1].name = "us";
  return plan;
}

}  // namespace millrace::test
