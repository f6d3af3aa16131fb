#!/usr/bin/env python3
"""Writes mutations_kept.tsv beside itself and ../../golden/figures/mutations.tsv: which of the made
sales of ../mutations/sales.csv the rules of prices keep, and the figures that follow.

    python3 mutations.py

Written from the definitions alone (rule sets A and B, V1 to V4, V7), with Python's own statistics:
quantiles are statistics.quantiles(method="inclusive"), which is R's type 7; ranks of the interval
are summed from binomial coefficients as whole numbers."""
import csv
import math
import os
import statistics
import unicodedata
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "mutations")
# The columns that the open statistics of data.gouv.fr read, and in which rows are compared.
READ = ("id_mutation", "date_mutation", "code_departement", "code_commune", "id_parcelle",
        "nature_mutation", "code_type_local", "type_local", "valeur_fonciere",
        "surface_reelle_bati")
NAMES = {"1": "maison", "2": "appartement", "4": "local"}
COMMUNES = ["99001", "99002", "99003", "99004", "99005", "99006"]


def number(text):
    return float(text) if text.strip() else math.nan


def plain(text):
    """Without accents, capitals and the form of the apostrophe."""
    letters = unicodedata.normalize("NFD", text.replace("’", "'")).lower().strip()
    return "".join(c for c in letters if not unicodedata.combining(c))


NATURES = {plain(n): n for n in ("Vente", "Vente en l'état futur d'achèvement", "Adjudication")}
VEFA = "Vente en l'état futur d'achèvement"


def cell(row, name):
    if name in ("valeur_fonciere", "surface_reelle_bati", "code_type_local"):
        return None if math.isnan(number(row[name])) else number(row[name])
    return row[name]


with open(os.path.join(FOLDER, "sales.csv"), encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

# 1. exact duplicate rows
unlike, seen = [], set()
for row in ROWS:
    key = tuple(cell(row, name) for name in READ)
    if key not in seen:
        seen.add(key)
        unlike.append(row)
# 2., 3. natures and types
left = [row for row in unlike
        if plain(row["nature_mutation"]) in NATURES and row["code_type_local"] in NAMES]
# 4. alone in its mutation
times = {}
for row in left:
    times[row["id_mutation"]] = times.get(row["id_mutation"], 0) + 1
single = [row for row in left if row["id_mutation"] and times[row["id_mutation"]] == 1]
# A row without a place lies where the first row of its mutation that has one does.
for row in single:
    for other in ROWS:
        if row["longitude"] == "" and other["id_mutation"] == row["id_mutation"]:
            row["longitude"], row["latitude"] = other["longitude"], other["latitude"]
# 5., 6. a price per square metre
KEPT = []
for row in single:
    price, surface = number(row["valeur_fonciere"]), number(row["surface_reelle_bati"])
    if math.isnan(price) or math.isnan(surface) or surface == 0 or price / surface >= 100000:
        continue
    KEPT.append({"id": row["id_mutation"], "kind": NAMES[row["code_type_local"]],
                 "year": int(row["date_mutation"][:4]), "commune": row["code_commune"],
                 "vefa": NATURES[plain(row["nature_mutation"])] == VEFA, "price": price,
                 "surface": surface, "per_m2": price / surface, "usual": False,
                 "x": number(row["longitude"]), "y": number(row["latitude"])})


def type7(values, p):
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=4, method="inclusive")[round(4 * p) - 1]


# Rule set B
LEAST = {"appartement": (9, 400), "maison": (25, 600), "local": (0, math.inf)}
groups = {}
for sale in KEPT:
    low, high = LEAST[sale["kind"]]
    if sale["price"] >= 10000 and low <= sale["surface"] <= high:
        key = (sale["commune"], sale["kind"], sale["year"], sale["vefa"])
        groups.setdefault(key, []).append(sale)
for group in groups.values():
    logs = [math.log(sale["per_m2"]) for sale in group]
    if len(group) >= 30:
        q1, q3 = type7(logs, 0.25), type7(logs, 0.75)
        low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
        known = q3 > q1
    else:
        middle = statistics.median(logs)
        mad = statistics.median(abs(x - middle) for x in logs)
        low, high = middle - 3.5 * 1.4826 * mad, middle + 3.5 * 1.4826 * mad
        known = mad > 0
    for sale, x in zip(group, logs):
        sale["usual"] = not known or low <= x <= high

with open(os.path.join(HERE, "mutations_kept.tsv"), "w", encoding="utf-8") as file:
    file.write("id_mutation\ttype\tyear\tvefa\teur_per_m2\trule_b\n")
    for sale in KEPT:
        file.write("%s\t%s\t%d\t%d\t%.17g\t%d\n" % (sale["id"], sale["kind"], sale["year"],
                                                    sale["vefa"], sale["per_m2"], sale["usual"]))

# ---- figures ---------------------------------------------------------------------------------------


def box_of(sale):
    """Quarters are west and east halves of communes of 0.02 by 0.015 degrees."""
    if math.isnan(sale["x"]):
        return None
    column, row = int((sale["x"] - 2.40) / 0.02), int((48.795 - sale["y"]) / 0.015)
    if not (0 <= column < 3 and 0 <= row < 2):
        return None
    half = 1 if sale["x"] - 2.40 - 0.02 * column < 0.01 else 2
    return COMMUNES[row * 3 + column] + f"010{half}"


def commune_of(sale):
    """That of the row; where it has none, that in which it lies."""
    return sale["commune"] or (box_of(sale) or "")[:5]


