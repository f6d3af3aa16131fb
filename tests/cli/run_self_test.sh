#!/bin/sh
# The runner must accept a true case and refuse each false one; echo and friends stand for amont.
set -u

here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d) || exit 70
trap 'rm -rf "$scratch"' EXIT
failures=0

# judge accepts|refuses TITLE <CASE
judge() {
    cat >"$scratch/self.case"
    verdict=accepts
    "$here/run.sh" /bin/sh "$scratch/self.case" >"$scratch/log" 2>&1 || verdict=refuses
    [ "$verdict" = "$1" ] && return
    printf 'the runner %s %s\n' "$verdict" "$2"
    cat "$scratch/log"
    failures=$((failures + 1))
}

judge accepts "a true case" <<'CASE'
# every kind of line
$ printf 'one\n\n? three\nfour 4\nfive\nsix'
one
1>
1> ? three
1>* four [0-9]
1> ...

$ printf 'bad\\thing\n' >&2; mkdir out; exit 3
2> bad\thing
? 3
! empty out
! empty nosuch
$ echo x >out/file
! file out/file
CASE

judge refuses "another stdout" <<'CASE'
$ echo one
two
CASE
judge refuses "a missing line" <<'CASE'
$ echo one
one
two
CASE
judge refuses "an unannounced line" <<'CASE'
$ echo one; echo two
one
CASE
judge refuses "an unannounced last line without a line end" <<'CASE'
$ printf 'one\ntwo'
one
CASE
judge refuses "unannounced stderr" <<'CASE'
$ echo one >&2
CASE
judge refuses "a pattern that does not match" <<'CASE'
$ echo one >&2
2>* t*
CASE
judge refuses "another exit code" <<'CASE'
$ exit 2
? 3
CASE
judge refuses "an exit code nobody announced" <<'CASE'
$ exit 2
CASE
judge refuses "a folder that is not empty" <<'CASE'
$ mkdir out; echo >out/file
! empty out
CASE
judge refuses "a file that is not there" <<'CASE'
$ true
! file nosuch
CASE
judge refuses "a case without commands" <<'CASE'
# nothing
CASE

[ "$failures" -eq 0 ]
