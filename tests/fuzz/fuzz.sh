#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# fuzz.sh BUILD SECONDS: runs binlog_fuzz over a corpus that is kept in the
# build folder and begins with seeds.sh. What it finds is left as BUILD/found/
# crash-…; exit 1 when there is anything.
set -euo pipefail

build=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$build/corpus" "$build/found"
if [ -z "$(ls "$build/corpus")" ]; then "$here/seeds.sh" "$build/corpus"; fi
UBSAN_OPTIONS=print_stacktrace=1 "$build/binlog_fuzz" "$build/corpus" \
  -dict="$here/binlog.dict" -artifact_prefix="$build/found/" \
  -max_total_time="$2" -max_len=65536 -timeout=20 -rss_limit_mb=2048 \
  -print_final_stats=1
