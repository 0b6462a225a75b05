// SPDX-License-Identifier: Apache-2.0
#include "cli/offline.h"

#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/console.h"
#include "cli/make_proposal.h"

namespace millrace {
namespace {

Result<ServerRecord> load_record(const std::string& path) {
  MR_ASSIGN_OR_RETURN(const std::string text, read_text_file(path));
  Result<ServerRecord> record = server_record_from_json(text);
  if (!record.ok()) return record.status().at(path);
  return record;
}

std::string source_names(const Plan& plan) {
  std::vector<std::string> names;
  for (const PlanEndpoint& source : plan.sources) names.push_back(source.name);
  return join(names, ", ");
}

// nullptr: the Plan has no such server.
PlanEndpoint* endpoint_of(const std::string& server, Plan* plan) {
  if (server == "target") return &plan->target;
  for (PlanEndpoint& source : plan->sources) {
    if (source.name == server) return &source;
  }
  return nullptr;
}

Status take(const std::string& path, bool target, Plan* plan,
            ServerRecords* records) {
  MR_ASSIGN_OR_RETURN(ServerRecord record, load_record(path));
  if (target != (record.server == "target")) {
    return Status::refused(
        cat(path, " is the catalog of ",
            target ? cat("source ", record.server) : "a target", ": give it ",
            target ? "with --source-catalog" : "with --target-catalog"));
  }
  if (target && record.plan != plan->name) {
    return Status::refused(cat(path, " was made for Plan \"", record.plan,
                               "\" and says nothing of what \"", plan->name,
                               "\" has done; make it again with `millrace "
                               "snapshot --target`"));
  }
  PlanEndpoint* endpoint = endpoint_of(record.server, plan);
  if (endpoint == nullptr) {
    return Status::refused(cat(path, " is the catalog of source \"",
                               record.server, "\", and the Plan has ",
                               source_names(*plan)));
  }
  endpoint->password = {};
  const std::string server = record.server;
  if (!records->emplace(server, std::move(record)).second) {
    return Status::refused(
        cat(path, " is the second catalog of source ", server));
  }
  return {};
}

}  // namespace

void CatalogFiles::declare_sources(CLI::App& app) {
  app.add_option("--source-catalog", sources,
                 "a file that `millrace snapshot --source` wrote, read "
                 "instead of that source; one for each source");
}

void CatalogFiles::declare(CLI::App& app) {
  declare_sources(app);
  app.add_option("--target-catalog", target,
                 "a file that `millrace snapshot --target` wrote, read "
                 "instead of the target");
}

Result<ServerRecords> load_catalogs(const CatalogFiles& files, Plan* plan) {
  ServerRecords records;
  for (const std::string& path : files.sources) {
    MR_RETURN_IF_ERROR(take(path, false, plan, &records));
  }
  if (!files.target.empty()) {
    MR_RETURN_IF_ERROR(take(files.target, true, plan, &records));
  }
  return records;
}

Result<Proposal> plan_offline(const CatalogFiles& files,
                              const std::string& scan, const Engines& engines,
                              Plan& plan) {
  if (!scan.empty() && scan != "none") {
    return Status::refused(
        cat("--scan ", scan,
            " looks at rows, and a catalog file holds none; without it, the "
            "proposal is that of --scan none"));
  }
  MR_ASSIGN_OR_RETURN(const ServerRecords records, load_catalogs(files, &plan));
  const TargetEngine* live = engines.target(plan.engine);
  if (live == nullptr) return make_proposal(plan, engines, "none");
  using Reading = RecordedTarget::Reading;
  const RecordedSource source(engines.source, records);
  const RecordedTarget target(
      *live->reading, files.target.empty() ? Reading::kLive : Reading::kRecords,
      records);
  return make_proposal(
      plan, {source, {{plan.engine, {&target, nullptr}}}, engines.version},
      "none");
}

}  // namespace millrace
