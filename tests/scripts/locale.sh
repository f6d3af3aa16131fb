#!/bin/sh
# Builds fr_FR.UTF-8 in a folder for LOCPATH, and fails if it is not in force. Usage: locale.sh FOLDER
set -eu

mkdir -p "$1"
[ -e "$1/fr_FR.UTF-8/LC_NUMERIC" ] || localedef -i fr_FR -f UTF-8 "$1/fr_FR.UTF-8"

in_force() {
    LOCPATH=$1 LC_ALL=fr_FR.UTF-8 locale -k decimal_point charmap
}
expected='decimal_point=","
charmap="UTF-8"'
[ "$(in_force "$1")" = "$expected" ] || { echo "fr_FR.UTF-8 is not in force" >&2; exit 1; }
