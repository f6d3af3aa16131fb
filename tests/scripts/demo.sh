#!/bin/sh
# Fails unless the invented data of the demonstration study is what its script makes, elsewhere too.
# Usage: demo.sh
set -eu

made=$(cd "$(dirname "$0")/../../geodata/demo" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

LC_ALL=C PYTHONHASHSEED=2 python3 -B "$made/make.py" "$scratch"
n=0
for file in *; do
    cmp "$file" "$made/$file"
    n=$((n + 1))
done
[ "$n" -eq 7 ] || { echo "demo.sh: $n files" >&2; exit 1; }
