#!/usr/bin/env bash
# The whole door check in one go: an authority issues and withdraws, a camera takes pictures, a
# verifier without any network says what each of them is worth. `examples/demo.sh --help` says more.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

usage() {
  cat <<'TEXT'
Usage: examples/demo.sh [--yes] [--keep]

Installs missing Debian packages (it lists them and asks), builds the programs, and shows a verifier at work.

  --yes    install missing packages without asking
  --keep   keep the demonstration's files; it says where they are

Environment: NO_COLOR, CXX. The build goes to build/release. Exit code: 0 every verdict was the expected one.
TEXT
}

yes=() keep=no
for argument; do
  case $argument in
    --yes | -y) yes=(--yes) ;;
    --keep) keep=yes ;;
    --help | -h) usage; exit 0 ;;
    *) printf "demo.sh: unknown argument '%s'. See examples/demo.sh --help.\n" "$argument" >&2; exit 2 ;;
  esac
done

bold='' dim='' plain='' red=''
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m' red=$'\e[31m'; fi
title() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }
run() {  # shows a command as one would type it, then runs it
  local words="$*"
  printf '%s$ %s%s\n' "$dim" "${words//"$bin/"/}" "$plain"
  "$@"
}

# --- build -----------------------------------------------------------------------------------------
tools/install-packages.sh "${yes[@]}" build
mkdir -p build
log=build/demo-build.log
title 'Building (build/release; the first time takes some minutes: tail -f build/demo-build.log)'
if ! { cmake --preset release && cmake --build --preset release --target skan skan-authority skan-demo-camera; } >"$log" 2>&1; then
  tail -n 40 "$log"
  printf '%sThe build failed; the whole log is %s%s\n' "$red" "$log" "$plain" >&2
  exit 1
fi
bin=$root/build/release/examples

work=$(mktemp -d)
[[ $keep == yes ]] || trap 'rm -rf "$work"' EXIT
cd "$work"

# --- the authority ---------------------------------------------------------------------------------
day() { date -u -d "$1" +%Y-%m-%d; }
ago() { date -u -d "$1 ago" +%Y-%m-%dT%H:%M:%SZ; }

title '1. An authority issues certificates'
cat >people.csv <<TEXT
number,kind,name,name_latin,birth_date,document,event_date,event_time,product,dose,doses,region
1001,vaccinated,Иванов Иван Иванович,Ivanov Ivan Ivanovich,1985-04-12,1234 678345,$(day '60 days ago'),,Gam-COVID-Vac,2,2,77
1002,recovered,Петрова Анна Сергеевна,Petrova Anna Sergeevna,1990-11-30,4509 112233,$(day '90 days ago'),,,,,78
1003,tested,Сидоров Пётр Алексеевич,Sidorov Petr Alekseevich,1978-02-28,4010 998877,,$(ago '30 hours'),PCR,,,50
1004,vaccinated,Орлова Мария Павловна,Orlova Maria Pavlovna,1969-07-19,4511 445566,$(day '80 days ago'),,CoviVac,2,2,77
1005,recovered,Зайцев Олег Ильич,Zaytsev Oleg Ilyich,1999-01-05,4512 778899,$(day '250 days ago'),,,,,16
TEXT
cat >short.csv <<TEXT
number,kind,name,birth_date,event_date,expires
1006,recovered,Белов Юрий Юрьевич,1955-05-05,$(day '100 days ago'),$(day 'yesterday')
TEXT
run "$bin/skan-authority" init health --unencrypted-keys --name 'Demo Ministry of Health' --at "$(ago '40 days')" | sed '/^Next/,$d'
run "$bin/skan-authority" issue health --in people.csv --out cards --png --at "$(ago '20 hours')"
"$bin/skan-authority" issue health --in short.csv --out cards --png --at "$(ago '30 days')" >/dev/null
run "$bin/skan-authority" revoke health 1004
run "$bin/skan-authority" publish health --out today.skb

# Somebody else's authority, whose key nobody here trusts.
"$bin/skan-authority" init forger --unencrypted-keys --name 'Printing shop' --at "$(ago '40 days')" >/dev/null
"$bin/skan-authority" issue forger --in people.csv --out fakes --png --at "$(ago '20 hours')" >/dev/null

