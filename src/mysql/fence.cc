// SPDX-License-Identifier: Apache-2.0
#include "mysql/fence.h"

#include <map>
#include <mutex>

#include "base/digest.h"
#include "base/text.h"

namespace millrace::mysql {
namespace {

std::string key_of(const Session& session, const std::string& plan) {
  std::string what = plan;
  if (session.flavor().kind == FlavorKind::kDrds) {
    append_to(what, "\n", session.endpoint().database);
  }
  return sha256_hex(what).substr(0, 32);
}

std::mutex runners_mutex;

std::map<std::string, uint64_t>& runners() {
  static std::map<std::string, uint64_t> connections;
  return connections;
}

std::string runner_key(const Session& session, const std::string& plan) {
  return cat(session.endpoint().str(), " ", key_of(session, plan));
}

// Once we hold a slot, a new run has to wait for us; so if our runner still
// holds the plan's lock now, nobody can overtake.
Status check_runner(Session& session, const std::string& plan) {
  uint64_t runner = 0;
  {
    std::lock_guard lock(runners_mutex);
    const auto known = runners().find(runner_key(session, plan));
    if (known == runners().end()) return {};
    runner = known->second;
  }
  MR_ASSIGN_OR_RETURN(const uint64_t owner,
                      lock_owner(session, plan_lock_name(session, plan)));
  if (owner == runner) return {};
  return Status::retry(cat("plan ", plan,
                           ": this run no longer holds its lock on ",
                           session.endpoint().str()));
}

}  // namespace

std::string plan_lock_name(const Session& session, const std::string& plan) {
  return "millrace.plan." + key_of(session, plan);
}

std::string fence_slot_name(const Session& session, const std::string& plan,
                            int slot) {
  return cat("millrace.fence.", key_of(session, plan), ".", slot);
}

Result<bool> try_lock(Session& session, const std::string& name) {
  auto got = session.value(cat("SELECT GET_LOCK(", quote_literal(name), ",0)"),
                           "cannot take a lock");
  if (!got.ok()) return got.status();
  return *got == "1";
}

Result<uint64_t> lock_owner(Session& session, const std::string& name) {
  auto rows =
      session.query(cat("SELECT IS_USED_LOCK(", quote_literal(name), ")"),
                    "cannot look for a lock's holder");
  if (!rows.ok()) return rows.status();
  return rows->next() ? rows->number(0) : 0;
}

Result<std::vector<uint64_t>> fence_holders(Session& session,
                                            const std::string& plan) {
  std::vector<std::string> asked = {"CONNECTION_ID()"};
  for (int slot = 0; slot < kFenceSlots; ++slot) {
    asked.push_back(cat("IS_USED_LOCK(",
                        quote_literal(fence_slot_name(session, plan, slot)),
                        ")"));
  }
  auto rows = session.query("SELECT " + join(asked, ","),
                            "cannot look for writers of an earlier run");
  if (!rows.ok()) return rows.status();
  std::vector<uint64_t> holders;
  if (!rows->next()) return holders;
  for (size_t i = 1; i < asked.size(); ++i) {
    if (!rows->is_null(i) && rows->number(i) != rows->number(0)) {
      holders.push_back(rows->number(i));
    }
  }
  return holders;
}

Result<std::string> describe_connection(Session& session, uint64_t id) {
  if (id == 0) return std::string();
  auto rows = session.query(
      cat("SELECT USER, HOST FROM information_schema.PROCESSLIST WHERE ID=",
          id),
      "cannot look at the connections");
  // Who may not see it still knows that it is there.
  if (!rows.ok() && rows.status().kind() == StatusKind::kRetry) {
    return rows.status();
  }
  if (!rows.ok() || !rows->next()) return cat("connection ", id);
  return cat("connection ", id, " (user ", rows->text(0), ", from ",
             rows->text(1), ")");
}

void remember_runner(const Session& session, const std::string& plan,
                     uint64_t connection) {
  std::lock_guard lock(runners_mutex);
  runners()[runner_key(session, plan)] = connection;
}

Status enter_fence(Session& session, const std::string& plan) {
  for (int slot = 0; slot < kFenceSlots; ++slot) {
    MR_ASSIGN_OR_RETURN(
        const bool mine,
        try_lock(session, fence_slot_name(session, plan, slot)));
    if (mine) return check_runner(session, plan);
  }
  return Status::retry(cat("plan ", plan, ": all ", kFenceSlots,
                           " writers' places are taken on ",
                           session.endpoint().str()));
}

}  // namespace millrace::mysql
