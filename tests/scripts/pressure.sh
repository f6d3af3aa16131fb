#!/bin/sh
# The index of pressure of the bundled study, and the figures that unit tests compare with, are what
# base R makes of the same definitions (tests/data/pressure/oracle.R). Usage: pressure.sh AMONT FOLDER
set -eu

amont=$(realpath "$1")
data=$(realpath "$2")
if ! command -v Rscript >/dev/null; then
    echo "pressure.sh: skipped, Rscript is not installed"
    exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$amont" pressure -o "$scratch/out"
Rscript "$data/oracle.R" study "$scratch/out"

# The stored figures are R's own still.
cd "$data"
Rscript oracle.R golden >"$scratch/golden.tsv"
paste golden.tsv "$scratch/golden.tsv" | awk -F '\t' '
    function size(x) { return x < 0 ? -x : x }
    $1 != $5 || $2 != $6 || $3 != $7 || size($4 - $8) > 1e-9 * (1 + size($4)) { print; bad = 1 }
    END { exit bad || NR < 500 }' || { echo "pressure.sh: golden.tsv is not what R makes" >&2; exit 1; }
