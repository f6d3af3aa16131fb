"""Writes exact.tsv beside itself: python3 exact.py

Rows of fictional numbers that rounded sums get wrong. Columns, doubles in hexadecimal: the sum of
all, the sum of products of neighbours (first with second, second with third, ...), n sum x^2 -
(sum x)^2, and the numbers."""
import math
import random
from fractions import Fraction

random.seed(20261122)


def hexadecimal(x):
    return float(x).hex()  # a Fraction is rounded once, to the nearest, ties to even


def wide(n, least, most):
    return [math.ldexp(random.uniform(-1, 1), random.randint(least, most)) for _ in range(n)]


rows = [
    [1e100, 1.0, -1e100],
    [0.1] * 10,
    [1.0, 2.0**-53, 2.0**-106],
    [1.0, 2.0**-53],
    [1.0 + 2.0**-52, 2.0**-53],
    [-1.0, -(2.0**-53), -(2.0**-1074)],
    [5e-324, 5e-324, -1e-323],
    [2.2250738585072014e-308, -5e-324],
    [1e9 + i / 7 for i in range(50)],
    [1 / 3] * 41,
    [0.0, -0.0],
    [],
]
rows += [wide(random.randint(2, 40), -60, 60) for _ in range(30)]
rows += [wide(random.randint(2, 40), -300, 300) for _ in range(30)]
for _ in range(20):
    x = wide(20, -200, 200)
    x += [-y for y in x[1:]]
    random.shuffle(x)
    rows.append(x)

with open("exact.tsv", "w", encoding="ascii") as table:
    table.write("sum\tproducts\tspread\tnumbers\n")
    for x in rows:
        exact = [Fraction(y) for y in x]
        products = sum((a * b for a, b in zip(exact, exact[1:])), Fraction(0))
        spread = len(x) * sum(y * y for y in exact) - sum(exact) ** 2
        assert math.fsum(x) == float(sum(exact))
        cells = [math.fsum(x), products, spread]
        table.write("\t".join(hexadecimal(c) for c in cells))
        table.write("\t" + " ".join(y.hex() for y in x) + "\n")