def rank(n):
    """R's qbinom(0.025, n, 0.5)."""
    below = 0
    for k in range(n + 1):
        below += math.comb(n, k)
        if Fraction(below, 2 ** n) >= Fraction(25, 1000):
            return k
    raise AssertionError


def flagged(value, n):
    if n == 0 or (n >= 5 and value is None):
        return "", "nd"
    if n < 5:
        return "", "s"
    return "%.12g" % value, "low_n" if n <= 10 else "ok"


def statistics_of(values):
    values, n = sorted(values), len(values)
    result = {"sales": ("%d" % n, "ok")}
    if n == 0:
        quarters, low = [None] * 3, 0
    else:
        quarters, low = [type7(values, p) for p in (0.25, 0.5, 0.75)], rank(n)
    result["median"] = flagged(quarters[1], n)
    result["q1"] = flagged(quarters[0], n)
    result["q3"] = flagged(quarters[2], n)
    result["dispersion"] = flagged((quarters[2] - quarters[0]) / quarters[1] if n else None, n)
    result["median_low"] = flagged(values[low - 1] if low else None, n)
    result["median_high"] = flagged(values[n - low] if low else None, n)
    return result


RULES = {"": lambda sale: True, "_b": lambda sale: sale["usual"] and not sale["vefa"],
         "_vefa": lambda sale: sale["usual"] and sale["vefa"]}
KINDS = {"appartement": ("appartement",), "maison": ("maison",), "local": ("local",),
         "logement": ("appartement", "maison")}
out = ["study\tlevel\tcode\tindicator\tvalue\ttolerance\tflag\twho says so"]


def row(level, code, indicator, value, flag, digits=1e-9):
    tolerance = "%.3g" % (abs(float(value)) * digits) if value else "0"
    out.append("\t".join(("mutations", level, code, indicator, value, tolerance, flag,
                          "tests/data/oracles/mutations.py")))


def figures(level, code, rule, kind, years, zone_of):
    values = [sale["per_m2"] for sale in KEPT if RULES[rule](sale) and sale["kind"] in KINDS[kind]
              and zone_of(sale) == code and (not years or sale["year"] in years)]
    words = "".join(f", {year}" for year in (years or [])[:1] + (years or [])[1:][-1:])
    found = statistics_of(values)
    if rule == "_vefa" or years:
        found = {name: found[name] for name in ("median", "sales")}
    for name, (value, flag) in found.items():
        row(level, code, f"price.{name}{rule}({kind}{words})", value, flag)


for code in COMMUNES:
    for rule in RULES:
        for kind in ("appartement", "maison") if rule == "_vefa" else KINDS:
            figures("commune", code, rule, kind, None, commune_of)
    figures("commune", code, "", "appartement", [2021], commune_of)
    figures("commune", code, "", "appartement", [2020, 2021], commune_of)
    for half in (1, 2):
        figures("quarter", f"{code}010{half}", "", "appartement", None, box_of)
flats = [sale for sale in KEPT if sale["kind"] == "appartement"]
row("commune", "(outside)", "price.sales(appartement)",
    "%d" % sum(commune_of(s) not in COMMUNES + [""] for s in flats), "ok")
row("commune", "(not located)", "price.sales(appartement)",
    "%d" % sum(commune_of(s) == "" for s in flats), "ok")
row("quarter", "(not located)", "price.sales(appartement)",
    "%d" % sum(math.isnan(s["x"]) for s in flats), "-")
row("commune", "(all)", "price.sales(appartement)", "%d" % len(flats), "ok")

# V4, current euros, 2021 to 2022
for code in COMMUNES:
    for rule in ("", "_b"):
        both = [[s["per_m2"] for s in KEPT if s["kind"] == "appartement" and RULES[rule](s)
                 and commune_of(s) == code and s["year"] == year] for year in (2021, 2022)]
        n = min(map(len, both))
        if n == 0 and max(map(len, both)) in range(1, 5):
            value, flag = "", "s"
        else:
            medians = [statistics.median(v) if v else math.nan for v in both]
            value, flag = flagged(100 * (medians[1] / medians[0] - 1), n)
        row("commune", code, f"price.evolution{rule}(appartement)", value, flag, 1e-7)

# V7: mutations of building land on which nothing stands, each piece of land once
land = {}
for r in ROWS:
    mutation = land.setdefault(r["id_mutation"], {"pieces": set(), "built": False, "price": 0.0})
    mutation["built"] |= r["code_type_local"] in NAMES
    if plain(r["nature_mutation"]) == "vente terrain a batir":
        mutation["commune"] = r["code_commune"]
        mutation["price"] = number(r["valeur_fonciere"])
        mutation["pieces"].add((r["id_parcelle"], r["code_nature_culture"],
                                r["code_nature_culture_speciale"], r["surface_terrain"]))
for code in COMMUNES:
    values = []
    for mutation in land.values():
        if mutation["built"] or mutation.get("commune") != code:
            continue
        area = sum(number(piece[3]) for piece in mutation["pieces"])
        if area > 0:
            values.append(mutation["price"] / area)
    row("commune", code, "price.land",
        *flagged(statistics.median(values) if values else None, len(values)))

with open(os.path.join(HERE, "..", "..", "golden", "figures", "mutations.tsv"), "w",
          encoding="utf-8") as file:
    file.write("\n".join(out) + "\n")
print(len(ROWS), "rows", len({r["id_mutation"] for r in ROWS}), "mutations", len(KEPT), "kept by A",
      sum(s["usual"] and not s["vefa"] for s in KEPT), "by B",
      sum(s["usual"] and s["vefa"] for s in KEPT), "VEFA;", len(out) - 1, "figures")
