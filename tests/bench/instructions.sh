#!/bin/sh
# Instructions of the hot loops by callgrind, for each row or vertex: they hardly move when the
# machine is busy, so that a regression shows. Usage: instructions.sh [INPUTS]
# Programs with symbols: $AMONT (build/bench/amont) and those in $TOOLS (build/bench/tests).
#
# What one run costs whatever its size is taken off: a tenth of the rows is counted too.
set -eu

source_dir=$(cd "$(dirname "$0")/../.." && pwd)
amont=${AMONT:-$source_dir/build/bench/amont}
tools=${TOOLS:-$source_dir/build/bench/tests}
inputs=$(cd "${1:-$source_dir/build/bench/inputs}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C AMONT_DATA="$source_dir"
# shellcheck source=tests/bench/studies.sh
. "$source_dir/tests/bench/studies.sh"

# count NAME COMMAND...: instructions of one process; the reader, which is ended by a signal, leaves
# no count and is measured by bench_read.
count() {
    name=$1
    shift
    valgrind --tool=callgrind --callgrind-out-file="$work/$name.%p" "$@" >"$work/log" 2>&1 ||
        { cat "$work/log" >&2 && exit 1; }
    awk '/^(summary|totals):/ && !seen[FILENAME]++ { sum += $2 } END { printf "%.0f\n", sum }' \
        "$work/$name".[0-9]*
}

# each TITLE MORE MANY FEW: what each of the MORE rows or vertices costs that MANY has beyond FEW.
each() {
    awk -v title="$1" -v n="$2" -v many="$3" -v few="$4" 'BEGIN {
        printf "%-44s %12.1f %16.0f\n", title, (many - few) / n, few }'
}

stats() {
    count "$1" "$amont" stats "$work/$1.yaml" -o "$work/$1.csv"
}

printf '%-44s %12s %16s\n' 'callgrind' 'instructions' 'smaller run'

# Points as CSV: read and counted in the process itself.
head -n 100001 "$inputs/points_1m.csv" >"$work/many.csv"
head -n 10001 "$inputs/points_1m.csv" >"$work/few.csv"
files=$inputs
inputs=$work
ln -s "$files/zones_1276.gpkg" "$work"
for size in many few; do
    points_study "csv-$size" zones_1276 "$size.csv" 'count sum median'
done
each 'points csv, a row' 90000 "$(stats csv-many)" "$(stats csv-few)"
inputs=$files

# Layers through GDAL: what the reader does.
for format in gpkg fgb; do
    each "reading points $format, a row" 90000 \
        "$(count "$format-many" "$tools/bench_read" "$inputs/points_1m.$format" 'id <= 100000')" \
        "$(count "$format-few" "$tools/bench_read" "$inputs/points_1m.$format" 'id <= 10000')"
done

# Land use: polygons of 41 points.
for size in 20043 2004; do
    landuse_study "landuse-$size" zones_1276 four_landuse
    sed -i "s/{kind: landuse,/& where: \"fid <= $size\",/" "$work/landuse-$size.yaml"
done
each 'reading land use, a vertex' "$((18039 * 41))" \
    "$(count land-many "$tools/bench_read" "$inputs/four_landuse.gpkg" 'fid <= 20043')" \
    "$(count land-few "$tools/bench_read" "$inputs/four_landuse.gpkg" 'fid <= 2004')"
each 'land use without reading, a vertex' "$((18039 * 41))" \
    "$(stats landuse-20043)" "$(stats landuse-2004)"

# Names: 500 of points on A3, 500 and 1,276 of zones.
for case in 1 4 5; do
    each "placing names, bench_placer $case, in all" 1 "$(count "names-$case" "$tools/bench_placer" $case)" 0
done
