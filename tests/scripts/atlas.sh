#!/bin/sh
# Atlases of the bundled study as files: pages and bookmarks in one order, the same bytes whatever the
# threads, and whole files however a run ends. AMONT_LONG=1: killed at twenty moments, not at six.
# Usage: atlas.sh AMONT
set -eu

amont=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C
cd "$scratch"
failures=0

fail() {
    echo "$*" >&2
    failures=$((failures + 1))
}

# atlas ARGUMENT...: of the four communes.
atlas() {
    "$amont" atlas revenus --each commune "$@"
}

# --- the same bytes, the same pages ---------------------------------------------------------------

began=$(date +%s%N)
atlas -f pdf,png --dpi 60 --threads 2 -o new 2>log || { cat log >&2; exit 1; }
took=$(($(date +%s%N) - began)) # ns
for n in 1 8; do
    atlas -f pdf,png --dpi 60 --threads $n -o threads 2>/dev/null
    diff -r new threads || fail "$n threads: other bytes"
done

atlas --name '{number}' -o single 2>/dev/null
pdftohtml -xml -i -stdout new/revenus.pdf | sed -n 's/.*<item page="\([0-9]*\)">\(.*\)<\/item>/\1 \2/p' >outline
[ "$(wc -l <outline)" -eq 4 ] || fail "not four bookmarks"
n=0
while read -r number name; do
    n=$((n + 1))
    [ "$number" -eq $n ] || fail "'$name' leads to page $number"
    pdftotext -layout -f $n -l $n new/revenus.pdf page
    pdftotext -layout single/$n.pdf alone
    cmp page alone || fail "page $n: not what it is by itself"
    grep -qF "$name" page || fail "page $n: not of $name"
    grep -q 'Revenu' page || fail "page $n: no title"
done <outline
[ "$(pdffonts new/revenus.pdf | awk 'NR > 2 { print $1 }' | sort | uniq -d | wc -l)" -eq 0 ] ||
    fail "a font is held twice"

# --- runs that are cut off ------------------------------------------------------------------------

atlas -f pdf,png --dpi 50 -o old 2>/dev/null

# whole MUST: each file of out is the old or the new one, or all must be those of MUST; besides them
# there may be a draft that the next run removes.
whole() {
    for file in old/*; do
        name=$(basename "$file")
        cmp -s "$file" "out/$name" || { [ "$1" = any ] && cmp -s "new/$name" "out/$name"; } ||
            fail "$2: '$name' is not whole"
    done
    ls -A out | grep -v '^\..*\.amont-......$' >names || true
    ls -A old | cmp -s - names || fail "$2: another file in the folder: $(tr '\n' ' ' <names)"
}

moments=6
[ -z "${AMONT_LONG:-}" ] || moments=20
rm -rf out
cp -R old out
i=0
said=0
while [ $i -lt $moments ]; do
    i=$((i + 1))
    after=$(awk "BEGIN { printf \"%.3f\", $took * $i / ($moments + 1) / 1e9 }")
    timeout -s KILL "$after" "$amont" atlas revenus --each commune -f pdf,png --dpi 60 -o out \
        >/dev/null 2>&1 || true
    whole any "killed after $after s"
    status=0
    timeout --preserve-status -s INT "$after" "$amont" atlas revenus --each commune \
        -f pdf,png --dpi 60 -o out >out.log 2>log || status=$?
    whole any "interrupted after $after s"
    if [ $status -ne 0 ]; then
        [ $status -eq 130 ] || fail "interrupted after $after s: exit code $status"
        # none where libraries were still being loaded
        [ ! -s log ] || said=$((said + 1))
        [ ! -s log ] || printf 'amont: interrupted\n' | cmp -s - log || fail "said: $(cat log)"
    fi
done
timeout -s INT "$after" "$amont" atlas revenus --each commune -f pdf,png --dpi 60 -o made/for/it \
    >/dev/null 2>&1 || true
[ ! -e made ] || [ -n "$(find made -name '*.png')" ] || fail "an interrupted run leaves folders"
rm -rf made
[ $said -gt 0 ] || fail "no interrupted run said so"
atlas -f pdf,png --dpi 60 -o out 2>/dev/null
ls -A out | grep '^\.' && fail "a draft of a killed run is left"
diff -r new out || fail "not all files after the last run"

# --- no room --------------------------------------------------------------------------------------

# told CODE WORDS: the last run ended so, with one message of one or two lines, and changed nothing.
told() {
    [ "$status" -eq "$1" ] || fail "exit code $status, not $1"
    grep -q "$2" log || fail "no '$2': $(cat log)"
    [ "$(wc -l <log)" -le 2 ] || fail "more than a message: $(cat log)"
    whole old "$2"
}

rm -rf out
cp -R old out
status=0
(ulimit -f 64 && atlas -f pdf,png --dpi 60 -o out 2>log) || status=$?
told 74 'File too large'

status=0
atlas -o old/revenus.pdf/below 2>log || status=$?
told 73 'Not a directory'

# A full disk and a folder that cannot be written, where a file system may be mounted.
cat >mounts.sh <<'SH'
set -eu
mkdir -p full
mount -t tmpfs -o size=1m tmpfs full
cp -R old/. full
head -c 2000000 /dev/zero >full/filler 2>/dev/null || true
"$1" atlas revenus --each commune -f pdf,png --dpi 60 -o full >/dev/null 2>full.log && exit 10
[ "$(wc -l <full.log)" -eq 1 ] && grep -q 'No space left' full.log || exit 11
rm full/filler
diff -r old full || exit 12
mount -o remount,ro full
"$1" atlas revenus --each commune -f pdf,png --dpi 60 -o full >/dev/null 2>ro.log && exit 13
[ "$(wc -l <ro.log)" -eq 1 ] && grep -q 'Read-only' ro.log || exit 14
diff -r old full || exit 15
SH
if unshare -rm true 2>/dev/null; then
    status=0
    unshare -rm sh mounts.sh "$amont" || status=$?
    [ $status -eq 0 ] || fail "a full or read-only disk: step $status: $(cat full.log ro.log 2>&1)"
else
    echo "no file system may be mounted here: a full disk was not tried"
fi

[ "$failures" -eq 0 ]
