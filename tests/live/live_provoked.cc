// SPDX-License-Identifier: Apache-2.0
#include "live/live_provoked.h"

#include <filesystem>
#include <stdexcept>

#include "base/json.h"
#include "base/text.h"
#include "support/paths.h"

namespace millrace::test {

Provoked::Provoked(MariadbServer& source, PostgresServer& target,
                   const std::string& schema)
    : source_(source),
      target_(target),
      database_(target.new_database()),
      folder_(make_temp_dir("provoked")) {
  source_.run(
      "CREATE OR REPLACE DATABASE shop CHARACTER SET utf8mb4;"
      "CREATE USER IF NOT EXISTS millrace@'%';"
      "GRANT SELECT, SHOW VIEW, REPLICATION SLAVE, REPLICATION CLIENT, "
      "PROCESS ON *.* TO millrace@'%'; USE shop;" +
      schema);
}

Provoked::~Provoked() { std::filesystem::remove_all(folder_); }

std::vector<FoundFinding> Provoked::plan(const std::string& members,
                                         const Argv& options) const {
  const std::string file = folder_ + "/plan.json";
  const std::string into =
      !other_target.empty()
          ? other_target
          : cat(R"("engine": "postgresql", "host": "127.0.0.1", "port": )",
                target_.port(), R"(, "database": ")", database_,
                R"(", "user": ")", target_user, "\"");
  std::string text =
      cat(R"({"name": ")", name, R"(", "sources": {"eu": {"host": "127.0.0.1",
  "port": )",
          source_.port(), R"(, "server_id": )", server_id, R"(, "user": ")",
          source_user, R"("}}, "target": {)", into, "}");
  if (!members.empty()) append_to(text, ", ", members);
  if (members.find("\"tables\"") == std::string::npos) {
    text += R"(, "tables": [{"source": "eu", "include": ["shop.*"]}])";
  }
  write_file(file, text + "}");
  Argv words = {test::program_path(), "plan", file, "--format", "json"};
  words.insert(words.end(), options.begin(), options.end());
  const Outcome outcome = run(words, 120);
  const Result<JsonNode> root = parse_own_json(outcome.out);
  if (!root.ok() || root->find("findings") == nullptr) {
    throw std::runtime_error("no proposal: " + outcome.text());
  }
  std::vector<FoundFinding> found;
  for (const JsonNode& one : root->find("findings")->items) {
    found.push_back({one.string_or("code", ""), one.string_or("object", ""),
                     one.string_or("severity", ""),
                     one.string_or("evidence", "")});
  }
  return found;
}

std::set<std::string> Provoked::codes(const std::string& members,
                                      const Argv& options) const {
  std::set<std::string> codes;
  for (const FoundFinding& one : plan(members, options)) {
    codes.insert(one.code);
  }
  return codes;
}

Outcome Provoked::apply() const {
  return run({test::program_path(), "apply", folder_ + "/plan.json", "--yes",
              "--until", "data", "--progress", "none"},
             120);
}

std::string missing(const std::set<std::string>& found,
                    const std::vector<std::string>& wanted) {
  std::string out;
  for (const std::string& code : wanted) {
    if (!found.contains(code)) append_to(out, out.empty() ? "" : " ", code);
  }
  return out;
}

}  // namespace millrace::test
