#!/bin/sh
# The maps, indicators and index of pressure of the bundled study are the same bytes in another
# folder, locale, time zone and home, without a home, on one thread and on two. Usage: identity.sh AMONT SOURCE_DIR LOCALES
set -eu

amont=$(realpath "$1")
source_dir=$(realpath "$2")
locales=$(realpath "$3")
"$(dirname "$0")/locale.sh" "$locales"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/one" "$scratch/another/place" "$scratch/copy" "$scratch/home"
cp -R "$source_dir/geodata" "$source_dir/styles" "$scratch/copy/"
unset LANGUAGE LANG AMONT_DATA

# produce FOLDER THREADS [-u VARIABLE] VARIABLE=VALUE...
produce() {
    cd "$1"
    threads=$2
    shift 2
    env "$@" "$amont" map -o out -f pdf,png,svg --threads "$threads"
    env "$@" "$amont" stats -o out/indicateurs.csv --threads "$threads"
    env "$@" "$amont" stats -o out/indicateurs.json --threads "$threads"
    env "$@" "$amont" pressure -o out --threads "$threads"
    cd out
    find . -type f | LC_ALL=C sort | xargs sha256sum
}

(produce "$scratch/one" 1 -u HOME LC_ALL=C TZ=UTC AMONT_DATA="$source_dir") >"$scratch/one.sums"
(produce "$scratch/another/place" 2 LC_ALL=fr_FR.UTF-8 LOCPATH="$locales" TZ=Asia/Tokyo \
    HOME="$scratch/home" AMONT_DATA="$scratch/copy") >"$scratch/another.sums"

cat "$scratch/one.sums"
for kind in pdf png svg csv json md; do
    grep -q "\.$kind\$" "$scratch/one.sums" || { echo "no .$kind file was written" >&2; exit 1; }
done
diff "$scratch/one.sums" "$scratch/another.sums" || { echo "the files differ" >&2; exit 1; }
