/* Zonal statistics: one reading of a raster for all that the study asks of it on one level. */
#ifndef AMONT_ANALYSIS_ZONAL_H
#define AMONT_ANALYSIS_ZONAL_H

#include "analysis/analysis.h"

/* Groups are the zones of the level, then what lies in none, then all cells with a value. */
#define AMONT_ZONAL_OUTSIDE(level) ((level)->n)
#define AMONT_ZONAL_WHOLE(level) ((level)->n + 1)

typedef struct amont_zonal amont_zonal;
void amont_zonal_free(amont_zonal *zonal);

/* Of the cells of a group, each counted by its fraction within: a cell that a zone covers to a
 * quarter is a quarter of a cell. Sums do not depend on threads: they are exact but for the
 * fractions themselves (amont/cover.h). */
typedef struct amont_zonal_figure {
    double cells;       /* with a value */
    double in_classes;  /* of these, of the classes asked for */
    double sum;         /* of values */
    double least, most; /* NaN of nothing */
    double touched;     /* number of cells with a value that are at least partly within */
} amont_zonal_figure;

/* Reads on the first call for a layer and level. Zones that the cells do not cover whole are
 * findings. */
const amont_zonal *amont_zonal_for(amont_analysis *analysis, const amont_cells_layer *layer,
                                   const amont_level *level, GError **error);

amont_zonal_figure amont_zonal_result(const amont_zonal *zonal, const amont_indicator_spec *spec,
                                      size_t group);

/* The cells of a zone, with a value or not, were the raster without end. */
double amont_zonal_cells_of_zone(const amont_zonal *zonal, size_t zone);

/* Is the raster's plane that of the study? Else zones were brought into it. */
bool amont_zonal_is_in_study_crs(const amont_zonal *zonal);

/* What amont_analysis keeps between calls. */
GPtrArray *amont_analysis_zonals(amont_analysis *analysis);

#endif
