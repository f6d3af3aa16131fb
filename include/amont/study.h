/* folder: study */
/* The study: a planner's whole request, read from one YAML text and checked.
 *
 * Every struct starts with an amont_entry, so that later errors can point at the key:
 *
 *     amont_study *study = amont_study_load("geodata/seine-amont.yaml", &error);
 *     amont_entry_fail(&layer->entry, "source", error, AMONT_ERROR_DATA, "no column '%s'", name);
 *
 * Cross-references (level of a map, parent of a level, kind of a layer) are checked on loading;
 * what needs the data (files, columns, codes) when the study is opened.
 */
#ifndef AMONT_STUDY_H
#define AMONT_STUDY_H

#include "amont/schema.h"
#include "amont/table.h"

typedef enum amont_roll_up {
    AMONT_ROLL_UP_NONE,      /* undefined at the parent level (medians, incomes) */
    AMONT_ROLL_UP_SUM,       /* stocks */
    AMONT_ROLL_UP_AREA_MEAN, /* shares of the ground: sum(value * area) / sum(area) */
} amont_roll_up;

/* A figure that zones carry. */
typedef struct amont_field_spec {
    amont_entry entry;
    char *column; /* default: the name of the field */
    char *flag;   /* column that flags single values ("est"), or NULL */
    char *label, *unit;
    double scale; /* the value is multiplied by it */
    double decimals;
    int roll_up;  /* amont_roll_up */
    char *source; /* credit line of this figure where it is not the level's own */
} amont_field_spec;

/* Where data comes from, printed in the source line of every map that uses it. */
typedef struct amont_credit {
    char *producer, *dataset, *vintage, *updated, *licence;
    int language; /* amont_language of the study */
} amont_credit;

typedef struct amont_zones_spec {
    amont_entry entry;
    char *source, *layer, *crs; /* source: NULL for a grid */
    double cell_m;       /* of a grid: its squares, over the counted zones of `within`; NaN */
    char *code, *name;   /* columns; NULL: found by what the data set is (known.h) */
    GPtrArray *select;   /* codes counted; NULL: all */
    char *reference;     /* attribute filter, or NULL */
    char *within;        /* parent level, or NULL; of a grid, whose cells have no parent: where */
    char *parent;        /* column that holds the parent's code, or NULL: found by position */
    bool accept_repairs; /* beyond 0.01 % of the area */
    GPtrArray *fields;   /* amont_field_spec */
    amont_credit credit;
    bool fictional;
} amont_zones_spec;

bool amont_zones_are_grid(const amont_zones_spec *zones);

typedef enum amont_layer_kind {
    AMONT_LAYER_SITES,
    AMONT_LAYER_POINTS,
    AMONT_LAYER_SALES,
    AMONT_LAYER_LANDUSE,
    AMONT_LAYER_TABLE,
    AMONT_LAYER_CONTEXT,
    AMONT_LAYER_LINES,
    AMONT_LAYER_RASTER,
} amont_layer_kind;

/* One row per project, where it is not in the sites' own file. */
typedef struct amont_attributes_spec {
    amont_entry entry;
    char *source, *layer, *id;
    char *zone; /* column of zone codes, separated by ';' */
    char *name, *holder;
    char *category, *fund, *axis, *amount, *amount_kind; /* columns */
    char *cost, *contracted, *certified, *paid;
} amont_attributes_spec;

