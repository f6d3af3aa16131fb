#!/usr/bin/env python3
"""Makes the invented data of demo-occupation.yaml, the same bytes on every run: nothing in it exists
but the outlines of the communes, the axis of the Seine, the stations and the names of the communes.

Usage: make.py [FOLDER]      (default: where this script stands)

    occupation.geojson   land use at two dates: classes of MOS 11, cover and use of OCS GE in 2021
    ventes.csv           sales, in the columns of the geolocated DVF files
    consommation.csv     land consumed by year and use, in the columns of Cerema
    permis.csv           dwellings authorised and begun, in the columns of Sitadel
    complements.csv      other figures of the communes, described in complements_columns.csv
    liaisons.geojson     trips between communes, as lines with a count
"""
import csv
import json
import math
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
COMMUNES = {"94022": "Choisy-le-Roi", "94041": "Ivry-sur-Seine", "94074": "Valenton",
            "94081": "Vitry-sur-Seine"}

# Only random() is asked: its values are the same in every version of Python.
rnd = random.Random(94).random


def between(low, high):
    return low + (high - low) * rnd()


def normal():
    return math.sqrt(-2 * math.log(1 - rnd())) * math.cos(2 * math.pi * rnd())


def pick(weights):
    """A key of {key: weight}, in the order of the keys."""
    at = rnd() * sum(weights.values())
    for key, weight in weights.items():
        at -= weight
        if at < 0:
            return key
    return key


# ---- Lambert-93 (IGN, NTG_71: conformal conic on GRS 80) ------------------------------------------

N, C, XS, YS = 0.7256077650, 11754255.426, 700000.0, 12655612.050
E = 0.08181919112


def to_lambert(lon, lat):
    s = math.sin(math.radians(lat))
    iso = math.atanh(s) - E * math.atanh(E * s)
    r, g = C * math.exp(-N * iso), N * math.radians(lon - 3)
    return XS + r * math.sin(g), YS - r * math.cos(g)


def to_degrees(x, y):
    r, g = math.hypot(x - XS, YS - y), math.atan2(x - XS, YS - y)
    iso, s = math.log(C / r) / N, 0.0
    for _ in range(8):
        s = math.tanh(iso + E * math.atanh(E * s))
    return 3 + math.degrees(g / N), math.degrees(math.asin(s))


# ---- polygons that share their sides ---------------------------------------------------------------
# A ring is a list of vertices. A side that is cut is cut for both its neighbours: the vertex is kept
# under the side, and put in wherever the side stands (whole).

points, index, cuts = [], {}, {}


def vertex(x, y):
    key = (round(x, 1), round(y, 1))
    if key not in index:
        index[key] = len(points)
        points.append(key)
    return index[key]


def whole(ring):
    out = []

    def walk(a, b):
        middle = cuts.get((min(a, b), max(a, b)))
        if middle is None:
            out.append(a)
        else:
            walk(a, middle)
            walk(middle, b)

    for i, a in enumerate(ring):
        walk(a, ring[(i + 1) % len(ring)])
    return out


