/* What the families of indicators share. */
#ifndef AMONT_ANALYSIS_PRIVATE_H
#define AMONT_ANALYSIS_PRIVATE_H

#include "amont/analyse.h"
#include "amont/sum.h"
#include "amont/unit.h"

/* Where the projects of a layer lie on a level: for each site its zone, or one of these. */
#define AMONT_SITE_OUTSIDE ((size_t)-1)
#define AMONT_SITE_TOO_COARSE ((size_t)-2)

typedef struct amont_placement {
    const amont_projects *projects;
    const amont_level *level;
    size_t *zone_of_site;
} amont_placement;
void amont_placement_free(amont_placement *placement);

const amont_placement *amont_analysis_placement(amont_analysis *analysis,
                                                const amont_projects *projects,
                                                const amont_level *level);

/* What is kept of them between calls. */
GPtrArray *amont_analysis_placements(amont_analysis *analysis);

const amont_layers *amont_analysis_layers(const amont_analysis *analysis);
amont_findings *amont_analysis_findings(const amont_analysis *analysis);
/* NULL from the second call on: for what several indicators would tell. */
amont_findings *amont_analysis_findings_once(amont_analysis *analysis, const amont_level *level,
                                             const char *what);

/* That a filter of indicators takes nothing of a layer: once for each, whoever finds it. */
void amont_analysis_tell_empty(amont_analysis *analysis, const amont_layer_spec *layer,
                               const char *filter);

/* A catalogue entry, whose id ends in `()` when it takes an argument: what it is, and how a series
 * is filled. The series comes with `n_zones` missing figures; one that cannot be computed says what
 * lacks (amont_series_lacks), which is no error. */
typedef struct amont_indicator amont_indicator;
typedef struct amont_request {
    amont_analysis *analysis;
    const amont_indicator *indicator;
    const amont_level *level;
    const char *argument; /* what stands in brackets, or NULL */
    amont_series *series;
} amont_request;
typedef bool amont_compute(const amont_request *ask, GError **error);
struct amont_indicator {
    amont_indicator_info info;
    amont_compute *compute;
    /* Of amont_compute_ratio: two quantities; NULL denominator: the area of the zone in km². */
    const char *numerator, *denominator;
    double factor;
    double area_unit_m2;      /* of the area as denominator: its unit; 0: km² */
    bool takes_years;         /* years, or what `inputs` says, may stand in brackets behind an id
                                 without `()` */
    const char *const *usual; /* of `()`: what `all` asks for in brackets; or NULL */
};

/* factor * numerator / denominator, both of the latest year in which both are known. */
amont_compute amont_compute_ratio;
/* The same with the denominator of the year nearest to the numerator's latest: the label has both
 * years, and figures are `est` where these are further apart than AMONT_NEAR_YEARS. */
#define AMONT_NEAR_YEARS 3
amont_compute amont_compute_ratio_near;
/* The numerator's latest figures as the table has them. */
amont_compute amont_compute_as_it_is;

/* The families: each a table ended by an entry without id. */
extern const amont_indicator amont_indicators_territory[];
extern const amont_indicator amont_indicators_projects[];
extern const amont_indicator amont_indicators_landuse[];
extern const amont_indicator amont_indicators_artificialised[];
extern const amont_indicator amont_indicators_artificialisation[];
extern const amont_indicator amont_indicators_landuse_change[];
extern const amont_indicator amont_indicators_people[];
extern const amont_indicator amont_indicators_exposure[];
extern const amont_indicator amont_indicators_pressure[];
extern const amont_indicator amont_indicators_pressure_index[];
extern const amont_indicator amont_indicators_consumption[];
extern const amont_indicator amont_indicators_trajectory[];
extern const amont_indicator amont_indicators_efficiency[];
extern const amont_indicator amont_indicators_growth[];
extern const amont_indicator amont_indicators_project_rates[];
extern const amont_indicator amont_indicators_project_pattern[];
extern const amont_indicator amont_indicators_prices[];
extern const amont_indicator amont_indicators_diversity[];
extern const amont_indicator amont_indicators_landscape[];
extern const amont_indicator amont_indicators_reach[];
extern const amont_indicator amont_indicators_spatial[];

