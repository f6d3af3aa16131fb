#!/bin/sh
# The same bytes with 1, 2 and 8 threads: points as CSV (three pieces) and GeoPackage (three batches),
# land use (eight chunks). Usage: threads.sh AMONT SOURCE_DIR CONVERT
set -eu

amont=$(realpath "$1")
source_dir=$(realpath "$2")
convert=$(realpath "$3")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export AMONT_DATA="$source_dir" LC_ALL=C
cp "$source_dir/tests/cli/files/islands.geojson" "$scratch"
cd "$scratch"

# --- fictional inputs ---------------------------------------------------------------------------

# A sequence of its own (D. H. Lehmer's, with the factor 48271), so that every awk makes the same.
chance='function chance() { state = (state * 48271) % 2147483647; return state / 2147483647 }
    BEGIN { state = 20260101 }'

awk "$chance"'BEGIN {
    print "id,lon,lat,value"
    for (i = 1; i <= 240000; i++)
        printf "%d,%.7f,%.7f,%s\n", i, 2.30 + 0.10 * chance(), 48.82 + 0.05 * chance(),
            i % 97 == 0 ? "" : sprintf("%.2f", 1e6 * chance() ^ 4)
}' >points.csv

awk "$chance"'BEGIN {
    printf "{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", \"properties\": "
    printf "{\"name\": \"urn:ogc:def:crs:EPSG::2154\"}}, \"features\": ["
    for (i = 0; i < 20000; i++)
        printf "%s{\"type\": \"Feature\", \"properties\": {\"value\": %.3f}, \"geometry\": " \
            "{\"type\": \"Point\", \"coordinates\": [%.2f, %.2f]}}", i ? ",\n" : "\n",
            1000 * chance(), 649500 + 7000 * chance(), 6859500 + 5000 * chance()
    print "\n]}"
}' >points.geojson
"$convert" GPKG points.geojson points.gpkg

# A grid of leaning squares without gaps.
awk 'function corner(i, j) {
    return sprintf("[%.3f, %.3f]", 649500 + 113.7 * i + 21.3 * j, 6859300 + 113.7 * j - 21.3 * i) }
BEGIN {
    printf "{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", \"properties\": "
    printf "{\"name\": \"urn:ogc:def:crs:EPSG::2154\"}}, \"features\": ["
    for (i = 0; i < 64; i++) for (j = 0; j < 64; j++)
        printf "%s{\"type\": \"Feature\", \"properties\": {\"poste\": \"%d\"}, \"geometry\": " \
            "{\"type\": \"Polygon\", \"coordinates\": [[%s, %s, %s, %s, %s]]}}", i + j ? ",\n" : "\n",
            1 + (i * 7 + j * 3) % 11, corner(i, j), corner(i + 1, j), corner(i + 1, j + 1),
            corner(i, j + 1), corner(i, j)
    print "\n]}"
}' >landuse.geojson

# --- studies ------------------------------------------------------------------------------------

credit='producer: amont, dataset: fictif, vintage: "2026", licence: aucune, fictional: true'

# study NAME LAYER INDICATOR...
study() {
    name=$1
    cat <<YAML >"$name.yaml"
study: Fils
date: 2026-01-01
author: tests
crs: EPSG:2154
zones:
  zone: {source: islands.geojson, code: code, name: nom, $credit}
layers:
  things: {$2, $credit}
indicators:
YAML
    shift 2
    printf '  - %s\n' "$@" >>"$name.yaml"
}

# stats_of NAME LAYER FILTER: every statistic of a column, and one under a filter.
stats_of() {
    filter=$3
    set -- "$1" "$2" '{id: n, stat: count, layer: things}'
    for stat in sum mean median min max stddev; do
        set -- "$@" "{id: $stat, stat: $stat, layer: things, field: value}"
    done
    set -- "$@" '{id: tenth, stat: quantile, p: 0.1, layer: things, field: value}'
    study "$@" "{id: some, stat: median, layer: things, field: value, where: \"$filter\"}"
}

stats_of csv 'kind: points, source: points.csv, x: lon, y: lat, crs: EPSG:4326' \
    "lon > '2.34'"
stats_of gpkg 'kind: points, source: points.gpkg' 'value > 500'
study landuse 'kind: landuse, source: landuse.geojson, class: poste, nomenclature: mos-11, year: 2021' \
    'landuse.area(1)' 'landuse.area(4)' 'landuse.area(11)'

# --- the same bytes -----------------------------------------------------------------------------

for name in csv gpkg landuse; do
    for n in 1 2 8; do
        "$amont" stats "$name.yaml" --threads "$n" >"$name.$n" 2>log || { cat log >&2 && exit 1; }
    done
    for n in 2 8; do
        cmp "$name.1" "$name.$n"
    done
    # something was measured in the first zone
    awk -F , '$2 == "01" && $5 + 0 > 0 { n++ } END { exit n < 3 }' "$name.1" || {
        cat "$name.1" >&2
        exit 1
    }
done
