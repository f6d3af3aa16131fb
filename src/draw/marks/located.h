/* The places of a layer that lie in the territory, for marks that show how dense they are. */
#ifndef AMONT_DRAW_LOCATED_H
#define AMONT_DRAW_LOCATED_H

#include "draw/marks/areas.h"

typedef struct amont_located {
    GArray *x, *y; /* double, study CRS */
    bool projects; /* they are sites of projects */
} amont_located;

/* Places of the map's layer (draw/places.h). Credits it; notes how many are counted and what is
 * left out. An error of code DATA where no place lies in the territory. */
bool amont_located_find(amont_plot *p, amont_located *located, GError **error);
void amont_located_clear(amont_located *located);

/* The keys of classes of a density, in colours; the study's own title comes first. */
void amont_located_declare(amont_plot *p, const amont_located *located,
                           const amont_classes *classes, const amont_colour *colours, int *entries);

#endif
