#!/usr/bin/env python3
"""Writes sales.csv and zones beside itself: python3 make_sales.py

Five hundred mutations that did not take place, in the 40 columns of the geolocated DVF, over six
communes that do not exist. Every trap of the rules of prices is in it; the kind of each mutation
stands beside the call that makes it. Which of them are kept is not said here: that is what
../oracles/mutations.py works out from the file alone."""
import csv
import json
import math
import os
import random

COLUMNS = (
    "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,adresse_numero,"
    "adresse_suffixe,adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,"
    "code_departement,ancien_code_commune,ancien_nom_commune,id_parcelle,ancien_id_parcelle,"
    "numero_volume,lot1_numero,lot1_surface_carrez,lot2_numero,lot2_surface_carrez,lot3_numero,"
    "lot3_surface_carrez,lot4_numero,lot4_surface_carrez,lot5_numero,lot5_surface_carrez,"
    "nombre_lots,code_type_local,type_local,surface_reelle_bati,nombre_pieces_principales,"
    "code_nature_culture,nature_culture,code_nature_culture_speciale,nature_culture_speciale,"
    "surface_terrain,longitude,latitude"
).split(",")
TYPES = {1: "Maison", 2: "Appartement", 3: "Dépendance",
         4: "Local industriel. commercial ou assimilé"}
SALE, VEFA, AUCTION = "Vente", "Vente en l'état futur d'achèvement", "Adjudication"
LAND, EXCHANGE, SEIZED = "Vente terrain à bâtir", "Echange", "Expropriation"
CULTURES = {"S": "sols", "J": "jardins", "AB": "terrains a bâtir"}

# code: west, south, euros per square metre; each box is 0.02 by 0.015 degrees, halved by quarters
COMMUNES = {
    "99001": (2.400, 48.780, 5200), "99002": (2.420, 48.780, 3800), "99003": (2.440, 48.780, 3000),
    "99004": (2.400, 48.765, 4100), "99005": (2.420, 48.765, 3500), "99006": (2.440, 48.765, 3300),
    "99099": (2.470, 48.780, 4500),  # no zone of the study
}
WIDTH, HEIGHT = 0.02, 0.015

random.seed(20261123)
mutations = []  # lists of rows


def place(code):
    """Somewhere in a commune, away from its border and from the line between its quarters."""
    west, south, _ = COMMUNES[code]
    half = random.choice((0, 1)) * WIDTH / 2
    return (round(west + half + WIDTH / 2 * random.uniform(0.1, 0.9), 6),
            round(south + HEIGHT * random.uniform(0.1, 0.9), 6))


def base(code, nature=SALE, year=None, price=None):
    """What all rows of a mutation share."""
    year = year or random.choice((2020, 2021, 2022))
    x, y = place(code)
    return {"id_mutation": f"{year}-{len(mutations) + 1}",
            "date_mutation": f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
            "numero_disposition": "000001", "nature_mutation": nature, "valeur_fonciere": price,
            "code_commune": code, "nom_commune": f"Fictive {code[-1]}", "code_departement": "99",
            "id_parcelle": f"{code}000AB{random.randint(1, 9999):04}", "nombre_lots": 0,
            "longitude": x, "latitude": y}


def property_row(shared, kind, surface, **changes):
    row = dict(shared, code_type_local=kind, type_local=TYPES[kind], surface_reelle_bati=surface)
    row.update(changes)
    return row


def annexe(shared, **changes):
    return property_row(shared, 3, "", **changes)


def ground(shared, surface, culture="S", **changes):
    return dict(shared, code_nature_culture=culture, nature_culture=CULTURES[culture],
                surface_terrain=surface, **changes)


def cost(code, surface, spread=0.18, factor=1.0):
    value = COMMUNES[code][2] * factor * surface * math.exp(random.gauss(0, spread))
    return round(value) if random.random() < 0.8 else round(value, 2)


def flat_m2():
    return random.randint(18, 110)


def house_m2():
    return random.randint(60, 190)


def one(code, kind, surface=None, annexes=0, nature=SALE, year=None, price=None, factor=1.0):
    """A single property, with annexes."""
    surface = surface if surface is not None else {1: house_m2, 2: flat_m2, 4: flat_m2}[kind]()
    known = surface if surface not in ("", 0) else 50
    price = price if price is not None else cost(code, known, factor=factor)
    shared = base(code, nature, year, price)
    mutations.append([property_row(shared, kind, surface)] +
                     [annexe(shared, lot1_numero=i + 1) for i in range(annexes)])


def several(code, parts, nature=SALE):
    """Several properties for one price."""
    shared = base(code, nature, price=cost(code, sum(m2 for _, m2 in parts)))
    mutations.append([property_row(shared, kind, m2) for kind, m2 in parts])


