// SPDX-License-Identifier: Apache-2.0
#include "proposal/forecast.h"

#include "precheck/questions.h"

namespace millrace {

std::vector<Forecast> forecast(const std::vector<Route>& routes) {
  std::vector<Forecast> out;
  for (const Route& route : routes) {
    Forecast& one = out.emplace_back();
    one.object = object_of(route);
    for (const SourceDdl ddl : forecast_ddl()) {
      one.answers.emplace_back(ddl, on_source_ddl(route.sync, ddl));
    }
  }
  return out;
}

}  // namespace millrace
