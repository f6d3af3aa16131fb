#!/usr/bin/env python3
"""Figures of every palette, for tests/golden/palettes.tsv:

    python3 tests/data/palettes/make.py >tests/golden/palettes.tsv

Needs python3-colorspacious (sRGB, L*a*b*, the matrices of Machado, Oliveira & Fernandes 2009),
python3-skimage (CIEDE2000), python3-numpy and python3-yaml. Made with colorspacious 1.1.2 and
scikit-image 0.19.3 of Debian 12. How colours are taken from a ramp follows the words at the top of
styles/palettes.yaml and shares no code with the program. Palettes of refused.yaml come after those
that are shipped.
"""
import pathlib

import numpy as np
import yaml
from colorspacious import cspace_convert, machado_et_al_2009_matrix
from skimage.color import deltaE_ciede2000

HERE = pathlib.Path(__file__).resolve().parent
SHIPPED = HERE.parents[2] / "styles" / "palettes.yaml"
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
LAB = {"name": "CIELab", "XYZ100_w": 100 * TO_XYZ.sum(axis=1)}
VISIONS = [np.eye(3)] + [
    machado_et_al_2009_matrix(cvd, 100) for cvd in ("protanomaly", "deuteranomaly", "tritanomaly")
]


def srgb(texts):
    return np.array([[int(t[i : i + 2], 16) / 255 for i in (1, 3, 5)] for t in texts])


def lab_of_linear(linear):
    return cspace_convert(100 * linear @ TO_XYZ.T, "XYZ100", LAB)


def lab(colours):
    return lab_of_linear(cspace_convert(colours, "sRGB1", "sRGB1-linear"))


def printed(labs):
    linear = cspace_convert(labs, LAB, "XYZ100") / 100 @ np.linalg.inv(TO_XYZ).T
    shown = cspace_convert(np.clip(linear, 0, 1), "sRGB1-linear", "sRGB1")
    return np.floor(shown * 255 + 0.5) / 255


def at(anchors, lightness):
    """Colours of a ramp from light to dark, at so many values of L*."""
    xs = anchors[::-1, 0]
    return np.column_stack([np.interp(lightness, xs, anchors[::-1, i]) for i in range(3)])


def of_sequential_ramp(ramp, n):
    anchors = lab(srgb(ramp))
    step = min(50, (anchors[0, 0] - anchors[-1, 0]) / (n - 1))
    return printed(at(anchors, anchors[0, 0] - step * np.arange(n)))


def of_diverging_ramp(ramp, n):
    anchors = lab(srgb(ramp))
    centre = anchors[:, 0].argmax()
    top, end = anchors[centre, 0], max(anchors[0, 0], anchors[-1, 0])
    places = np.arange(n) - (n - 1) / 2
    lightness = top - min(50, (top - end) / places[-1]) * np.abs(places)
    below, above = at(anchors[centre::-1], lightness), at(anchors[centre:], lightness)
    return printed(np.where((places < 0)[:, None], below, above))


def colours_of(palette, n):
    kind = palette.get("kind", "sequential")
    if "ramp" in palette:
        if n > palette.get("most", 9):
            return None
        of_ramp = of_diverging_ramp if kind == "diverging" else of_sequential_ramp
        return of_ramp(palette["ramp"], n)
    if kind in ("qualitative", "bivariate"):
        colours = palette["colours"]
        offered = n == 9 if kind == "bivariate" else n <= len(colours)
        return srgb(colours[:n]) if offered else None
    return srgb(palette[str(n)]) if str(n) in palette else None


def least_difference(colours, matrix):
    linear = cspace_convert(colours, "sRGB1", "sRGB1-linear")
    seen = lab_of_linear(np.clip(linear @ matrix.T, 0, 1))
    i, j = np.triu_indices(len(colours), 1)
    return deltaE_ciede2000(seen[i], seen[j]).min()


def least_step(kind, colours):
    lightness = lab(colours)[:, 0]
    if kind == "sequential":
        return (-np.diff(lightness)).min()
    if kind == "diverging":
        half = (len(colours) + 1) // 2
        steps = np.concatenate([np.diff(lightness[:half]), -np.diff(lightness[-half:])])
        return steps.min() if len(steps) else np.inf
    return np.inf


def needed(kind, n):
    return 5 if kind == "bivariate" or n > 7 else 8 if n <= 5 else 6


def rows(path):
    for name, palette in yaml.safe_load(path.read_text())["palettes"].items():
        kind = palette.get("kind", "sequential")
        for n in range(2, 10):
            colours = colours_of(palette, n)
            if colours is None:
                continue
            differences = [least_difference(colours, matrix) for matrix in VISIONS]
            step = least_step(kind, colours)
            passes = min(differences) >= needed(kind, n) and step >= 8
            figures = [f"{d:.6f}" for d in differences]
            figures.append("" if np.isinf(step) else f"{step:.6f}")
            yield [name, kind, str(n), *figures, "yes" if passes else "no"]


print("palette\tkind\tn\tnormal\tprotan\tdeutan\ttritan\tL* step\tpasses")
for file in (SHIPPED, HERE / "refused.yaml"):
    for row in rows(file):
        print("\t".join(row))
