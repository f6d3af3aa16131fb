/* folder: analysis */
/* Land pressure: an index of the reference units of a level, how sure its ranks are, and beside it
 * what pressure meets. What a study asks for stands in its key `pressure`; how figures become
 * scores and ranks, in composite.h.
 *
 *     const amont_pressure *p = amont_pressure_of(analysis, &error);
 *     p->scores[u], p->spreads[u].low        unit u is the zone p->reference->zones[u]
 *     sheet = amont_pressure_sheet(p, AMONT_PRESSURE_ZONES);
 *     text = amont_pressure_report(p, styles, &error);
 *
 * The index is relative: it sets the reference units that have every figure against each other. A
 * zone that lacks a figure has no score, and its name is kept with what it lacks.
 */
#ifndef AMONT_PRESSURE_H
#define AMONT_PRESSURE_H

#include "amont/analyse.h"
#include "amont/composite.h"
#include "amont/style.h"

/* An indicator of the index, or of a set of exposure. */
typedef struct amont_pressure_input {
    const amont_input_of_index_spec *spec;
    size_t pillar;
    double weight;             /* of the whole: they sum to 1 */
    amont_series *series;      /* as it is published: what is secret is missing */
    double skewness, kurtosis; /* of the units, before anything is done to them */
    GArray *moved;             /* size_t: units whose figure was brought in */
    bool is_far_spread;        /* still, after treatment */
    double reference;          /* mean of the treated figures; of logarithms, back as a figure */
} amont_pressure_input;

/* A reference zone that lacks a figure. */
typedef struct amont_unscored {
    size_t zone;
    GPtrArray *lacks; /* const char *: ids; NULL after the last */
} amont_unscored;

/* Some indicators on the reference units that have all of them, in the order of codes. */
typedef struct amont_reference {
    const amont_level *level;
    size_t n_units, n_pillars;
    size_t *zones;       /* of each unit */
    size_t *unit_of;     /* of each zone; AMONT_NO_ZONE: it has no score */
    GPtrArray *inputs;   /* amont_pressure_input */
    GPtrArray *unscored; /* amont_unscored, in the order of codes */
    double *values;      /* [input * n_units + unit], treated, turned: more is more of the index */
    amont_composite *composite;
} amont_reference;

/* Thirds of the units by score, 0 the lowest: [a, b[, limits are type-7 quantiles. */
enum { AMONT_PRESSURE_CLASSES = 3 };

/* What pressure meets: the arithmetic mean of min-max figures, 0 to 100. */
typedef struct amont_exposure {
    const amont_pillar_spec *spec;
    amont_reference *reference; /* its own: units that have the figures of this set */
    double *scores;
    unsigned *ranks; /* of its units: 1 the highest score, units of one score the same */
    unsigned *classes;
} amont_exposure;

typedef struct amont_pressure {
    const amont_pressure_spec *spec;
    const amont_layers *layers;
    amont_reference *reference;
    amont_draws draws;
    double *scores;
    double *pillars;       /* [pillar * n_units + unit]: score of the pillar alone */
    double *contributions; /* [input * n_units + unit]: weight × (term - mean of the units) */
    amont_rank_spread *spreads;
    double mean_shift;
    unsigned *classes;
    GPtrArray *exposures; /* amont_exposure */
} amont_pressure;

/* Computed once for an analysis, which owns it. NULL and an error when the study has no `pressure`,
 * an indicator is unknown, cannot be computed, is a category or is the same everywhere, stands in a
 * pillar and in a set of exposure, or under
 * AMONT_REFERENCE_LEAST units have all figures. */
enum { AMONT_REFERENCE_LEAST = 3 };
const amont_pressure *amont_pressure_of(amont_analysis *analysis, GError **error);

/* The class that a rank falls in, by how many units each class has. */
unsigned amont_pressure_class_of_rank(const amont_pressure *pressure, unsigned rank);
/* Whether the interval of ranks lies in one class; whether it is a quarter of the ranks or less. */
bool amont_pressure_is_one_class(const amont_pressure *pressure, size_t unit);
bool amont_pressure_is_robust(const amont_pressure *pressure, size_t unit);

/* Whether a layer or a level behind a figure of the index, or of what it meets, is invented. */
bool amont_pressure_is_fictional(const amont_pressure *pressure);

/* The figure of an input at which it neither raises nor lowers a score: that of the mean term. With
 * 'minmax' and 'z', exact; with 'rank', between the figures on either side of the mean rank. Sums
 * of plain terms have it at the mean (`reference`). */
double amont_pressure_neutral(const amont_pressure *pressure, size_t input);
/* Whether it is the mean for all inputs: neither ranks nor logarithms are compared. */
bool amont_pressure_mean_is_neutral(const amont_pressure *pressure);

/* Indices of the inputs that raise (sign 1) or lower (-1) a unit's score against the mean of the
 * reference, the strongest first; those under a twentieth of all contributions are left out.
 * Returns how many, at most `most`. */
size_t amont_pressure_drivers(const amont_pressure *pressure, size_t unit, int sign, size_t most,
                              size_t *inputs);

/* Units and zones without figure by class of pressure (rows) and of exposure (columns); the last
 * row and column count what has no class. */
typedef unsigned amont_pressure_crossing[AMONT_PRESSURE_CLASSES + 1][AMONT_PRESSURE_CLASSES + 1];
void amont_pressure_cross(const amont_pressure *pressure, const amont_exposure *exposure,
                          amont_pressure_crossing crossing);
/* The class of exposure of a zone; AMONT_PRESSURE_CLASSES: it has none. */
unsigned amont_exposure_class(const amont_exposure *exposure, size_t zone);

/* Results as sheets: one row of what was asked and counted; the reference zones with all that is
 * known of them; the indicators; the zones by class of pressure and of exposure; correlations;
 * Sobol indices. */
typedef enum amont_pressure_part {
    AMONT_PRESSURE_SUMMARY,
    AMONT_PRESSURE_ZONES,
    AMONT_PRESSURE_INDICATORS,
    AMONT_PRESSURE_CROSSING,
    AMONT_PRESSURE_COHERENCE,
    AMONT_PRESSURE_SENSITIVITY,
    AMONT_PRESSURE_PARTS
} amont_pressure_part;
amont_sheet *amont_pressure_sheet(const amont_pressure *pressure, amont_pressure_part part);

/* In words, from the templates `pressure_*` of styles/words: the sentence of one zone; the
 * sentences of the selected zones as a sheet (zone_code, zone_name, sentence); a table of ranks as
 * lines of text; the whole as Markdown. */
char *amont_pressure_sentence(const amont_pressure *pressure, size_t zone,
                              const amont_styles *styles, GError **error);
amont_sheet *amont_pressure_sentences(const amont_pressure *pressure, const amont_styles *styles,
                                      GError **error);
char *amont_pressure_ranking(const amont_pressure *pressure, const amont_styles *styles,
                             GError **error);
char *amont_pressure_report(const amont_pressure *pressure, const amont_styles *styles,
                            GError **error);

#endif