typedef struct amont_layer_spec {
    amont_entry entry;
    int kind; /* amont_layer_kind */
    char *source, *layer, *crs, *where;
    char *id, *x, *y, *precision, *site, *zone; /* sites: columns */
    amont_attributes_spec *attributes;          /* sites */
    double envelope;         /* sites: of the programme, in euros; NaN: unknown */
    char *code, *zones;      /* table: key column; level it speaks of */
    char *dictionary;        /* table: file of labels and units, or NULL */
    GPtrArray *classes;      /* landuse: one column of classes, or two, cover and use; or NULL */
    GPtrArray *nomenclature; /* landuse: a bundled name, or a file for each column; or NULL */
    double year;             /* landuse: NaN: as the columns say */
    double minimum_unit_m2;  /* landuse: changes of less are noise; NaN: none is */
    bool accept_repairs;     /* landuse: beyond 0.01 % of the area */
    char *style, *label, *category; /* context: style, column of names, of categories */
    char *legend;                   /* context: its legend entry, NULL: the style's word */
    double band;                    /* raster: NaN: the only one */
    amont_credit credit;
    bool fictional;
} amont_layer_spec;

/* In the order of the words of the key `stat`. */
typedef enum amont_stat {
    AMONT_STAT_COUNT,
    AMONT_STAT_SUM,
    AMONT_STAT_MEAN,
    AMONT_STAT_MEDIAN,
    AMONT_STAT_QUANTILE,
    AMONT_STAT_MIN,
    AMONT_STAT_MAX,
    AMONT_STAT_STDDEV,
    AMONT_STAT_LENGTH,      /* of the lines of `layer` */
    AMONT_STAT_WITHIN,      /* share within `distance_m` of `layer`: of the area, or of `field` */
    AMONT_STAT_AREA_WITHIN, /* the area within */
    AMONT_STAT_AREAL,       /* `field` of the level `from`, shared out by area */
    AMONT_STAT_DISTINCT,
    AMONT_STAT_AREA,  /* of a raster */
    AMONT_STAT_SHARE, /* the same */
    AMONT_STATS
} amont_stat;

typedef struct amont_indicator_spec {
    amont_entry entry;
    char *id;
    int stat;            /* amont_stat of `field` in the rows of `layer`, or -1: `id` is known */
    char *layer, *field; /* field: NULL for a count */
    char *where;         /* filter on the rows, or NULL */
    char *weight;        /* column of weights, or NULL */
    GPtrArray *classes;  /* of a raster: the values that count, as texts; NULL: all */
    char *formula;       /* of other figures of the zone; NULL: none */
    double p;            /* order of a quantile */
    double distance_m;   /* within: from the places of `layer`; else NaN */
    char *from;          /* the level that carries `field`, or NULL */
    GPtrArray *zones;    /* levels; NULL: the first one */
    char *label, *unit;
    double decimals;
} amont_indicator_spec;

/* Whether a statistic is of the rows of a layer, one by one. */
bool amont_stat_is_of_rows(int stat);

/* How many of the unit `unit` ("m", "km"; "m²", "ha", "km²") make what is one metre or one square
 * metre; NAN for another unit. NULL: the first of them. */
double amont_length_unit(const char *unit);
double amont_area_unit(const char *unit);
/* The columns or fields that are a quantity, where their titles do not say it: `inputs`. */
typedef struct amont_input_spec {
    amont_entry entry;  /* its name is the quantity's (quantity.h) */
    GPtrArray *columns; /* one a year, named with it in four digits; a flux with its calendar year,
                           or with the two years between which it is */
} amont_input_spec;

/* In the order of the words of the key `target_status`. */
typedef enum amont_target_status {
    AMONT_TARGET_NATIONAL,   /* the law's average of the country: indicative for a commune */
    AMONT_TARGET_INHERITED,  /* of a plan above: SDRIF-E, SCoT */
    AMONT_TARGET_REGULATORY, /* of the commune's own plan in force */
    AMONT_TARGET_CUSTOM,     /* chosen for the study */
} amont_target_status;

/* What the ceiling of land consumption 2021-2030 is computed with. */
typedef struct amont_trajectory_spec {
    amont_entry entry;
    double target_percent; /* less than the reference decade; NaN: 50 */
    int target_status;     /* amont_target_status; -1: national for 50 % by default, else custom */
    char *reference;       /* "2011-2020": ten calendar years; NULL: these */
    double guarantee_ha;   /* floor of a covered commune */
    GPtrArray *planned;    /* codes of zones that an urban plan covers, or "all"; NULL: unknown */
} amont_trajectory_spec;

