/* Land use in analyses: dates of layers, classes that are asked for, and what an argument says of
 * both. */
#ifndef AMONT_ANALYSIS_LANDUSE_H
#define AMONT_ANALYSIS_LANDUSE_H

#include "analysis/analysis.h"

/* ---- dates --------------------------------------------------------------------------------- */

/* One date of one layer. */
typedef struct amont_dated {
    const amont_landuse *landuse;
    size_t date;
} amont_dated;

bool amont_dated_same(const amont_dated *one, const amont_dated *other);
const amont_landuse_date *amont_dated_date(const amont_dated *dated);

/* A record: the dates (amont_dated) of all layers whose classes are those of one list, the earliest
 * first. The records of a study, in the order of its layers; owned by the analysis. */
const GPtrArray *amont_analysis_records(amont_analysis *analysis);

/* Years between two dates: by the days of the column `millesime` where both layers have them, else
 * by years; NaN where these are not known. A layer of several days counts at the mean of them,
 * weighted by area. */
double amont_dated_elapsed(const amont_dated *from, const amont_dated *to);

/* ---- classes ------------------------------------------------------------------------------- */

/* The classes that words stand for in a layer: the code or the name of a class, or of a group. */
typedef struct amont_chosen {
    size_t dimension;
    size_t n;      /* classes of the dimension */
    bool *classes; /* flags */
    char *label;
} amont_chosen;
void amont_chosen_clear(amont_chosen *chosen);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_chosen, amont_chosen_clear)

bool amont_landuse_choose(const amont_landuse *landuse, const char *words, amont_chosen *chosen);

/* The classes of a group of the grouping `theme` of the lists ("activity", "green"). */
bool amont_landuse_choose_theme(const amont_landuse *landuse, const char *theme,
                                amont_chosen *chosen);

/* ---- what is asked ------------------------------------------------------------------------- */

typedef struct amont_land_ask {
    char *words;       /* of a class; NULL without */
    const char *theme; /* or a group of the grouping `theme` */
    int years[2];      /* that the argument states */
    size_t n_years;
    const GArray *record; /* NULL: no layer; the first in which the words are a class */
} amont_land_ask;
void amont_land_ask_clear(amont_land_ask *ask);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_land_ask, amont_land_ask_clear)

/* Reads "X", "X, 2021", "2017, 2021" or nothing, as the indicator takes. False with an error where
 * the argument is none. Where the study lacks something, series->lacks says it. */
bool amont_land_read(const amont_request *request, const char *theme, amont_land_ask *ask,
                     GError **error);

/* The date that is asked for, or the latest. False with an error when there is none of that year.
 */
bool amont_land_date(const amont_land_ask *ask, amont_dated *dated, GError **error);

/* The two dates that are asked for, or the last two. Where there are no two, series->lacks says
 * it. */
bool amont_land_period(const amont_land_ask *ask, amont_series *series, amont_dated period[2],
                       GError **error);

/* The classes asked for, at a date of the record. */
bool amont_land_choose(const amont_land_ask *ask, const amont_dated *dated, amont_chosen *chosen);

/* "Area, forests, 2021", "…, 2017–2021": what is there of words and years; and the layers behind.
 */
void amont_land_describe(amont_series *series, const char *of, const amont_dated *from,
                         const amont_dated *to);

#endif
