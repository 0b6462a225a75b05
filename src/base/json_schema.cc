// SPDX-License-Identifier: Apache-2.0

// The library's own regex engine accepts patterns it cannot read and then
// matches everything; std::regex reads them.
#define RAPIDJSON_SCHEMA_USE_INTERNALREGEX 0
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

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

std::string pointer_text(const rapidjson::Pointer& pointer) {
  rapidjson::StringBuffer buffer;
  pointer.StringifyUriFragment(buffer);
  return buffer.GetString();
}

}  // namespace

Result<std::string> schema_violation(std::string_view schema,
                                     std::string_view document) {
  rapidjson::Document schema_json;
  rapidjson::Document json;
  MR_RETURN_IF_ERROR(read(schema, "schema", &schema_json));
  MR_RETURN_IF_ERROR(read(document, "document", &json));
  const rapidjson::SchemaDocument compiled(schema_json);
  rapidjson::SchemaValidator validator(compiled);
  if (json.Accept(validator)) return std::string();
  return cat(pointer_text(validator.GetInvalidDocumentPointer()), ": ",
             validator.GetInvalidSchemaKeyword(), " of ",
             pointer_text(validator.GetInvalidSchemaPointer()));
}

}  // namespace millrace