title '2. A verifier is provisioned once, by hand, and updated by a file'
id=$("$bin/skan-authority" status health --json | sed 's/.*"authority":"\([0-9a-f]*\)".*/\1/')
run "$bin/skan" trust init --store door.db --root health/public/root.cose --authority "$id"
run "$bin/skan" trust update --store door.db today.skb

# --- what is presented at the door -----------------------------------------------------------------
title '3. People show their codes to a camera'
genuine=$(<cards/1001.txt) fake=$(<fakes/1001.txt)
# Altered: one character of a genuine text, inside the last bytes of the signature.
third_last=${genuine: -3:1}
[[ $third_last == 0 ]] && other=1 || other=0
printf '%s%s%s\n' "${genuine:0:${#genuine}-3}" "$other" "${genuine: -2}" >altered.txt
# Forged: the printing shop's certificate under the ministry's key id, which fills bytes 8 to 15 of the
# message, that is characters 12 to 23 of the Base45 behind "SKN1:" (RFC 9285: two bytes, three characters).
printf '%s%s%s\n' "${fake:0:17}" "${genuine:17:12}" "${fake:29}" >forged.txt
printf 'https://www.gosuslugi.ru/vaccine/cert/verify/123e4567-e89b-12d3-a456-426614174000\n' >link.txt
mkdir door
seed=0
photo() {  # photo NAME SOURCE...
  seed=$((seed + 1))
  "$bin/skan-demo-camera" --seed "$seed" --out "door/$1.jpg" "${@:2}"
}
photo 01-vaccinated cards/1001.png
photo 02-recovered cards/1002.png
photo 03-tested cards/1003.png
photo 04-withdrawn cards/1004.png
photo 05-too-long-ago cards/1005.png
photo 06-past-its-end cards/1006.png
photo 07-altered altered.txt
photo 08-forged forged.txt
photo 09-printing-shop fakes/1002.png
photo 10-portal-link link.txt
photo 11-two-at-once cards/1001.png cards/1002.png
photo 12-table --nothing
printf '%s pictures, 1280 x 960, tilted, blurred, noisy, JPEG\n' "$(find door -name '*.jpg' | wc -l)"

title '4. The verdicts, with no network'
run "$bin/skan" verify --store door.db door || code=$?

# The demonstration is also a check of itself.
expected='accepted accepted accepted revoked policy_refused expired bad_signature bad_signature unknown_issuer online_link accepted accepted no_code_found'
got=$({ "$bin/skan" verify --store door.db --json door || true; } | sed 's/.*"outcome":"\([a-z]*\)","reasons":\["*\([a-z_]*\)"*\].*/\1 \2/; s/^accepted .*/accepted/; s/^[a-z]* //' | tr '\n' ' ')
if [[ ${got% } != "$expected" || ${code:-0} -ne 1 ]]; then
  printf '%sNot as expected (exit code %s):%s\n  expected %s\n  got      %s\n' "$red" "${code:-0}" "$plain" "$expected" "$got" >&2
  exit 1
fi
title '5. The worst day: the issuing key was stolen'
stolen=$("$bin/skan-authority" status health --json | sed 's/.*"issuer_key_id":"\([0-9a-f]*\)".*/\1/')
run "$bin/skan-authority" compromised health --key "$stolen" --out drill.skb
run "$bin/skan" trust update --store door.db drill.skb
"$bin/skan-authority" issue health --in people.csv --out renewed >/dev/null 2>&1 || true  # the withdrawn one is refused
run "$bin/skan" verify --store door.db cards/1001.txt renewed/1001.txt || true
drill=$({ "$bin/skan" verify --store door.db --json cards/1001.txt renewed/1001.txt || true; } | sed 's/.*"outcome":"\([a-z]*\)".*/\1/' | tr '\n' ' ')
if [[ $drill != 'rejected accepted ' ]]; then
  printf '%sNot as expected after the drill: %s%s\n' "$red" "$drill" "$plain" >&2
  exit 1
fi
title 'Try it yourself'
printf '%s\n' "The programs are in build/release/examples: skan --help, skan-authority --help."
[[ $keep == no ]] || printf '%s\n' "The demonstration's files are in $work."
