/* folder: analysis */
/* Cross tables: how much of each zone of one level lies in each zone of another.
 *
 *     g_autoptr(amont_cross) cross = amont_cross_new(analysis, iris, commune, &error);
 *
 * The cells of a zone of either level add up to its area, what lies in no zone of the other
 * included; by how much they do not is told in `residue`, and above 1e-9 it is a finding.
 */
#ifndef AMONT_CROSS_H
#define AMONT_CROSS_H

#include "amont/analyse.h"

typedef struct amont_cross_cell {
    size_t a, b; /* zones of the two levels; AMONT_NO_ZONE: in none of that level */
    double area_m2;
} amont_cross_cell;

typedef struct amont_cross {
    const amont_level *a, *b;
    double *area_a, *area_b; /* of each zone, m², as the study measures areas */
    GArray *cells; /* amont_cross_cell by codes of a, then of b; what is in none comes last */
    double residue_a, residue_b; /* the greatest of all zones, relative to the zone or a hectare */
} amont_cross;

amont_cross *amont_cross_new(amont_analysis *analysis, const amont_level *a, const amont_level *b,
                             GError **error);
void amont_cross_free(amont_cross *cross);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_cross, amont_cross_free)

#endif
