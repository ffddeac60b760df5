#!/usr/bin/env bash
# Sets up, builds and tests. `tests/run.sh --help` says how.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 2
cd "$root" || exit 2

quick_stages=(java objc asan tsan clang size)  # besides core, which always runs; --all takes these
known_stages=("${quick_stages[@]}" arm64 chroots)

usage() {
  cat <<'TEXT'
Usage: tests/run.sh [--with STAGE,...] [--all] [--yes] [--jobs N]

Installs missing Debian packages (it lists them and asks), builds, and runs the core tests.

  --with STAGE,...  run these stages too:
                      java   the Java API, under -Xcheck:jni
                      objc   the Objective-C++ interface over GNUstep, with both sanitizers
                      asan   the core tests under AddressSanitizer and UndefinedBehaviorSanitizer
                      tsan   the tests of several threads or processes under ThreadSanitizer
                      clang  the core tests built with Clang 19
                      size   libskan.so as phones get it, which must stay under its limit
                      arm64  the core tests cross-built for 64-bit ARM, under qemu; adds arm64's packages to this
                             system (tools/install-packages.sh --help says how to undo that)
                      chroots  the core tests in newer Debian releases, trixie and forky, for the other
                             versions of ZXing, Catch2 and fmt; needs root, debootstrap and a while
  --all             every stage but arm64 and chroots; a test may then be skipped only for want of SKAN_TESTDATA_DIR
  --yes             install missing packages without asking
  --jobs N          build and test with N processes; the number of processors if not given

Environment: CXX, CXXFLAGS (all but clang, objc, size, arm64 and chroots), SKAN_TESTDATA_DIR (folder of public test vectors), NO_COLOR.
Builds go to build/dev, build/objc, build/asan, build/tsan, build/clang, build/small, build/arm64 and build/chroots.
Exit code: 0 all passed, 1 not, 2 wrong use.
TEXT
}

wrong_use() {
  printf 'tests/run.sh: %s\n' "$1" >&2
  exit 2
}

