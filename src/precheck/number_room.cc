// SPDX-License-Identifier: Apache-2.0
//
// AUTO_INCREMENT: how many numbers are left in the column's type, on the
// source and in the target, whose type may be a narrower one by a mapping or
// because the table was there. A counter that is at its end stops INSERT on
// the source; one past the target's end stops the stream.
#include <optional>

#include "base/text.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"
#include "route/key_outlook.h"

namespace millrace {
namespace {

constexpr uint64_t kNearTheEnd = 80;  // percent

uint64_t greatest_of_bits(int bits, bool is_unsigned) {
  const int value_bits = is_unsigned ? bits : bits - 1;
  return value_bits >= 64 ? UINT64_MAX : (uint64_t{1} << value_bits) - 1;
}

// Of the target's whole numbers; nullopt: no bound that matters.
std::optional<uint64_t> greatest_of(const std::string& native) {
  static constexpr struct {
    const char* name;
    int bits;
  } kTypes[] = {{"tinyint", 8},  {"smallint", 16}, {"mediumint", 24},
                {"integer", 32}, {"int", 32},      {"bigint", 64}};
  const bool is_unsigned = native.find("unsigned") != std::string::npos;
  for (const auto& type : kTypes) {
    const std::string name = type.name;
    if (!native.starts_with(name)) continue;
    const char next = native.size() > name.size() ? native[name.size()] : ' ';
    if (next == ' ' || next == '(') {
      return greatest_of_bits(type.bits, is_unsigned);
    }
  }
  return std::nullopt;
}

uint64_t percent(uint64_t part, uint64_t whole) {
  return static_cast<uint64_t>(static_cast<long double>(part) * 100 /
                               static_cast<long double>(whole));
}

class NumberRoom {
 public:
  NumberRoom(const PrecheckInput& input, Findings* findings)
      : input_(input), types_(input), findings_(*findings) {}

  void run() {
    for (const Route& route : input_.resolution.routes) {
      const auto source = input_.sources.find(route.id.source);
      if (source == input_.sources.end()) continue;
      const TableFigures* known =
          figures_of(source->second.figures, route.id.from);
      if (known == nullptr || known->next_number < 2) continue;
      for (const RouteColumn& column : route.columns) {
        if (!column.source) continue;
        const Column& from = route.source_table.columns[*column.source];
        if (from.auto_increment) check(route, column, from, *known);
      }
    }
  }

 private:
  void check(const Route& route, const RouteColumn& column, const Column& from,
             const TableFigures& known) {
    const uint64_t used = known.next_number - 1;
    const uint64_t own =
        from.type.kind == TypeKind::kInteger
            ? greatest_of_bits(from.type.bits, from.type.is_unsigned)
            : UINT64_MAX;
    const uint64_t own_share = percent(used, own);
    if (own_share >= kNearTheEnd) {
      findings_.push_back(warning_finding(
          "P332", object_of(route, from.name),
          cat("AUTO_INCREMENT of ", route.id.from.str(), " has used ",
              own_share, " % of the numbers of ", from.native,
              used >= own ? ": the next INSERT fails on the source"
                          : ": INSERT fails on the source once it is at the "
                            "end"),
          own == UINT64_MAX
              ? "no type is wider: number the rows anew"
              : cat("ALTER TABLE ", backquoted(route.id.from.schema), ".",
                    backquoted(route.id.from.table), " MODIFY ",
                    backquoted(from.name),
                    " BIGINT UNSIGNED NOT NULL AUTO_INCREMENT on the source "
                    "before "
                    "the copy begins: later the stream has to replay it"),
          cat("greatest number ", own)));
    }
    if (!input_.target_read) return;
    const std::string native =
        types_.native(input_.actual.table(route.id.to), column);
    const std::optional<uint64_t> there = greatest_of(native);
    if (!there || *there >= own) return;
    narrower(route, column, native, used, *there);
  }

  void narrower(const Route& route, const RouteColumn& column,
                const std::string& native, uint64_t used, uint64_t there) {
    const bool past = used > there;
    const uint64_t share = percent(used, there);
    if (!past && share < kNearTheEnd) return;
    findings_.push_back(make_finding(
        "P333", past ? Severity::kError : Severity::kWarning,
        target_object(route.id.to, column.name),
        past ? cat("AUTO_INCREMENT of ", route.id.from.str(),
                   " is past what column ", column.name, " of the target, ",
                   native, ", can hold")
             : cat("AUTO_INCREMENT of ", route.id.from.str(), " has used ",
                   share, " % of the numbers of column ", column.name,
                   " of the target, ", native,
                   ": the stream stops once it is past them"),
        "give the column a wider \"type\" in the mapping, or none; a table "
        "that is there: ALTER its type",
        cat("greatest number there ", there)));
  }

  const PrecheckInput& input_;
  const TargetTypes types_;
  Findings& findings_;
};

}  // namespace

void check_number_room(const PrecheckInput& input, Findings* findings) {
  NumberRoom(input, findings).run();
}

}  // namespace millrace
