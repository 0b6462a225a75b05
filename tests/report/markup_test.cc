// SPDX-License-Identifier: Apache-2.0
#include "report/markup.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("markup: HTML and XML text is escaped, and always valid") {
  CHECK(escaped_markup("<a b=\"c\">&'") == "&lt;a b=&quot;c&quot;&gt;&amp;'");
  CHECK(escaped_markup(std::string("a\0b\x01", 4)) ==
        "a\xef\xbf\xbd"
        "b\xef\xbf\xbd");
  CHECK(escaped_markup("\xffü\xc3") == "\xef\xbf\xbdü\xef\xbf\xbd");
  CHECK(escaped_markup("\xef\xbf\xbf") == "\xef\xbf\xbd");
}

TEST_CASE("markup: Markdown's marks are text, lines are one") {
  CHECK(escaped_markdown("a|b*c_d`e\nf") == "a\\|b\\*c\\_d\\`e f");
  CHECK(escaped_markdown("<b>&") == "&lt;b&gt;&amp;");
  CHECK(code_markdown("") == "");
  CHECK(code_markdown("x`y") == "<code>x\\`y</code>");
}

TEST_CASE("markup: back-quoted words of a sentence become code") {
  CHECK(sentence_markdown("run `a_b` now") == "run <code>a\\_b</code> now");
  CHECK(sentence_markdown("a lone ` stays") == "a lone \\` stays");
}

TEST_CASE("markup: a fence is longer than what it holds") {
  CHECK(fenced_markdown("sql", "SELECT 1") == "```sql\nSELECT 1\n```\n");
  CHECK(fenced_markdown("", "a ```` b") == "`````\na ```` b\n`````\n");
}
