// SPDX-License-Identifier: Apache-2.0
//
// PlanDraft: a Plan to be written, for `millrace init`. Thread: values.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/status.h"
#include "model/identifier.h"
#include "plan/server_url.h"

namespace millrace {

struct PlanDraft {
  std::string name;
  std::string description;
  std::string source_name;
  ServerUrl source;
  ServerUrl target;
  std::set<std::string> databases;               // of the source; empty = all
  std::set<QualifiedName> excluded;              // source tables
  std::map<QualifiedName, std::string> renamed;  // source -> target table
};

// In canonical layout.
Result<std::string> draft_text(const PlanDraft& draft);

// A pattern for this one table, or for a database's every table; a regular
// expression where a plain name would mean something else.
std::string pattern_for(const QualifiedName& table);
std::string pattern_for_database(const std::string& database);

// What may name a Plan or a source, made of `text`; `otherwise` when nothing
// of it may.
std::string plain_name(std::string_view text, const std::string& otherwise);

}  // namespace millrace
