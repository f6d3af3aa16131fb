#!/bin/sh
# The maps of the bundled studies are one drawing in every format, and small.
# Usage: formats.sh AMONT SSIM, with AMONT_DATA
set -eu

amont=$(realpath "$1")
ssim=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failures=0

fail() {
    echo "$*" >&2
    failures=$((failures + 1))
}

# small FILE MOST_KB
small() {
    size=$(wc -c <"$1")
    [ "$size" -le $(($2 * 1024)) ] || fail "$1: $size bytes, more than $2 kB"
}

# svg FILE PDF: XML in millimetres, with the texts of the PDF.
svg() {
    pdftotext -raw "$2" "$2.raw"
    python3 - "$1" "$2.raw" <<'PYTHON' || fail "$1: not the drawing of $2"
import collections, re, sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
LAYER = "{http://www.inkscape.org/namespaces/inkscape}groupmode"
root = tree.parse(sys.argv[1]).getroot()
of_pdf = re.sub(r"\s", "", open(sys.argv[2], encoding="utf-8").read())
texts = list(root.iter(SVG + "text"))

width, height = (root.get(side) for side in ("width", "height"))
assert root.get("viewBox") == "0 0 %s %s" % (width[:-2], height[:-2]), root.attrib
assert width.endswith("mm") and height.endswith("mm"), root.attrib
assert not list(root.iter(SVG + "image"))
ids = [element.get("id") for element in root.iter() if element.get("id")]
assert len(ids) == len(set(ids)), ids
assert all(child.get(LAYER) == "layer" for child in root if child.tag == SVG + "g")
# Turned text comes out of a PDF letter by letter: letters are compared, and whole lines besides.
letters = collections.Counter("".join(re.sub(r"\s", "", text.text) for text in texts))
assert letters == collections.Counter(of_pdf), letters - collections.Counter(of_pdf)
for text in texts:
    line = re.sub(r"\s", "", text.text)
    assert text.get("transform") or line in of_pdf, line
PYTHON
}

# png FILE PDF SVG: pixels of the page in millimetres, and the picture that PDF (by poppler) and SVG
# (by librsvg) are at 300 dpi.
png() {
    python3 - "$1" "$3" <<'PYTHON' || fail "$1: not the size of $3"
import struct, sys
import xml.etree.ElementTree as tree

root = tree.parse(sys.argv[2]).getroot()
size = struct.unpack(">II", open(sys.argv[1], "rb").read(24)[16:])
inches = [float(root.get(side)[:-2]) / 25.4 for side in ("width", "height")]
assert size == tuple(int(300 * side + 0.5) for side in inches), (size, inches)
PYTHON
    pdftocairo -gray -png -r 300 -singlefile "$2" "$2"
    alike "$1" "$2" 0.98
    rsvg-convert -d 300 -p 300 -b white "$3" -o "$3.png"
    alike "$1" "$3" 0.97
}

# alike FILE OTHER LEAST: the picture is that of OTHER.png.
alike() {
    index=$("$ssim" "$1" "$2.png") || fail "$1: not the size of $2"
    awk -v found="$index" -v least="$3" 'BEGIN { exit !(found >= least) }' ||
        fail "$1: SSIM $index with $2, less than $3"
    echo "$1 and $2: SSIM $index"
}

"$amont" map -o . -f pdf,svg,png
"$amont" map "$AMONT_DATA/geodata/demo-occupation.yaml" -o demo -f pdf,svg
for pdf in *.pdf demo/*.pdf; do
    id=${pdf%.pdf}
    case $id in
    *insert-*) most_kb=120 ;;
    *) most_kb=400 ;;
    esac
    small "$pdf" $most_kb
    small "$id.svg" $most_kb
    svg "$id.svg" "$pdf"
    [ ! -e "$id.png" ] || png "$id.png" "$pdf" "$id.svg"
done

[ "$failures" -eq 0 ]
