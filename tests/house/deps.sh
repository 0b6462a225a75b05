#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs the Debian packages named as arguments that are not there yet.
# Called by `make deps`. Nothing is upgraded, nothing is removed.
set -euo pipefail

missing=()
for package in "$@"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null ||
    echo absent)
  [ "$state" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "deps: all $# packages are installed"
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "deps: missing: ${missing[*]}" >&2
    echo "deps: run 'make deps' as root, or install sudo" >&2
    exit 1
  fi
  as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y
  --no-install-recommends)

echo "deps: installing ${missing[*]}"
"${apt[@]}" update
# The tests start servers of their own. Where PostgreSQL is new to this
# machine, keep its package from creating and starting a system cluster.
if ! dpkg-query -W -f '${db:Status-Status}' postgresql-common 2>/dev/null |
  grep -q '^installed$'; then
  "${apt[@]}" install postgresql-common >/dev/null
  "${as_root[@]}" sed -i \
    's/^#\?create_main_cluster *=.*/create_main_cluster = false/' \
    /etc/postgresql-common/createcluster.conf
fi
"${apt[@]}" install "${missing[@]}" >/dev/null
echo "deps: done"
