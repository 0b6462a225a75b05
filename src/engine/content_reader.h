// SPDX-License-Identifier: Apache-2.0
//
// ContentReader: the independent read path of verify. It shares no decoder
// and no encoder with the copy and the stream: each server is asked, in SQL,
// to print its values, and a canonical form is made of what it prints:
//   numbers        decimal digits without superfluous zeros ("1.5", "-3");
//                  float/double: shortest text that reads back ("1e+20")
//   bit            digits '0' and '1'
//   text           UTF-8
//   bytes          lower-case hex
//   date           YYYY-MM-DD
//   time           [-]H…:MM:SS.ffffff
//   datetime, timestamp  YYYY-MM-DD HH:MM:SS.ffffff (timestamp in UTC)
//   boolean        "0" / "1"
//   json           members sorted by key, no white space, numbers normal
//   uuid, inet     lower-case text, inet in RFC 5952 form
// Thread: one caller at a time.
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "model/cell.h"
#include "model/identifier.h"
#include "model/type.h"

namespace millrace {

struct ContentColumn {
  std::string name;
  std::string native;  // type of the column on the server that is read
  Type type;           // neutral type on the source: which form to print
};

struct ContentRequest {
  QualifiedName table;
  std::vector<ContentColumn> columns;
  std::vector<size_t> key;  // positions in `columns`
  // Only rows with one of these keys (canonical form); empty = all rows.
  std::vector<std::vector<std::string>> keys;
  // Only rows whose `equals_column` equals `equals_value` (many-to-one).
  std::string equals_column;
  std::string equals_value;
};

class ContentSink {
 public:
  virtual ~ContentSink() = default;
  virtual Status row(Row canonical) = 0;  // cells in request order
};

class ContentReader {
 public:
  virtual ~ContentReader() = default;
  virtual Status read(const ContentRequest& request, ContentSink& sink) = 0;
};

}  // namespace millrace
