// SPDX-License-Identifier: Apache-2.0
#include "cli/table_choice.h"

#include "base/text.h"

namespace millrace {
namespace {

// "eu" of "eu.shop.orders" when the plan has such a source; "" otherwise.
std::string leading_source(const std::string& text, const Plan& plan) {
  for (const PlanEndpoint& source : plan.sources) {
    const std::string prefix = source.name + ".";
    if (!text.starts_with(prefix)) continue;
    const std::string rest = text.substr(prefix.size());
    if (rest.starts_with("/") || rest.find('.') != rest.npos) {
      return source.name;
    }
  }
  return "";
}

}  // namespace

Result<TableChoice> TableChoice::parse(const std::string& text,
                                       const Plan& plan) {
  TableChoice choice;
  if (text.empty()) return choice;
  choice.source_ = leading_source(text, plan);
  const size_t skip = choice.source_.empty() ? 0 : choice.source_.size() + 1;
  Result<Pattern> pattern = Pattern::parse(text.substr(skip));
  if (!pattern.ok()) return pattern.status().at("--table " + text);
  choice.pattern_ = std::move(*pattern);
  return choice;
}

bool TableChoice::matches(const RoadId& road) const {
  if (!pattern_) return true;
  if (!source_.empty()) {
    return road.source == source_ && pattern_->matches(road.from);
  }
  return pattern_->matches(road.from) || pattern_->matches(road.to);
}

}  // namespace millrace
