/* How a legend is made of rows and blocks. A legend is walked twice: once to measure it, once to
 * draw it. */
#ifndef AMONT_DRAW_LEGEND_H
#define AMONT_DRAW_LEGEND_H

#include "draw/composer.h"

/* Measures in mm. */
typedef struct amont_legend {
    amont_composer *c;
    amont_text_style title, label;
    double key_width, gap, row, wrap;
    bool draws;
    double x, y; /* where the walk stands */
    double width;
} amont_legend;

/* What stands to the right of `right` needs room. */
void amont_legend_widen(amont_legend *l, double right);

/* Wrapped text from the walk's height down. */
void amont_legend_text(amont_legend *l, const char *text, const amont_text_style *style, double x,
                       double wrap, const char *role);

/* One row: a key and its label. */
void amont_legend_row(amont_legend *l, const amont_legend_entry *entry);

/* The block of a section's entries of one kind (const amont_legend_entry *), which stand for one
 * scale together: all are shown. */
void amont_legend_nested(amont_legend *l, const GPtrArray *entries);
void amont_legend_matrix(amont_legend *l, const GPtrArray *entries);
void amont_legend_widths(amont_legend *l, const GPtrArray *entries);

#endif
