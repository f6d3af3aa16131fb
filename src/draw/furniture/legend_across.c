/* A legend across a width: sections side by side, the rows of each in columns. Of all numbers of
 * rows that which makes the legend lowest is taken. */
#include "draw/furniture/legend.h"

#include <math.h>

static const double between_sections = 5; /* mm */

/* Sections from left to right in lines of `width`, each with at most so many rows in a column. */
static void pour(amont_legend *l, const GPtrArray *sections, double width, size_t rows) {
    double left = l->x, top = l->y, bottom = l->y, x = left, widest = 0;
    for (guint i = 0; i < sections->len; i++) {
        const amont_legend_section *section = sections->pdata[i];
        amont_legend trial = *l;
        trial.draws = false;
        trial.x = trial.y = 0;
        trial.width = 0;
        amont_legend_grid(&trial, section, rows);
        if (x > left && x + trial.width > left + width) {
            x = left;
            top = bottom + 1;
        }
        l->x = x;
        l->y = top;
        if (l->draws)
            amont_legend_grid(l, section, rows);
        bottom = fmax(bottom, top + trial.y);
        widest = fmax(widest, x + trial.width - left);
        x += trial.width + between_sections;
    }
    l->x = left;
    l->y = bottom;
    l->width = widest;
}

static size_t most_rows(const GPtrArray *sections) {
    size_t most = 1;
    for (guint i = 0; i < sections->len; i++)
        most = MAX(most, ((const amont_legend_section *)sections->pdata[i])->entries->len);
    return most;
}

void amont_legend_across(amont_legend *l, const GPtrArray *sections, double width) {
    size_t best = most_rows(sections);
    double least = INFINITY;
    for (size_t rows = 1; rows <= most_rows(sections); rows++) {
        amont_legend trial = *l;
        trial.draws = false;
        trial.x = trial.y = 0;
        pour(&trial, sections, width, rows);
        if (trial.width <= width && trial.y < least - 1e-9) {
            least = trial.y;
            best = rows;
        }
    }
    pour(l, sections, width, best);
}
