/* The places of a layer that lie in the territory, for marks that show how dense they are. */
#ifndef AMONT_DRAW_LOCATED_H
#define AMONT_DRAW_LOCATED_H

#include "draw/composer.h"

typedef struct amont_located {
    GArray *x, *y;  /* double, study CRS */
    size_t coarse;  /* sites known by their commune only: left out */
    size_t unknown; /* projects without a site */
    size_t outside; /* places beyond the territory */
    bool projects;  /* they are sites of projects */
} amont_located;

/* The sites, points or context points of the map's layer; default: the first sites layer. Credits
 * and notes what is left out. Errors: another kind of layer; no place in the territory. */
bool amont_located_find(amont_plot *p, amont_located *located, GError **error);
void amont_located_clear(amont_located *located);

/* What there is per km², as the title of a legend; the study's own title comes first. */
const char *amont_located_section(const amont_plot *p, const amont_located *located);

#endif
