/* folder: data */
/* Layers: features as columns, plus at most one geometry column. */
#ifndef AMONT_LAYER_H
#define AMONT_LAYER_H

#include "amont/cells.h"
#include "amont/finding.h"
#include "amont/reading.h"
#include "amont/schema.h"
#include "amont/shapes.h"

typedef enum amont_column_type { AMONT_COLUMN_TEXT, AMONT_COLUMN_NUMBER } amont_column_type;

typedef struct amont_column {
    char *name;
    amont_column_type type;
    char **texts;    /* text: NULL where missing */
    double *numbers; /* number: NaN where missing */
    amont_dialect
        dialect;         /* text: what the marks of its numbers are (amont_layer_learn_dialects) */
    GStringChunk *chunk; /* holds the texts; NULL: each is of g_malloc */
    size_t cell;         /* where a column of cells that was not asked for yet stands */
} amont_column;

typedef struct amont_layer {
    char *path; /* the file, as the study names it, for messages */
    size_t n_rows;
    long first_row; /* what row 0 is called in messages: line 2 of a sheet, feature 1 elsewhere */
    long *lines;    /* what each row is called instead: its line in a CSV or a sheet; else NULL */
    GPtrArray *columns;   /* amont_column *, of whose texts amont_layer_column_at tells */
    amont_cells *cells;   /* of a CSV file, whose columns have texts once asked for; or NULL */
    amont_shapes *shapes; /* NULL for a plain table; else one feature a row */
} amont_layer;

amont_layer *amont_layer_new(const char *path, size_t n_rows);
void amont_layer_free(amont_layer *layer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_layer, amont_layer_free)

/* Takes the cells, all of whose rows are there. Columns are added in the order of the file. */
amont_layer *amont_layer_of_cells(const char *path, amont_cells *cells);
void amont_layer_add_cells(amont_layer *layer, const char *name, size_t index);

/* Asks for all columns; then the layer is as others are. */
void amont_layer_drop_cells(amont_layer *layer);

/* A new column, all missing; owned by the layer. */
amont_column *amont_layer_add_column(amont_layer *layer, const char *name, amont_column_type type);
void amont_column_set_text(amont_column *column, size_t row, const char *text);

/* Makes a column of texts one of numbers; all of them can be read by amont_number_parse. */
void amont_column_make_numbers(amont_column *column, size_t n_rows);

/* The column at a place in `columns`, with its texts. Several threads may ask for columns. */
amont_column *amont_layer_column_at(const amont_layer *layer, guint i);

/* NULL when there is none. */
amont_column *amont_layer_column(const amont_layer *layer, const char *name);

/* False, and an error of code DATA at the key of an entry that lists the columns, when the layer
 * has none of that name. No name is asked of no layer: NULL is true. */
bool amont_layer_has_column(const amont_layer *layer, const char *name, const amont_entry *entry,
                            const char *key, GError **error);

/* The same whatever the case of ASCII letters; the first of several. */
amont_column *amont_layer_column_like(const amont_layer *layer, const char *name);

/* Names of the columns, NULL-terminated; free with g_free (names are borrowed). */
const char **amont_layer_column_names(const amont_layer *layer);

/* Keeps the rows whose flag is true, in their order. Only for layers without shapes. */
void amont_layer_keep(amont_layer *layer, const bool *flags);

/* Looks at every text column for what its decimal and thousands marks are; to be called once, when
 * the texts are in place. Without it numbers are read as in a column that shows nothing; a column
 * of cells knows as much as its own numbers need. */
void amont_layer_learn_dialects(amont_layer *layer);

/* The cell as text or number whatever the column's type; NULL or NaN where missing. Numbers in text
 * are read as people write them (reading.h). One that cannot be read, or in two ways, gives NaN and
 * makes `*bad` true, false otherwise (may be NULL); a blank text, and a word for missing or secret,
 * is missing. Free the text. */
char *amont_column_text(const amont_column *column, size_t row);
double amont_column_number(const amont_column *column, size_t row, bool *bad);

/* The first place of a row of a layer with shapes; NaN where it has none. */
void amont_layer_point(const amont_layer *layer, size_t row, double *x, double *y);

/* Tells a row of points with several places, of which only the first is taken. */
void amont_layer_find_several(const amont_layer *layer, size_t row, amont_findings *findings);

/* The cell without surrounding blanks; NULL where missing, blank or the column is NULL. */
char *amont_cell_text(const amont_column *column, size_t row);

/* Is the cell a figure kept secret (INSEE's `s`)? */
bool amont_column_is_secret(const amont_column *column, size_t row);

/* What a row is called in messages. */
long amont_layer_row(const amont_layer *layer, size_t row);

#endif
