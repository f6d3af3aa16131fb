#!/bin/sh
# Under a French locale an error is told in French. Usage: french.sh AMONT LOCALES
set -eu

expected="*carte*" # in the French message of the error below, and not in the English one

"$(dirname "$0")/locale.sh" "$2"
unset LANGUAGE LANG

# message LOCALE: what amont says about a map that is not there.
message() {
    status=0
    # shellcheck disable=SC2069 # only stderr
    LOCPATH=$locales LC_ALL=$1 "$amont" map nosuchmap 2>&1 >/dev/null || status=$?
    [ "$status" -eq 64 ] || { echo "exit code is $status, expected 64" >&2; exit 1; }
}

amont=$(realpath "$1")
locales=$(realpath "$2")
files=$(realpath "$(dirname "$0")/../cli/files")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

english=$(message C)
french=$(message fr_FR.UTF-8)
printf '%s\n%s\n' "$english" "$french"
# shellcheck disable=SC2254 # a pattern
case $english in $expected) echo "the C locale speaks French" >&2; exit 1 ;; esac
# shellcheck disable=SC2254
case $french in $expected) ;; *) echo "this is not French" >&2; exit 1 ;; esac

# Command and key help too, in UTF-8.
for topic in help "help map" "help study"; do
    # shellcheck disable=SC2086 # two words
    LOCPATH=$locales LC_ALL=fr_FR.UTF-8 "$amont" $topic >text
    grep -q 'étude\|carte' text || { echo "amont $topic is not French" >&2; exit 1; }
    iconv -f UTF-8 -t UTF-8 text >/dev/null
done

# The place of a mistake does not depend on the language.
cp "$files"/* .
sed 's/page: insert-85/page: insert-84/' study.yaml >bad.yaml
status=0
LOCPATH=$locales LC_ALL=fr_FR.UTF-8 "$amont" map bad.yaml -o out 2>text || status=$?
cat text
[ "$status" -eq 78 ] || { echo "exit code is $status, expected 78" >&2; exit 1; }
grep -q '^bad.yaml:[0-9]*:[0-9]*: page: il ' text || { echo "no place" >&2; exit 1; }
