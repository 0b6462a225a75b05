// SPDX-License-Identifier: Apache-2.0
#include "report/html_style.h"

namespace millrace {

std::string_view html_style() {
  return R"css(
:root {
  color-scheme: light dark;
  --paper: #fbfbf9; --card: #ffffff; --ink: #1f2428; --soft: #667078;
  --line: #e2e4e0; --code: #f3f4f0; --add: #1a7f4b; --change: #9a6700;
  --remove: #b3261e; --go: #0b6a8f; --shade: rgba(30, 40, 50, .05);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181b; --card: #1c2024; --ink: #e4e7e9; --soft: #98a2aa;
    --line: #2e3439; --code: #14171a; --add: #5bc98c; --change: #dcb055;
    --remove: #f2857d; --go: #6cbfe0; --shade: rgba(0, 0, 0, .25);
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem 4rem;
  background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
h1 { font-size: 1.65rem; line-height: 1.25; margin: 0 0 .3rem; }
h2 { font-size: 1.15rem; margin: 2.6rem 0 .9rem; }
h3 { font-size: 1rem; margin: 0; display: inline; }
p { margin: .3rem 0; }
.soft, dt { color: var(--soft); }
code, pre { font: .86rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
.outcome { font-weight: 600; }
.outcome.blocked { color: var(--remove); }
.outcome.ready { color: var(--add); }
.figures { display: flex; flex-wrap: wrap; gap: .7rem; margin: 1.5rem 0 0; }
.figures div {
  flex: 1 1 6.5rem; padding: .7rem .95rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .6rem;
  box-shadow: 0 1px 3px var(--shade);
}
.figures b { display: block; font-size: 1.5rem; line-height: 1.2; }
.figures .alarm b { color: var(--remove); }
.figures .none b { color: var(--soft); font-weight: 400; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dl { margin: 1rem 0 0; } dd { margin: 0; }
.finding, details, .change {
  background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; margin: 0 0 .7rem; padding: .8rem 1rem;
}
.finding { border-left: .3rem solid var(--go); }
.finding.error { border-left-color: var(--remove); }
.finding.warning { border-left-color: var(--change); }
.finding.waived { border-left-color: var(--line); color: var(--soft); }
.badge {
  display: inline-block; padding: 0 .5rem; border: 1px solid currentColor;
  border-radius: 1rem; font-size: .78rem; font-weight: 600;
}
.error > .head .badge, .badge.destroys { color: var(--remove); }
.warning > .head .badge, .badge.locks, .badge.rewrites { color: var(--change); }
.info > .head .badge { color: var(--go); }
.object { font-weight: 600; }
details { padding: 0; }
summary { cursor: pointer; padding: .7rem 1rem; list-style-position: inside; }
summary:focus-visible { outline: 2px solid var(--go); border-radius: .6rem; }
details .change { border: 0; border-top: 1px solid var(--line); margin: 0; }
details .change { border-radius: 0; background: none; }
.notes { padding-bottom: .3rem; } .notes .finding { margin: 0 1rem .7rem; }
.mark { font: 700 1rem ui-monospace, "DejaVu Sans Mono", monospace; }
.mark.plus { color: var(--add); } .mark.tilde { color: var(--change); }
.mark.minus { color: var(--remove); } .mark.go { color: var(--go); }
pre {
  margin: .6rem 0 0; padding: .7rem .9rem; background: var(--code);
  border-radius: .4rem; white-space: pre-wrap;
}
ul { margin: .4rem 0 0; padding-left: 1.2rem; }
footer { margin-top: 3rem; color: var(--soft); font-size: .85rem; }
@media print {
  body { max-width: none; padding: 0; background: none; }
  .finding, .change, pre { break-inside: avoid; }
}
)css";
}

}  // namespace millrace