/* In the order of the words of the key `weights`. */
typedef enum amont_neighbours {
    AMONT_NEIGHBOURS_QUEEN, /* zones that touch, in a corner at least */
    AMONT_NEIGHBOURS_ROOK,  /* zones with a border in common */
    AMONT_NEIGHBOURS_NEAREST,
    AMONT_NEIGHBOURS_DISTANCE,
} amont_neighbours;

/* In the order of the words of the key `standardise`. */
typedef enum amont_standardise {
    AMONT_STANDARDISE_ROW,
    AMONT_STANDARDISE_BINARY
} amont_standardise;

/* What spatial statistics (spatial.h) are computed with. */
typedef struct amont_spatial_spec {
    amont_entry entry;
    int weights;        /* amont_neighbours */
    double k;           /* nearest; NaN: 6 */
    double distance_m;  /* NaN: other weights */
    double tolerance_m; /* of contacts; NaN: 0.1 */
    int standardise;    /* amont_standardise */
    double permutations, seed;
} amont_spatial_spec;
/* In the order of the words of the keys `direction`, `treat`, `normalisation`, `aggregation`. */
typedef enum amont_direction { AMONT_DIRECTION_UP, AMONT_DIRECTION_DOWN } amont_direction;
typedef enum amont_treatment {
    AMONT_TREAT_NONE,
    AMONT_TREAT_WINSORISE, /* where skewness and kurtosis ask for it (composite.h) */
    AMONT_TREAT_LOG,       /* natural logarithm, of figures above 0 */
} amont_treatment;
typedef enum amont_normalisation {
    AMONT_NORMALISE_MINMAX,
    AMONT_NORMALISE_Z,
    AMONT_NORMALISE_RANK,
    AMONT_NORMALISATIONS
} amont_normalisation;
typedef enum amont_aggregation {
    AMONT_AGGREGATE_ARITHMETIC,
    AMONT_AGGREGATE_GEOMETRIC,
    AMONT_AGGREGATIONS
} amont_aggregation;

/* An indicator of the index of pressure, or of what it meets. */
typedef struct amont_input_of_index_spec {
    amont_entry entry;
    char *id;
    int direction; /* amont_direction: whether more of it is more of the index */
    double weight; /* beside the others of its pillar or set */
    int treat;     /* amont_treatment */
} amont_input_of_index_spec;

typedef struct amont_pillar_spec {
    amont_entry entry;
    char *label;           /* NULL: its name */
    double weight;         /* beside the other pillars */
    GPtrArray *indicators; /* amont_input_of_index_spec */
} amont_pillar_spec;

/* The index of land pressure and what it meets: what `amont pressure` computes (pressure.h). */
typedef struct amont_pressure_spec {
    amont_entry entry;
    char *zones;               /* level; NULL: the first */
    GPtrArray *pillars;        /* amont_pillar_spec */
    int normalisation;         /* amont_normalisation */
    int aggregation;           /* amont_aggregation */
    GPtrArray *exposure;       /* amont_pillar_spec, named "activity" or "households" */
    double draws, alpha, seed; /* of the uncertainty */
    double top;                /* first ranks of which the probability is given; NaN: 5 */
    GPtrArray *notes;          /* texts printed with the results; NULL: none */
} amont_pressure_spec;

typedef struct amont_category_spec {
    amont_entry entry; /* its name is the value in the data */
    char *label, *symbol;
    amont_colour colour;
} amont_category_spec;