def area(ring):
    return sum(points[a][0] * points[b][1] - points[b][0] * points[a][1]
               for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def centre(ring):
    x0, y0 = points[ring[0]]
    sx = sy = s = 0.0
    for a, b in zip(ring, ring[1:] + ring[:1]):
        ax, ay, bx, by = points[a][0] - x0, points[a][1] - y0, points[b][0] - x0, points[b][1] - y0
        w = ax * by - bx * ay
        s, sx, sy = s + w, sx + w * (ax + bx), sy + w * (ay + by)
    return x0 + sx / (3 * s), y0 + sy / (3 * s)


def perimeter(ring):
    return sum(math.dist(points[a], points[b]) for a, b in zip(ring, ring[1:] + ring[:1]))


def holds(ring, x, y):
    inside = False
    for a, b in zip(ring, ring[1:] + ring[:1]):
        (ax, ay), (bx, by) = points[a], points[b]
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def some_place(ring):
    xs, ys = [points[v][0] for v in ring], [points[v][1] for v in ring]
    while True:
        x, y = between(min(xs), max(xs)), between(min(ys), max(ys))
        if holds(ring, x, y):
            return x, y


def crossings(ring, p, q):
    """Where the line from p to q meets the sides of a ring: (position along p-q, side, x, y)."""
    (px, py), dx, dy = p, q[0] - p[0], q[1] - p[1]
    found = []
    for a, b in zip(ring, ring[1:] + ring[:1]):
        (ax, ay), (bx, by) = points[a], points[b]
        sa, sb = (ax - px) * dy - (ay - py) * dx, (bx - px) * dy - (by - py) * dx
        if (sa > 0) == (sb > 0):
            continue
        t = sa / (sa - sb)
        x, y = ax + t * (bx - ax), ay + t * (by - ay)
        found.append((((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy), (a, b), x, y))
    return sorted(found)


def stand(side, x, y, near):
    """The vertex of a cut: an end of the side where it is near enough, else a new one in the side."""
    for end in side:
        if math.dist(points[end], (x, y)) < near:
            return end
    made = vertex(x, y)
    cuts[(min(side), max(side))] = made
    return made


def part(ring, path):
    """A ring cut along a path of vertices from one of its own to another: two rings, or None."""
    ring = whole(ring)
    if path[0] == path[-1] or path[0] not in ring or path[-1] not in ring:
        return None
    i, j = ring.index(path[0]), ring.index(path[-1])
    there = ring[i:j + 1] if i < j else ring[i:] + ring[:j + 1]
    back = ring[j:i + 1] if j < i else ring[j:] + ring[:i + 1]
    one, other = there + path[-2:0:-1], back + path[1:-1]
    return (one, other) if len(one) > 2 and len(other) > 2 else None


def cut_straight(ring, at, angle):
    """Cuts a ring in two along the straight line that runs through a place in it, or None."""
    found = crossings(ring, at, (at[0] + math.cos(angle), at[1] + math.sin(angle)))
    pairs = [(a, b) for a, b in zip(found[::2], found[1::2]) if a[0] < 0 < b[0]]
    if not pairs:
        return None
    a, b = pairs[0]
    trial = [math.dist(points[v], c[2:]) for c in (a, b) for v in c[1]]
    if min(trial) < 12:  # no sides too short to be seen
        return None
    return part(ring, [stand(a[1], a[2], a[3], 0), stand(b[1], b[2], b[3], 0)])


def cut_along(rings, line):
    """Cuts rings along a line that begins and ends outside them."""
    for ring in list(rings):
        stretches, last, between_them = [], None, []
        current = whole(ring)
        for p, q in zip(line, line[1:]):
            for t, side, x, y in crossings(current, p, q):
                if not 0 <= t < 1:
                    continue
                met = stand(side, x, y, 1)
                current = whole(current)
                if last is not None:
                    stretches.append([last] + between_them + [met])
                last, between_them = met, []
            between_them = between_them + [q]
        rings.remove(ring)
        pieces = [current]
        for stretch in stretches:
            a, b = stretch[0], stretch[-1]
            inner = stretch[1:-1]
            path = [points[a]] + inner + [points[b]]
            middle = len(path) // 2
            x, y = ((path[middle - 1][0] + path[middle][0]) / 2,
                    (path[middle - 1][1] + path[middle][1]) / 2)
            for piece in pieces:
                if not holds(piece, x, y):
                    continue
                both = part(piece, [a] + [vertex(*p) for p in inner] + [b])
                if both:
                    pieces.remove(piece)
                    pieces += both
                break
        rings += pieces
    return rings


def divide(ring, wanted, leaves):
    """Divides a ring into pieces of some `wanted` m², across where it is longest."""
    ring = whole(ring)
    size = area(ring)
    if size < wanted * between(0.9, 2.2):
        leaves.append(ring)
        return
    cx, cy = centre(ring)
    xx = xy = yy = 0.0
    for a, b in zip(ring, ring[1:] + ring[:1]):
        x, y = (points[a][0] + points[b][0]) / 2 - cx, (points[a][1] + points[b][1]) / 2 - cy
        w = math.dist(points[a], points[b])
        xx, xy, yy = xx + w * x * x, xy + w * x * y, yy + w * y * y
    across = math.atan2(2 * xy, xx - yy) / 2 + math.pi / 2
    spread = math.sqrt(size) / 6
    best, best_shape = None, 0.0
    for _ in range(14):
        at, angle = (cx + spread * normal(), cy + spread * normal()), across + 0.22 * normal()
        shape = shape_of_cut(ring, at, angle)
        if shape > best_shape:
            best, best_shape = (at, angle), shape
    both = cut_straight(ring, *best) if best else None
    if not both:
        leaves.append(ring)
        return
    for half in both:
        divide(half, wanted, leaves)


def shape_of_cut(ring, at, angle):
    """How compact the worse half would be, without cutting anything."""
    if not holds(ring, *at):
        return 0
    found = crossings(ring, at, (at[0] + math.cos(angle), at[1] + math.sin(angle)))
    pairs = [(a, b) for a, b in zip(found[::2], found[1::2]) if a[0] < 0 < b[0]]
    if not pairs or min(math.dist(points[v], c[2:]) for c in pairs[0] for v in c[1]) < 12:
        return 0
    sides = list(zip(ring, ring[1:] + ring[:1]))
    i, j = (sides.index(c[1]) for c in pairs[0])
    ends = [c[2:] for c in pairs[0]]
    one = [points[v] for v in (ring[i + 1:j + 1] if i < j else ring[i + 1:] + ring[:j + 1])]
    other = [points[v] for v in (ring[j + 1:i + 1] if j < i else ring[j + 1:] + ring[:i + 1])]
    worst = 1.0
    for half in ([ends[0]] + one + [ends[1]], [ends[1]] + other + [ends[0]]):
        shoelace = around = 0.0
        for p, q in zip(half, half[1:] + half[:1]):
            shoelace += p[0] * q[1] - q[0] * p[1]
            around += math.dist(p, q)
        worst = min(worst, 2 * math.pi * abs(shoelace) / around ** 2)
    return worst


# ---- land use --------------------------------------------------------------------------------------

FOREST, SEMI_NATURAL, FARMLAND, WATER, OPEN, HOUSES, FLATS, ACTIVITY, PUBLIC, TRANSPORT, SITE = range(1, 12)

# What the classes are in OCS GE: cover and use.
OCSGE = {FOREST: ("CS2.1.1.1", "US1.2"), SEMI_NATURAL: ("CS2.1.2", "US6.3"),
         FARMLAND: ("CS2.2.1", "US1.1"), WATER: ("CS1.2.2", "US4.1.4"), OPEN: ("CS2.2.1", "US5"),
         HOUSES: ("CS1.1.1.1", "US5"), FLATS: ("CS1.1.1.1", "US5"), ACTIVITY: ("CS1.1.1.1", "US2"),
         PUBLIC: ("CS1.1.1.1", "US3"), TRANSPORT: ("CS1.1.1.2", "US4.1.1"),
         SITE: ("CS1.1.2.1", "US6.1")}


def read_lines():
    with open(os.path.join(HERE, "..", "seine.geojson"), encoding="utf-8") as f:
        seine = json.load(f)["features"][0]["geometry"]["coordinates"]
    with open(os.path.join(HERE, "..", "places.csv"), encoding="utf-8", newline="") as f:
        stations = {row["label"]: (float(row["lon"]), float(row["lat"]))
                    for row in csv.DictReader(f) if row["category"] == "rer"}
    return [to_lambert(*p) for p in seine], {k: to_lambert(*p) for k, p in stations.items()}


def even(line, step):
    """Points along a line, `step` apart, each the mean of its neighbours: a smooth line."""
    out, left = [line[0]], step
    for p, q in zip(line, line[1:]):
        length = math.dist(p, q)
        while left < length:
            t = left / length
            out.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
            left += step
        left -= length
    out.append(line[-1])
    for _ in range(2):
        out = [out[0]] + [tuple((a + b + c) / 3 for a, b, c in zip(*three))
                          for three in zip(out, out[1:], out[2:])] + [out[-1]]
    return out


def beside(line, distance):
    out = []
    for i, p in enumerate(line):
        a, b = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
        length = math.dist(a, b)
        out.append((p[0] - distance * (b[1] - a[1]) / length, p[1] + distance * (b[0] - a[0]) / length))
    return out


def away(line, x, y):
    best = math.inf
    for (ax, ay), (bx, by) in zip(line, line[1:]):
        dx, dy = bx - ax, by - ay
        t = min(1, max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
        best = min(best, math.hypot(ax + t * dx - x, ay + t * dy - y))
    return best


def waves(length):
    """A smooth random field between -1 and 1 or so."""
    parts = []
    for _ in range(6):
        angle, size = between(0, 2 * math.pi), length * between(0.7, 1.5)
        parts.append((math.cos(angle) / size * 2 * math.pi, math.sin(angle) / size * 2 * math.pi,
                      between(0, 2 * math.pi)))
    return lambda x, y: sum(math.cos(a * x + b * y + c) for a, b, c in parts) / math.sqrt(6)


def parcels():
    """[(commune, ring, is water, is rail)]"""
    seine, stations = read_lines()
    seine = even(seine, 90)
    (ax, ay), (bx, by) = seine[-2:]  # on, beyond the last commune
    seine.append((bx + 5 * (bx - ax), by + 5 * (by - ay)))
    rail = even([to_lambert(2.3790, 48.8290), stations["Ivry-sur-Seine"], stations["Vitry-sur-Seine"],
                 stations["Les Ardoines"], to_lambert(2.4075, 48.7745), to_lambert(2.4078, 48.7695),
                 stations["Choisy-le-Roi"], stations["Villeneuve-le-Roi"]], 120)
    with open(os.path.join(HERE, "..", "communes.geojson"), encoding="utf-8") as f:
        communes = [c for c in json.load(f)["features"] if c["properties"]["insee"] in COMMUNES]
    out = []
    for commune in sorted(communes, key=lambda c: c["properties"]["insee"]):
        code = commune["properties"]["insee"]
        (outline,) = commune["geometry"]["coordinates"]
        ring = [vertex(*to_lambert(*p)) for p in outline[:-1]]
        ring = [v for i, v in enumerate(ring) if v != ring[i - 1]]
        pieces = [ring if area(ring) > 0 else ring[::-1]]
        for side in (-80, 80):
            pieces = cut_along(pieces, beside(seine, side))
        for side in (-35, 35):
            pieces = cut_along(pieces, beside(rail, side))
        for piece in pieces:
            places = [some_place(whole(piece)) for _ in range(15)]
            water = sum(away(seine, *p) < 80 for p in places) > 7
            on_rail = not water and sum(away(rail, *p) < 35 for p in places) > 7
            leaves = []
            divide(piece, 60000 if water or on_rail else 17000, leaves)
            out += [(code, leaf, water, on_rail) for leaf in leaves]
    return [(code, whole(ring), water, on_rail) for code, ring, water, on_rail in out], seine, rail


def first_class(code, x, y, to_seine, to_rail, dense, green):
    """What stands at a place in 2017: works along the river and the rail, farms in the south-east."""
    if code == "94074" and green(x, y) > 0.15:
        return pick({FARMLAND: 40, FOREST: 24, SEMI_NATURAL: 22, OPEN: 14})
    if code == "94074" and dense(x, y) < -0.45:
        return pick({ACTIVITY: 70, TRANSPORT: 14, SITE: 10, OPEN: 6})
    if to_seine < 900 and to_rail < 900 and code != "94074":
        return pick({ACTIVITY: 54, FLATS: 14, TRANSPORT: 9, PUBLIC: 9, SITE: 6, OPEN: 5, SEMI_NATURAL: 4})
    if green(x, y) > 0.85:
        return pick({OPEN: 66, FOREST: 12, SEMI_NATURAL: 14, PUBLIC: 8})
    if dense(x, y) > 0.1:
        return pick({FLATS: 62, PUBLIC: 15, OPEN: 8, ACTIVITY: 6, HOUSES: 6, TRANSPORT: 3})
    return pick({HOUSES: 70, FLATS: 11, PUBLIC: 8, OPEN: 7, ACTIVITY: 3, SEMI_NATURAL: 2})


def second_class(first, to_rail):
    """What becomes of it by 2021: farms and wasteland are built on, works become housing."""
    if first == SEMI_NATURAL:
        return pick({first: 66, ACTIVITY: 14, FLATS: 12, SITE: 8})
    if first in (FOREST, FARMLAND):
        return pick({first: 90, SITE: 4, ACTIVITY: 4, HOUSES: 2})
    if first == ACTIVITY:
        return pick({first: 88, FLATS: 7, SITE: 5}) if to_rail < 700 else pick({first: 95, FLATS: 3, SITE: 2})
    if first == SITE:
        return pick({first: 35, FLATS: 40, OPEN: 12, PUBLIC: 8, SEMI_NATURAL: 5})
    if first == OPEN:
        return pick({first: 96, PUBLIC: 2, SITE: 2})
    if first == HOUSES:
        return pick({first: 98, FLATS: 2})
    return first


def make_land():
    found, seine, rail = parcels()
    dense, green = waves(1500), waves(1300)
    land = []
    for code, ring, water, on_rail in found:
        x, y = centre(ring)
        to_seine, to_rail = away(seine, x, y), away(rail, x, y)
        first = (WATER if water else TRANSPORT if on_rail
                 else first_class(code, x, y, to_seine, to_rail, dense, green))
        land.append((code, ring, first, first if water else second_class(first, to_rail)))
    return land


def write_land(folder, land):
    with open(os.path.join(folder, "occupation.geojson"), "w", encoding="utf-8", newline="\n") as f:
        f.write('{"type": "FeatureCollection", "name": "occupation_fictive",\n'
                '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}},\n'
                '"features": [\n')
        for i, (code, ring, first, second) in enumerate(land):
            cover, use = OCSGE[second]
            places = ",".join("[%.1f,%.1f]" % points[v] for v in ring + ring[:1])
            f.write('{"type":"Feature","properties":{"id":"%s-%04d","mos2017_11":%d,"mos2021_11":%d,'
                    '"couverture21":"%s","usage21":"%s"},"geometry":{"type":"Polygon","coordinates":'
                    '[[%s]]}}%s\n' % (code, i + 1, first, second, cover, use, places,
                                      "," if i + 1 < len(land) else ""))
        f.write("]}\n")


# ---- sales -----------------------------------------------------------------------------------------

COLUMNS = """id_mutation date_mutation numero_disposition nature_mutation valeur_fonciere adresse_numero
adresse_suffixe adresse_nom_voie adresse_code_voie code_postal code_commune nom_commune code_departement
ancien_code_commune ancien_nom_commune id_parcelle ancien_id_parcelle numero_volume lot1_numero
lot1_surface_carrez lot2_numero lot2_surface_carrez lot3_numero lot3_surface_carrez lot4_numero
lot4_surface_carrez lot5_numero lot5_surface_carrez nombre_lots code_type_local type_local
surface_reelle_bati nombre_pieces_principales code_nature_culture nature_culture
code_nature_culture_speciale nature_culture_speciale surface_terrain longitude latitude""".split()
POSTAL = {"94022": "94600", "94041": "94200", "94074": "94460", "94081": "94400"}
PER_M2 = {"94022": (3900, 4300), "94041": (5200, 5500), "94074": (3100, 3350), "94081": (4150, 4500)}
YEARS = {2019: 0.93, 2020: 0.97, 2021: 1.0, 2022: 1.03, 2023: 0.98}
SHARE = {"94022": 18, "94041": 30, "94074": 9, "94081": 43}
TYPES = {1: "Maison", 2: "Appartement", 3: "Dépendance",
         4: "Local industriel. commercial ou assimilé"}


class Sale:
    def __init__(self, number, land):
        self.commune, self.year = pick(SHARE), pick({year: 1 for year in YEARS})
        self.kind = pick({"flat": 58, "house": 18, "vefa": 9, "several": 5, "annexe": 4, "shop": 4,
                          "land": 2, "exchange": 1, "auction": 1})
        self.rows, self.nature = [], "Vente"
        wanted = {"house": (HOUSES,), "shop": (ACTIVITY, FLATS), "land": (SITE, HOUSES)}.get(
            self.kind, (FLATS,))
        homes = [ring for code, ring, _, second in land if code == self.commune and second in wanted]
        self.x, self.y = some_place(homes[int(rnd() * len(homes))])
        self.base = {
            "id_mutation": "%d-F%05d" % (self.year, number), "numero_disposition": "000001",
            "date_mutation": "%d-%02d-%02d" % (self.year, 1 + int(12 * rnd()), 1 + int(28 * rnd())),
            "adresse_numero": 1 + int(120 * rnd()), "adresse_nom_voie": "RUE FICTIVE",
            "code_postal": POSTAL[self.commune], "code_commune": self.commune,
            "nom_commune": COMMUNES[self.commune], "code_departement": "94",
            "id_parcelle": "%s000%s%04d" % (self.commune, "ZZ", 1 + int(9999 * rnd())), "nombre_lots": 0}

    def per_m2(self, kind):
        return PER_M2[self.commune][kind] * YEARS[self.year] * math.exp(0.17 * normal())

    def add(self, code, surface=None, rooms=None, lots=1, ground=None, culture=None):
        row = {"code_type_local": code or "", "type_local": TYPES.get(code, ""), "nombre_lots": lots,
               "surface_reelle_bati": "" if surface is None else surface,
               "nombre_pieces_principales": "" if rooms is None else rooms}
        if lots:
            row["lot1_numero"] = 1 + int(300 * rnd())
            if code == 2 and rnd() < 0.6:
                row["lot1_surface_carrez"] = "%.2f" % (surface * between(0.95, 1.02))
        if ground:
            row.update(code_nature_culture=culture[0], nature_culture=culture[1], surface_terrain=ground)
        self.rows.append(row)

    def flat(self):
        rooms = pick({1: 18, 2: 32, 3: 30, 4: 16, 5: 4})
        surface = max(12, round(8 + 18.5 * rooms + 5 * normal()))
        self.add(2, surface, rooms)
        return surface * self.per_m2(0)

    def write(self, writer):
        price = getattr(self, "make_" + self.kind, self.make_flat)()
        for row in self.rows:
            lon, lat = to_degrees(self.x, self.y)
            if self.kind != "exchange" or rnd() < 0.5:
                row.update(longitude="%.6f" % lon, latitude="%.6f" % lat)
            row.update(self.base, nombre_lots=row["nombre_lots"], nature_mutation=self.nature,
                       valeur_fonciere="" if price is None else "%d" % (round(price / 500) * 500))
            writer.writerow(row)
        if self.kind == "house" and rnd() < 0.15:  # the same row for another culture of the parcel
            writer.writerow(dict(self.rows[0], code_nature_culture="J", nature_culture="jardins",
                                 surface_terrain=60 + int(200 * rnd())))

    def make_flat(self):
        price = self.flat()
        if rnd() < 0.5:
            self.add(3)
        return price

    def make_house(self):
        rooms = pick({3: 25, 4: 35, 5: 25, 6: 15})
        surface = max(35, round(10 + 19 * rooms + 12 * normal()))
        self.add(1, surface, rooms, 0, 120 + int(380 * rnd()), ("S", "sols"))
        return surface * self.per_m2(1)

    def make_vefa(self):
        self.nature = "Vente en l'état futur d'achèvement"
        if rnd() < 0.12:
            return self.make_house() * 1.2
        price = self.flat() * 1.22
        self.add(3)
        return price

    def make_several(self):
        return sum(self.flat() for _ in range(2 + int(3 * rnd())))

    def make_annexe(self):
        self.add(3)
        return between(9000, 24000)

    def make_shop(self):
        surface = round(math.exp(4.4 + 0.8 * normal()))
        self.add(4, surface, 0)
        return surface * self.per_m2(0) * 0.62

    def make_land(self):
        self.nature = "Vente terrain à bâtir"
        ground = 200 + int(900 * rnd())
        self.add(None, None, None, 0, ground, ("AB", "terrains a bâtir"))
        return ground * between(450, 1100)

    def make_exchange(self):
        self.nature = "Echange"
        self.flat()
        return None

    def make_auction(self):
        self.nature = "Adjudication"
        return self.flat() * 0.75


def write_sales(folder, land, rows):
    with open(os.path.join(folder, "ventes.csv"), "w", encoding="utf-8", newline="") as f:
        writer = csv.DictWriter(f, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        sales = [Sale(i + 1, land) for i in range(rows)]
        for sale in sales:
            sale.write(writer)


# ---- figures of communes ---------------------------------------------------------------------------

USES = {"act": 20, "hab": 46, "mix": 8, "rou": 12, "fer": 4, "inc": 10}
YEARLY_M2 = {"94022": 6000, "94041": 9000, "94074": 21000, "94081": 13000}


def write_consumption(folder):
    spans = [(year % 100, (year + 1) % 100) for year in range(2009, 2024)]
    titles = ["idcom", "idcomtxt"]
    for a, b in spans:
        titles += ["naf%02dart%02d" % (a, b)] + ["art%02d%s%02d" % (a, use, b) for use in USES]
    with open(os.path.join(folder, "consommation.csv"), "w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(titles)
        for code, name in COMMUNES.items():
            row = [code, name]
            for i in range(len(spans)):
                level = YEARLY_M2[code] * (1.3 - 0.05 * i)
                parts = [int(level * w / 100 * between(0.3, 1.7)) for w in USES.values()]
                row += [sum(parts)] + parts
            writer.writerow(row)


BEGUN = {"94022": 190, "94041": 420, "94074": 110, "94081": 640}


def write_permits(folder):
    with open(os.path.join(folder, "permis.csv"), "w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(["ANNEE", "COMM", "TYPE_LGT", "LOG_AUT", "LOG_COM", "SDP_AUT", "SDP_COM"])
        for year in range(2013, 2024):
            for code in COMMUNES:
                flats, houses = int(BEGUN[code] * between(0.6, 1.5)), 3 + int(15 * rnd())
                for kind, n in (("Tous Logements", flats + houses), ("Individuel pur", houses),
                                ("Collectif", flats)):
                    begun = int(0.9 * n)
                    writer.writerow([year, code, kind, n, begun, 68 * n, 68 * begun])


OTHERS = [  # column, label, unit, for the commune of 95,000 people, share of it that is random
    ("pp_total_23", "Logements privés", "logements", 27000, 0.05),
    ("pp_vacant_plus_2ans_23", "Logements privés vacants depuis plus de deux ans", "logements", 390, 0.3),
    ("pop_qpv_2018", "Population des quartiers prioritaires", "hab.", 21000, 0.2),
    ("menages_2016", "Ménages", "ménages", 37100, 0.03),
    ("menages_2022", "Ménages", "ménages", 39500, 0.03),
    ("friche_count", "Friches", "friches", 9, 0.3),
    ("friche_sans_projet_surface", "Friches sans projet", "m²", 74000, 0.5),
    ("friche_avec_projet_surface", "Friches avec projet", "m²", 120000, 0.5),
    ("friche_reconvertie_surface", "Friches reconverties", "m²", 31000, 0.5),
    ("emprise_batie_2021", "Emprise au sol des bâtiments", "m²", 3100000, 0.1),
    ("plancher_2021", "Surface de plancher estimée", "m²", 8600000, 0.1),
    ("zones_u_au_2021", "Zones urbaines et à urbaniser", "ha", 1010, 0.05),
    ("zones_u_au_libres_2021", "Zones urbaines et à urbaniser non artificialisées", "ha", 31, 0.4),
    ("logements_construits_2021", "Logements construits de 2017 à 2021", "logements", 2900, 0.2),
    ("logements_construits_renouvellement_2021",
     "Logements construits de 2017 à 2021 sur sol déjà artificialisé", "logements", 2500, 0.2),
    ("objectif_logements_2022", "Objectif de logements du plan local de l’habitat", "logements", 640, 0.2),
]
BUILT = ("artificialise_2016", "artificialise_2022")  # years for which the population is known
INDEX = {2019: 100.0, 2020: 100.5, 2021: 102.1, 2022: 107.5, 2023: 112.7}
SIZE = {"94022": 0.48, "94041": 0.67, "94074": 0.15, "94081": 1.0}


def artificialised(land, commune, date):
    """Hectares of all but forests, semi-natural areas, farmland and water."""
    return sum(area(ring) for code, ring, *classes in land
               if code == commune and classes[date] > WATER) / 1e4


def write_others(folder, land):
    with open(os.path.join(folder, "complements.csv"), "w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(["insee"] + [o[0] for o in OTHERS] + list(BUILT) +
                        ["ipc_%d" % y for y in INDEX])
        for code in COMMUNES:
            figures = [round(SIZE[code] * most * between(1 - part, 1)) for _, _, _, most, part in OTHERS]
            built = ["%.2f" % artificialised(land, code, date) for date in (0, 1)]
            writer.writerow([code] + figures + built + list(INDEX.values()))
    with open(os.path.join(folder, "complements_columns.csv"), "w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(["column", "label_fr", "unit"])
        for column, label, unit, _, _ in OTHERS:
            writer.writerow([column, label, unit])
        for column in BUILT:
            writer.writerow([column, "Sol artificialisé", "ha"])
        for year in INDEX:
            writer.writerow(["ipc_%d" % year, "Indice des prix à la consommation, base 100 en 2019", ""])


def write_links(folder):
    ends = dict(COMMUNES, **{"94016": "Cachan", "94028": "Créteil", "94076": "Villejuif",
                             "94002": "Alfortville", "94078": "Villeneuve-Saint-Georges"})
    with open(os.path.join(HERE, "..", "communes.geojson"), encoding="utf-8") as f:
        outlines = {c["properties"]["insee"]: c["geometry"] for c in json.load(f)["features"]}
    at = {}
    for code in ends:
        rings = outlines[code]["coordinates"]
        ring = rings[0] if outlines[code]["type"] == "Polygon" else rings[0][0]
        at[code] = centre([vertex(*to_lambert(*p)) for p in ring[:-1]])
    with open(os.path.join(folder, "liaisons.geojson"), "w", encoding="utf-8", newline="") as f:
        rows = []
        for i, a in enumerate(sorted(ends)):
            for b in sorted(ends)[i + 1:]:
                length = math.hypot(at[a][0] - at[b][0], at[a][1] - at[b][1])
                if length > 6500 or (a not in COMMUNES and b not in COMMUNES):
                    continue
                places = [[round(v, 6) for v in to_degrees(*at[code])] for code in (a, b)]
                rows.append(json.dumps({"type": "Feature", "properties": {
                    "de": ends[a], "vers": ends[b],
                    "deplacements": int(between(200, 4200) * 3000 / (1500 + length))},
                    "geometry": {"type": "LineString", "coordinates": places}},
                    ensure_ascii=False))
        f.write('{"type": "FeatureCollection", "features": [\n%s\n]}\n' % ",\n".join(rows))


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else HERE
    land = make_land()
    write_land(folder, land)
    write_sales(folder, land, 2700)
    write_consumption(folder)
    write_permits(folder)
    write_others(folder, land)
    write_links(folder)


if __name__ == "__main__":
    main()