def times(n, make, *arguments, **named):
    for _ in range(n):
        make(*arguments, **named)


# ---- what is plain -------------------------------------------------------------------------------
times(52, one, "99001", 2)
times(12, one, "99002", 2)
times(5, one, "99003", 2)
times(7, one, "99004", 2, year=2021)         # few
times(4, one, "99005", 2, year=2022)         # fewer than may be shown
times(24, one, "99002", 1)
times(9, one, "99003", 1)
times(5, one, "99004", 1)                    # the least that may be shown, and too few for limits
times(3, one, "99005", 1)
times(40, one, "99001", 2, annexes=1)        # a cellar
times(10, one, "99002", 2, annexes=3)
times(8, one, "99002", 1, annexes=1)         # a garage: house and annexe
times(10, one, "99001", 4)
times(6, one, "99002", 4, annexes=1)
times(4, one, "99003", 4)
times(5, one, "99099", 2)                    # in no zone

# ---- rows that repeat one another ------------------------------------------------------------------
for code in ["99001"] * 4 + ["99002"] * 14 + ["99003"] * 8:   # a house on two cultures of a parcel
    m2 = house_m2()
    shared = base(code, price=cost(code, m2))
    house = property_row(shared, 1, m2)
    mutations.append([ground(house, 120, "S"), ground(house, 300, "J")])
for _ in range(12):                          # the same row two to four times
    one("99001", 2)
    mutations[-1] *= random.randint(2, 4)
for _ in range(4):                           # two flats alike but for the lot: one, to the statistics
    one("99001", 2)
    mutations[-1].append(dict(mutations[-1][0], lot1_numero=77, lot1_surface_carrez="31.5"))
for _ in range(2):                           # the same flat under two dispositions
    one("99002", 2)
    mutations[-1].append(dict(mutations[-1][0], numero_disposition="000002"))
for _ in range(2):                           # a surface written in two ways
    one("99003", 2)
    first = mutations[-1][0]
    mutations[-1].append(dict(first, surface_reelle_bati=f"{first['surface_reelle_bati']}.0"))

# ---- more than one property ------------------------------------------------------------------------
times(7, several, "99001", [(2, 40), (2, 65)])
times(4, several, "99002", [(2, 30), (2, 31), (2, 32), (2, 33), (2, 34)])
times(8, several, "99001", [(2, 45), (4, 80)])
times(5, several, "99002", [(1, 110), (2, 30)])
times(2, several, "99003", [(1, 90), (1, 120)])
for _ in range(3):                           # two dispositions with a flat each
    several("99001", [(2, 38), (2, 52)])
    mutations[-1][1]["numero_disposition"] = "000002"
for _ in range(2):                           # one flat at two dates
    one("99001", 2, year=2021)
    mutations[-1].append(dict(mutations[-1][0], date_mutation="2021-12-31"))
for _ in range(2):                           # one flat on two parcels
    one("99002", 2)
    mutations[-1].append(dict(mutations[-1][0], id_parcelle="99002000ZZ0001"))
for _ in range(2):                           # a flat sold, another exchanged for it
    several("99002", [(2, 41), (2, 43)])
    mutations[-1][1]["nature_mutation"] = EXCHANGE

# ---- nothing that counts ---------------------------------------------------------------------------
for _ in range(22):                          # annexes alone
    shared = base(random.choice(("99001", "99002")), price=random.randint(9000, 30000))
    mutations.append([annexe(shared)])
for _ in range(9):                           # bare land
    mutations.append([ground(base("99003", price=random.randint(20000, 90000)), 400, "J")])
times(7, one, "99001", 2, nature=EXCHANGE)
times(5, one, "99002", 1, nature=SEIZED)
one("99001", 2)                              # its type is written, its code is not
mutations[-1][0]["code_type_local"] = ""

# ---- natures as they are written ---------------------------------------------------------------------
times(16, one, "99001", 2, nature=VEFA, year=2022, factor=1.35)
times(5, one, "99001", 2, annexes=1, nature=VEFA, year=2021, factor=1.3)
times(4, one, "99002", 2, nature=VEFA, factor=1.3)
times(2, one, "99001", 2, nature="VENTE EN L'ETAT FUTUR D'ACHEVEMENT", year=2022, factor=1.35)
times(2, one, "99001", 2, nature="Vente en l’état futur d’achèvement", year=2022, factor=1.35)
times(1, one, "99001", 2, nature="vente en l'e\u0301tat futur d'ache\u0300vement", year=2022)
times(6, one, "99001", 2, nature=AUCTION, factor=0.8)
times(2, one, "99002", 1, nature="ADJUDICATION", factor=0.8)
times(2, one, "99002", 2, nature=" vente ")
times(1, one, "99001", 2, nature="")

