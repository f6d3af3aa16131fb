/* Parts of a whole by zone: what `bars` and `rings` share. The parts are the indicators of the map
 * in their order, stocks of one unit; the order is the same in each symbol and in the legend, so
 * that colours are not the only sign (C46). The states of both marks begin with an amont_parts. */
#ifndef AMONT_DRAW_PARTS_H
#define AMONT_DRAW_PARTS_H

#include "draw/marks/zone_symbols.h"

enum { AMONT_PARTS_MOST = 5 }; /* more hues cannot be told apart by all (C03) */

typedef struct amont_parts {
    size_t n;
    const amont_series *series[AMONT_PARTS_MOST];
    const char *labels[AMONT_PARTS_MOST];
    amont_colour colours[AMONT_PARTS_MOST];
    int entries[AMONT_PARTS_MOST]; /* in the legend, as those that follow */
    int scale, missing;
    double greatest, greatest_total; /* part and total of a selected zone */
    double least_total;              /* above zero */
    size_t n_whole;                  /* selected zones that have all parts */
    bool *named;                     /* zones of the ground whose name stands with their symbol */
} amont_parts;

/* Takes the parts of the map; adds credits and notes. Errors of code CONFIG and DATA: a ratio, two
 * units, a part below zero, nothing to draw. */
bool amont_parts_prepare(amont_plot *p, amont_parts *parts, GError **error);
void amont_parts_free(void *state);

/* The sum of the parts; NaN where one has no value. */
double amont_parts_total(const amont_parts *parts, size_t zone);
double amont_parts_value(const amont_parts *parts, size_t zone, size_t part);

/* Its colour, with the outline that shows light ones on a light ground (C16). */
amont_paint amont_parts_paint(amont_plot *p, const amont_parts *parts, size_t part);

/* The keys of the parts, and that of zones without. */
void amont_parts_declare(amont_plot *p, amont_parts *parts);

/* The scale of their sizes, as entries of one kind: discs whose diameter, or heights that are
 * `size_of` a value. What each symbol stands on counts for `scale`, the first of them. */
typedef double amont_part_size(const amont_plot *p, double value);
void amont_parts_declare_scale(amont_plot *p, amont_parts *parts, const char *word,
                               amont_legend_kind kind, double most, double least,
                               amont_part_size *size_of);

/* The symbols of all zones, the heaviest first, and the names that stand without one. */
void amont_parts_draw_points(amont_plot *p, const amont_zone_symbols *symbols,
                             double (*weight)(const amont_plot *p, size_t zone));
void amont_parts_draw_names(amont_plot *p);

#endif
