#!/bin/sh
# What a run opens, by strace: the files of its study, its outputs, and read-only files of the
# system and of amont; no socket, no other program. Usage: trace.sh AMONT SOURCE_DIR CONVERT
set -eu

amont=$(realpath "$1")
source_dir=$(realpath "$2")
convert=$(realpath "$3")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

strace -o /dev/null true 2>"$scratch/why" || {
    cat "$scratch/why" >&2
    echo "strace may not trace here: this test needs the right to (ptrace)" >&2
    exit 1
}

mkdir "$scratch/home" "$scratch/formats" "$scratch/disguise" "$scratch/run"
export HOME="$scratch/home" AMONT_DATA="$source_dir"
unset LANGUAGE LANG LC_ALL XDG_DATA_HOME XDG_CACHE_HOME PROJ_DATA PROJ_LIB
cd "$scratch/run"
calls=open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat
calls=$calls,symlink,symlinkat,truncate,chmod,fchmodat,mknod,mknodat
calls=$calls,socket,connect,bind,execve,execveat

# One call a line: what is called, with what flags, on which path. Relative paths start here.
list_calls() {
    sed -n 's/^[0-9]* *\([a-z0-9_]*\)(\(.*\)$/\1 \2/p' "$1" | awk -v here="$PWD" '
        { call = $1; rest = substr($0, length(call) + 2)
          flags = "read"
          if (call !~ /^(open|openat|openat2|socket|connect|bind|execve|execveat)$/ ||
              (call ~ /^open/ && rest ~ /O_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)/)) flags = "write"
          n = split(rest, parts, "\"")
          for (i = 2; i <= (call ~ /^(rename|link|symlink)/ ? n : 2); i += 2) {
              path = parts[i]
              if (n > 1 && path !~ /^\//) path = here "/" path
              print call, flags, path
          } if (n == 1) print call, flags, rest }' | sort -u
}

# What may be read, whoever the planner is: the dynamic linker's files, locales, PROJ's data base,
# the theme's fonts, the time zone, which Cairo asks for, what libraries ask of the kernel; /dev/null stands for a folder of plug-ins
# and this folder for a file of settings that GDAL must not find.
is_of_the_system() {
    case $1 in
    /etc/localtime | /usr/lib/*/charset.alias) ;;
    /etc/ld.so.cache | /lib/*.so* | /usr/lib/*.so* | /lib64/*.so*) ;;
    /usr/lib/locale/* | /usr/share/locale/locale.alias | /usr/lib/*/gconv/gconv-modules*) ;;
    /usr/share/proj/proj.db | /usr/share/proj/proj.ini) ;;
    /usr/share/fonts/opentype/inter/Inter-*.otf) ;;
    /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf) ;; # the words beside the emblem
    /proc/self/status | /proc/self/statm | /proc/self/maps | /proc/filesystems | /proc/meminfo) ;;
    /proc/sys/vm/overcommit_memory | /dev/urandom) ;; # memory of threads; seeds of GLib's random numbers
    /sys/devices/system/cpu/* | /sys/devices/system/node | /sys/devices/system/node/*) ;;
    /dev/null | "$PWD/") ;;
    *) return 1 ;;
    esac
}

is_of_amont() {
    case $1 in
    "$source_dir/styles"/*) ;;
    "$(dirname "$amont")/locale"/*/LC_MESSAGES/amont.mo) ;;
    *) return 1 ;;
    esac
}

