/* The marks: adding one is a file in marks/ and a line here. */
#ifndef AMONT_DRAW_MARKS_H
#define AMONT_DRAW_MARKS_H

#include "draw/composer.h"

extern const amont_mark amont_mark_projects, amont_mark_choropleth, amont_mark_circles,
    amont_mark_squares, amont_mark_bivariate, amont_mark_change, amont_mark_categories,
    amont_mark_hatches, amont_mark_flat, amont_mark_density, amont_mark_grid, amont_mark_points,
    amont_mark_bars, amont_mark_rings, amont_mark_dots, amont_mark_buffers, amont_mark_lines;

#define AMONT_MARKS                                                                             \
    &amont_mark_projects, &amont_mark_choropleth, &amont_mark_circles, &amont_mark_squares,     \
        &amont_mark_bivariate, &amont_mark_change, &amont_mark_categories, &amont_mark_hatches, \
        &amont_mark_flat, &amont_mark_density, &amont_mark_grid, &amont_mark_points,            \
        &amont_mark_bars, &amont_mark_rings, &amont_mark_dots, &amont_mark_buffers,             \
        &amont_mark_lines

#endif
