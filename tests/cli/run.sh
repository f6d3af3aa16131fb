#!/bin/sh
# Runs a command-line case: run.sh AMONT CASE. The format is described in README.md.
set -u

[ $# -eq 2 ] || { echo "usage: run.sh AMONT CASE" >&2; exit 64; }
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
folder=$(cd "$(dirname "$2")" && pwd)
case_file=$folder/$(basename "$2")

scratch=$(mktemp -d) || exit 70
trap 'rm -rf "$scratch"' EXIT
trap 'exit 70' HUP INT TERM
mkdir "$scratch/home" "$scratch/cwd"
cd "$scratch/cwd" || exit 70

export LC_ALL=C TZ=UTC HOME="$scratch/home" PATH
unset LANGUAGE LANG XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME SOURCE_DATE_EPOCH

failures=0
commands=0
command=
number=0

fail() {
    printf '%s:%s: %s\n' "$case_file" "$number" "$*"
    failures=$((failures + 1))
}

# start COMMAND: what the lines up to the next command announce is gathered in 1.expected,
# 2.expected and $expected_status; a line there is "= TEXT", "* PATTERN" or "...".
start() {
    command=$1
    commands=$((commands + 1))
    expected_status=0
    : >"$scratch/1.expected"
    : >"$scratch/2.expected"
    : >"$scratch/assertions"
}

# compare STREAM NAME
compare() {
    exec 3<"$scratch/$1.expected" 4<"$scratch/$1.actual"
    while IFS= read -r want <&3; do
        [ "$want" = "..." ] && return
        if ! IFS= read -r got <&4 && [ -z "$got" ]; then
            fail "$2 lacks: ${want#??}"
            continue
        fi
        case $want in
        '= '*) [ "$got" = "${want#??}" ] && continue ;;
        '* '*)
            # shellcheck disable=SC2254 # a pattern
            case $got in ${want#??}) continue ;; esac
            ;;
        esac
        fail "$2 differs"
        printf '  expected %s\n  got        %s\n' "$want" "$got"
    done
    while IFS= read -r got <&4 || [ -n "$got" ]; do
        fail "$2 has more: $got"
    done
}

# check_assertion KIND PATH
check_assertion() {
    case $1 in
    empty) [ ! -e "$2" ] || [ -z "$(ls -A "$2")" ] || fail "'$2' is not empty:" "$(ls -A "$2")" ;;
    file) [ -s "$2" ] || fail "'$2' is absent or empty" ;;
    *) fail "unknown assertion '$1'" ;;
    esac
}

finish() {
    [ -n "$command" ] || return 0
    status=0
    (eval "$command") >"$scratch/1.actual" 2>"$scratch/2.actual" </dev/null || status=$?
    before=$failures
    [ "$status" -eq "$expected_status" ] || fail "exit code is $status, expected $expected_status"
    compare 1 stdout
    compare 2 stderr
    while read -r kind path; do
        check_assertion "$kind" "$path"
    done <"$scratch/assertions"
    [ "$failures" -eq "$before" ] && return
    printf '$ %s\n--- stdout\n' "$command"
    cat "$scratch/1.actual"
    printf -- '--- stderr\n'
    cat "$scratch/2.actual"
    printf -- '---\n'
}

# expect STREAM LINE
expect() {
    if [ -z "$command" ]; then
        fail "expectation before the first command"
    else
        printf '%s\n' "$2" >>"$scratch/$1.expected"
    fi
}

while IFS= read -r line <&9 || [ -n "$line" ]; do
    case $line in
    '$ '*)
        finish
        number=$((number + 1))
        start "${line#??}"
        continue
        ;;
    esac
    number=$((number + 1))
    case $line in
    '' | '#'*) ;;
    '1> ...') expect 1 ... ;;
    '2> ...') expect 2 ... ;;
    '1>* '*) expect 1 "* ${line#1>??}" ;;
    '2>* '*) expect 2 "* ${line#2>??}" ;;
    '1>') expect 1 '= ' ;;
    '1> '*) expect 1 "= ${line#1> }" ;;
    '2>') expect 2 '= ' ;;
    '2> '*) expect 2 "= ${line#2> }" ;;
    '? '*) expected_status=${line#??} ;;
    '! files '*) cp -R "$folder/${line#! files }/." . || fail "cannot copy '${line#! files }'" ;;
    '! '*) printf '%s\n' "${line#??}" >>"$scratch/assertions" ;;
    *) expect 1 "= $line" ;;
    esac
done 9<"$case_file"
finish

[ "$commands" -gt 0 ] || fail "no command"
[ "$failures" -eq 0 ] || { printf '%s failures\n' "$failures"; exit 1; }
printf '%s commands answered as expected\n' "$commands"
