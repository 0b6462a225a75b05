// SPDX-License-Identifier: Apache-2.0
//
// content_sql: how the server is asked to print a column, what is left to do
// with the printed text, and how a canonical key finds its row again.
// Thread: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/content_reader.h"
#include "postgres/session.h"

namespace millrace {

// Turns printed text into the canonical form.
using CanonicalForm = std::string (*)(std::string_view printed);

CanonicalForm canonical_form(const ContentColumn& column);

struct ContentQuery {
  std::string sql;
  Session::Params params;
};

// SELECT of every column of the request, in its order. `several_arrays`: the
// server takes unnest($1, $2) in FROM (change_sql.h).
ContentQuery content_query(const ContentRequest& request,
                           bool several_arrays = true);

}  // namespace millrace
