#!/bin/sh
# Builds and tests the project in newer Debian releases, for the other versions of ZXing, Catch2 and fmt.
#
# Usage: tests/chroots/run.sh FOLDER JOBS RELEASE...   (releases: trixie, forky)
#
# Each release gets a chroot FOLDER/RELEASE, made with debootstrap from this system's own package source and
# kept for the next run; the tracked files and those not ignored are copied into it. Needs root and
# debootstrap. Prints what passed and failed, a line a release. Exit code: 0 all passed, 1 not, 2 wrong use.
set -eu

say() { printf '%s\n' "$*" >&2; }

[ $# -ge 3 ] || { say 'Usage: tests/chroots/run.sh FOLDER JOBS RELEASE...'; exit 2; }
[ "$(id -u)" -eq 0 ] || { say 'chroots: this stage needs root'; exit 1; }
command -v debootstrap >/dev/null 2>&1 || { say 'chroots: apt-get install debootstrap'; exit 1; }

project=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1 jobs=$2
shift 2

# The first archive that apt is told of here, in either of its formats; Debian's own if there is none.
mirror() {
  sed -n -e 's/^deb [^h]*\(https\{0,1\}:[^ ]*\).*/\1/p' -e 's/^URIs: *\([^ ]*\).*/\1/p' \
    /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1
}

make_chroot() {  # make_chroot RELEASE DIRECTORY
  [ ! -e "$2/.made" ] || return 0
  rm -rf "$2"
  source=$(mirror)
  # Older debootstraps do not know these releases by name; the script of sid makes them all.
  debootstrap --variant=minbase "$1" "$2" "${source:-http://deb.debian.org/debian}" sid
  for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
    case $file in *[Pp]roxy* | /etc/apt/apt.conf) [ ! -f "$file" ] || cp "$file" "$2/etc/apt/apt.conf.d/" ;; esac
  done
  # An archive may stand still longer than a release that is being made calls itself valid.
  echo 'Acquire::Check-Valid-Until "false";' >"$2/etc/apt/apt.conf.d/90skan"
  cp /etc/resolv.conf "$2/etc/resolv.conf"
  touch "$2/.made"
}

copy_project() {  # copy_project DIRECTORY
  mkdir -p "$1/skan"
  (cd "$project" && git ls-files -z --cached --others --exclude-standard |
    tar --null --files-from=- --ignore-failed-read -cf - 2>/dev/null) | tar -C "$1/skan" -xf -
}

inside() {  # inside DIRECTORY COMMAND: in the chroot, in the project, without this system's surroundings
  chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 sh -ec "cd /skan; $2"
}

run_release() {  # run_release RELEASE; every step stands on the one before
  directory=$folder/$1
  make_chroot "$1" "$directory" &&
    rm -rf "$directory/skan/sdk" "$directory/skan/tests" "$directory/skan/examples" "$directory/skan/build/dev/results.xml" &&
    copy_project "$directory" &&
    inside "$directory" 'apt-get -q update && sh tools/install-packages.sh --yes build tests bench' &&
    inside "$directory" "cmake --preset dev && cmake --build --preset dev -j $jobs" || return 1
  inside "$directory" "ctest --preset dev -j $jobs --output-junit /skan/build/dev/results.xml" || true
  numbers=$(inside "$directory" 'python3 tests/support/read_results.py build/dev/results.xml') || return 1
  say "$1: passed, failed, skipped, skipped without leave: $numbers"
  [ "$(echo "$numbers" | cut -d ' ' -f 2)" -eq 0 ]
}

verdict=0
for release in "$@"; do
  run_release "$release" || verdict=1
done
exit $verdict
