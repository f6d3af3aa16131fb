#!/usr/bin/env python3
"""Makes the invented data of demo-occupation.yaml, the same bytes on every run: nothing in it exists
but the outlines of the communes, the axis of the Seine, the stations and the names of the communes.

Usage: make.py [FOLDER]      (default: where this script stands)

    occupation.geojson   land use at two dates: classes of MOS 11, cover and use of OCS GE in 2021
    ventes.csv           sales, in the columns of the geolocated DVF files
    consommation.csv     land consumed by year and use, in the columns of Cerema
    permis.csv           dwellings authorised and begun, in the columns of Sitadel
    complements.csv      other figures of the communes, described in complements_columns.csv
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
