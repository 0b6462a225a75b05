// SPDX-License-Identifier: Apache-2.0
#include "cli/load_plan.h"

#include "base/text.h"
#include "cli/console.h"
#include "plan/plan_json.h"

namespace millrace {

std::unique_ptr<Plan> load_plan(const std::string& path) {
  const Result<std::string> text = read_text_file(path);
  if (!text.ok()) {
    Console::error(text.status());
    return nullptr;
  }
  auto plan = std::make_unique<Plan>();
  std::vector<PlanError> errors;
  if (parse_plan(*text, path, plan.get(), &errors)) return plan;
  Console::err(print_plan_errors(errors, *text, path));
  Console::error(cat(path, ": the plan has ", errors.size(),
                     errors.size() == 1 ? " mistake" : " mistakes"));
  return nullptr;
}

}  // namespace millrace
