/* Places of a layer, as marks draw them: true positions in the study's CRS, whatever kind of layer
 * holds them. */
#ifndef AMONT_DRAW_PLACES_H
#define AMONT_DRAW_PLACES_H

#include "draw/composer.h"

typedef struct amont_spot {
    double x, y;          /* study CRS */
    const char *category; /* as written; NULL: none */
    const char *name;     /* in the column `label` of the layer, or of a site; NULL: none */
} amont_spot;

typedef struct amont_places {
    const amont_layer_spec *spec;
    GArray *spots; /* amont_spot, from north to south */
    GStringChunk *words;
    bool has_categories; /* the layer has a column of them */
    size_t n_coarse;     /* left out: known to their IRIS or commune only */
    size_t n_without;    /* left out: without a position */
    size_t n_beyond;     /* left out: farther than the reach */
} amont_places;

/* The places of the layer that `layer` of the map names, of kind `sites`, `points` or `context`, no
 * farther from the territory than `reach_m`; their categories are those of the map's key `category`
 * or the layer's own. NULL: an error of code CONFIG or DATA at the map. */
amont_places *amont_places_read(const amont_plot *p, double reach_m, GError **error);
void amont_places_free(amont_places *places);

/* What the layer is called in a legend. */
const char *amont_places_label(const amont_places *places);

/* Credits the layer, and notes what is left out. */
void amont_places_credit(amont_plot *p, const amont_places *places);

#endif
