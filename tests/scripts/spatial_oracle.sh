#!/bin/sh
# R, where it is there, still says of the bundled IRIS what tests/data/spatial/oracle.tsv says: the
# formulas are run again (without the draws, which are long and R's own). Usage: spatial_oracle.sh
# SOURCE_DIR
set -eu

source_dir=$(realpath "$1")
command -v Rscript >/dev/null 2>&1 || {
    echo 'no R here: nothing to compare' >&2
    exit 0
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/tests/data/spatial"
ln -s "$source_dir/geodata" "$scratch/geodata"
cp "$source_dir/tests/data/spatial/oracle.R" "$scratch/tests/data/spatial"
Rscript "$scratch/tests/data/spatial/oracle.R" --quick >/dev/null

awk -F '\t' '
    function far(a, b) { d = a - b; if (d < 0) d = -d; s = b < 0 ? -b : b
                         return d > 1e-12 * (s > 1 ? s : 1) }
    $3 == "p" || $3 == "local_p" || $3 == "quadrant" { next }
    { key = $1 FS $2 FS $3 FS $4 }
    NR == FNR { known[key] = $5; n++; next }
    !(key in known) || (known[key] != $5 && far($5, known[key])) { print; wrong++ }
    { seen++ }
    END { exit wrong > 0 || seen != n || n < 1500 }
' "$source_dir/tests/data/spatial/oracle.tsv" "$scratch/tests/data/spatial/oracle.tsv"
