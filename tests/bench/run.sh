#!/bin/sh
# The tasks of tests/bench/README.md, as one table. Usage: run.sh [-n RUNS] [-i INPUTS] [TASK...]
# Programs: $AMONT (build/amont) and those of the target `benches`, in $TOOLS (build/bench/tests).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
source_dir=$(cd "$here/../.." && pwd)
amont=${AMONT:-$source_dir/build/amont}
tools=${TOOLS:-$source_dir/build/bench/tests}
inputs=$source_dir/build/bench/inputs
runs=5
while getopts n:i: option; do
    case $option in
    n) runs=$OPTARG ;;
    i) inputs=$(cd "$OPTARG" && pwd) ;;
    *) exit 64 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- points-1m points-10m landuse landuse-cut four-communes zones-35000 threads

work=$(mktemp -d)
trap 'postgis_stop; rm -rf "$work"' EXIT
export LC_ALL=C AMONT_DATA="$source_dir"
# shellcheck source=tests/bench/table.sh
. "$here/table.sh"
# shellcheck source=tests/bench/studies.sh
. "$here/studies.sh"
# shellcheck source=tests/bench/postgis.sh
. "$here/postgis.sh"

# --- commands ---------------------------------------------------------------------------------

stats() {
    echo "$amont stats $work/$1.yaml -o $work/$1.csv"
}
reader() {
    echo "$tools/read_gdal $1 $inputs/$2"
}

# --- tasks ------------------------------------------------------------------------------------

points_1m() {
    for format in gpkg fgb csv; do
        points_study "points-$format" zones_1276 "points_1m.$format" 'count sum median'
    done
    measure "$(stats points-gpkg)" "$(stats points-fgb)" "$(stats points-csv)" \
        "$(reader arrow points_1m.gpkg)" "$(reader arrow points_1m.fgb)" \
        "$(reader features points_1m.csv)" "$(reader features points_1m.gpkg)"
    compare 'points-1m gpkg / arrow' '<= 2.5' 1 4
    compare 'points-1m fgb / arrow' '<= 2' 2 5
    compare 'points-1m csv / features' '<= 0.3' 3 6
    postgis_points
}

points_10m() {
    for format in gpkg csv; do
        points_study "points-$format" zones_1276 "points_1m.$format" 'count sum median'
        points_study "points-10m-$format" zones_1276 "points_10m.$format" 'count sum median'
        points_study "sums-10m-$format" zones_1276 "points_10m.$format" 'count sum'
        measure "$(stats "points-10m-$format")" "$(stats "points-$format")" \
            "$(reader features "points_10m.$format")" "$(stats "sums-10m-$format")"
        limit='<= 0.6'
        [ $format = gpkg ] || limit='<= 0.15'
        compare "points-10m $format / features" "$limit" 1 3
        compare "points-10m $format / 1m" '<= 8' 1 2
        row "points-10m $format, MB" '' '' '' '' '<= 400' "$(figure 1 5)"
        row "  without medians, MB" '' '' '' '' '<= 150' "$(figure 4 5)"
    done
}

landuse_task() {
    landuse_study "$1" "$2" "$3"
    measure "$(stats "$1")" "$(reader arrow "$3.gpkg")"
    compare "$1 / arrow" '<= 5.5' 1 2
    postgis_landuse "$1" "$2" "$3"
}

four_communes() {
    four_study four with
    four_study four-bare without
    measure "$(stats four)" "$(stats four-bare)"
    compare 'four-communes / without layers' '<= 3' 1 2
}

zones_35000() {
    "$tools/bench_locator" >"$work/locator"
    awk -F '  +' '/^1,276/ { few = $4 } /^35,000/ { made = $3; many = $4 }
        END { printf "%s %s %s\n", made / 1000, many / few, many }' "$work/locator" >"$work/ratios"
    read -r made per_point _ <"$work/ratios"
    row 'zones-35000: index, s' "$made" '' '' '' '<= 2' ''
    row '  cost of a point / 1,276' '' '' "$per_point" '' '<= 2' ''
    points_study points-many zones_35000 points_1m.csv 'count sum median'
    points_study points-csv zones_1276 points_1m.csv 'count sum median'
    measure "$(stats points-many)" "$(stats points-csv)"
    compare '  whole program, 1 M csv / 1,276' '' 1 2
}

threads_task() {
    points_study points-csv zones_1276 points_1m.csv 'count sum median'
    landuse_study landuse zones_1276 landuse
    for study in points-csv landuse; do
        for n in 1 2 8; do
            "$tools/stats_threads" "$n" "$work/$study.yaml" >"$work/$study.$n"
        done
        same=same
        cmp -s "$work/$study.1" "$work/$study.2" && cmp -s "$work/$study.1" "$work/$study.8" ||
            same=DIFFERENT
        row "threads 1, 2, 8: $study" '' '' '' '' 'same' "$same"
    done
}

# --- run --------------------------------------------------------------------------------------

printf '%s, %s runs, %s processors, load %s, %s\n' "$("$amont" --version)" "$runs" \
    "$(nproc)" "$(cut -d ' ' -f 1 /proc/loadavg)" "$(date +%F)"
postgis_start
for peer in Rscript:sf qgis_process python3:geopandas; do
    program=${peer%%:*} package=${peer#*:}
    found=absent
    case $package in
    sf) Rscript -e 'library(sf)' >"$work/log" 2>&1 && found='present, not run' ;;
    geopandas) python3 -c 'import geopandas' >"$work/log" 2>&1 && found='present, not run' ;;
    *) command -v "$program" >"$work/log" && found='present, not run' ;;
    esac
    echo "$package: $found"
done
row 'task / compared with' 'amont, s' 'it, s' 'ratio' 'cpu' 'limit' 'amont, MB'
for task; do
    case $task in
    points-1m) points_1m ;;
    points-10m) points_10m ;;
    landuse) landuse_task landuse zones_1276 landuse ;;
    landuse-cut) landuse_task landuse-cut zones_cut landuse_cut ;;
    four-communes) four_communes ;;
    zones-35000) zones_35000 ;;
    threads) threads_task ;;
    *) echo "no task '$task'" >&2 && exit 64 ;;
    esac
done
