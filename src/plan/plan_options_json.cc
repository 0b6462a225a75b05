// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <chrono>

#include "base/text.h"
#include "plan/plan_parts.h"

namespace millrace {
namespace {

void read_stream(PlanReader& reader, const JsonNode& node,
                 const std::string& what, SyncOptions* out) {
  bool on[4] = {};
  std::vector<TextPlace> places;
  const std::vector<std::string> words =
      reader.texts(node, what, true, &places);
  for (size_t i = 0; i < words.size(); ++i) {
    JsonNode item;
    item.kind = JsonKind::kString;
    item.text = words[i];
    item.place = places[i];
    const int at = reader.word(item, cat(what, "[", i, "]"),
                               {"insert", "update", "delete", "alter"});
    if (at >= 0) on[at] = true;
  }
  out->stream_insert = on[0];
  out->stream_update = on[1];
  out->stream_delete = on[2];
  out->stream_alter = on[3];
  if (words.size() == 1 && on[3]) {
    reader.error("P014", node.place,
                 what + " replays \"alter\" and no change of rows", "alter",
                 R"([] or ["insert", "update", "delete", "alter"])");
  }
}

bool is_calendar_date(const std::string& text) {
  static const RE2 shape("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  return RE2::FullMatch(text, shape, &year, &month, &day) &&
         std::chrono::year_month_day(std::chrono::year(year),
                                     std::chrono::month(month),
                                     std::chrono::day(day))
             .ok();
}

void read_waiver(PlanReader& reader, const JsonNode& node,
                 const std::string& what, Plan* plan) {
  Waiver waiver;
  waiver.place = node.place;
  if (!reader.keys(node, what, PlanObject::kWaiver)) return;
  static const RE2 code("[A-Z][0-9]{3}");
  const JsonNode* code_node = node.find("code");
  if (code_node && reader.text(*code_node, what + ".code", &waiver.code) &&
      !RE2::FullMatch(waiver.code, code)) {
    reader.error("P020", code_node->place,
                 cat(what, ".code: \"", waiver.code, "\" is no finding code"),
                 waiver.code, "a capital letter and three digits: \"P131\"");
  }
  reader.text_member(node, what, "object", &waiver.object);
  reader.text_member(node, what, "reason", &waiver.reason);
  const JsonNode* until = node.find("until");
  if (until && reader.text(*until, what + ".until", &waiver.until) &&
      !is_calendar_date(waiver.until)) {
    reader.error(
        "P021", until->place,
        cat(what, ".until: \"", waiver.until, "\" is no day of the calendar"),
        waiver.until, "YYYY-MM-DD");
  }
  plan->waivers.push_back(std::move(waiver));
}

template <typename E>
void read_policy(PlanReader& reader, const JsonNode& node,
                 const std::string& what, const char* key,
                 const std::vector<std::string>& words, E* out) {
  const JsonNode* value = node.find(key);
  if (!value) return;
  const int at = reader.word(*value, cat(what, ".", key), words);
  if (at >= 0) *out = static_cast<E>(at);
}

}  // namespace

void read_sync(PlanReader& reader, const JsonNode& node,
               const std::string& what, SyncOptions* out) {
  if (!reader.keys(node, what, PlanObject::kSync)) return;
  reader.flag_member(node, what, "schema", &out->schema);
  reader.flag_member(node, what, "data", &out->data);
  if (const JsonNode* stream = node.find("stream")) {
    read_stream(reader, *stream, what + ".stream", out);
  }
  read_policy(reader, node, what, "on_existing", {"refuse", "ignore", "clear"},
              &out->on_existing);
  if (!out->schema && !out->data && !out->streams()) {
    reader.error("P025", node.place,
                 what + " leaves nothing to do: no schema, no data, no stream",
                 "", "at least one of the three");
  }
}

void read_values(PlanReader& reader, const JsonNode& node,
                 const std::string& what, ValuePolicies* out) {
  if (!reader.keys(node, what, PlanObject::kValues)) return;
  read_policy(reader, node, what, "zero_date", {"error", "null", "epoch"},
              &out->zero_date);
  read_policy(reader, node, what, "nul_byte", {"error", "strip"},
              &out->nul_byte);
  read_policy(reader, node, what, "invalid_text", {"error", "replace"},
              &out->invalid_text);
  read_policy(reader, node, what, "tinyint1", {"smallint", "boolean"},
              &out->tinyint1);
}

void read_limits(PlanReader& reader, const JsonNode& node, Limits* out) {
  if (!reader.keys(node, "limits", PlanObject::kLimits)) return;
  constexpr int64_t kMostSessions = 256;
  constexpr int64_t kMostMegabytes = int64_t{1} << 20;  // one terabyte
  constexpr int64_t kMostRows = 1'000'000'000'000;
  reader.whole_member(node, "limits", "readers", 1, kMostSessions,
                      &out->readers);
  reader.whole_member(node, "limits", "writers", 1, kMostSessions,
                      &out->writers);
  reader.whole_member(node, "limits", "memory_mb", 16, kMostMegabytes,
                      &out->memory_mb);
  reader.whole_member(node, "limits", "rows_per_second", 0, kMostRows,
                      &out->rows_per_second);
  reader.whole_member(node, "limits", "megabytes_per_second", 0, kMostMegabytes,
                      &out->megabytes_per_second);
  constexpr int64_t kMostSeconds = 7 * 86400;
  reader.whole_member(node, "limits", "answer_seconds", 0, kMostSeconds,
                      &out->answer_seconds);
  reader.whole_member(node, "limits", "retry_seconds", 0, kMostSeconds,
                      &out->retry_seconds);
  reader.whole_member(node, "limits", "copy_alone_mb", 0, kMostMegabytes,
                      &out->copy_alone_mb);
  constexpr int64_t kMostLoad = 1'000'000;
  reader.whole_member(node, "limits", "source_threads_running", 0, kMostLoad,
                      &out->source_threads_running);
  reader.whole_member(node, "limits", "source_lag_seconds", 0, kMostLoad,
                      &out->source_lag_seconds);
  reader.whole_member(node, "limits", "target_commit_ms", 0, kMostLoad,
                      &out->target_commit_ms);
}

void read_waivers(PlanReader& reader, const JsonNode& node, Plan* plan) {
  if (!reader.list(node, "waive", true)) return;
  for (size_t i = 0; i < node.items.size(); ++i) {
    read_waiver(reader, node.items[i], cat("waive[", i, "]"), plan);
  }
}

}  // namespace millrace
