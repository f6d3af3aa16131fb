#!/usr/bin/python3
"""A map of tests/bench/maps.sh, or its atlas, by a layout of QGIS.

    qgis_page.py FOLDER four|many|val OUTPUT.pdf|OUTPUT.png|OUTPUT.qgz|FOLDER

OUTPUT.qgz is the project, for qgis_process.
`val` writes an atlas, OUTPUT/val.pdf and a picture of each page. The last line printed is the time of
the export alone, in seconds: without the start of Python and QGIS, and without the project."""

import os
import sys
import time

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (  # noqa: E402
    QgsApplication, QgsCentroidFillSymbolLayer, QgsClassificationRange, QgsCoordinateReferenceSystem,
    QgsFillSymbol, QgsGraduatedSymbolRenderer, QgsLayoutExporter, QgsLayoutItemLabel,
    QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemMapOverview, QgsLayoutItemPage,
    QgsLayoutItemScaleBar, QgsLayoutMeasurement, QgsLayoutPoint, QgsLayoutSize, QgsMarkerSymbol,
    QgsPalLayerSettings, QgsPrintLayout, QgsProject, QgsProperty, QgsRectangle, QgsRendererRange,
    QgsSingleSymbolRenderer, QgsSymbolLayer, QgsTextBufferSettings, QgsTextFormat, QgsUnitTypes,
    QgsVectorLayer, QgsVectorLayerSimpleLabeling)
from qgis.PyQt.QtCore import QSizeF, Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont  # noqa: E402

FOLDER, WHICH, OUTPUT = sys.argv[1:4]
MM = QgsUnitTypes.LayoutMillimeters
FOUR = [(13, 14, "#7bafd3"), (14, 15, "#3074ad"), (15, 99, "#133d6c")]
MANY = [(0, 10, "#e4eff7"), (10, 17, "#96bfdc"), (17, 23, "#548dbd"), (23, 30, "#235c91"),
        (30, 39, "#0b2f5b")]
VAL = [(0, 35, "#e4eff7"), (35, 45, "#96bfdc"), (45, 55, "#548dbd"), (55, 65, "#235c91"),
       (65, 100, "#0b2f5b")]


def text_format(size, colour="#1a1a1a", bold=False, halo=0.0):
    made = QgsTextFormat()
    font = QFont("Inter")
    font.setBold(bold)
    made.setFont(font)
    made.setSize(size)
    made.setSizeUnit(QgsUnitTypes.RenderPoints)
    made.setColor(QColor(colour))
    if halo:
        around = QgsTextBufferSettings()
        around.setEnabled(True)
        around.setSize(halo)
        around.setColor(QColor("white"))
        made.setBuffer(around)
    return made


def fill(colour, line, width):
    return QgsFillSymbol.createSimple({
        "color": colour, "outline_color": line, "outline_width": str(width)})


def add_layer(name, title, filtered=""):
    layer = QgsVectorLayer(f"{FOLDER}/{name}", title, "ogr")
    assert layer.isValid()
    if filtered:
        layer.setSubsetString(filtered)
    QgsProject.instance().addMapLayer(layer)
    return layer


def classed(layer, classes, width):
    ranges = [QgsRendererRange(QgsClassificationRange(f"de {a},0 à moins de {b},0", a, b),
                               fill(colour, "#6b6b6b", width)) for a, b, colour in classes]
    layer.setRenderer(QgsGraduatedSymbolRenderer("rate", ranges))


def circles(layer):
    marker = QgsMarkerSymbol.createSimple({
        "name": "circle", "color": "#33373d", "outline_color": "white", "outline_width": "0.3"})
    marker.setSizeUnit(QgsUnitTypes.RenderPoints)
    marker.setDataDefinedSize(QgsProperty.fromField("diameter"))
    centre = QgsCentroidFillSymbolLayer()
    centre.setSubSymbol(marker)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, centre)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def label(layer, form):
    settings = QgsPalLayerSettings()
    settings.fieldName = "name"
    settings.setFormat(form)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def make_layers():
    """From the bottom up."""
    if WHICH == "four":
        ground = add_layer("four.geojson", "Communes")
        ground.setRenderer(QgsSingleSymbolRenderer(fill("#efefed", "#c8c8c5", 0.2)))
        label(ground, text_format(7, "#6b6b6b"))
        rate = add_layer("four.geojson", "Taux de chômage, en %", "people > 0")
        classed(rate, FOUR, 0.4)
        label(rate, text_format(9.5, bold=True, halo=0.45))
        people = add_layer("four.geojson", "Population, 2022", "people > 0")
        circles(people)
        return [ground, rate, people]
    if WHICH == "many":
        rate = add_layer("zones.gpkg", "Taux, en %")
        classed(rate, MANY, 0.15)
        groups = add_layer("groups.gpkg", "Groupes")
        groups.setRenderer(QgsSingleSymbolRenderer(fill("0,0,0,0", "#4d4d4d", 0.4)))
        label(groups, text_format(9.5, bold=True, halo=0.45))
        people = add_layer("zones.gpkg", "Population", "people > 0")
        circles(people)
        return [rate, groups, people]
    rate = add_layer("val.geojson", "Compacité, en %")
    classed(rate, VAL, 0.4)
    label(rate, text_format(9.5, bold=True, halo=0.45))
    return [rate]


