/* Scans: one reading of a layer of very many points for all the statistics that the study asks of
 * it, on every level, under one filter. */
#ifndef AMONT_ANALYSIS_SCANS_H
#define AMONT_ANALYSIS_SCANS_H

#include "analysis/analysis.h"
#include "analysis/tally.h"

/* Where the values of a column go. Groups are the zones of the level, then AMONT_SCAN_UNPLACED;
 * outside them is what lies in no zone. */
typedef struct amont_scan_want {
    const amont_level *level;
    const char *field;  /* NULL: rows are counted */
    const char *weight; /* column of weights, or NULL */
    bool is_text;       /* the field's texts are wanted, not its figures */
    unsigned stats;     /* a bit for each amont_stat */
    amont_tally *zones;
    amont_tally *whole; /* all rows in one group: what the parts must add up to */
} amont_scan_want;

#define AMONT_SCAN_UNPLACED(level) ((level)->n)

typedef struct amont_scan amont_scan;
void amont_scan_free(amont_scan *scan);

/* The scan that answers `spec`, run on the first call for its layer and filter; errors are told at
 * the keys of `spec`. */
const amont_scan_want *amont_scan_for(amont_analysis *analysis, const amont_indicator_spec *spec,
                                      const amont_level *level, GError **error);

/* The layer of points or sales of that name; there is one. */
const amont_points *amont_scan_points(const amont_layers *layers, const char *id);

/* Gives NaN for coordinates to a point without a position, and to the (0, 0) of a failed geocoding.
 */
void amont_scan_mark_unplaced(amont_batch *batch);

/* What amont_analysis keeps between calls. */
GPtrArray *amont_analysis_scans(amont_analysis *analysis);

#endif
