#!/bin/sh
# What a ruler finds on the PDF: areas of proportional discs are as their values, those of the legend
# too, and the scale bar is as long as the scale of the map says. Usage: measures.sh AMONT
# (How far Lambert-93 is from the ground itself: test_compose.c, by PROJ's geodesics.)
set -eu

amont=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

"$amont" map insert-projets projets -o . -f pdf,svg
"$amont" stats -o figures.csv

python3 - <<'PYTHON'
import csv, re, zlib
import xml.etree.ElementTree as tree

POINT = 25.4 / 72


def contents(name):
    """The page's content stream: the one that shows text."""
    for body in re.findall(rb"stream\r?\n(.*?)endstream", open(name, "rb").read(), re.DOTALL):
        try:
            text = zlib.decompressobj().decompress(body)
        except zlib.error:
            continue
        if b"BT\n" in text and b" re" in text:
            return text.decode("latin-1")
    raise SystemExit("no page in " + name)


def shapes(name):
    """Painted paths: fill colour, operators, points (ends and control points of curves), in mm."""
    stack, colour, operators, points = [], None, "", []
    for word in re.sub(r"\((?:\\.|[^\\)])*\)|<.*?>|[][]", " ", contents(name)).split():
        if re.fullmatch(r"-?[0-9.]+", word):
            stack.append(float(word))
            continue
        if word == "rg":
            colour = tuple(round(255 * part) for part in stack[-3:])
        elif word == "g":
            colour = (round(255 * stack[-1]),) * 3
        elif word in ("m", "l", "c", "re", "h"):
            operators += word[0]
            points += [at * POINT for at in stack]
        elif word in ("f", "f*", "B", "B*", "S", "s", "b", "b*", "n", "W", "W*"):
            if word[0] in "fBb":
                yield colour, operators, points
            if word[0] != "W":
                operators, points = "", []
        stack = []


def area(points):
    """Of a closed run of Bézier curves, as a polygon of 200 points each."""
    pairs = list(zip(points[::2], points[1::2]))
    pairs = pairs[: len(pairs) - (len(pairs) - 1) % 3]  # Cairo moves back to the start
    outline = []
    for i in range(0, len(pairs) - 1, 3):
        for k in range(200):
            t, u = k / 200, 1 - k / 200
            weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            outline.append([sum(w * p[axis] for w, p in zip(weights, pairs[i : i + 4])) for axis in (0, 1)])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, outline[1:] + outline[:1]))) / 2


def texts(name, layer):
    group = tree.parse(name).getroot().find(".//*[@id='%s']" % layer)
    return [text.text.replace("\u202f", "").replace("\u00a0", " ") for text in group.iter() if text.tag.endswith("text")]


def near(found, expected, share, what):
    print("%s: %.4f, expected %.4f" % (what, found, expected))
    assert abs(found - expected) <= share * expected, what


values = [float(row["value"]) for row in csv.DictReader(open("figures.csv", encoding="utf-8"))
          if row["indicator"] == "projects.present" and row["zone_level"] == "commune" and row["zone_code"]]
assert len(values) == 4, values
largest = max(values)  # 8 mm wide; the legend goes beyond
values += [float(text) for text in texts("insert-projets.svg", "legende") if text.isdigit()]
assert len(values) == 7, values
discs = [area(points) for colour, operators, points in shapes("insert-projets.pdf")
         if colour == (0x2F, 0x5F, 0x8F) and re.fullmatch("mc+hm?", operators)]
assert len(discs) == len(values), discs
for disc, value in zip(sorted(discs), sorted(values)):
    near(disc, 3.14159265 * 4 ** 2 * value / largest, 0.005, "disc of %g, mm²" % value)

label = texts("projets.svg", "echelle")
metres = next(float(text[:-3].replace(",", ".")) * 1000 for text in label if text.endswith(" km"))
scale = next(float(text[2:]) for text in label if text.startswith("1:"))
boxes = [(colour, points) for colour, operators, points in shapes("projets.pdf") if operators == "r"]
bars = [dark[2] + light[2] for shade, dark in boxes for other, light in boxes
        if shade == (0x33,) * 3 and other == (0xFF,) * 3 and abs(dark[0] + dark[2] - light[0]) < 1e-3
        and dark[1::2] == light[1::2]]
assert len(bars) == 1, bars
near(bars[0], 1000 * metres / scale, 0.002, "scale bar of %g m, mm" % metres)
PYTHON