TITLES = {"four": "Chômage et population en 2022",
          "many": "Taux et population de 1 276 zones fictives",
          "val": "Compacité des communes : [% attribute(@atlas_feature, 'name') %]"}
NOTES = {"four": "Sources : IGN et INSEE, ADMIN EXPRESS et base comparateur de territoires, 2018 et 2022. "
                 "Licences : Licence Ouverte. Projection : Lambert-93.",
         "many": "Sources : amont, fictif, 2026. Licences : aucune. Projection : Lambert-93.",
         "val": "Sources : IGN, ADMIN EXPRESS, 2018. Licences : Licence Ouverte. Projection : Lambert-93."}


def place(layout, item, x, y, width, height):
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, MM))
    item.attemptResize(QgsLayoutSize(width, height, MM))


def add_text(layout, text, form, x, y, width, height):
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    font = QFont(form.font())
    font.setPointSizeF(form.size())
    item.setFont(font)
    item.setFontColor(form.color())
    place(layout, item, x, y, width, height)


def show(item, centre, scale, width, height):
    """An extent of another shape than the item's would change the item."""
    aside, up = width / 2000 * scale, height / 2000 * scale
    item.setExtent(QgsRectangle(centre[0] - aside, centre[1] - up, centre[0] + aside, centre[1] + up))


def add_map(layout, layers, page):
    item = QgsLayoutItemMap(layout)
    place(layout, item, 8, 17, page[0] - 16, page[1] - 32)
    item.setLayers(list(reversed(layers)))
    item.setFrameEnabled(True)
    centre, scale = {"four": ((657150, 6853000), 50000), "many": ((668230, 6844900), 600000),
                     "val": ((661000, 6855000), 40000)}[WHICH]
    show(item, centre, scale, page[0] - 16, page[1] - 32)
    return item


def add_furniture(layout, main, page):
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(main)
    legend.setBackgroundEnabled(True)
    place(layout, legend, page[0] - 62, 20, 50, 40)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(main)
    bar.applyDefaultSize()
    place(layout, bar, 12, page[1] - 30, 50, 12)
    add_text(layout, NOTES[WHICH], text_format(7, "#555555"), 8, page[1] - 13, page[0] - 16, 8)
    add_text(layout, TITLES[WHICH], text_format(15, bold=True), 8, 6, page[0] - 16, 9)
    if WHICH == "many":
        add_text(layout, "données fictives", text_format(26, "#b3261e", True, 0.8), 110, 100, 90, 14)


def add_overview(layout, main, layers):
    item = QgsLayoutItemMap(layout)
    place(layout, item, 160, 232, 40, 36)
    item.setLayers(layers)
    show(item, (659500, 6851500), 725000, 40, 36)
    view = QgsLayoutItemMapOverview("page", item)
    view.setLinkedMap(main)
    item.overviews().addOverview(view)


def make_layout(layers):
    project = QgsProject.instance()
    page = (297, 210) if WHICH == "many" else (210, 297)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*page, MM))
    main = add_map(layout, layers, page)
    add_furniture(layout, main, page)
    if WHICH == "val":
        add_overview(layout, main, layers)
        layout.atlas().setCoverageLayer(layers[0])
        layout.atlas().setEnabled(True)
        layout.atlas().setFilenameExpression("'val-' || code")
        main.setAtlasDriven(True)
        main.setAtlasScalingMode(QgsLayoutItemMap.Fixed)
    return layout


def export(layout):
    if WHICH == "val":
        QgsLayoutExporter.exportToPdf(layout.atlas(), f"{OUTPUT}/val.pdf",
                                      QgsLayoutExporter.PdfExportSettings())
        pictures = QgsLayoutExporter.ImageExportSettings()
        pictures.dpi = 300
        QgsLayoutExporter.exportToImage(layout.atlas(), f"{OUTPUT}/val.png", "png", pictures)
    elif OUTPUT.endswith(".qgz"):
        layout.setName("page")
        QgsProject.instance().layoutManager().addLayout(layout)
        QgsProject.instance().write(OUTPUT)
    elif OUTPUT.endswith(".pdf"):
        QgsLayoutExporter(layout).exportToPdf(OUTPUT, QgsLayoutExporter.PdfExportSettings())
    else:
        pictures = QgsLayoutExporter.ImageExportSettings()
        pictures.dpi = 300
        QgsLayoutExporter(layout).exportToImage(OUTPUT, pictures)


app = QgsApplication([], False)
app.initQgis()
QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
made = make_layout(make_layers())
started = time.monotonic()
export(made)
print(f"{time.monotonic() - started:.3f}", flush=True)
os._exit(0)
