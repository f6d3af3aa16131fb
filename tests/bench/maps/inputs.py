#!/usr/bin/python3
"""Files that every program of tests/bench/maps.sh draws.  inputs.py ZONES COMMUNES FIGURES FOLDER

four.geojson     the communes of the bundled study, in degrees, with `rate` (unemployment of 15 to 64) and
                 `people` of the four that are counted; figures of INSEE
val.geojson      the 47 communes of Val-de-Marne with their compactness in % as `rate`: 4 pi area / perimeter²
zones.gpkg       1,276 fictional zones with a fictional `rate`, and `people` in 500 of them
groups.gpkg      50 groups of these zones, which have the names
All have `diameter`: that of the circle of `people` in points, for programs that do not compute it."""

import csv
import json
import math
import sys

from osgeo import ogr, osr

FOUR = ("94022", "94041", "94074", "94081")
COLUMNS, ROWS, N_ZONES, CIRCLES, MOST = 44, 29, 1276, 500, 80000
GROUPS_ACROSS, GROUPS_UP = 10, 5
LARGEST_FOUR, LARGEST_MANY = 60.0, 20.0


def make_four(communes, figures, folder):
    with open(figures, encoding="utf-8") as file:
        rows = {row["insee"]: row for row in csv.DictReader(file)}
    with open(communes, encoding="utf-8") as file:
        collection = json.load(file)
    greatest = max(float(rows[code]["pop_2022"]) for code in FOUR)
    for feature in collection["features"]:
        code = feature["properties"]["insee"]
        known = code in FOUR
        people = float(rows[code]["pop_2022"]) if known else None
        feature["properties"] = {
            "code": code,
            "name": feature["properties"]["nom"],
            "rate": float(rows[code]["taux_chomage_15_64_2022_calcule"]) if known else None,
            "people": people,
            "diameter": LARGEST_FOUR * math.sqrt(people / greatest) if known else None,
        }
    collection["name"] = "four"
    with open(f"{folder}/four.geojson", "w", encoding="utf-8") as file:
        json.dump(collection, file, ensure_ascii=False)


def make_val(communes, folder):
    with open(communes, encoding="utf-8") as file:
        collection = json.load(file)
    degrees, metres = osr.SpatialReference(), osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    metres.ImportFromEPSG(2154)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    there = osr.CoordinateTransformation(degrees, metres)
    features = [f for f in collection["features"] if f["properties"]["departement"] == "94"]
    for feature in features:
        outline = ogr.CreateGeometryFromJson(json.dumps(feature["geometry"]))
        outline.Transform(there)
        rate = 400 * math.pi * outline.Area() / outline.Boundary().Length() ** 2
        known = feature["properties"]
        feature["properties"] = {"code": known["insee"], "name": known["nom"], "rate": round(rate, 1)}
    collection["name"], collection["features"] = "val", features
    with open(f"{folder}/val.geojson", "w", encoding="utf-8") as file:
        json.dump(collection, file, ensure_ascii=False)


def create(folder, name, srs, kind, fields):
    source = ogr.GetDriverByName("GPKG").CreateDataSource(f"{folder}/{name}.gpkg")
    layer = source.CreateLayer(name, srs, kind)
    for title, type_of in fields:
        layer.CreateField(ogr.FieldDefn(title, type_of))
    return source, layer


def write_zone(layer, i, row):
    """A row of zones.gpkg; the circle of every zone but 500 is that of nobody."""
    feature = ogr.Feature(layer.GetLayerDefn())
    feature["code"], feature["name"] = row["code"], row["name"]
    wave = math.sin(i / COLUMNS / 5) * math.cos(i % COLUMNS / 6)
    feature["rate"] = round(20 + 15 * wave + i * 7 % 5, 1)
    feature["people"] = feature["diameter"] = 0
    if i * CIRCLES % N_ZONES < CIRCLES:
        share = (i * 37 % 101 + 1) / 101
        feature["people"] = round(MOST * share**3) + 100
        feature["diameter"] = LARGEST_MANY * math.sqrt(feature["people"] / (MOST + 100))
    feature.SetGeometry(row.GetGeometryRef())
    layer.CreateFeature(feature)


def write_groups(layer, parts):
    for (x, y), outlines in sorted(parts.items()):
        feature = ogr.Feature(layer.GetLayerDefn())
        number = y * GROUPS_ACROSS + x + 1
        feature["code"], feature["name"] = f"G{number:02}", f"G {number}"
        feature.SetGeometry(outlines.UnionCascaded())
        layer.CreateFeature(feature)


def make_zones(zones, folder):
    given = ogr.Open(zones)
    rows = given.GetLayer(0)
    srs = rows.GetSpatialRef()
    source, layer = create(folder, "zones", srs, ogr.wkbPolygon, (
        ("code", ogr.OFTString), ("name", ogr.OFTString), ("rate", ogr.OFTReal),
        ("people", ogr.OFTReal), ("diameter", ogr.OFTReal)))
    layer.StartTransaction()
    parts = {}
    for i, row in enumerate(rows):
        write_zone(layer, i, row)
        place = (i % COLUMNS * GROUPS_ACROSS // COLUMNS, i // COLUMNS * GROUPS_UP // ROWS)
        parts.setdefault(place, ogr.Geometry(ogr.wkbMultiPolygon)).AddGeometry(row.GetGeometryRef())
    layer.CommitTransaction()
    groups, outlines = create(folder, "groups", srs, ogr.wkbPolygon, (
        ("code", ogr.OFTString), ("name", ogr.OFTString)))
    write_groups(outlines, parts)
    del layer, source, outlines, groups


ogr.UseExceptions()
_, zones_path, communes_path, figures_path, to = sys.argv
make_four(communes_path, figures_path, to)
make_val(communes_path, to)
make_zones(zones_path, to)
