// SPDX-License-Identifier: Apache-2.0
#include "route/projector.h"

#include <algorithm>
#include <cstring>

#include "base/ascii.h"
#include "base/calendar.h"
#include "base/text.h"
#include "route/value_checks.h"

namespace millrace {
namespace {

// A target column of bytes takes any text; one of text takes any date.
bool holds_bytes(const std::string& native) { return native == "bytea"; }
bool holds_text(const std::string& native) {
  return native == "text" || native.starts_with("char") ||
         native.starts_with("varchar");
}

bool has_date(TypeKind kind) {
  return kind == TypeKind::kDate || kind == TypeKind::kDatetime ||
         kind == TypeKind::kTimestamp;
}

std::string epoch(const Type& type) {
  std::string text = "1970-01-01";
  if (type.kind == TypeKind::kDate) return text;
  text += " 00:00:00";
  if (type.fsp > 0)
    text += "." + std::string(static_cast<size_t>(type.fsp), '0');
  return text;
}

}  // namespace

// Nearly every value is fine at the first glance; no Status is made for it.
inline bool Projector::is_fine(Check check, const Cell& cell) {
  if (check == Check::kNone || cell.is_null()) return true;
  switch (check) {
    case Check::kDate: {
      CalendarDay day;
      return read_day(cell.text(), &day) && day.exists();
    }
    case Check::kText:
      return is_plain_ascii(cell.text());
    default:
      return cell.text() == "0" || cell.text() == "1";
  }
}

Projector::Projector(const Route& route) : route_(route) {
  Result<Filter> filter = Filter::parse(route.where, route.source_table);
  if (filter.ok()) {
    filter_ = std::move(filter).value();
  } else {
    broken_ = filter.status();
  }
  for (const RouteColumn& column : route.columns) {
    Step step;
    const TypeKind kind = column.type.kind;
    if (!column.source) {
      step.constant = Cell::of(column.constant);
    } else {
      step.source = static_cast<int>(*column.source);
      if (has_date(kind) && !holds_text(column.native)) {
        if (!route.holds_source_values) step.check = Check::kDate;
      } else if ((is_character(kind) || kind == TypeKind::kJson) &&
                 !holds_bytes(column.native)) {
        step.check = Check::kText;
      } else if (kind == TypeKind::kBoolean) {
        step.check = Check::kBoolean;
      }
    }
    steps_.push_back(step);
  }
  as_it_is_ = steps_.size() == route.source_table.columns.size();
  for (size_t i = 0; i < steps_.size(); ++i) {
    as_it_is_ = as_it_is_ && steps_[i].source == static_cast<int>(i);
  }
}

void Projector::clear_scratch() {
  if (scratch_.bytes() > 0) scratch_.clear();
}

Result<bool> Projector::project(Row source, std::vector<Cell>* target) {
  if (!broken_.ok()) return broken_;
  clear_scratch();
  if (!filter_.keeps(source)) return false;
  target->resize(steps_.size());
  Cell* const cells = target->data();
  for (size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    cells[i] = step.source < 0 ? step.constant
                               : source[static_cast<size_t>(step.source)];
    if (is_fine(step.check, cells[i])) continue;
    MR_RETURN_IF_ERROR(check(step.check, i, source, &cells[i]));
  }
  return true;
}

bool Projector::arrange(Row source, std::vector<Cell>* room, Row* target) {
  if (!filter_.keeps(source)) return false;
  if (as_it_is_) {
    *target = source;
    return true;
  }
  room->resize(steps_.size());
  for (size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    (*room)[i] = step.source < 0 ? step.constant
                                 : source[static_cast<size_t>(step.source)];
  }
  *target = *room;
  return true;
}

Status Projector::project_key(Row source, std::vector<Cell>* key) {
  clear_scratch();
  key->resize(route_.target_key.size());
  for (size_t i = 0; i < key->size(); ++i) {
    const size_t column = route_.target_key[i];
    MR_RETURN_IF_ERROR(fill(steps_[column], column, source, &(*key)[i]));
  }
  return {};
}

Status Projector::fill(const Step& step, size_t column, Row source,
                       Cell* cell) {
  *cell = step.source < 0 ? step.constant
                          : source[static_cast<size_t>(step.source)];
  if (is_fine(step.check, *cell)) return {};
  return check(step.check, column, source, cell);
}

Status Projector::check(Check check, size_t column, Row source, Cell* cell) {
  switch (check) {
    case Check::kDate:
      return check_date(column, source, cell);
    case Check::kText:
      return check_text(column, source, cell);
    default:
      return check_boolean(column, source, cell);
  }
}

// NULL is no way out for it.
bool Projector::is_key(size_t column) const {
  return std::find(route_.target_key.begin(), route_.target_key.end(),
                   column) != route_.target_key.end();
}

Status Projector::check_date(size_t column, Row source, Cell* cell) {
  switch (route_.values.zero_date) {
    case ZeroDatePolicy::kError:
      return refuse("S301", cat("the date ", cell->text(), " does not exist"),
                    column, source,
                    is_key(column) ? "\"zero_date\": \"epoch\""
                                   : "\"zero_date\": \"null\" or \"epoch\"");
    case ZeroDatePolicy::kNull:
      *cell = Cell::null();
      break;
    case ZeroDatePolicy::kEpoch:
      *cell = Cell::of(scratch_.copy(epoch(route_.columns[column].type)));
      break;
  }
  ++applied_.zero_dates;
  return {};
}

// The source's own conversion puts a question mark, which any set can hold:
// a target column of the same set has no U+FFFD, and whoever asks the source
// for UTF-8 sees the same text there.
std::string_view Projector::mark_in(size_t column) const {
  const size_t from = *route_.columns[column].source;
  const std::string& set = route_.source_table.columns[from].type.charset;
  return set.empty() || set == "utf8mb4" ? "\xEF\xBF\xBD" : "?";
}

Status Projector::check_text(size_t column, Row source, Cell* cell) {
  if (valid_utf8_prefix(cell->text()) != cell->size) {
    if (route_.values.invalid_text == InvalidTextPolicy::kError) {
      return refuse("S303", "bytes that are no UTF-8 text", column, source,
                    "\"invalid_text\": \"replace\"");
    }
    *cell = Cell::of(scratch_.copy(valid_utf8(cell->text(), mark_in(column))));
    ++applied_.invalid_text;
  }
  if (route_.holds_source_values) return {};
  if (cell->size == 0 || std::memchr(cell->data, 0, cell->size) == nullptr) {
    return {};
  }
  if (route_.values.nul_byte == NulBytePolicy::kError) {
    return refuse("S302", "text with a 0x00 byte", column, source,
                  "\"nul_byte\": \"strip\"");
  }
  *cell = Cell::of(scratch_.copy(without_nul(cell->text())));
  ++applied_.nul_bytes;
  return {};
}

Status Projector::check_boolean(size_t column, Row source, Cell* cell) {
  return refuse("S304", cat(cell->text(), " is neither 0 nor 1"), column,
                source, "\"tinyint1\": \"smallint\"");
}

std::string Projector::key_text(Row source) const {
  std::string out;
  for (const size_t i : route_.source_key) {
    append_to(out, out.empty() ? "" : ", ", route_.source_table.columns[i].name,
              "=",
              source[i].is_null() ? std::string_view("NULL")
                                  : source[i].text().substr(0, 64));
  }
  return out.empty() ? "a table without a key" : out;
}

Status Projector::refuse(const char* code, const std::string& what,
                         size_t column, Row source,
                         const std::string& remedy) const {
  const size_t from = *route_.columns[column].source;
  return Status::refused(
             cat(route_.id.source, ".", route_.id.from.str(), ".",
                 route_.source_table.columns[from].name, " of the row with ",
                 key_text(source), ": ", what, ", which ", route_.id.to.str(),
                 ".", route_.columns[column].name,
                 " cannot hold; mend the row, or write \"values\": {", remedy,
                 "} in the Plan"))
      .with_code(code);
}

}  // namespace millrace
