// SPDX-License-Identifier: Apache-2.0
//
// VerifyResult: what the comparison of source and target found, per target
// table. report/ words it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/ledger.h"

namespace millrace {

enum class DifferenceKind { kMissing, kExtra, kDifferent };
const char* difference_name(DifferenceKind kind);  // "missing" ...

// Values in canonical form (engine/content_reader.h); absent = SQL NULL.
struct ColumnDifference {
  std::string column;
  std::optional<std::string> source;
  std::optional<std::string> target;
};

struct DifferenceSample {
  DifferenceKind kind = DifferenceKind::kMissing;
  std::vector<std::pair<std::string, std::optional<std::string>>> key;
  std::vector<ColumnDifference> columns;  // kDifferent only
};

struct VerifyTable {
  QualifiedName target;
  std::vector<std::string> sources;  // "eu.shop.orders"
  uint64_t rows_source = 0;          // as counted while both sides were read
  uint64_t rows_target = 0;
  uint64_t missing = 0;    // in the source only
  uint64_t extra = 0;      // in the target only
  uint64_t different = 0;  // in both, values differ
  // Rows that kept changing while they were looked at again: a stream is
  // busy with them, and nothing is claimed about them.
  uint64_t unsettled = 0;
  std::vector<DifferenceSample> samples;
  std::string error;    // the table could not be compared
  bool absent = false;  // the target has no such table

  bool equal() const {
    return error.empty() && !absent && missing + extra + different == 0;
  }
};

struct VerifyResult {
  std::string plan;
  std::vector<VerifyTable> tables;  // by target name

  bool equal() const;
  bool failed() const;  // a table could not be compared
};

}  // namespace millrace
