/* A scan, and its reading (scan_run.c); who asks for one does it through scans.h. */
#ifndef AMONT_ANALYSIS_SCAN_RUN_H
#define AMONT_ANALYSIS_SCAN_RUN_H

#include "analysis/scans.h"

struct amont_scan {
    const amont_points *points;
    char *where;              /* or NULL */
    const amont_entry *entry; /* the indicator that asks first */
    GPtrArray *wants;         /* amont_scan_want */
    GPtrArray *fields;        /* names of columns of figures, each once */
    GPtrArray *texts;         /* the same of texts */
    GPtrArray *levels;        /* amont_level, each once */
    bool tells;               /* what is wrong with rows is told by this scan alone */
    GPtrArray *weights;       /* of what tells: columns of weights, each once */
    size_t *bad_weights;      /* of each: rows without a usable one */
};

/* Reads the rows and fills the wants; tells what is wrong with them where it is the one to tell. */
bool amont_scan_run(amont_analysis *analysis, const amont_scan *scan, GError **error);

/* Whether a scan that was run found no row. */
bool amont_scan_is_empty(const amont_scan *scan);

/* Tells what the filled wants say: points without a place or zone, weights of no use. */
void amont_scan_tell(amont_analysis *analysis, const amont_scan *scan);

#endif
