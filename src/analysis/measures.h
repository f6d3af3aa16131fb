/* What the measures of zones share and keep: shapes in the plane where areas are meant, what zones
 * of two levels have in common, what is near places, lengths of lines. */
#ifndef AMONT_ANALYSIS_MEASURES_H
#define AMONT_ANALYSIS_MEASURES_H

#include "amont/overlay.h"
#include "analysis/analysis.h"

typedef struct amont_measures {
    GPtrArray *planes, *crossings, *surroundings;
    GPtrArray *lengths; /* char *: layers and filters whose lines outside were told */
} amont_measures;
void amont_measures_start(amont_measures *measures);
void amont_measures_clear(amont_measures *measures);
amont_measures *amont_analysis_measures(amont_analysis *analysis);

/* ---- the plane of areas (planes.c) --------------------------------------------------------- */

/* Polygons of the study's CRS in the plane on which areas are measured: themselves, or, where the
 * study asks for the ellipsoid, a copy in a plane that keeps its areas, made once. */
const amont_shapes *amont_analysis_plane(amont_analysis *analysis, const amont_shapes *shapes,
                                         GError **error);

/* The same for shapes that will not be asked for again: `*flat` is the copy, for the caller, or
 * NULL where they are themselves in that plane. */
bool amont_analysis_flatten(amont_analysis *analysis, const amont_shapes *shapes,
                            amont_shapes **flat, GError **error);

/* "in the plane of the CRS" or " on the ellipsoid", for methods. */
const char *amont_analysis_plane_words(const amont_analysis *analysis);

/* ---- two levels (crossings.c) -------------------------------------------------------------- */

/* What the zones of one level have in common with those of another. */
typedef struct amont_crossing {
    const amont_level *from, *to;
    GArray *pieces; /* amont_overlay_piece: a zone of `from`, a zone of `to` or AMONT_NO_ZONE */
    double *area_from, *area_to; /* of each zone, m² */
} amont_crossing;
const amont_crossing *amont_analysis_crossing(amont_analysis *analysis, const amont_level *from,
                                              const amont_level *to, GError **error);

/* Figures of one level that are shared out to others. */
typedef struct amont_carried {
    const amont_level *from;
    amont_series *series; /* of `from` */
    bool adds_up;         /* else the mean by area */
} amont_carried;
bool amont_carried_open(amont_analysis *analysis, const amont_indicator_spec *spec,
                        amont_carried *carried, GError **error);
void amont_carried_close(amont_carried *carried);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_carried, amont_carried_close)

/* Fills the figures of `series`: Σ value × piece / area of its zone where the figure adds up, else
 * Σ value × piece / Σ piece. Pieces (as of a crossing) may be parts of those that are in common.
 * `ground[zone]` is the area that pieces should cover: where those with a figure cover less than
 * 99 % of it, nothing is given; what would have been counts as not located in selected zones, as
 * outside in others, and `findings` (may be NULL) are told of the former. Figures are flagged as
 * estimated; their n is the number of zones they come from. */
void amont_carried_share(const amont_carried *carried, const amont_crossing *crossing,
                         const GArray *pieces, const double *ground, amont_findings *findings,
                         amont_series *series);

/* Label, unit, decimals and source of a series that shares out a figure; its method is left. */
void amont_carried_describe(const amont_carried *carried, const amont_indicator_spec *spec,
                            amont_series *series);

/* ---- near places (surroundings.c) ---------------------------------------------------------- */

/* The places of a layer, each once, in ascending order of x. */
typedef struct amont_surrounding {
    const char *layer, *where; /* borrowed */
    double distance_m;
    double *x, *y; /* of each place, in the study's CRS */
    size_t n_places;
    size_t n_rows;     /* sites or rows that are placed well enough, near or far */
    size_t n_coarse;   /* sites known only to their IRIS or commune */
    size_t n_unplaced; /* rows without a position, projects without a site */
} amont_surrounding;
const amont_surrounding *amont_analysis_surrounding(amont_analysis *analysis,
                                                    const amont_indicator_spec *spec,
                                                    GError **error);

/* Appends what is in no distance, "; left out: 3 sites known only to their IRIS or commune". */
void amont_surrounding_say_left_out(const amont_surrounding *surrounding, GString *method);

/* From a point of the study's CRS to the nearest place, in a straight line; infinite without. */
double amont_surrounding_nearest(const amont_surrounding *surrounding, double x, double y);

/* How much of each zone lies there, in the plane of areas. */
typedef struct amont_near {
    double *area_m2; /* of each zone, then outside them all */
    double *n;       /* places to which some ground of the zone is nearest, the same way */
    double whole_m2;
} amont_near;
bool amont_near_open(amont_analysis *analysis, const amont_surrounding *surrounding,
                     const amont_level *level, amont_near *near, GError **error);

/* The same of zones that are in the plane of areas. */
bool amont_near_measure(amont_analysis *analysis, const amont_surrounding *surrounding,
                        const amont_shapes *zones, const size_t *order, size_t n_order,
                        amont_near *near, GError **error);
void amont_near_close(amont_near *near);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_near, amont_near_close)

/* ---- series -------------------------------------------------------------------------------- */

amont_series *amont_series_of_length(amont_analysis *analysis, const amont_indicator_spec *spec,
                                     const amont_level *level, GError **error);
amont_series *amont_series_within(amont_analysis *analysis, const amont_indicator_spec *spec,
                                  const amont_level *level, GError **error);
/* The same of a figure that adds up, whatever the study says of it: `spec` names it (field, from).
 */
amont_series *amont_series_within_carried(amont_analysis *analysis,
                                          const amont_indicator_spec *spec,
                                          const amont_carried *carried, const amont_level *level,
                                          GError **error);
amont_series *amont_series_areal(amont_analysis *analysis, const amont_indicator_spec *spec,
                                 const amont_level *level, GError **error);

#endif
