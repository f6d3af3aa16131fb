/* folder: base */
/* Findings: facts about the data that do not stop a command but change what it says.
 *
 * Findings of one kind are counted together and the first examples kept. The kinds are a table
 * (finding.c): a stable name for machines, a sentence, what it changes, how to mend it.
 *
 *     amont_find(findings, AMONT_FINDING_SITE_OUTSIDE, "sites.csv", 12, "P6 (2.40, 48.80)");
 */
#ifndef AMONT_FINDING_H
#define AMONT_FINDING_H

#include <glib.h>
#include <stdbool.h>

typedef enum amont_finding_kind {
    AMONT_FINDING_GEOMETRY_INVALID,
    AMONT_FINDING_GEOMETRY_EMPTY,
    AMONT_FINDING_GEOMETRY_COLLECTION,
    AMONT_FINDING_GEOMETRY_SEVERAL,
    AMONT_FINDING_ZONE_OVERLAP,
    AMONT_FINDING_ZONE_GAP,
    AMONT_FINDING_ZONE_UNFILLED,
    AMONT_FINDING_ZONE_ORPHAN,
    AMONT_FINDING_SITE_NO_POSITION,
    AMONT_FINDING_SITE_OUTSIDE,
    AMONT_FINDING_SITE_EXCHANGED,
    AMONT_FINDING_SITE_BORDER,
    AMONT_FINDING_SITE_COMMUNE,
    AMONT_FINDING_SITE_UNKNOWN_PROJECT,
    AMONT_FINDING_SITE_COARSE,
    AMONT_FINDING_SITE_DUPLICATE,
    AMONT_FINDING_PROJECT_DUPLICATE,
    AMONT_FINDING_PROJECT_UNPLACED,
    AMONT_FINDING_PROJECT_BY_ZONE,
    AMONT_FINDING_POINT_UNPLACED,
    AMONT_FINDING_POINT_OUTSIDE,
    AMONT_FINDING_LINE_OUTSIDE,
    AMONT_FINDING_WEIGHT_UNUSABLE,
    AMONT_FINDING_RASTER_GAP,
    AMONT_FINDING_PIECE_AREA,
    AMONT_FINDING_LANDUSE_GAP,
    AMONT_FINDING_LANDUSE_OVERLAP,
    AMONT_FINDING_LANDUSE_ARTIF,
    AMONT_FINDING_SALE_UNIDENTIFIED,
    AMONT_FINDING_SALE_PRICES,
    AMONT_FINDING_SALE_NO_POSITION,
    AMONT_FINDING_SUM_LOST,
    AMONT_FINDING_INDICATOR_INPUT,
    AMONT_FINDING_SPATIAL_FEW,
    AMONT_FINDING_SPATIAL_ISLAND,
    AMONT_FINDING_SPATIAL_MISSING,
    AMONT_FINDING_SPATIAL_SHARED,
    AMONT_FINDING_CONSUMPTION_RESIDUE,
    AMONT_FINDING_SECRET_DEDUCIBLE,
    AMONT_FINDING_AMOUNT_MISSING,
    AMONT_FINDING_AMOUNT_INEXACT,
    AMONT_FINDING_VALUE_NOT_NUMBER,
    AMONT_FINDING_VALUE_SUSPECT,
    AMONT_FINDING_VALUE_MISSING,
    AMONT_FINDING_TABLE_CODE_ZERO_LOST,
    AMONT_FINDING_TABLE_NAME_FOR_CODE,
    AMONT_FINDING_TABLE_NAME_SHARED,
    AMONT_FINDING_TABLE_UNMATCHED,
    AMONT_FINDING_TABLE_DUPLICATE,
    AMONT_FINDING_CLASS_UNKNOWN,
    AMONT_FINDING_CLASS_MISSING,
    AMONT_FINDING_CLASS_ZERO_LOST,
    AMONT_FINDING_CSV_RAGGED,
    AMONT_FINDING_CSV_QUOTE,
    AMONT_FINDING_CSV_UNTITLED,
    AMONT_FINDING_CSV_PREAMBLE,
    AMONT_FINDING_CSV_NOTES,
    AMONT_FINDING_ENCODING_CONVERTED,
    AMONT_FINDING_ENCODING_TWICE,
    AMONT_FINDING_SOURCE_EMPTY,
    AMONT_FINDING_FILTER_EMPTY,
    AMONT_FINDING_SOURCE_LINKS,
    AMONT_FINDING_SOURCE_INCOMPLETE,
    AMONT_FINDING_FICTIONAL,
    AMONT_FINDING_LABEL_UNPLACED,
    AMONT_FINDING_EU_EXTERNAL,
    AMONT_FINDING_EU_TYPEFACE,
    AMONT_FINDING_KINDS
} amont_finding_kind;