add_stages() {  # add_stages LIST: the names of a comma-separated list to `stages`
  local names name
  IFS=, read -r -a names <<<"$1"
  ((${#names[@]})) || wrong_use '--with needs the name of a stage.'
  for name in "${names[@]}"; do
    [[ " ${known_stages[*]} " == *" $name "* ]] ||
      wrong_use "there is no stage '$name'. The stages are: ${known_stages[*]}."
    [[ " ${stages[*]} " == *" $name "* ]] || stages+=("$name")
  done
}

stages=(core)
all=no
jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
install_options=()
while (($#)); do
  case $1 in
    --with) (($# > 1)) || wrong_use '--with needs the name of a stage.'; add_stages "$2"; shift ;;
    --with=*) add_stages "${1#*=}" ;;
    --all) all=yes; stages=(core "${quick_stages[@]}") ;;
    --yes | -y) install_options=(--yes) ;;
    --jobs) (($# > 1)) || wrong_use '--jobs needs a number.'; jobs=$2; shift ;;
    --jobs=*) jobs=${1#*=} ;;
    --help | -h) usage; exit 0 ;;
    *) wrong_use "unknown argument '$1'. See tests/run.sh --help." ;;
  esac
  shift
done
[[ $jobs =~ ^[1-9][0-9]*$ ]] || wrong_use "--jobs needs a number, not '$jobs'."

bold='' red='' green='' yellow='' plain=''
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' red=$'\e[31m' green=$'\e[32m' yellow=$'\e[33m' plain=$'\e[0m'
fi

preset_of() { [[ $1 == core || $1 == java ]] && echo dev || echo "$1"; }

# step LOG COMMAND...: at a terminal the command's own progress is seen; elsewhere only its log, if it fails.
step() {
  local log=$1
  shift
  if [[ -t 1 ]]; then
    "$@"
  else
    "$@" >"$log" 2>&1 || { tail -n 100 "$log"; return 1; }
  fi
}

configure() {
  local options=()
  [[ -z ${SKAN_TESTDATA_DIR:-} ]] || options=("-DSKAN_TESTDATA_DIR=$SKAN_TESTDATA_DIR")
  [[ " ${stages[*]} " != *' java '* || $1 == tsan || $1 == objc || $1 == arm64 ]] || options+=("-DSKAN_BUILD_JAVA=ON")
  local command=(cmake --preset "$1" "${options[@]}")
  [[ $1 != arm64 ]] || command=(env -u CXXFLAGS -u CFLAGS "${command[@]}")  # they are meant for this machine
  step "build/$1-configure.log" "${command[@]}"
}

run_ctest() {  # run_ctest PRESET STAGE: its own verdict does not count, the results file is read afterwards
  local options=(--preset "$1" -j "$jobs" --output-junit "$root/build/$1/results.xml")
  case $2 in
    core) [[ " ${stages[*]} " != *' java '* ]] || options+=(-LE java) ;;
    java) options+=(-L java) ;;
  esac
  rm -f "build/$1/results.xml"
  if [[ -t 1 ]]; then
    ctest "${options[@]}" --progress --output-on-failure
  else
    ctest "${options[@]}" >"build/$1-ctest.log" 2>&1
  fi
  return 0
}

total_passed=0 total_failed=0 total_skipped=0 forbidden_skips=0
summary=()

# add_result STAGE SECONDS TEXT PASSED FAILED SKIPPED FORBIDDEN
add_result() {
  local colour=$green
  ((total_passed += $4, total_failed += $5, total_skipped += $6, forbidden_skips += $7))
  (($6 == 0)) || colour=$yellow
  (($5 == 0)) || colour=$red
  summary+=("$(printf '  %-6s %s%-44s%s %4d s' "$1" "$colour" "$3" "$plain" "$2")")
}

run_stage() {
  local stage=$1 preset start=$SECONDS numbers passed failed skipped forbidden
  preset=$(preset_of "$stage")
  printf '%s== %s: build (preset %s)%s\n' "$bold" "$stage" "$preset" "$plain"
  if ! configure "$preset"; then
    add_result "$stage" $((SECONDS - start)) 'could not be configured' 0 1 0 0
    return
  fi
  if ! step "build/$preset-build.log" cmake --build --preset "$preset" -j "$jobs"; then
    add_result "$stage" $((SECONDS - start)) 'could not be built' 0 1 0 0
    return
  fi
  printf '%s== %s: test%s\n' "$bold" "$stage" "$plain"
  run_ctest "$preset" "$stage"
  if ! numbers=$("$python" tests/support/read_results.py "build/$preset/results.xml"); then
    tail -n 40 "build/$preset-ctest.log" 2>/dev/null
    add_result "$stage" $((SECONDS - start)) 'ctest gave no results' 0 1 0 0
    return
  fi
  read -r passed failed skipped forbidden <<<"$numbers"
  add_result "$stage" $((SECONDS - start)) "$passed passed, $failed failed, $skipped skipped" \
    "$passed" "$failed" "$skipped" "$forbidden"
}

run_size() {
  local start=$SECONDS log=build/size.log ours
  printf '%s== size: build (preset small) and measure%s\n' "$bold" "$plain"
  if "$python" tests/bindings/c/size.py >"$log" 2>&1; then
    ours=$(sed -n 's/^ *\([0-9,]*\)  our own code.*/\1/p' "$log")
    add_result size $((SECONDS - start)) "$ours bytes of our own code" 1 0 0 0
  else
    tail -n 40 "$log"
    add_result size $((SECONDS - start)) 'too large, or could not be built' 0 1 0 0
  fi
}

run_chroots() {
  local release start log numbers passed failed skipped forbidden
  for release in trixie forky; do
    printf '%s== chroots: build and test in %s%s\n' "$bold" "$release" "$plain"
    start=$SECONDS log=build/chroots-$release.log
    tests/chroots/run.sh build/chroots "$jobs" "$release" >"$log" 2>&1
    numbers=$(sed -n "s/^$release: .*: //p" "$log")
    if [[ -z $numbers ]]; then
      tail -n 40 "$log"
      add_result "$release" $((SECONDS - start)) 'could not be built or tested' 0 1 0 0
      continue
    fi
    read -r passed failed skipped forbidden <<<"$numbers"
    ((failed == 0)) || tail -n 100 "$log"
    add_result "$release" $((SECONDS - start)) "$passed passed, $failed failed, $skipped skipped" \
      "$passed" "$failed" "$skipped" "$forbidden"
  done
}

groups=(build tests)
[[ " ${stages[*]} " != *' java '* ]] || groups+=(java)
[[ " ${stages[*]} " != *' objc '* ]] || groups+=(objc)
[[ " ${stages[*]} " != *' clang '* ]] || groups+=(clang)
[[ " ${stages[*]} " != *' arm64 '* ]] || groups+=(arm64)
tools/install-packages.sh "${install_options[@]}" "${groups[@]}" || exit 1

python=/usr/bin/python3
[[ -x $python ]] || python=python3
mkdir -p build
for stage in "${stages[@]}"; do
  case $stage in
    chroots) run_chroots ;;
    size) run_size ;;
    *) run_stage "$stage" ;;
  esac
done

printf '\n%sStages%s\n' "$bold" "$plain"
printf '%s\n' "${summary[@]}"
verdict=0
if ((total_failed > 0)); then
  verdict=1
fi
if [[ $all == yes ]] && ((forbidden_skips > 0)); then
  printf '%s%d skipped for another reason than a missing SKAN_TESTDATA_DIR, which --all does not permit%s\n' \
    "$red" "$forbidden_skips" "$plain"
  verdict=1
fi
printf '%d s in all\n' "$SECONDS"
printf '%d passed, %d failed, %d skipped\n' "$total_passed" "$total_failed" "$total_skipped"
exit "$verdict"
