#!/bin/sh
# The files of the bundled study are what a report needs: fonts embedded, text that can be searched,
# no pictures in the PDF, exact sizes. Usage: outputs.sh AMONT GOLDEN_PAGES
set -eu

amont=$(realpath "$1")
golden=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failures=0

fail() {
    echo "$*" >&2
    failures=$((failures + 1))
}

# pdf FILE: what holds for every PDF.
pdf() {
    pdffonts "$1" | tail -n +3 >fonts
    [ -s fonts ] || fail "$1: no font"
    # name, type, encoding, emb, sub, uni, object: counted from the end, since a type has spaces
    awk '$(NF - 4) != "yes" || $(NF - 3) != "yes"' fonts | grep . &&
        fail "$1: a font is not embedded, or more of it than is used"
    grep -E 'Type 3|DejaVu' fonts && fail "$1: a Type 3 font, or a font of another family"
    [ "$(pdfimages -list "$1" | tail -n +3 | wc -l)" -eq 0 ] || fail "$1: it holds pictures"
    [ "$(pdfinfo "$1" | grep -c '^Pages: *1$')" -eq 1 ] || fail "$1: not one page"
    pdftotext -layout "$1" - | plain >"$1.txt"
    holds "$1" 'Sources :'
}

# No-break spaces and curved apostrophes made plain, runs of blanks one space.
plain() {
    sed "s/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g; s/\xe2\x80\x99/'/g; s/  */ /g"
}

# holds FILE TEXT...: in the text of a PDF.
holds() {
    file=$1
    shift
    for text; do
        grep -qF -- "$text" "$file.txt" || fail "$file: no text '$text'"
    done
}

# page FILE WIDTH_MM HEIGHT_MM: the size, within 0.1 mm.
page() {
    pdfinfo "$1" | awk -v width="$2" -v height="$3" '
        function far(points, mm) { d = points * 25.4 / 72 - mm; return d > 0.1 || d < -0.1 }
        /^Page size:/ { exit far($3, width) || far($5, height) }
    ' || fail "$1: not $2 × $3 mm"
}

# png FILE WIDTH HEIGHT: pixels in the header (IHDR) and 300 dpi (11811 pixels a metre, pHYs).
png() {
    python3 - "$@" <<'PYTHON' || fail "$1: header"
import struct, sys

name, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
data = open(name, "rb").read()
assert data[:8] == b"\x89PNG\r\n\x1a\n"
chunks, at = {}, 8
while at < len(data):
    length, kind = struct.unpack(">I4s", data[at : at + 8])
    chunks.setdefault(kind, data[at + 8 : at + 8 + length])
    at += 12 + length
assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (width, height), chunks[b"IHDR"]
assert struct.unpack(">IIB", chunks[b"pHYs"]) == (11811, 11811, 1), chunks[b"pHYs"]
assert at == len(data) and chunks[b"IEND"] == b""
PYTHON
}

"$amont" map -o .

# Each line of title and legend that the golden page has comes out of the PDF as text.
legend() {
    awk '$1 == "title" || $1 == "legend.title" || $1 == "legend.label" {
        for (i = 0; i < 8; i++) # role, box, size, "pt", colour
            sub(/^[^ ]+ /, "")
        print
    }' "$golden/$1.items.txt" | plain >labels
    [ "$(wc -l <labels)" -ge 5 ] || fail "$1: the golden page has no legend"
    while IFS= read -r label; do
        holds "$1.pdf" "$label"
    done <labels
}

for file in *.pdf; do
    pdf "$file"
done

for id in projets artificialisation revenus; do
    page $id.pdf 210 297
    png $id.png 2480 3508
    # cut after a hyphen where the name keeps off the river so
    holds $id.pdf 'Choisy-' 'le-Roi' 'Ivry-sur-Seine' 'Valenton' 'Vitry-sur-Seine'
    legend $id
done

page insert-projets.pdf 85 112
png insert-projets.png 1004 1323
# A name may go on two lines here, cut after a hyphen; pdftotext takes steep ones such as the river's
# apart (unit.names looks at it).
holds insert-projets.pdf "Projets de l'ITI Seine-Amont" 'Nombre de projets' 'Choisy-' 'le-Roi' \
    'Ivry-' 'Valenton' 'Vitry-'

[ "$failures" -eq 0 ]
