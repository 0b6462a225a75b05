// SPDX-License-Identifier: Apache-2.0
#include "proposal/scan_requests.h"

#include "precheck/questions.h"
#include "proposal/value_limits.h"

namespace millrace {
namespace {

constexpr uint64_t kMegabyte = 1'000'000;
// The most that one value may have on its way into a target.
constexpr uint64_t kMostBytes = 500 * kMegabyte;

bool is_text(const std::string& native) {
  return native == "text" || native.starts_with("character") ||
         native.starts_with("varchar");
}

class Checks {
 public:
  Checks(const Column& column, const Type& type, std::string native,
         uint64_t memory, std::vector<ScanCheck>* checks)
      : column_(column),
        type_(type),
        native_(std::move(native)),
        memory_(memory),
        checks_(*checks) {}

  // `holds` = the target's types hold every value of the source's.
  void add(bool holds) {
    if (holds) {
      // Text goes by way of UTF-8, whatever it is kept in.
      const TypeKind kind = column_.type.kind;
      if (is_character(kind) && kind != TypeKind::kEnum &&
          kind != TypeKind::kSet) {
        valid();
      }
    } else {
      add_kind();
    }
    size();
    if (column_.type.json_text && native_.starts_with("json")) {
      ask(ScanKind::kInvalidJson);
    }
  }

 private:
  void add_kind() {
    switch (type_.kind) {
      case TypeKind::kDate:
      case TypeKind::kDatetime:
      case TypeKind::kTimestamp:
        if (!is_text(native_)) ask(ScanKind::kZeroDate);
        break;
      case TypeKind::kTime:
        if (native_.starts_with("time")) ask(ScanKind::kTimeOfDay);
        break;
      case TypeKind::kBoolean:
        ask(ScanKind::kNotBoolean);
        break;
      case TypeKind::kInteger:
      case TypeKind::kDecimal:
        number();
        break;
      case TypeKind::kChar:
      case TypeKind::kVarchar:
      case TypeKind::kText:
        text();
        break;
      default:
        break;
    }
  }

  ScanCheck& ask(ScanKind kind) {
    ScanCheck check;
    check.kind = kind;
    check.column = column_.name;
    checks_.push_back(std::move(check));
    return checks_.back();
  }

  void number() {
    const auto limits = number_limits(native_);
    if (!limits || number_fits(type_, native_)) return;
    ScanCheck& check = ask(ScanKind::kOutOfRange);
    check.least = limits->first;
    check.greatest = limits->second;
  }

  void text() {
    if (native_ == "bytea") return;
    ask(ScanKind::kNulByte);
    valid();
    if (!text_fits(type_, native_)) {
      ask(ScanKind::kTooLong).limit = *text_limit(native_);
    }
    if (native_.starts_with("character(")) ask(ScanKind::kTrailingBlank);
  }

  void valid() {
    if (column_.type.charset.empty()) return;
    ask(ScanKind::kInvalidText).charset = column_.type.charset;
  }

  void size() {
    const TypeKind kind = column_.type.kind;
    const bool large = kind == TypeKind::kText || kind == TypeKind::kBlob;
    if (!large && kind != TypeKind::kJson) return;
    const uint64_t most = large ? column_.type.length : UINT32_MAX;
    if (most > memory_ && memory_ < kMostBytes) {
      ask(ScanKind::kTooLarge).limit = memory_;
    }
    if (most > kMostBytes) ask(ScanKind::kTooLarge).limit = kMostBytes;
  }

  const Column& column_;
  const Type& type_;
  const std::string native_;
  const uint64_t memory_;
  std::vector<ScanCheck>& checks_;
};

}  // namespace

std::vector<ScanRequest> scan_requests(const PrecheckInput& input,
                                       const std::string& source,
                                       uint64_t row_limit) {
  // A value is held a few times on its way: read, encoded, sent.
  const uint64_t memory =
      static_cast<uint64_t>(input.plan->limits.memory_mb) * kMegabyte / 4;
  std::vector<ScanRequest> requests;
  const TargetTypes types(input);
  for (const Route& route : input.resolution.routes) {
    if (route.id.source != source || !route.sync.data) continue;
    const RoadRecord* road = input.ledger.road(route.id);
    if (road != nullptr && road->copied) continue;
    // A sample was looked at before the first rows went; they are not read
    // again for every run that goes on with the copy.
    const bool begun = road != nullptr && road->chunks_done > 0;
    if (begun && row_limit != 0) continue;
    ScanRequest request;
    request.table = route.id.from;
    request.row_limit = row_limit;
    request.definition = &route.source_table;
    request.key_positions = route.source_key;
    for (const size_t i : route.source_key) {
      request.key.push_back(route.source_table.columns[i].name);
    }
    const Table* actual = input.actual.table(route.id.to);
    for (const RouteColumn& column : route.columns) {
      if (!column.source) continue;
      Checks checks(route.source_table.columns[*column.source], column.type,
                    types.native(actual, column), memory, &request.checks);
      checks.add(route.holds_source_values);
    }
    if (!request.checks.empty()) requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace millrace
