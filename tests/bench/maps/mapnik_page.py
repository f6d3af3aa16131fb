#!/usr/bin/python3
"""1,276 zones on A4 as Mapnik draws them; it has no legend and no scale bar of its own: rectangles and
words of a table stand for them.   mapnik_page.py FOLDER OUTPUT.pdf|OUTPUT.png"""

import sys

import mapnik

FOLDER, OUTPUT = sys.argv[1:3]
CLASSES = [("[rate] >= 30", "#0b2f5b", "de 30,0 à 39,0"),
           ("[rate] >= 23 and [rate] < 30", "#235c91", "de 23,0 à moins de 30,0"),
           ("[rate] >= 17 and [rate] < 23", "#548dbd", "de 17,0 à moins de 23,0"),
           ("[rate] >= 10 and [rate] < 17", "#96bfdc", "de 10,0 à moins de 17,0"),
           ("[rate] < 10", "#e4eff7", "de 5,0 à moins de 10,0")]
BOX = (579130, 6781900, 757330, 6907900)  # 297 x 210 mm at 1:600,000
LINES = '<LineSymbolizer stroke="{}" stroke-width="{}" stroke-linejoin="round"/>'


def style(name, rules):
    return f'<Style name="{name}">' + "".join(f"<Rule>{rule}</Rule>" for rule in rules) + "</Style>"


def layer(name, parameters, styles):
    given = "".join(f'<Parameter name="{key}">{value}</Parameter>' for key, value in parameters.items())
    names = "".join(f"<StyleName>{one}</StyleName>" for one in styles)
    return f'<Layer name="{name}" srs="epsg:2154">{names}<Datasource>{given}</Datasource></Layer>'


def table(name, rows, style_name):
    inline = "x|y|words|size\n" + "\n".join("|".join(map(str, row)) for row in rows)
    return layer(name, {"type": "csv", "separator": "|", "inline": inline}, [style_name])


def words(face, colour, extra=""):
    return (f'<TextSymbolizer face-name="{face}" size="[size]" fill="{colour}" allow-overlap="true" '
            f'{extra}>[words]</TextSymbolizer>')


def document():
    fills = [f'<Filter>{test}</Filter><PolygonSymbolizer fill="{colour}"/>'
             for test, colour, _ in CLASSES]
    circle = ('<Filter>[people] &gt; 0</Filter><MarkersSymbolizer placement="point" width="[diameter]" '
              'height="[diameter]" fill="#33373d" stroke="white" stroke-width="0.8" '
              'allow-overlap="true" ignore-placement="true"/>')
    name = ('<TextSymbolizer face-name="Inter Bold" size="9.5" fill="#1a1a1a" halo-fill="white" '
            'halo-radius="1.3">[name]</TextSymbolizer>')
    left = 'horizontal-alignment="right" justify-alignment="left"'
    halo = 'halo-fill="white" halo-radius="2.3" orientation="30"'
    zones = {"type": "ogr", "file": f"{FOLDER}/zones.gpkg", "layer": "zones"}
    groups = {"type": "ogr", "file": f"{FOLDER}/groups.gpkg", "layer": "groups"}
    keys = "\n".join(
        f"POLYGON(({x} {y},{x + 4000} {y},{x + 4000} {y + 2000},{x} {y + 2000},{x} {y}))|{40 - 7 * i}"
        for i, (x, y) in enumerate((727000, 6893000 - 3200 * k) for k in range(5)))
    notes = [(583000, 6898500, "Taux, en %", 7), (583000, 6785500, "Taux. Classes : seuils choisis.", 7),
             (583000, 6783500, "Sources : amont, fictif, 2026. Projection : Lambert-93.", 7)]
    notes += [(732000, 6894000 - 3200 * k, CLASSES[k][2], 8) for k in range(5)]
    return "".join([
        '<Map srs="epsg:2154" background-color="#f0f0ee">',
        style("fill", [f.replace(">=", "&gt;=").replace("] <", "] &lt;") for f in fills]),
        style("casing", [LINES.format("white", 1.3)]), style("edge", [LINES.format("#6b6b6b", 0.43)]),
        style("limit casing", [LINES.format("white", 2.6)]), style("limit", [LINES.format("#4d4d4d", 1.1)]),
        style("circle", [circle]), style("name", [name]),
        style("title", [words("Inter Bold", "#1a1a1a", left)]),
        style("note", [words("Inter Regular", "#333333", left)]),
        style("fictional", [words("Inter Bold", "#b3261e", halo)]),
        layer("zones", zones, ["fill", "casing", "edge"]),
        layer("limits", groups, ["limit casing", "limit"]),
        layer("circles", zones, ["circle"]),
        layer("names", groups, ["name"]),
        layer("keys", {"type": "csv", "separator": "|", "inline": "wkt|rate\n" + keys}, ["fill", "edge"]),
        table("title", [(583000, 6903000, "Taux et population de 1 276 zones fictives", 15)], "title"),
        table("notes", notes, "note"),
        table("fictional", [(668230, 6844900, "données fictives", 26)], "fictional"),
        "</Map>"])


mapnik.register_fonts("/usr/share/fonts/opentype/inter")
paper = OUTPUT.endswith(".pdf")
page = mapnik.Map(842, 595) if paper else mapnik.Map(3508, 2480)
mapnik.load_map_from_string(page, document())
page.zoom_to_box(mapnik.Box2d(*BOX))
if paper:
    mapnik.render_to_file(page, OUTPUT, "pdf", 1.0)
else:
    image = mapnik.Image(page.width, page.height)
    mapnik.render(page, image, 300 / 72)
    image.save(OUTPUT, "png")
