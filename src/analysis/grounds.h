/* Grounds: what lies where at two dates: each piece of land with its zone and its polygon at
 * either.
 *
 * Of one layer (a file of differences, or one date) pieces are those of its polygons. Of
 * two layers, polygons of the first are cut at borders of zones where they meet some (GEOS; the
 * others stay whole), and those of the second are measured in them by the overlay. What a polygon
 * has that the other layer does not cover is a piece too: pieces of a zone make up the stocks of
 * either date. Areas are those of the plane that the study asks for (analysis/measures.h). */
#ifndef AMONT_ANALYSIS_GROUNDS_H
#define AMONT_ANALYSIS_GROUNDS_H

#include "amont/overlay.h"
#include "analysis/landuse.h"

#define AMONT_NO_ROW ((size_t)-1)

typedef struct amont_ground_piece {
    size_t zone;    /* AMONT_NO_ZONE: in none; of one layer only */
    size_t rows[2]; /* of either layer; AMONT_NO_ROW: not covered */
    double area_m2;
    bool is_thin; /* no land, but what lies between borders that part by rounding */
} amont_ground_piece;

typedef struct amont_ground {
    const amont_landuse *landuses[2]; /* of the earlier date, of the later */
    const amont_level *level;
    const amont_shapes *shapes[2], *zones; /* theirs, in the plane of areas */
    double *outlines[2];                   /* of their features, m */
    GArray *pieces;                        /* amont_ground_piece */
} amont_ground;
void amont_ground_free(amont_ground *ground);

/* Whether what two rows have in common is less than a micrometre along the shorter outline: borders
 * that stand on each other in the study's CRS do not to the last digit in another plane. */
bool amont_ground_is_thin(const amont_ground *ground, const size_t rows[2], double area_m2);

/* Owned by the analysis; of one date, both layers are its own. */
const amont_ground *amont_analysis_ground(amont_analysis *analysis, const amont_landuse *from,
                                          const amont_landuse *to, const amont_level *level,
                                          GError **error);

/* The pieces (amont_overlay_piece) of polygons in zones, which are taken in `order`; both are in
 * the plane of areas. */
GArray *amont_ground_pieces_in(const amont_shapes *zones, const size_t *order, size_t n,
                               const amont_shapes *shapes);

#endif
