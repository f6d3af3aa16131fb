/* How a legend is made of rows and blocks. A legend is walked twice: once to measure it, once to
 * draw it. It stands in one column, or across: the sections side by side, and the rows of each in
 * columns, so that it is low. */
#ifndef AMONT_DRAW_LEGEND_H
#define AMONT_DRAW_LEGEND_H

#include "draw/composer.h"

/* Measures in mm. */
typedef struct amont_legend {
    amont_composer *c;
    amont_page *counted; /* whose entries it shows: those that were drawn */
    amont_text_style title, label;
    double key_width, gap, row, wrap;
    bool draws;
    double x, y; /* where the walk stands */
    double left; /* of the section */
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

/* A section: its title, the entries of its blocks and rows. */
typedef struct amont_legend_section {
    const char *title;
    GPtrArray *entries; /* const amont_legend_entry *, as they were declared */
} amont_legend_section;

/* The section from (x, y) down, in one column or in columns of so many rows each. Moves y. */
void amont_legend_column(amont_legend *l, const amont_legend_section *section);
void amont_legend_grid(amont_legend *l, const amont_legend_section *section, size_t in_column);

/* All sections across a width, as low as can be, from (x, y); moves y. (legend_across.c) */
void amont_legend_across(amont_legend *l, const GPtrArray *sections, double width);

#endif
