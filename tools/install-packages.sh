#!/bin/sh
# Installs the Debian packages that this project needs. Says and does nothing if all are there.
set -eu

# One group a variable, one reason a line. cmake/Dependencies.cmake is the other half of this list.
group_build='
  g++ cmake ninja-build pkg-config
  libsodium-dev libzxing-dev libsqlite3-dev zlib1g-dev libfmt-dev
  libqrencode-dev
  libcli11-dev nlohmann-json3-dev libpng-dev libturbojpeg0-dev libwebp-dev
  libcurl4-openssl-dev libmicrohttpd-dev
'
group_tests='
  catch2
  python3 python3-cbor2 python3-nacl
  nginx openssl
  abigail-tools
'
group_java='
  default-jdk-headless
'
group_bench='
  libzbar-dev
'
group_clang='
  clang-19
'
group_objc='
  clang-19 libclang-rt-19-dev
  libgnustep-base-dev libobjc-12-dev libblocksruntime-dev
'
# What runs on arm64 is linked to arm64's libraries; those that are headers alone serve every architecture.
group_arm64='
  g++-aarch64-linux-gnu qemu-user
'
for package in $group_build; do
  case $package in
    libcli11-dev | nlohmann-json3-dev) ;;
    *-dev) group_arm64="$group_arm64 $package:arm64" ;;
  esac
done

usage() {
  cat <<'TEXT'
Usage: tools/install-packages.sh [--yes] [GROUP...]

Installs what is missing of these groups of Debian packages, as root or through sudo:

  build   compiler, CMake and the libraries of the SDK and its programs (the default)
  tests   what tests/run.sh needs besides; nginx for it is neither started nor enabled
  java    a Java development kit, for tests/run.sh --with java
  bench   zbar, which the scanner's bench compares with if it is there
  clang   Clang 19, for tests/run.sh --with clang
  objc    Clang 19 with its sanitizers and GNUstep's Foundation, for tests/run.sh --with objc
  arm64   a cross compiler, an emulator and the libraries of `build` for arm64, for tests/run.sh --with arm64

It lists the packages and asks first. --yes (or no terminal to ask at) goes ahead at once. No package is ever removed.

Group arm64 makes arm64 a second architecture of this system. A library of both must be of one version, so some that
are installed may be upgraded. To undo it: apt-get purge '.*:arm64' && dpkg --remove-architecture arm64
Exit code: 0 all packages are there, 1 some are not, 2 wrong use.
TEXT
}

say() { printf '%s\n' "$*" >&2; }

missing_of() {  # missing_of PACKAGE...: those that are not installed, on one line
  native=$(dpkg --print-architecture)
  for package in "$@"; do
    case $package in *:*) architecture=${package#*:} ;; *) architecture=$native ;; esac
    # A line for each architecture of that name.
    case $(dpkg-query -W -f '${db:Status-Abbrev}${Architecture}\n' "${package%:*}" 2>/dev/null) in
      *"ii $architecture"* | *'ii all'*) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

new_architecture_of() {  # new_architecture_of PACKAGE...: arm64 if one is of it and this system does not know it yet
  case "$* " in *':arm64 '*) ;; *) return 0 ;; esac
  for known in $(dpkg --print-architecture) $(dpkg --print-foreign-architectures); do
    [ "$known" != arm64 ] || return 0
  done
  echo arm64
}

confirmed() {
  [ "$yes" = no ] && [ -t 0 ] && [ -t 2 ] || return 0
  printf 'Install them now? [Y/n] ' >&2
  read -r answer || answer=n
  case $answer in '' | [YyДд]*) return 0 ;; *) return 1 ;; esac
}

choose_root() {  # sets as_root to the words that run a command as root; fails if there is no way
  as_root=
  [ "$(id -u)" -ne 0 ] || return 0
  command -v sudo >/dev/null 2>&1 || return 1
  as_root=sudo
  [ -t 0 ] || sudo -n true 2>/dev/null  # without a terminal sudo cannot ask for the password
}

apt() {  # apt WORD...: apt-get without questions, its output kept for when it fails
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1
}

start_policy=/usr/sbin/policy-rc.d
own_policy=no

# Debian starts a web server that it installs, and again with each boot. The tests only want the program.
hold_services() {  # hold_services PACKAGE...: until release_services, if nginx is among them
  case " $* " in *' nginx '*) ;; *) return 0 ;; esac
  [ ! -e "$start_policy" ] || return 0  # somebody has decided this already
  own_policy=yes
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$start_policy" >/dev/null && $as_root chmod 755 "$start_policy"
}

release_services() {
  [ "$own_policy" = yes ] || return 0
  own_policy=no
  $as_root rm -f "$start_policy"
  ! command -v update-rc.d >/dev/null 2>&1 || $as_root update-rc.d nginx disable >/dev/null 2>&1 || true
}

install() {  # install PACKAGE...
  if [ -n "$new_architecture" ]; then
    $as_root dpkg --add-architecture "$new_architecture" >"$log" 2>&1 && apt update || return 1
  fi
  apt-cache show --no-all-versions "$@" >/dev/null 2>&1 || apt update || return 1
  apt install --no-install-recommends --no-remove "$@" && return 0
  # The lists may name versions that the archive no longer has.
  apt update && apt install --no-install-recommends --no-remove "$@"
}

yes=no
groups=
for argument; do
  case $argument in
    --yes | -y) yes=yes ;;
    --help | -h) usage; exit 0 ;;
    build | tests | java | bench | clang | objc | arm64) groups="$groups $argument" ;;
    *) say "install-packages.sh: unknown argument '$argument'. It knows --yes and the groups build, tests, java, bench, clang, objc, arm64."; exit 2 ;;
  esac
done

wanted=
for group in ${groups:-build}; do
  eval "wanted=\"\$wanted \$group_$group\""
done

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
  say 'This is not a Debian system, so nothing is installed. The build needs what these Debian packages hold:'
  say " " $wanted
  exit 0
fi

missing=$(missing_of $wanted)
[ -n "$missing" ] || exit 0

say 'These Debian packages are needed and not installed yet:'
say "  $missing"
command="apt-get install --no-install-recommends --no-remove $missing"
new_architecture=$(new_architecture_of $missing)
if [ -n "$new_architecture" ]; then
  command="dpkg --add-architecture $new_architecture && apt-get update && $command"
  say "$new_architecture becomes a second architecture of this system: --help says what that means and how to undo it."
fi
if ! choose_root; then
  say 'Installing them takes root or sudo without a password, and there is neither. Ask an administrator for:'
  say "  $command"
  exit 1
fi
if ! confirmed; then
  say "Nothing was installed. To do it by hand: $command"
  exit 1
fi

log=$(mktemp)
trap 'release_services; rm -f "$log"' EXIT
trap 'exit 1' HUP INT TERM
say 'Installing ...'
if ! hold_services $missing || ! install $missing; then
  tail -n 20 "$log" >&2
  say 'The packages could not be installed: see the lines above.'
  exit 1
fi
still=$(missing_of $wanted)
if [ -n "$still" ]; then
  say "apt-get reported no error, but these are still missing: $still"
  exit 1
fi
say 'All packages are there.'