/* How class limits are found (classify.h), in the order of the words of the key `method`. */
typedef enum amont_method {
    AMONT_METHOD_QUANTILE,
    AMONT_METHOD_EQUAL,
    AMONT_METHOD_FISHER,
    AMONT_METHOD_HEADTAIL,
    AMONT_METHOD_STDDEV,
    AMONT_METHOD_PRETTY,
    AMONT_METHOD_Q6,
    AMONT_METHOD_GEOMETRIC,
    AMONT_METHOD_ARITHMETIC,
    AMONT_METHOD_NESTED_MEANS,
    AMONT_METHOD_MAXIMUM,
    AMONT_METHOD_BOX,
    AMONT_METHOD_MANUAL,
    AMONT_METHODS
} amont_method;

/* In the order of the words of the key `eu_block`. */
typedef enum amont_eu_programme {
    AMONT_EU_NONE,
    AMONT_EU_2014,    /* 2014-2020: emblem, « Union européenne » and the fund */
    AMONT_EU_2021,    /* 2021-2027: emblem and « Cofinancé par l’Union européenne » */
    AMONT_EU_EXTERNAL /* the report carries it */
} amont_eu_programme;

/* What the maps of a study say of the Union's money. */
typedef struct amont_eu_spec {
    amont_entry entry;
    int programme;    /* amont_eu_programme */
    GPtrArray *funds; /* char *: FEDER, FSE, ...; NULL: not said */
} amont_eu_spec;

/* One of the maps that a series shows side by side. */
typedef struct amont_each_spec {
    amont_entry entry;
    char *value; /* the indicator */
    char *title; /* NULL: the indicator's label */
} amont_each_spec;

/* In the order of the words of the key `scale` of atlases. */
typedef enum amont_atlas_scales {
    AMONT_ATLAS_ONE_SCALE,
    AMONT_ATLAS_OWN_SCALES
} amont_atlas_scales;

/* A map as a series of pages (amont/atlas.h). */
typedef struct amont_atlas_spec {
    amont_entry entry;
    char *each;        /* a zone level, "project" or "indicator"; NULL: as the command says */
    GPtrArray *values; /* the indicators of the pages; NULL: none */
    char *title;       /* with {name}, {title} and {code}; NULL: as the words of the style say */
    int scale;         /* amont_atlas_scales */
} amont_atlas_spec;

/* A map, or the second thematic layer that stands over it: that has the keys from `style` to
 * `legend_title` only. */
typedef struct amont_map_spec amont_map_spec;
struct amont_map_spec {
    amont_entry entry;
    char *id, *title, *subtitle, *page;
    char *style; /* the mark, or NULL: the page shows `panels` */
    char *value, *zones;
    GPtrArray *values; /* of marks that show several indicators together; NULL: none */
    char *layer;       /* the sites, points or lines shown */
    double classes;    /* NaN: the method's own number, see amont_map_class_count */
    int method;        /* amont_method */
    char *palette;
    GArray *breaks;        /* double: inner limits of a manual classification */
    char *breaks_of;       /* the map whose class limits it shares, or NULL */
    GPtrArray *categories; /* amont_category_spec */
    bool full_range;       /* classes without a zone stand in the legend too */
    double centre;         /* of a change */
    double radius_m;       /* of the kernel of a density */
    double cell_m;         /* side of the cells of a grid */
    char *category;        /* points: column of categories, or NULL: the layer's own */
    char *field;           /* lines: column of figures */
    double largest;        /* value of the page's largest symbol; NaN: the greatest there is */
    double dot_value;      /* dots: what one stands for; NaN: as the page allows */
    double distance_m;     /* buffers; NaN: not given */
    char *legend_title;
    amont_map_spec *over;    /* drawn on top, or NULL */
    GPtrArray *panels;       /* ids of the maps that stand on one page; NULL: none */
    GPtrArray *each;         /* amont_each_spec: a series; NULL over a map, else may be empty */
    GPtrArray *context;      /* ids of context layers drawn; NULL: none */
    int legend;              /* amont_legend_place (style.h), or -1: the page's */
    int eu_block;            /* amont_eu_programme, or -1: the study's */
    GPtrArray *logos;        /* files of pictures at the foot of the page */
    GPtrArray *notes;        /* texts printed under the map */
    double scale;            /* 1:N, or NaN: the largest round one that fits */
    amont_atlas_spec *atlas; /* or NULL */
    const char *page_option, *scale_option; /* what gave them in the study's place, or NULL */
};

