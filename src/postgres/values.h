// SPDX-License-Identifier: Apache-2.0
//
// values: rows in neutral form as bytes of COPY's text format (manual,
// "COPY", File Formats): fields between tabs, \N for NULL, one row a line.
// Thread: one caller per encoder.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/target.h"
#include "postgres/binary_form.h"
#include "postgres/cell_form.h"

namespace millrace {

class CopyEncoder : public RowEncoder {
 public:
  explicit CopyEncoder(const WriteShape& shape);

  Status encode(Row row, std::string& out) override;

 private:
  WriteShape shape_;
  std::vector<CellForm> forms_;  // one per column
};

// The same in COPY's binary format (binary_form.h): a count of fields, then
// the fields, -1 for NULL. Without the format's header and trailer, which
// are the BulkWriter's, so that encoded rows can follow one another.
class BinaryCopyEncoder : public RowEncoder {
 public:
  // Every column of the shape has a binary form.
  explicit BinaryCopyEncoder(const WriteShape& shape);

  Status encode(Row row, std::string& out) override;
  // Days that do not exist, text that is none, 0x00, booleans: binary_form.
  bool checks_values() const override { return true; }

 private:
  WriteShape shape_;
  std::vector<BinaryForm> forms_;  // one per column
  std::vector<char> scratch_;      // where all but giant rows are written
};

// One parameter of a set-based statement: the cells of a column as an array,
// either a constant ('{1,NULL,"a b"}') or in binary form, which the server
// reads faster (array_recv: dimensions, flags, element type, length, lower
// bound, elements).
class ArrayBuilder {
 public:
  // In binary form where `binary` is asked for and the column has one.
  explicit ArrayBuilder(const WriteColumn& column, bool binary = false);

  const char* add(const Cell& cell);  // why not, or nullptr
  const char* finish();               // the array, until the next add
  bool binary() const { return binary_ != nullptr; }
  size_t bytes() const { return out_.size(); }
  void clear();

 private:
  CellForm form_;
  BinaryForm binary_ = nullptr;
  uint32_t element_ = 0;  // OID
  uint32_t count_ = 0;
  bool nulls_ = false;
  std::string out_;
};

}  // namespace millrace
