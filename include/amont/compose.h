/* folder: draw */
/* Composing: from a map of the study and the indicator table to a page. */
#ifndef AMONT_COMPOSE_H
#define AMONT_COMPOSE_H

#include "amont/layers.h"
#include "amont/page.h"
#include "amont/table.h"

/* `table` holds what the map shows (amont_analyse_map). Names that found no room go to `findings`.
 * The page borrows `fonts`. */
amont_page *amont_compose(const amont_layers *layers, const amont_map_spec *map,
                          const amont_table *table, amont_styles *styles, amont_fonts *fonts,
                          amont_findings *findings, GError **error);

/* Ways to draw a layer, for `amont list marks`. */
typedef struct amont_mark_info {
    const char *name, *help;
    unsigned least_values, most_values; /* indicators that it shows together */
} amont_mark_info;
const amont_mark_info *amont_mark_catalogue(size_t index); /* NULL past the end */

/* An unknown mark or page is found out before anything is drawn. */
bool amont_compose_check(const amont_map_spec *map, amont_styles *styles, GError **error);

#endif
