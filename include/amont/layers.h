/* folder: study */
/* What an opened study holds: everything in the study's CRS, checked, joined by codes.
 *
 * Made by amont_study_open (open.h); analysis and drawing only read it.
 */
#ifndef AMONT_LAYERS_H
#define AMONT_LAYERS_H

#include "amont/crs.h"
#include "amont/finding.h"
#include "amont/known.h"
#include "amont/layer.h"
#include "amont/locator.h"
#include "amont/nomenclature.h"
#include "amont/raster.h"
#include "amont/stream.h"
#include "amont/study.h"

/* A zone level. Arrays have one item a zone, in the order of the file. */
/* The visual centre of a zone and the radius of the circle that it holds (amont_shapes_anchor). */
typedef struct amont_centre {
    bool found;
    double x, y, radius;
} amont_centre;

typedef struct amont_level {
    const amont_zones_spec *spec;
    const char *name;        /* "commune" */
    amont_layer *layer;      /* polygons */
    const char *code_column; /* where the codes are */
    size_t n;
    char **codes, **names; /* never NULL, codes are unique */
    bool *selected;        /* counted; the others are context */
    bool *reference;       /* classes and indices are normalised on them */
    double *area_m2;       /* planar in the study's CRS, or on its ellipsoid, as it says */
    size_t *by_code;       /* zones sorted by code */
    size_t *parent; /* zone of the parent level, AMONT_NO_ZONE without; NULL when no parent */
    struct amont_level *parent_level; /* borrowed, NULL without */
    amont_centre *centres;   /* of whole zones, where parents were found by them; or NULL */
    amont_shapes *territory; /* see amont_level_territory */
} amont_level;

/* The selected zones as one polygon feature, found when it is first asked for; threads may ask. The
 * level keeps it. */
const amont_shapes *amont_level_territory(const amont_level *level, GError **error);

/* Precision of a site, from coarse to fine. */
typedef enum amont_precision {
    AMONT_PRECISION_COMMUNE, /* for its commune only */
    AMONT_PRECISION_IRIS,    /* down to its IRIS */
    AMONT_PRECISION_STREET,
    AMONT_PRECISION_SITE,
    AMONT_PRECISION_ADDRESS
} amont_precision;

typedef struct amont_site {
    size_t project; /* index in projects */
    double x, y;    /* study CRS */
    amont_precision precision;
    char *label;
    long row;
} amont_site;

typedef struct amont_project {
    char *id, *name, *holder, *category;
    unsigned number;   /* 1.., its rank among them: the number on the map and in tables */
    char *fund, *axis; /* as written, or NULL */
    double amount;     /* EU money programmed; NaN unknown, as all that follows */
    double cost;       /* eligible, in all */
    double contracted, certified, paid; /* EU money */
    bool amount_inexact;
    char *amount_kind; /* "exact", "rounded", "lower_bound" or NULL */
    size_t n_zones;    /* communes it is said to concern */
    char **zones;      /* codes */
    size_t first_site, n_sites;
    long row;
} amont_project;

/* A `sites` layer: projects and their known sites, sites grouped by project. */
typedef struct amont_projects {
    const amont_layer_spec *spec;
    size_t n_projects, n_sites;
    amont_project *projects;
    amont_site *sites;
} amont_projects;

/* A `table` layer, joined to its level: row_of[z] is the row of zone z, or AMONT_NO_ZONE. */
typedef struct amont_zone_table {
    const amont_layer_spec *spec;
    amont_layer *layer;
    const amont_known *known; /* what the data set is */
    const char *code_column;
    amont_layer *dictionary; /* columns: column,label_fr,unit,year,source; or NULL */
    const amont_level *level;
    size_t *row_of;
} amont_zone_table;

/* A `points` layer: very many, read in batches when they are counted. */
typedef struct amont_points {
    const amont_layer_spec *spec;
    amont_stream *stream;
    amont_crs *crs; /* of the coordinates */
} amont_points;

/* A `sales` layer: rows, several of which may be one sale. */
typedef struct amont_sales {
    const amont_layer_spec *spec;
    amont_layer *layer;
    double *x, *y; /* of each row, study CRS; NaN unknown */
    size_t n_sales;
    size_t *sale_of_row; /* in the order of their first rows */
} amont_sales;

