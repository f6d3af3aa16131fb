#!/bin/sh
# Fails unless the gallery of the program shows every mark, breaks no rule, and leaves out nothing but
# lists and legends that are too large for an insert. Usage: gallery.sh AMONT
set -eu

amont=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

LC_ALL=C "$amont" map --gallery g >sums
cat sums
grep -q 'errors: 0,' sums
LC_ALL=C "$amont" list marks | cut -d ' ' -f 1 | while read -r mark; do
    grep -q "Mark: <code>$mark" g/index.html || { echo "no map of the mark '$mark'" >&2; exit 1; }
done
refused=$(grep -c 'class="refusal"' g/index.html || true)
told=$(grep 'class="refusal"' g/index.html | grep -c '<code>insert-.*\(over its list of\|the legend finds no room\)' || true)
[ "$refused" -eq "$told" ] || { grep 'class="refusal"' g/index.html >&2; exit 1; }
