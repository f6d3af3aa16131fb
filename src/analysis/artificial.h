/* Which polygons are artificialised: three ways to know it, and what it was decided on. */
#ifndef AMONT_ANALYSIS_ARTIFICIAL_H
#define AMONT_ANALYSIS_ARTIFICIAL_H

#include "amont/sheet.h"
#include "analysis/landuse.h"

/* In the order of preference. */
typedef enum amont_way {
    AMONT_WAY_OFFICIAL, /* the column `artif` of OCS GE */
    AMONT_WAY_MATRIX,   /* the pairs of cover and use, with the thresholds of the decree */
    AMONT_WAY_LIST,     /* `artificialised` in the list of classes */
    AMONT_WAYS
} amont_way;

bool amont_dated_has_way(const amont_dated *dated, amont_way way);

/* The best way that both dates have; AMONT_WAYS: none. */
amont_way amont_common_way(const amont_dated *from, const amont_dated *to);

/* By the matrix, in this order:
 *
 * 1. A polygon is artificialised or not as its pair of cover and use says (annex to article R.
 * 101-1 of the code de l'urbanisme; the pairs: geodata/nomenclatures/ocsge-artif-matrix.csv).
 * 2. Polygons with the same answer that have a border in common, within a millimetre, make one
 *    piece of land; so do built ones (category 1° of the annex) by themselves.
 * 3. Artificialised land of 2,500 m² and more is artificialised. In a smaller piece, only built
 *    ground that makes 50 m² and more together is; the rest is not.
 * 4. Other land of less than 2,500 m² with artificialised ground all around (99 % of its outline)
 *    is artificialised.
 *
 * Not known from cover and use, and left out: public parks and gardens of 2,500 m² and more, which
 * are not artificialised, and the least width of linear infrastructure. The official column
 * has them. */
typedef struct amont_artificial {
    amont_dated dated;
    amont_way way;
    amont_truth *truths; /* of each polygon */
    amont_truth *raw;    /* by the matrix: before thresholds; else NULL */
    double *land_m2;     /* by the matrix: of the piece of land, which two polygons of 2,500 m² and
                            more do not make together; else NULL */
} amont_artificial;

/* Owned by the analysis. The first time that a layer says it both by its column and by its matrix,
 * where they differ is told. */
const amont_artificial *amont_analysis_artificial(amont_analysis *analysis,
                                                  const amont_dated *dated, amont_way way);
void amont_artificial_free(amont_artificial *artificial);

#endif
