# shellcheck shell=sh disable=SC2154 # the variables are of the script that sources this
# The studies of the benchmark, made in $work from the files of $inputs. Sourced by run.sh.

# The start of a study whose zones are in a file.
study_head() {
    cat <<YAML
study: Mesure
date: 2026-01-01
author: tests/bench
crs: EPSG:2154
zones:
  zone: {source: $inputs/$1.gpkg, code: code, name: name, $credit}
YAML
}
credit='producer: amont, dataset: fictif, vintage: "2026", licence: aucune, fictional: true'

# points_study NAME ZONES FILE STATS: count, sum, median of points.
points_study() {
    axes=
    case $3 in *.csv) axes='x: lon, y: lat, crs: EPSG:4326,' ;; esac
    {
        study_head "$2"
        echo 'layers:'
        echo "  points: {kind: points, source: $inputs/$3, $axes $credit}"
        echo 'indicators:'
        for stat in $4; do
            field=', field: valeur'
            [ "$stat" != count ] || field=
            echo "  - {id: ${stat}_points, stat: $stat, layer: points$field}"
        done
    } >"$work/$1.yaml"
}

# The part of a study that is land use of 11 classes.
landuse_layer() {
    echo "  landuse: {kind: landuse, source: $inputs/$1.gpkg, class: poste, nomenclature: mos-11, year: 2021, $credit}"
}
landuse_indicators() {
    for class in 1 2 3 4 5 6 7 8 9 10 11; do
        echo "  - landuse.area($class)"
    done
}

# landuse_study NAME ZONES LANDUSE
landuse_study() {
    {
        study_head "$2"
        echo 'layers:'
        landuse_layer "$3"
        echo 'indicators:'
        landuse_indicators
    } >"$work/$1.yaml"
}

# four_study NAME with|without: the four communes of the bundled data.
four_study() {
    {
        cat <<YAML
study: Mesure
date: 2026-01-01
author: tests/bench
crs: EPSG:2154
zones:
  commune:
    source: $source_dir/geodata/communes.geojson
    code: insee
    name: nom
    select: ["94022", "94041", "94074", "94081"]
    producer: IGN
    dataset: ADMIN EXPRESS
    vintage: "2018"
    licence: Licence Ouverte
YAML
        if [ "$2" = with ]; then
            echo 'layers:'
            landuse_layer four_landuse
            echo "  sales: {kind: sales, source: $inputs/four_sales.csv, $credit}"
        fi
        echo 'indicators:'
        echo '  - area_km2'
        if [ "$2" = with ]; then
            landuse_indicators
            echo '  - {id: ventes, stat: count, layer: sales}'
            echo '  - {id: prix, stat: median, layer: sales, field: valeur_fonciere}'
        fi
    } >"$work/$1.yaml"
}