/* A `context` layer: drawn, never counted. */
typedef struct amont_context {
    const amont_layer_spec *spec;
    amont_layer *layer;
} amont_context;

/* A `lines` layer: rows whose lengths are measured. Which of them pass the filters of the study's
 * indicators was asked when it was opened. */
typedef struct amont_lines_filter {
    const char *where;
    bool *kept; /* of each row */
} amont_lines_filter;
typedef struct amont_lines {
    const amont_layer_spec *spec;
    amont_layer *layer; /* lines, several a row perhaps */
    GArray *filters;    /* amont_lines_filter */
} amont_lines;
amont_lines *amont_lines_new(const amont_layer_spec *spec);
/* A `raster` layer: cells, read when they are measured. */
typedef struct amont_cells_layer {
    const amont_layer_spec *spec;
    amont_raster *raster;
    amont_crs *crs; /* of its plane */
} amont_cells_layer;

/* What a land-use layer says of one date. */
#define AMONT_LANDUSE_DIMENSIONS 2
typedef struct amont_landuse_date {
    int year;                                              /* 0: not known */
    const amont_column *columns[AMONT_LANDUSE_DIMENSIONS]; /* of the layer */
    unsigned *class_of[AMONT_LANDUSE_DIMENSIONS]; /* class of each polygon, or AMONT_NO_CLASS */
} amont_landuse_date;

/* A `landuse` layer: polygons with a class in each of one or two dimensions (OCS GE: cover, use),
 * at one date or several (a file of differences). Every polygon of the file is there, with its
 * area: one whose code the list does not have is of a class of its own (is_listed false), one
 * without code of AMONT_NO_CLASS. Polygons are valid; they may overlap: the sum of areas is that of
 * the polygons, and what it differs by from the ground it covers is for whoever cuts it to say. */
typedef struct amont_landuse {
    const amont_layer_spec *spec;
    amont_layer *layer; /* polygons */
    double *area_m2;    /* as those of zones */
    size_t n_dimensions;
    amont_nomenclature *classes[AMONT_LANDUSE_DIMENSIONS]; /* the same at every date */
    amont_pairs *artificialised; /* what pairs of cover and use are, or NULL */
    size_t n_dates;
    amont_landuse_date *dates; /* the earliest first */
    /* OCS GE's own columns, NULL without: artif (« artif », « non artif »), crit_seuil, millesime.
     */
    const amont_column *artif, *threshold, *vintage;
} amont_landuse;

typedef struct amont_layers {
    const amont_study *study;
    amont_crs *crs;
    GPtrArray *levels;   /* amont_level, in the order of the study */
    GPtrArray *projects; /* amont_projects */
    GPtrArray *tables;   /* amont_zone_table */
    GPtrArray *points;   /* amont_points */
    GPtrArray *sales;    /* amont_sales */
    GPtrArray *contexts; /* amont_context */
    void *reader;        /* what streams read through, and how it is ended; or NULL */
    void (*end_reader)(void *reader);
    GPtrArray *landuses; /* amont_landuse */
    GPtrArray *lines;    /* amont_lines */
    GPtrArray *rasters;  /* amont_cells_layer */
} amont_layers;

amont_layers *amont_layers_new(const amont_study *study);
void amont_layers_free(amont_layers *layers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_layers, amont_layers_free)

amont_level *amont_layers_level(const amont_layers *layers, const char *name);
amont_projects *amont_layers_projects(const amont_layers *layers,
                                      const char *id); /* NULL id: first */

amont_landuse *amont_layers_landuse(const amont_layers *layers, const char *id); /* the same */

amont_lines *amont_layers_lines(const amont_layers *layers, const char *id); /* the same */

/* The rows that a filter keeps; NULL: all. The filter is one of the study's. */
const bool *amont_lines_kept(const amont_lines *lines, const char *where);

/* The zone with a code, or AMONT_NO_ZONE. */
size_t amont_level_find(const amont_level *level, const char *code);

#endif
