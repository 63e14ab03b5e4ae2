#!/bin/bash
# Fetches the front-end packages of frontend.txt through npm, checks them and
# unpacks the files that the HTML report inlines into build/frontend.
#
#   stdlib/report/fetch.sh [FOLDER]     default: build/frontend of this checkout
#
# Done already: says nothing and ends at once. Exit 0: every file is there;
# 1: not (no npm, no network, wrong checksum), with one line on stderr that
# says what to do. Nothing but `--report` needs these files.
set -euo pipefail
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
target=${1:-$here/../../build/frontend}

complete() { # folder file...
  local folder=$1 file
  for file in "${@:2}"; do [ -s "$folder/$file" ] || return 1; done
}

refuse() {
  echo "tide: the HTML report is not available: $1" >&2
  exit 1
}

fetch() { # package version checksum file...
  local tarball found names=("${@:4}")
  command -v npm >/dev/null || refuse "npm is missing; install it (apt-get install npm) and run stdlib/report/fetch.sh"
  tarball=$scratch/$(cd "$scratch" && timeout 120 npm pack --loglevel=error --prefer-offline "$1@$2" 2>"$scratch/npm.log") ||
    refuse "npm cannot fetch $1@$2 ($(grep -m 1 -v "npm error code" "$scratch/npm.log" || echo "it says nothing")); connect and run stdlib/report/fetch.sh"
  found=$(sha512sum "$tarball" | cut -d ' ' -f 1)
  [ "$found" = "$3" ] || refuse "$1@$2 has the checksum $found, expected $3; it was not used"
  mkdir "$scratch/$1"
  tar -xzf "$tarball" -C "$scratch/$1" --strip-components=1 "${names[@]/#/package/}"
  mkdir -p "$target"
  rm -rf "${target:?}/$1-$2"
  mv "$scratch/$1" "$target/$1-$2" # whole or not at all
}

scratch=
trap '[ -z "$scratch" ] || rm -rf "$scratch"' EXIT
while read -r package version checksum files; do
  case $package in '' | '#'*) continue ;; esac
  read -ra names <<<"$files"
  complete "$target/$package-$version" "${names[@]}" && continue
  if [ -z "$scratch" ]; then
    mkdir -p "$target"
    scratch=$(mktemp -d "$target/.fetch.XXXXXX") # on the same file system: mv is a rename
  fi
  fetch "$package" "$version" "$checksum" "${names[@]}"
done <"$here/frontend.txt"
