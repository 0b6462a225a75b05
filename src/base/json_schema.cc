// SPDX-License-Identifier: Apache-2.0

// The library's own regex engine accepts patterns it cannot read and then
// matches everything; std::regex reads them.
#define RAPIDJSON_SCHEMA_USE_INTERNALREGEX 0
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <memory>

#include "base/json.h"
#include "base/text.h"

namespace millrace {
namespace {

Status read(std::string_view text, const char* what, rapidjson::Document* out) {
  out->Parse(text.data(), text.size());
  if (!out->HasParseError()) return {};
  return Status::refused(cat("the ", what, " is not JSON: ",
                             rapidjson::GetParseError_En(out->GetParseError()),
                             " at byte ", out->GetErrorOffset()));
}

// A schema made ready. Compiling its patterns takes milliseconds, and callers
// hold many documents against one schema: the last one is kept per thread.
struct Compiled {
  std::string text;
  rapidjson::Document json;
  std::unique_ptr<rapidjson::SchemaDocument> schema;
};

Result<const rapidjson::SchemaDocument*> compiled(std::string_view text) {
  thread_local Compiled last;
  if (last.schema && last.text == text) return last.schema.get();
  last = Compiled();
  MR_RETURN_IF_ERROR(read(text, "schema", &last.json));
  last.text = text;
  last.schema = std::make_unique<rapidjson::SchemaDocument>(last.json);
  return last.schema.get();
}

std::string pointer_text(const rapidjson::Pointer& pointer) {
  rapidjson::StringBuffer buffer;
  pointer.StringifyUriFragment(buffer);
  return buffer.GetString();
}

}  // namespace

Result<std::string> schema_violation(std::string_view schema,
                                     std::string_view document) {
  MR_ASSIGN_OR_RETURN(const rapidjson::SchemaDocument* ready, compiled(schema));
  rapidjson::Document json;
  MR_RETURN_IF_ERROR(read(document, "document", &json));
  rapidjson::SchemaValidator validator(*ready);
  if (json.Accept(validator)) return std::string();
  return cat(pointer_text(validator.GetInvalidDocumentPointer()), ": ",
             validator.GetInvalidSchemaKeyword(), " of ",
             pointer_text(validator.GetInvalidSchemaPointer()));
}

}  // namespace millrace