# ---- surfaces and prices that say nothing -----------------------------------------------------------
times(5, one, "99001", 2, "")
times(3, one, "99002", 1, "")
times(5, one, "99001", 2, 0)
times(1, one, "99001", 2, 0, price=0)
times(5, one, "99001", 2, price="")
times(3, one, "99003", 2, price=0)           # 0 €/m², which is a number

# ---- far from the others ------------------------------------------------------------------------------
one("99001", 2, 10, price=1000000)           # 100 000 €/m²: not below
one("99001", 2, 10, price="999999.99")
one("99001", 2, 12, price=2400000)
times(3, one, "99001", 2, 40, price=12000, year=2021)
times(3, one, "99001", 2, 30, price=1500000, year=2022)
times(2, one, "99002", 1, 100, price=60000, year=2021)
one("99001", 2, 9, price=46800, year=2021)   # on the limits of rule B
one("99001", 2, 400, price=2080000, year=2021)
one("99002", 1, 25, price=95000, year=2021)
one("99002", 1, 600, price=2280000, year=2021)
one("99003", 4, 4, price=10000, year=2021)
one("99001", 2, 8, price=41600)              # and beyond
one("99001", 2, 401, price=2085200)
one("99002", 1, 24, price=91200)
one("99002", 1, 601, price=2283800)
one("99003", 4, 4, price="9999.99", year=2021)
for price in (300000, 300000, 300000, 450000):  # three alike: their spread says nothing
    one("99003", 1, 100, price=price, year=2019)

# ---- building land ----------------------------------------------------------------------------------
for m2, per_m2 in ((250, 700), (300, 820), (410, 655), (500, 610), (220, 905), (380, 730)):
    mutations.append([ground(base("99001", LAND, price=m2 * per_m2), m2, "AB")])
shared = base("99001", LAND, price=540000)   # two parcels, one of them on two rows: 600 m²
mutations.append([ground(shared, 200, "AB"), ground(shared, 200, "AB"),
                  ground(dict(shared, id_parcelle="99001000AC0002"), 400, "AB")])
shared = base("99001", LAND, price=400000)   # of one piece the area is not known
mutations.append([ground(shared, 200, "AB"), ground(shared, "", "S")])
shared = base("99001", LAND, price=800000)   # a house stands on it
mutations.append([ground(property_row(shared, 1, 90), 500, "S")])
shared = base("99001", LAND, price=330000)   # a garage does, on the same land
mutations.append([ground(shared, 400, "AB"), ground(annexe(shared), 400, "AB")])
times(2, lambda: mutations.append([ground(base("99002", LAND, price=150000), 300, "AB")]))
mutations.append([ground(base("99002", "VENTE TERRAIN A BATIR", price=90000), 300, "AB")])

# ---- without commune, without place ---------------------------------------------------------------
for code in ("99001", "99002"):
    one(code, 2)
    mutations[-1][0]["code_commune"] = ""
for _ in range(3):
    one("99001", 2)
    mutations[-1][0].update(longitude="", latitude="")
one("99001", 2, annexes=1)                   # the flat has no place, its cellar has one
mutations[-1][0].update(longitude="", latitude="")
one("99001", 2)                              # neither
mutations[-1][0].update(code_commune="", longitude="", latitude="")

MISSING = 500 - len(mutations)
assert MISSING >= 0, MISSING
times(MISSING, one, "99001", 2)
mutations[-1][0]["id_mutation"] = ""         # nothing says that it is alone
print(MISSING, "more flats")

here = os.path.dirname(os.path.abspath(__file__))
rows = [row for mutation in mutations for row in mutation]
# Rows of a mutation need not stand together.
late = [row for i, row in enumerate(rows) if i % 17 == 16]
rows = [row for i, row in enumerate(rows) if i % 17 != 16] + late
with open(os.path.join(here, "sales.csv"), "w", newline="", encoding="utf-8") as file:
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def box(west, south, east, north):
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [[round(x, 6), round(y, 6)] for x, y in corners]


def write_zones(name, zones):
    lines = [json.dumps({"type": "Feature", "properties": properties,
                         "geometry": {"type": "Polygon", "coordinates": [ring]}},
                        ensure_ascii=False) for properties, ring in zones]
    with open(os.path.join(here, name), "w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n")


communes, quarters = [], []
for code, (west, south, _) in COMMUNES.items():
    if code == "99099":
        continue
    communes.append(({"code": code, "nom": f"Fictive {code[-1]}"},
                     box(west, south, west + WIDTH, south + HEIGHT)))
    for side in (0, 1):
        left = west + side * WIDTH / 2
        quarters.append(({"code": f"{code}010{side + 1}",
                          "nom": f"Fictive {code[-1]} {'ouest' if side == 0 else 'est'}"},
                         box(left, south, left + WIDTH / 2, south + HEIGHT)))
write_zones("communes.geojson", communes)
write_zones("quarters.geojson", quarters)
