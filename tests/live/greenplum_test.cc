// SPDX-License-Identifier: Apache-2.0
//
// Every folder of fixtures/live once more, into a Greenplum cluster, when
// MILLRACE_GREENPLUM names one. Without it each case says that it was not
// run.
#include <catch2/catch.hpp>

#include "live/live_case.h"
#include "live/live_run.h"
#include "support/paths.h"

namespace millrace::test {
namespace {

class GreenplumCase : public Catch::ITestInvoker {
 public:
  explicit GreenplumCase(std::string folder) : folder_(std::move(folder)) {}
  void invoke() const override {
    const LiveCase live = read_live_case(folder_);
    std::string missing = unmet(live);
    if (!live.greenplum) missing = "a server that alters indexed columns";
    if (!greenplum_named()) missing = "MILLRACE_GREENPLUM=host:port";
    if (!missing.empty()) {
      WARN("not run, needs " << missing << ": " << live.name);
      return;
    }
    const OnGreenplum target;
    const std::string problem = run_live_case(live);
    INFO(problem);
    CHECK(problem.empty());
  }

 private:
  std::string folder_;
};

const bool kRegistered = [] {
  for (const auto& folder : live_case_folders(
           std::string(test::project_root()) + "/fixtures/live")) {
    const std::string name = folder.substr(folder.rfind('/') + 1);
    Catch::AutoReg(new GreenplumCase(folder), CATCH_INTERNAL_LINEINFO, "",
                   Catch::NameAndTags("greenplum: " + name, "[greenplum]"));
  }
  return true;
}();

}  // namespace
}  // namespace millrace::test