/* The entries of all families, one by one; NULL after the last. */
const amont_indicator *amont_indicator_at(size_t index);

/* A field or a column by name, or NULL. What is wrong with its cells is not told. */
amont_series *amont_series_of_carried(amont_analysis *analysis, const char *id,
                                      const amont_level *level);

/* What is known of quantities (GPtrArray of amont_known_quantity), by level and quantity. */
GHashTable *amont_analysis_quantity_lists(amont_analysis *analysis);

/* Figures that zones and tables carry: NULL without error when no such name is known. What is
 * missing or suspect goes to `findings` (may be NULL). */
amont_series *amont_series_of_field(amont_analysis *analysis, const char *id,
                                    const amont_level *level, amont_findings *findings,
                                    GError **error);
amont_series *amont_series_of_column(amont_analysis *analysis, const char *id,
                                     const amont_level *level, amont_findings *findings,
                                     GError **error);

/* The field of that name that a level itself carries, or NULL. */
const amont_field_spec *amont_level_field(const amont_level *level, const char *id);

/* As an entry of `indicators` asks for it: what it names, or of the study's own, with its label,
 * its unit and its decimals. */
amont_series *amont_series_of_spec(amont_analysis *analysis, const amont_indicator_spec *spec,
                                   const amont_level *level, GError **error);

/* An indicator of the study's own. */
amont_series *amont_series_of_stat(amont_analysis *analysis, const amont_indicator_spec *spec,
                                   const amont_level *level, GError **error);

/* The same of a layer of cells (stat is one of those). */
amont_series *amont_series_of_cells(amont_analysis *analysis, const amont_indicator_spec *spec,
                                    const amont_level *level, GError **error);
amont_series *amont_series_of_formula(amont_analysis *analysis, const amont_indicator_spec *spec,
                                      const amont_level *level, GError **error);

/* Whatever has a name: an indicator, a field, a column, a quantity; NULL and an error otherwise. */
amont_series *amont_series_by_name(amont_analysis *analysis, const amont_entry *entry,
                                   const char *key, const char *id, const amont_level *level,
                                   GError **error);

/* The same as it is published: with the study's own keys for it, and without what is secret. */
amont_series *amont_series_published(amont_analysis *analysis, const amont_entry *entry,
                                     const char *key, const char *id, const amont_level *level,
                                     GError **error);

/* What a unit says of the measure: what divides is a ratio. */
amont_measure amont_measure_of_unit(const char *unit);

/* Few dwellings or households, or few sales, are not printed: where thresholds come from stands in
 * secrecy.c. Sets what a series keeps secret, from its unit; the figures are hidden when all is
 * computed. */
void amont_series_keep_dwellings(amont_series *series, amont_secrecy secrecy);
/* The same for the column or field of a name, where dwellings or households are counted in it. */
void amont_series_keep_column(amont_series *series, const char *column);
/* Fewer sales than the one are hidden; those are flagged, up to the other and with it. */
enum { AMONT_FEWEST_SALES = 5, AMONT_FEW_SALES = 10 };
void amont_series_keep_sales(amont_series *series);
bool amont_figure_is_secret(const amont_series *series, const amont_figure *figure);
void amont_series_hide(amont_series *series);
/* What was hidden and follows from what was not. */
void amont_find_deducible(const amont_layers *layers, const amont_table *table,
                          amont_findings *findings);

/* Of a stock: what lies in zones that are not selected, or in none. */
amont_figure amont_series_elsewhere(const amont_series *series, const amont_level *level);

/* Tells when zones, outside and unplaced do not make up the whole. */
void amont_series_find_imbalance(const amont_analysis *analysis, const amont_series *series);

/* The error of a name that only another level knows. */
void amont_fail_level(const char *id, const amont_level *asked, const amont_level *known,
                      GError **error);

/* Appends the names that could have been meant, for error messages. */
void amont_names_of_fields(const amont_layers *layers, GPtrArray *names);
void amont_names_of_columns(const amont_layers *layers, GPtrArray *names);

#endif