/* What is wrong with the page or the scale of a map: of code CONFIG, at the key of the study; of
 * code USAGE where an option gave it. Always returns false. */
bool amont_map_fail(const amont_map_spec *map, const char *key, GError **error, const char *format,
                    ...) G_GNUC_PRINTF(4, 5);

/* What areas are measured on. */
typedef enum amont_area {
    AMONT_AREA_PLANAR,   /* the plane of the study's CRS */
    AMONT_AREA_ELLIPSOID /* its ellipsoid */
} amont_area;
bool amont_area_parse(const char *text, int *area);
const char *amont_area_name(int area); /* "planar", "ellipsoid" */

typedef struct amont_study {
    amont_entry entry;
    amont_yaml *root;
    char *path, *folder;
    char *title, *date, *author, *crs;
    int language;         /* amont_language */
    bool allow_databases; /* sources may be tables of a database */
    int area;             /* amont_area */
    char *theme;
    char *locator_label;               /* words under the locator, or NULL */
    amont_eu_spec *eu_block;           /* or NULL: none */
    GPtrArray *logos;                  /* files of pictures at the foot of pages; NULL: none */
    GPtrArray *zones;                  /* amont_zones_spec, the first is the default level */
    GPtrArray *layers;                 /* amont_layer_spec */
    GPtrArray *inputs;                 /* amont_input_spec */
    amont_trajectory_spec *trajectory; /* or NULL */
    amont_spatial_spec *spatial;       /* or NULL: amont_study_spatial */
    amont_pressure_spec *pressure;     /* or NULL */
    GPtrArray *indicators;             /* amont_indicator_spec */
    GPtrArray *maps;                   /* amont_map_spec */
} amont_study;

/* A study file, or a folder that holds `study.yaml`. */
amont_study *amont_study_load(const char *path, GError **error);
void amont_study_free(amont_study *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_study, amont_study_free)

/* NULL when there is none. */
const amont_zones_spec *amont_study_zones(const amont_study *study, const char *level);
const amont_layer_spec *amont_study_layer(const amont_study *study, const char *id);
const amont_map_spec *amont_study_map(const amont_study *study, const char *id);

/* What the study says of spatial statistics, or what holds without. */
amont_spatial_spec amont_study_spatial(const amont_study *study);

/* How many maps a map is as a series, with one legend; 0: it is none. */
size_t amont_map_series(const amont_map_spec *map);

/* The indicator that a map's classes are made of: `value`, or the first of `values` or of `each`;
 * or NULL. */
const char *amont_map_value(const amont_map_spec *map);

/* How many classes a map asks its method for: what it says, or by default 4 nested means, 6 of q6
 * and box, as many as `breaks` make, 0 of headtail, else 5. */
size_t amont_map_class_count(const amont_map_spec *map);

/* A map's keys with the line each is written on, as YAML. */
char *amont_study_describe_map(const amont_map_spec *map);

/* The absolute path of a source, relative to the study file. */
char *amont_study_resolve(const amont_study *study, const char *source);

/* An error of code USAGE when writing to `path` would destroy what the study is made of: its own
 * file or one that a zone level or a layer names. */
bool amont_study_spare(const amont_study *study, const char *path, GError **error);

/* As printed: « IGN – INSEE, Contours… IRIS, 2024, mise à jour : mars 2024 » (C44). */
char *amont_credit_line(const amont_credit *credit);

/* Every key that a study file may hold, as the help page. */
char *amont_study_help(void);

/* The date printed and written in outputs: $SOURCE_DATE_EPOCH, else the study's, as YYYY-MM-DD. */
char *amont_study_date(const amont_study *study);

#endif
