/* folder: data */
/* The indicator table: zone x indicator, each figure with unit, count, flag and sources.
 *
 * Missing is not zero: a value is NaN unless its flag is OK, LOW_N or ESTIMATED.
 */
#ifndef AMONT_TABLE_H
#define AMONT_TABLE_H

#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum amont_flag {
    AMONT_FLAG_OK,
    AMONT_FLAG_MISSING,   /* na: the source gives nothing */
    AMONT_FLAG_UNDEFINED, /* nd: cannot be defined here (division by zero, roll-up) */
    AMONT_FLAG_SECRET,    /* s: below the secrecy threshold */
    AMONT_FLAG_LOW_N,     /* low_n: few observations */
    AMONT_FLAG_ESTIMATED, /* est: estimated, rounded, a bound, or suspect at the source */
} amont_flag;

const char *amont_flag_name(amont_flag flag);
bool amont_flag_parse(const char *text, amont_flag *flag);
bool amont_flag_has_value(amont_flag flag);

/* What a figure measures: decides how it may be drawn (a stock is never a choropleth). */
typedef enum amont_measure {
    AMONT_MEASURE_STOCK,
    AMONT_MEASURE_RATIO,
    AMONT_MEASURE_INDEX,
    AMONT_MEASURE_CATEGORY
} amont_measure;

const char *amont_measure_name(amont_measure measure);

/* One figure. n: observations behind it. numerator/denominator: NaN where there is no such thing.
 */
typedef struct amont_figure {
    double value;
    double n;
    amont_flag flag;
    double numerator, denominator;
} amont_figure;

#define AMONT_FIGURE_MISSING \
    ((amont_figure){         \
        .value = NAN, .n = 0, .flag = AMONT_FLAG_MISSING, .numerator = NAN, .denominator = NAN})

/* What must be many enough for a figure to be printed. */
typedef enum amont_secrecy {
    AMONT_SECRECY_NONE,
    AMONT_SECRECY_VALUE,     /* the value itself: 3 dwellings */
    AMONT_SECRECY_NUMERATOR, /* what is divided: 3 vacant dwellings of 2,000 */
    AMONT_SECRECY_N,         /* what was observed: the median of 3 sales */
} amont_secrecy;

/* Figures of one indicator on one zone level: `figures[z]` for every zone of the level, in the
 * order of the level; then what the level could not place. */
typedef struct amont_series {
    char *indicator; /* id */
    char *level;
    char *label; /* in the study's language, for maps */
    char *unit;
    char *source;   /* producer, dataset, vintage of the layers it comes from; "; " between them */
    char *method;   /* layer, filter and rule, for the trace */
    char *parts[2]; /* of a ratio: what the numerator and the denominator are; NULL: not said */
    char *lacks_said;  /* what lacks, in the language of messages */
    char *lacks;       /* what the study would have to hold for it to be computed; NULL: nothing */
    GPtrArray *facts;  /* char *: what else came out with it, for readers; empty: nothing */
    GPtrArray *layers; /* ids (char *) of the layers behind it */
    int decimals;      /* digits a reader needs */
    /* Of a category: the word of each value from 0 on, in the study's language; NULL after the
     * last. Borrowed from the indicator; NULL: the figures are numbers. */
    const char *const *words;
    /* Among these, the word of zones of which there is nothing to say ("not significant"): maps
     * draw it grey, or not at all, and name it last. Borrowed; NULL: there is none. */
    const char *neutral;
    amont_measure measure;
    amont_secrecy secrecy;
    double secret_below; /* of what `secrecy` names; 0 itself is no secret */
    double low_below; /* figures of fewer observations are printed with AMONT_FLAG_LOW_N; 0: none */
    size_t n_zones;
    amont_figure *figures;
    bool has_unplaced; /* whether "not located" makes sense for it */
    amont_figure unplaced;
    amont_figure elsewhere; /* placed in zones that are not selected, or in none */
    amont_figure outside;   /* placed, but in no zone of the level (flag MISSING when nothing is) */
    bool shared_out;        /* by area, from other zones: near zones are alike by that alone */
    bool overall_only;      /* it speaks of all selected zones together and of none by itself */
    amont_figure overall; /* of all selected zones together, where that is more than their sum (flag
                             MISSING otherwise) */
    double whole;         /* what zones, outside and unplaced must add up to, found by itself; NaN
                             where there is no such thing */
} amont_series;

amont_series *amont_series_new(const char *indicator, const char *level, size_t n_zones);
void amont_series_free(amont_series *series);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_series, amont_series_free)

/* The word that a figure of a category stands for; NULL where it stands for none. */
const char *amont_series_word(const amont_series *series, const amont_figure *figure);
bool amont_series_is_neutral(const amont_series *series, const amont_figure *figure);

/* What the zones, the outside and the unplaced add up to, and how far that is from the whole,
 * relative to it; false where the series has no whole, or sums beyond the largest number. */
typedef struct amont_balance {
    double in_zones, outside, unplaced, whole, residue;
} amont_balance;
bool amont_series_balance(const amont_series *series, amont_balance *balance);

/* All the series of a study, in the order asked. */
typedef struct amont_table {
    GPtrArray *series; /* amont_series * */
} amont_table;

amont_table *amont_table_new(void);
void amont_table_free(amont_table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_table, amont_table_free)

/* NULL when there is none. */
amont_series *amont_table_find(const amont_table *table, const char *indicator, const char *level);

#endif
