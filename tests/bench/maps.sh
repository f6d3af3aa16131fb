#!/bin/sh
# Maps beside MapServer, Mapnik and QGIS, where they are installed: tests/bench/README.md.
# Usage: maps.sh [-n RUNS] [TASK...]. Programs as for run.sh.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
source_dir=$(cd "$here/../.." && pwd)
amont=${AMONT:-$source_dir/build/amont}
tools=${TOOLS:-$source_dir/build/bench/tests}
python=/usr/bin/python3 # the packages of the peers are the distribution's
runs=5
while getopts n: option; do
    case $option in
    n) runs=$OPTARG ;;
    *) exit 64 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- four many atlas pages

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 AMONT_DATA="$source_dir" QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$work"
export MAPSERVER_CONFIG_FILE="$work/mapserver.conf"
out=$work/out
mkdir "$out"
# shellcheck source=tests/bench/table.sh
. "$here/table.sh"
# shellcheck source=tests/bench/maps/studies.sh
. "$here/maps/studies.sh"

# --- peers ------------------------------------------------------------------------------------

has_mapserver=$(command -v map2img || true)
has_qgis_process=$(command -v qgis_process.bin || true)
has_mapnik=$($python -c 'import mapnik; print(1)' 2>>"$work/log" || true)
has_qgis=$($python -c 'import qgis.core; print(1)' 2>>"$work/log" || true)

told() {
    if [ -n "$2" ]; then echo "$1: present"; else echo "$1: absent, its lines are skipped"; fi
}

# write_map NAME FORMAT SIZE RESOLUTION
write_map() {
    sed "s|@FOLDER@|$work|;s|@SIZE@|$3|;s|@RESOLUTION@|$4|" "$here/maps/$1.map" >"$work/$1_$2.map"
}
map() {
    echo "$amont map $work/$1.yaml --force -f $2 -o $out"
}
map2img() {
    echo "map2img -m $work/$1_$2.map -i $2 -o $out/mapserver.$2"
}
qgis() {
    echo "$python $here/maps/qgis_page.py $work $1 $out/$2"
}
mapnik() {
    echo "$python $here/maps/mapnik_page.py $work $out/mapnik.$1"
}

# --- tasks ------------------------------------------------------------------------------------

# beside TASK FORMAT TITLE LIMIT OTHER: two commands in turn.
beside() {
    measure "$(map "$1" "$2")" "$5"
    compare "$1 $2 / $3" "$4" 1 2
}

# What a script in Python does before it draws is not counted: its last line says how long it drew.
export_alone() {
    for _ in $(seq "$runs"); do
        sh -c "$(qgis "$1" "qgis.$2")" 2>>"$work/log" | tail -n 1
    done | sort -n | sed -n "$((runs / 2 + 1))p"
}

beside_qgis() {
    [ -n "$has_qgis" ] || return 0
    beside "$1" "$2" 'QGIS, script' "$3" "$(qgis "$1" "qgis.$2")"
    row '  its export alone, s' '' "$(export_alone "$1" "$2")" '' '' '' ''
}

four() {
    write_map four pdf '595 842' 72
    write_map four png '2480 3508' 300
    for format in pdf png; do
        limit='<= 1'
        [ -z "$has_mapserver" ] || beside four $format map2img "$limit" "$(map2img four $format)"
        beside_qgis four $format ''
    done
    if [ -n "$has_qgis" ] && [ -n "$has_qgis_process" ]; then
        sh -c "$(qgis four four.qgz)" >>"$work/log" 2>&1
        beside four pdf qgis_process '<= 0.17' "qgis_process.bin run native:printlayouttopdf --project_path=$out/four.qgz --LAYOUT=page --OUTPUT=$out/process.pdf"
    fi
    row 'four pdf, MB' '' '' '' '' '<= 30' "$(figure 1 5)"
}

many() {
    write_map many pdf '842 595' 72
    write_map many png '3508 2480' 300
    for format in pdf png; do
        [ -z "$has_mapserver" ] || beside many $format map2img '< 1' "$(map2img many $format)"
        [ -z "$has_mapnik" ] || beside many $format Mapnik '< 1' "$(mapnik $format)"
        beside_qgis many $format ''
    done
}

series() {
    echo "$amont atlas $work/$1.yaml $1 --force -f pdf,png -o $out/$1 --threads 2"
}

atlas() {
    mkdir -p "$out/qgis" "$out/val"
    if [ -n "$has_qgis" ]; then
        measure "$(series val)" "$(qgis val qgis)"
        compare 'atlas of 47, pdf and png / QGIS' '<= 0.25' 1 2
    else
        measure "$(series val)"
    fi
    row '  on 2 threads, MB' '' '' '' '' '<= 120' "$(figure 1 5)"
}

# Memory, pictures left out: as many pages as the zones of two studies have.
pages() {
    measure "$amont atlas $work/val.yaml val --force -f pdf -o $out/val --threads 2" \
        "$amont atlas $work/long.yaml long --force -f pdf -o $out/long --threads 2"
    compare 'atlas of 47, pdf / of 500' '' 1 2
    row '  of 47 and of 500, MB' '' '' '' '' 'alike' "$(figure 1 5) $(figure 2 5)"
}

# --- run --------------------------------------------------------------------------------------

printf '%s, %s runs, %s processors, load %s, %s\n' "$("$amont" --version)" "$runs" \
    "$(nproc)" "$(cut -d ' ' -f 1 /proc/loadavg)" "$(date +%F)"
told MapServer "$has_mapserver"
told Mapnik "$has_mapnik"
told QGIS "$has_qgis"
"$tools/make_inputs" "$work" zones >>"$work/log"
$python "$here/maps/inputs.py" "$work/zones_1276.gpkg" "$source_dir/geodata/communes.geojson" \
    "$source_dir/geodata/insee_communes.csv" "$work"
cp "$here/maps/mapserver.conf" "$here/maps/fonts.list" "$here/maps/symbols.sym" "$work"
map_studies
row 'task / compared with' 'amont, s' 'it, s' 'ratio' 'cpu' 'limit' 'amont, MB'
for task; do
    case $task in
    four | many | atlas | pages) $task ;;
    *) echo "no task '$task'" >&2 && exit 64 ;;
    esac
done
