// SPDX-License-Identifier: Apache-2.0
#include "support/client.h"

#include <stdexcept>

namespace millrace::test {
namespace {

constexpr double kPatience = 300;

Argv psql_argv(const Address& target) {
  return {"psql",
          "-X",
          "-q",
          "-A",
          "-t",
          "-F",
          "\t",
          "-v",
          "ON_ERROR_STOP=1",
          "-h",
          target.host,
          "-p",
          std::to_string(target.port),
          "-U",
          target.user,
          "-d",
          target.database,
          "-f",
          "-"};
}

const Environment kPsqlEnvironment = {
    {"PGCLIENTENCODING", "UTF8"},
    {"PGTZ", "UTC"},
    {"PGOPTIONS", "-c client_min_messages=warning"}};

std::string demand(const Outcome& outcome, const std::string& script) {
  if (outcome.exit_code == 0) return outcome.out;
  throw std::runtime_error(script.substr(0, 500) + "\n" + outcome.err);
}

Lines split(const std::string& text) {
  Lines lines;
  size_t at = 0;
  while (at < text.size()) {
    size_t end = text.find('\n', at);
    if (end == std::string::npos) end = text.size();
    auto& line = lines.emplace_back();
    for (size_t from = at;;) {
      const size_t tab = text.find('\t', from);
      if (tab == std::string::npos || tab >= end) {
        line.push_back(text.substr(from, end - from));
        break;
      }
      line.push_back(text.substr(from, tab - from));
      from = tab + 1;
    }
    at = end + 1;
  }
  return lines;
}

std::string only_value(const Lines& lines, const std::string& query) {
  if (lines.size() == 1 && lines[0].size() == 1) return lines[0][0];
  throw std::runtime_error("not one value: " + query);
}

}  // namespace

Argv Servers::source_argv() const {
  return {"mariadb",
          "--no-defaults",
          "--protocol=tcp",
          "-h" + source_.host,
          "-P" + std::to_string(source_.port),
          "-u" + source_.user,
          "--default-character-set=utf8mb4",
          "--max-allowed-packet=1G",
          "--init-command=SET time_zone='+00:00'",
          "-N",
          "-B",
          "--quick"};
}

void Servers::run_source(const std::string& script) const {
  demand(run(source_argv(), kPatience, {}, script + "\n"), script);
}

void Servers::run_target(const std::string& script) const {
  demand(run(psql_argv(target_), kPatience, kPsqlEnvironment, script + "\n"),
         script);
}

Lines Servers::ask_source(const std::string& query) const {
  Argv argv = source_argv();
  argv.push_back("--raw");
  return split(demand(run(argv, kPatience, {}, query + ";\n"), query));
}

Lines Servers::ask_target(const std::string& query) const {
  // By SET, which the segments of a cluster hear of as well.
  const std::string script = "SET extra_float_digits = 3;\n" + query + ";\n";
  return split(demand(
      run(psql_argv(target_), kPatience, kPsqlEnvironment, script), query));
}

std::string Servers::source_value(const std::string& query) const {
  return only_value(ask_source(query), query);
}

std::string Servers::target_value(const std::string& query) const {
  return only_value(ask_target(query), query);
}

namespace {
std::string doubled(const std::string& text, char quote) {
  std::string out(1, quote);
  for (char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out + quote;
}
}  // namespace

std::string quote_source(const std::string& identifier) {
  return doubled(identifier, '`');
}

std::string quote_target(const std::string& identifier) {
  return doubled(identifier, '"');
}

std::string target_literal(const std::string& text) {
  return doubled(text, '\'');
}

std::string hex_of(const std::string& bytes) {
  static const char* kDigits = "0123456789ABCDEF";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (unsigned char c : bytes) {
    out += kDigits[c >> 4];
    out += kDigits[c & 15];
  }
  return out;
}

std::string unhex(const std::string& digits) {
  std::string out;
  out.reserve(digits.size() / 2);
  for (size_t i = 0; i + 1 < digits.size(); i += 2)
    out += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return out;
}

}  // namespace millrace::test
