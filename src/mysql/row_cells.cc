// SPDX-License-Identifier: Apache-2.0
#include "mysql/row_cells.h"

#include <charconv>

#include "base/ascii.h"
#include "base/text.h"
#include "mysql/values.h"

namespace millrace::mysql {
namespace {

double parse_double(std::string_view raw) {
  double value = 0;
  std::from_chars(raw.data(), raw.data() + raw.size(), value);
  return value;
}

}  // namespace

std::string select_expression(const Column& column) {
  std::string name = quote_identifier(column.name);
  // Times one: a DOUBLE expression has no fixed number of digits, so it is
  // printed exactly; and unlike "+ 0" it leaves -0 alone.
  if (column.type.kind == TypeKind::kFloat) return name + "*1E0";
  if (column.type.kind == TypeKind::kDouble &&
      column.native.find('(') != std::string::npos) {
    return name + "*1E0";
  }
  return name;
}

Result<std::unique_ptr<RowCells>> RowCells::make(
    const std::vector<Column>& columns, CharsetShelf& shelf) {
  std::unique_ptr<RowCells> cells(new RowCells(columns));
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!is_character(columns[i].type.kind)) continue;
    Reader& reader = cells->readers_[i];
    MR_ASSIGN_OR_RETURN(reader.decoder, shelf.decoder(columns[i].type.charset));
    if (reader.decoder == nullptr) continue;
    reader.convert = decoded;
    reader.keeps_ascii = reader.decoder->keeps_ascii();
  }
  cells->list_special();
  return cells;
}

std::unique_ptr<RowCells> RowCells::make_of_utf8(
    const std::vector<Column>& columns) {
  std::unique_ptr<RowCells> cells(new RowCells(columns));
  cells->list_special();
  return cells;
}

void RowCells::list_special() {
  for (size_t i = 0; i < readers_.size(); ++i) {
    if (readers_[i].convert != nullptr) special_.push_back(i);
  }
}

RowCells::RowCells(const std::vector<Column>& columns)
    : cells_(columns.size()) {
  size_t room = 0;
  for (const Column& column : columns) {
    expressions_.push_back(select_expression(column));
    readers_.push_back(reader_for(column));
    room += room_for(column);
  }
  scratch_.resize(room);
  char* at = scratch_.data();
  for (size_t i = 0; i < columns.size(); ++i) {
    readers_[i].scratch = at;
    at += room_for(columns[i]);
  }
}

std::string RowCells::select_list() const { return join(expressions_, ","); }

Row RowCells::convert(const QueryRows& rows) {
  char** row = rows.row();
  const unsigned long* lengths = rows.lengths();
  for (size_t i = 0; i < cells_.size(); ++i) {
    cells_[i] = {row[i], static_cast<uint32_t>(lengths[i])};
  }
  for (const size_t i : special_) {
    if (cells_[i].is_null()) continue;
    cells_[i] = readers_[i].convert(readers_[i], cells_[i].text());
  }
  return cells_;
}

Cell RowCells::zerofilled(Reader&, std::string_view raw) {
  return Cell::of(without_zerofill(raw));
}

Cell RowCells::float_text(Reader& reader, std::string_view raw) {
  char* end =
      write_float(reader.scratch, static_cast<float>(parse_double(raw)));
  return Cell::of({reader.scratch, end});
}

Cell RowCells::double_text(Reader& reader, std::string_view raw) {
  char* end = write_double(reader.scratch, parse_double(raw));
  return Cell::of({reader.scratch, end});
}

Cell RowCells::bit_text(Reader& reader, std::string_view raw) {
  char* end = write_bits(reader.scratch, raw, reader.length);
  return Cell::of({reader.scratch, end});
}

// YEAR(2) of old servers prints two digits of 1970 to 2069.
Cell RowCells::short_year(Reader& reader, std::string_view raw) {
  unsigned year = 0;
  std::from_chars(raw.data(), raw.data() + raw.size(), year);
  if (raw.size() <= 2) year += year < 70 ? 2000 : 1900;
  return Cell::of({reader.scratch, write_year(reader.scratch, year)});
}

// Bytes that are none in their set become 0xff, which no UTF-8 has.
Cell RowCells::decoded(Reader& reader, std::string_view raw) {
  if (reader.keeps_ascii && ascii_prefix(raw) == raw.size()) {
    return Cell::of(raw);
  }
  reader.text.clear();
  static_cast<void>(reader.decoder->append(raw, reader.text));
  return Cell::of(reader.text);
}

RowCells::Reader RowCells::reader_for(const Column& column) {
  Reader reader{nullptr, nullptr, column.type.length, nullptr, false, {}};
  switch (column.type.kind) {
    case TypeKind::kFloat:
      reader.convert = float_text;
      break;
    case TypeKind::kDouble:
      reader.convert = double_text;
      break;
    case TypeKind::kBit:
      reader.convert = bit_text;
      break;
    case TypeKind::kYear:
      if (column.native == "year(2)") reader.convert = short_year;
      break;
    default:
      if (column.type.zerofill) reader.convert = zerofilled;
      break;
  }
  return reader;
}

size_t RowCells::room_for(const Column& column) {
  if (column.type.kind == TypeKind::kBit) return column.type.length;
  return kValueRoom;
}

}  // namespace millrace::mysql