typedef enum amont_severity {
    AMONT_SEVERITY_NOTE,    /* worth knowing */
    AMONT_SEVERITY_WARNING, /* changes a figure or a map */
    AMONT_SEVERITY_ERROR,   /* a figure cannot be trusted */
} amont_severity;

/* What is known of a kind, whether or not it was found; texts are translated on return. */
const char *amont_finding_name(amont_finding_kind kind); /* "site.outside", for machines */
const char *amont_finding_severity_name(amont_finding_kind kind);
amont_severity amont_finding_severity(amont_finding_kind kind);
const char *amont_finding_summary(amont_finding_kind kind); /* what was found */
const char *amont_finding_effect(amont_finding_kind kind);  /* what it changes in the results */
const char *amont_finding_remedy(amont_finding_kind kind);  /* how to mend it */
bool amont_finding_is_mendable(amont_finding_kind kind);    /* by amont_mend (mend.h) */

typedef struct amont_findings amont_findings;

amont_findings *amont_findings_new(void);
void amont_findings_free(amont_findings *findings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_findings, amont_findings_free)

/* Counts one finding; `row` is a line or row of `file`, 0 where there is none. NULL findings:
 * no-op. The detail is data (an id, a value, a name), not a sentence: it is not translated. */
void amont_find(amont_findings *findings, amont_finding_kind kind, const char *file, long row,
                const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The same where one column of the file is in question. */
void amont_find_in(amont_findings *findings, amont_finding_kind kind, const char *file, long row,
                   const char *column, const char *format, ...) G_GNUC_PRINTF(6, 7);

/* One that was found: where, and what stands there. */
typedef struct amont_example {
    const char *file;
    long row;           /* 0: none in particular */
    const char *column; /* NULL: none in particular */
    const char *detail;
    size_t stands_for; /* how many it sums up; 0: itself */
} amont_example;

/* One example for very many rows that are not kept one by one: "5,760 rows". */
void amont_findings_add_rows(amont_findings *findings, amont_finding_kind kind, size_t count,
                             const char *file, const char *column);

/* Adds what was found elsewhere: `count` of a kind, with its first `n` examples. */
void amont_findings_add(amont_findings *findings, amont_finding_kind kind, size_t count,
                        const amont_example *examples, size_t n);

/* How many of a kind; how many in all at or above a severity. */
size_t amont_findings_count(const amont_findings *findings, amont_finding_kind kind);
size_t amont_findings_total(const amont_findings *findings, amont_severity at_least);

/* The kinds that were found, in the order of their weight: severity, then count, then the order of
 * the table. `kinds` has room for AMONT_FINDING_KINDS; returns how many. */
size_t amont_findings_by_weight(const amont_findings *findings, amont_finding_kind *kinds);

/* The first examples of a kind, at most AMONT_FINDING_EXAMPLES; NULL past the last. */
#define AMONT_FINDING_EXAMPLES 5
const amont_example *amont_findings_example(const amont_findings *findings, amont_finding_kind kind,
                                            size_t index);

/* The same as lines, `file:row: column detail`; NULL-terminated. */
const char *const *amont_findings_examples(const amont_findings *findings, amont_finding_kind kind);

#endif