# may STUDY OUTPUT CALL FLAGS PATH
may() {
    case $3-$4 in
    execve-*) [ "$5" = "$amont" ] ;;
    open*-read)
        # outputs that would not change stay
        case $5 in "$1"/* | "$2" | "$2"/* | "$2".??????/*) return 0 ;; esac
        is_of_amont "$5" || is_of_the_system "$5"
        ;;
    linkat-write) # a draft without a name gets one
        case $5 in /proc/self/fd/* | "$2"/*) ;; *) return 1 ;; esac
        ;;
    *-write) case $5 in "$2" | "$2"/* | "$2".??????/* | "$2".??????) ;; *) return 1 ;; esac ;;
    *) return 1 ;;
    esac
}

# trace STATUS STUDY_DIR ARGUMENTS...: outputs go to ./out alone.
trace() {
    expected=$1 study=$2 status=0
    shift 2
    strace -f -qq -e signal=none -e trace="$calls" -s 4096 -o trace.out "$amont" "$@" >stdout 2>stderr ||
        status=$?
    [ "$status" -eq "$expected" ] || { echo "amont $*: exit code $status" >&2; cat stderr >&2; exit 1; }
    list_calls trace.out >calls.out
    grep -q "^open[a-z0-9]* read $study/" calls.out || { echo "amont $*: no call was seen" >&2; exit 1; }
    while read -r call flags path; do
        may "$study" "$PWD/out" "$call" "$flags" "$path" || echo "amont $*: $call ($flags) $path"
    done <calls.out >&2
}

# --- the bundled study, and one in other formats -----------------------------------------------

# run_all GDAL STUDY ARGUMENTS...: whether the maps need GDAL, in a word.
run_all() {
    gdal=$1 study=$2
    shift 2
    rm -rf out
    trace 0 "$study" map "$@" -o out -f pdf,png
    seen=without
    ! grep -q /libgdal calls.out || seen=with
    [ "$seen" = "$gdal" ] || echo "amont map $*: $seen GDAL" >&2
    trace 0 "$study" stats "$@" -o out/table.csv
    trace 0 "$study" stats "$@" -o out/table.json
    trace 0 "$study" check "$@"
    rm -rf out
    trace 0 "$study" check "$@" --fix out
}

formats=$scratch/formats files=$source_dir/tests/cli/files
cp "$files/study.yaml" "$files/projects.csv" "$files/sites.csv" "$formats/"
cp "$files/figures.csv" "$scratch/figures.csv"
cp "$files/figures.csv" "$formats/"
"$convert" "ESRI Shapefile" "$files/islands.geojson" "$formats/islands.shp"
"$convert" GPKG "$files/quarters.geojson" "$formats/quarters.gpkg"
"$convert" LIBKML "$files/river.geojson" "$formats/river.kml" EPSG:4326
"$convert" XLSX "$files/sites.csv" "$formats/sites.xlsx"
rm "$formats/sites.csv"
sed -i -e s/islands.geojson/islands.shp/ -e s/quarters.geojson/quarters.gpkg/ \
    -e s/river.geojson/river.kml/ -e s/sites.csv/sites.xlsx/ "$formats/study.yaml"

# --- a virtual file that points elsewhere, under the endings of others -------------------------

disguise=$scratch/disguise
cat >"$disguise/islands.geojson" <<'TEXT'
<OGRVRTDataSource><OGRVRTLayer name="islands"><SrcDataSource>/etc/passwd</SrcDataSource>
<GeometryType>wkbPolygon</GeometryType></OGRVRTLayer></OGRVRTDataSource>
TEXT
cp "$disguise/islands.geojson" "$disguise/islands.gpkg"
cp "$files"/*.csv "$files/quarters.geojson" "$files/river.geojson" "$disguise/"
cp "$files/study.yaml" "$disguise/geojson.yaml"
sed s/islands.geojson/islands.gpkg/ "$files/study.yaml" >"$disguise/gpkg.yaml"

{
    run_all without "$source_dir/geodata"
    run_all with "$formats" "$formats"
    for ending in geojson gpkg; do
        trace 65 "$disguise" check "$disguise/$ending.yaml"
        if grep -q passwd calls.out; then echo "$ending: /etc/passwd was opened"; fi >&2
    done
} 2>complaints
sort -u complaints >&2
[ ! -s complaints ]
