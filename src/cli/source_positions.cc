// SPDX-License-Identifier: Apache-2.0
#include "cli/source_positions.h"

#include <chrono>
#include <thread>
#include <vector>

namespace millrace {
namespace {

constexpr std::chrono::seconds kLookAtMost{5};

Result<ServerFacts> facts_of(const Plan& plan, const PlanEndpoint& source,
                             const Engines& engines) {
  MR_ASSIGN_OR_RETURN(const Endpoint endpoint, resolve_endpoint(plan, source));
  MR_ASSIGN_OR_RETURN(const auto inspector, engines.source.inspector(endpoint));
  return inspector->facts();
}

// A server that meets one replica twice ends the first.
void take_another_name(Endpoint* endpoint) {
  endpoint->server_id ^= 0x2a5a5a5aU;
  if (endpoint->server_id == 0) endpoint->server_id = 1;
  if (endpoint->client_uuid.empty()) return;
  char& last = endpoint->client_uuid.back();
  last = last == '0' ? '1' : '0';
}

Status find_first(const Plan& plan, const PlanEndpoint& source,
                  const Engines& engines, const Position& position,
                  SourceNow* now) {
  MR_ASSIGN_OR_RETURN(Endpoint endpoint, resolve_endpoint(plan, source));
  take_another_name(&endpoint);
  MR_ASSIGN_OR_RETURN(const auto log,
                      engines.source.change_log(endpoint, ChangeLogOptions()));
  MR_RETURN_IF_ERROR(log->open(position));
  const auto end = std::chrono::steady_clock::now() + kLookAtMost;
  while (std::chrono::steady_clock::now() < end) {
    TransactionPart part;
    MR_RETURN_IF_ERROR(log->next(&part));
    if (part.commit_time_us > 0) {
      now->waiting_since_us = part.commit_time_us;
      return {};
    }
  }
  return {};
}

SourceNow position_of(const Plan& plan, const PlanEndpoint& source,
                      const Engines& engines) {
  const Result<ServerFacts> facts = facts_of(plan, source, engines);
  if (!facts.ok()) return {{}, facts.status().message(), 0};
  return {facts->position, facts->position_error, 0};
}

}  // namespace

std::map<std::string, SourceNow> source_positions(const Plan& plan,
                                                  const Engines& engines) {
  std::map<std::string, SourceNow> out;
  std::vector<std::thread> threads;
  for (const PlanEndpoint& source : plan.sources) {
    SourceNow* slot = &out[source.name];
    threads.emplace_back([slot, &plan, &source, &engines] {
      *slot = position_of(plan, source, engines);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return out;
}

void find_waiting(const Plan& plan, const Engines& engines,
                  const LedgerState& ledger,
                  std::map<std::string, SourceNow>* sources) {
  std::vector<std::thread> threads;
  for (const PlanEndpoint& source : plan.sources) {
    const StreamRecord* stream = ledger.stream(source.name);
    const auto now = sources->find(source.name);
    if (stream == nullptr || now == sources->end()) continue;
    if (now->second.position.kind == PositionKind::kNone) continue;
    const Result<bool> there = reached(stream->position, now->second.position);
    if (!there.ok() || *there) continue;
    threads.emplace_back([&plan, &source, &engines, stream, now] {
      (void)find_first(plan, source, engines, stream->position, &now->second)
          .ok();
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace millrace
