/* folder: analysis */
/* Analysis: from an opened study to the indicator table.
 *
 * A name is looked up, in this order, in the catalogue (indicators/), among the fields of the zone
 * levels, then among the columns of the tables (`column` or `table.column`).
 */
#ifndef AMONT_ANALYSE_H
#define AMONT_ANALYSE_H

#include "amont/layers.h"
#include "amont/sheet.h"
#include "amont/table.h"

typedef struct amont_analysis amont_analysis;

/* Borrows both; the analysis keeps what several indicators share (where each site lies). */
amont_analysis *amont_analysis_new(const amont_layers *layers, amont_findings *findings);
void amont_analysis_free(amont_analysis *analysis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_analysis, amont_analysis_free)

/* The indicators the study lists, on the levels it lists them for. */
amont_table *amont_analyse(amont_analysis *analysis, GError **error);

/* One indicator by its name, as it is published; the study's own keys for it count. */
amont_series *amont_analyse_one(amont_analysis *analysis, const char *id, const char *level,
                                GError **error);

/* Adds to `table` the figures that one map draws, in all its layers and panels, and those whose
 * class limits it shares, where they are not in it yet. */
bool amont_analyse_map(amont_analysis *analysis, const amont_map_spec *map, amont_table *table,
                       GError **error);

/* The transition matrix of land use in the selected zones of a level (NULL: the first), between two
 * years (NULL: the last two dates): a row for each pair of classes, of cover, of use, and of what
 * is artificialised, that any land of a zone has, with its area and what of it is noise, in ha. The
 * rows of a class at the first date make up its area then, those at the second its area then. */
amont_sheet *amont_analyse_transitions(amont_analysis *analysis, const char *level,
                                       const int *years, GError **error);

/* The polygons whose official column `artif` says otherwise than their cover and use with the
 * thresholds of the decree. */
amont_sheet *amont_analyse_artif(amont_analysis *analysis, GError **error);

/* The catalogue, for `amont list indicators` and the guide. */
typedef struct amont_indicator_info {
    const char *id;
    const char *label[2]; /* by amont_language */
    const char *unit[2];
    amont_measure measure;
    int decimals;
    const char *inputs; /* what the study must hold */
    const char *method; /* one sentence */
    bool is_area;       /* measured in the plane or on the ellipsoid, as the study says */
    const char *rule;   /* which rows count, where several entries share it; or NULL */
    const char *source; /* where the definition was published; NULL: ours */
} amont_indicator_info;
const amont_indicator_info *amont_indicator_catalogue(size_t index); /* NULL past the end */

/* The catalogue's entry for a name, with or without brackets; NULL for fields, columns, own ones.
 */
const amont_indicator_info *amont_indicator_info_of(const char *id);

/* Where a quantity (quantity.h) is known: "commune: 2016, 2022; iris"; empty where it is not. */
char *amont_input_summary(amont_analysis *analysis, const char *quantity);

#endif
