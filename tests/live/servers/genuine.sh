#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# genuine.sh BUILD [TESTS...]: builds millrace on MySQL's own client library,
# which Debian 12 does not have, in BUILD-genuine, and runs the live cases
# with it. The library is fetched like a server of another version.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "$1")-genuine
shift
root=$("$here/fetch.sh" mysql-client-9.7)/root
# Accounts of older servers need a plugin that is not in the library.
export LIBMYSQL_PLUGIN_DIR=$root/usr/lib/mysql/plugin
cmake -G Ninja -S "$here/../../.." -B "$build" -DCMAKE_BUILD_TYPE=Release \
  -DMILLRACE_GENUINE="$root" >/dev/null
ninja -C "$build" -j"${JOBS:-$(nproc)}" millrace live_test
"$build/tests/live_test" "${@:-~[greenplum]~[soak]}"
