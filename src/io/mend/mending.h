/* What the parts of amont_mend share. */
#ifndef AMONT_IO_MEND_MENDING_H
#define AMONT_IO_MEND_MENDING_H

#include "amont/mend.h"
#include "amont/open.h"

#include "io/mend/grid.h"

typedef struct amont_number_column {
    const amont_layer *layer;
    const amont_column *column;
} amont_number_column;

/* One file of the study. */
typedef struct amont_mended {
    const char *name;  /* as the study names it */
    char *path;        /* where it is read; of what an archive holds, the archive */
    char *target;      /* where it is written, in the new folder */
    bool moved;        /* the study must name it anew */
    bool left;         /* packed, or a database: not ours to change */
    bool replaced;     /* polygons of the copy were */
    amont_grid *grid;  /* a CSV until it is written; else NULL */
    GPtrArray *layers; /* amont_layer: its rows as the study reads them */
    GArray *numbers;   /* amont_number_column: those that the study uses */
} amont_mended;

/* A place where the study names a file. */
typedef struct amont_naming {
    const amont_entry *entry;
    const char *key;
    const amont_yaml *node; /* the name */
    char *inner;            /* of a file in an archive: its name there; or NULL */
    amont_mended *file;
} amont_naming;

typedef struct amont_mending {
    const amont_layers *layers;
    const amont_findings *findings;
    const char *folder;
    GPtrArray *files;      /* amont_mended, in the order of the study */
    GArray *namings;       /* amont_naming */
    amont_mended database; /* stands for all of them, and is never written */
    GString *report;
    size_t n_corrections;
} amont_mending;

/* Adds a line to the report; `row` 0 and `column` NULL where there is none in particular. */
void amont_mending_note(amont_mending *mending, const amont_mended *file, long row,
                        const char *column, const char *kind, const char *before,
                        const char *after);

/* The file that a key names; its text is mended when it is first asked for. */
amont_mended *amont_mending_file(amont_mending *mending, const amont_entry *entry, const char *key,
                                 GError **error);

/* The same for one of several names that a key holds. */
amont_mended *amont_mending_name(amont_mending *mending, const amont_entry *entry, const char *key,
                                 const amont_yaml *node, GError **error);

/* A file in one of its uses. `layer` is NULL for a file whose cells are not ours to write. */
typedef struct amont_use {
    amont_mending *mending;
    amont_mended *file;
    const amont_layer *layer;
    const char *where; /* its filter, or NULL */
} amont_use;

/* The file of a use, and its rows; u->where is set before. */
bool amont_use_begin(amont_use *u, amont_mending *mending, const amont_entry *entry,
                     const char *key, const amont_yaml *node, GError **error);

/* Writes a cell, and says so in the report; nothing where the row is dropped or the text the same.
 */
void amont_use_set(const amont_use *u, size_t row, const amont_column *column, const char *text,
                   const char *kind);

/* The cells that are codes, numbers, or rows too many (cells.c). */
bool amont_mend_table(amont_mending *mending, const amont_zone_table *table, GError **error);
bool amont_mend_projects(amont_mending *mending, const amont_projects *projects, GError **error);
bool amont_mend_points(amont_mending *mending, const amont_layer_spec *spec, GError **error);

/* The numbers of a file, once all its uses are known (numbers.c). */
void amont_mend_numbers(amont_mending *mending, amont_mended *file);

/* The lists of classes of a layer of land use (classes.c). */
bool amont_mend_classes(amont_mending *mending, const amont_landuse *landuse, GError **error);

/* The polygons that were repaired, in the file already copied (geometry.c). */
bool amont_mend_zones(amont_mending *mending, const amont_level *level, GError **error);
bool amont_mend_landuse(amont_mending *mending, const amont_landuse *landuse, GError **error);

/* What the encoding of a shapefile is said to be, beside the file already copied (codepage.c). */
bool amont_mend_codepage(amont_mending *mending, const amont_mended *file, GError **error);

/* Writes the file anew, as it is before its geometries are mended. */
bool amont_mending_write(const amont_mending *mending, const amont_mended *file, GError **error);

/* The path with another ending. */
char *amont_mending_part(const char *path, const char *ending);

/* Geometries in the file's CRS, by feature: replaced in a copied file (geojson.c, update.c). False
 * where that cannot be done: the copy is then to be made again. */
typedef struct amont_new_geometries {
    const char *layer;                  /* in a file of several; or NULL */
    const char *where;                  /* the filter that features passed; or NULL */
    const amont_shapes *before, *after; /* polygons */
    const bool *is_new;
} amont_new_geometries;
bool amont_replace_in_geojson(const char *path, const amont_new_geometries *geometries);
bool amont_replace_by_driver(const char *path, const char *date,
                             const amont_new_geometries *geometries);

/* The study, naming the moved files by their new names (study_text.c). */
char *amont_mend_study_text(const amont_mending *mending, GError **error);

#endif
