/* Cells of a plain row (no quote stands in it, and it has all its cells) are found by counting
 * separators eight bytes at a time; those of other rows by going through the row. Texts that repeat
 * soon, as codes of communes do, are held once. */
#include "amont/cells.h"

#include "base/bytes.h"

#include <pthread.h>
#include <string.h>

typedef struct cells_row {
    guint32 start;
    guint32 line : 31;
    guint32 is_plain : 1;
} cells_row;

struct amont_cells {
    char *text;
    const char *start, *end;
    amont_csv *csv;
    size_t n_titles;
    GArray *rows; /* cells_row */
    bool *kept;   /* of each row; NULL: all are */
    size_t n_kept;
    bool dialect_is_known;
    amont_dialect dialect; /* of all columns */
    GString *scratch;
    pthread_mutex_t lock;
};

amont_cells *amont_cells_new(char *text, const char *start, size_t length, char separator,
                             size_t n_titles) {
    g_assert(length < G_MAXINT32);
    amont_cells *cells = g_new0(amont_cells, 1);
    cells->text = text;
    cells->start = start;
    cells->end = start + length;
    cells->csv = amont_csv_new_parted(start, length, separator);
    cells->n_titles = n_titles;
    cells->rows = g_array_new(FALSE, FALSE, sizeof(cells_row));
    cells->scratch = g_string_new(NULL);
    pthread_mutex_init(&cells->lock, NULL);
    return cells;
}

void amont_cells_free(amont_cells *cells) {
    if (!cells)
        return;
    pthread_mutex_destroy(&cells->lock);
    g_string_free(cells->scratch, TRUE);
    g_array_unref(cells->rows);
    g_free(cells->kept);
    amont_csv_free(cells->csv);
    g_free(cells->text);
    g_free(cells);
}

void amont_cells_lock(amont_cells *cells) {
    pthread_mutex_lock(&cells->lock);
}

void amont_cells_unlock(amont_cells *cells) {
    pthread_mutex_unlock(&cells->lock);
}

/* ---- rows ---------------------------------------------------------------------------------- */

static const cells_row *row_at(const amont_cells *cells, guint i) {
    return &g_array_index(cells->rows, cells_row, i);
}

static bool is_kept(const amont_cells *cells, guint i) {
    return !cells->kept || cells->kept[i];
}

void amont_cells_add(amont_cells *cells, const amont_csv_row *row) {
    cells_row added = {.start = (guint32)(row->from - cells->start),
                       .line = (guint32)row->line & G_MAXINT32,
                       .is_plain = row->is_plain && row->n == cells->n_titles};
    g_array_append_val(cells->rows, added);
    cells->n_kept++;
}

void amont_cells_keep(amont_cells *cells, const bool *flags) {
    guint n = cells->rows->len;
    bool *kept = g_new(bool, n + 1);
    size_t at = 0;
    cells->n_kept = 0;
    for (guint i = 0; i < n; i++) {
        kept[i] = is_kept(cells, i) && flags[at++];
        cells->n_kept += kept[i];
    }
    g_free(cells->kept);
    cells->kept = kept;
}

size_t amont_cells_n_rows(const amont_cells *cells) {
    return cells->n_kept;
}

long *amont_cells_lines(const amont_cells *cells) {
    long *lines = g_new(long, cells->n_kept + 1);
    size_t n = 0;
    for (guint i = 0; i < cells->rows->len; i++)
        if (is_kept(cells, i))
            lines[n++] = row_at(cells, i)->line;
    return lines;
}

/* ---- one cell ------------------------------------------------------------------------------ */

/* The cell as it is meant; false where the row is shorter. */
static bool find_cell(amont_cells *cells, const cells_row *row, size_t index,
                      amont_csv_cell *cell) {
    if (!amont_csv_find_cell(cells->csv, cells->start + row->start, row->is_plain, index, cell))
        return false;
    if (cell->is_plain)
        return true;
    g_string_set_size(cells->scratch, cell->length);
    char *end = amont_csv_cell_copy(cells->scratch->str, cell);
    *cell = (amont_csv_cell){cells->scratch->str, (size_t)(end - cells->scratch->str), true};
    return true;
}

/* A copy that ends in a zero. */
static const char *text_of(amont_cells *cells, const amont_csv_cell *cell) {
    if (cell->start != cells->scratch->str) {
        g_string_truncate(cells->scratch, 0);
        g_string_append_len(cells->scratch, cell->start, (gssize)cell->length);
    }
    return cells->scratch->str;
}

/* ---- columns ------------------------------------------------------------------------------- */

enum { RECENT_BITS = 8 };

/* A text met before, in the place that its bytes choose. */
typedef struct recent {
    char *copy;
    size_t length;
} recent;

static recent *place_of(recent *met, const amont_csv_cell *cell) {
    guint64 first = 0, last = 0;
    size_t n = MIN(cell->length, sizeof first);
    memcpy(&first, cell->start, n);
    memcpy(&last, cell->start + cell->length - n, n);
    guint64 mixed = (first ^ (last << 1) ^ cell->length) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    return &met[mixed >> (64 - RECENT_BITS)];
}

typedef struct taking {
    amont_cells *cells;
    recent met[1 << RECENT_BITS];
    GStringChunk *chunk;
    amont_dialect dialect;
    bool is_open; /* a number was met that can be read in two ways */
} taking;

static char *take_text(taking *t, const amont_csv_cell *cell) {
    recent *place = place_of(t->met, cell);
    if (place->length == cell->length && memcmp(place->copy, cell->start, cell->length) == 0)
        return place->copy;
    char *copy = g_string_chunk_insert_len(t->chunk, cell->start, (gssize)cell->length);
    t->is_open |= amont_dialect_learn(&t->dialect, copy);
    *place = (recent){copy, cell->length};
    return copy;
}

static bool shows_nothing(amont_dialect d) {
    return !d.comma_decimal && !d.comma_group && !d.point_decimal && !d.point_group;
}

char **amont_cells_column(amont_cells *cells, size_t index, GStringChunk **chunk,
                          amont_dialect *dialect) {
    enum { CHUNK = 1 << 16 };
    char **texts = g_new0(char *, cells->n_kept + 1);
    taking t = {.cells = cells, .chunk = g_string_chunk_new(CHUNK)};
    size_t at = 0;
    for (guint i = 0; i < cells->rows->len; i++) {
        amont_csv_cell cell;
        bool kept = is_kept(cells, i);
        bool found = find_cell(cells, row_at(cells, i), index, &cell) && cell.length > 0;
        if (found && kept)
            texts[at] = take_text(&t, &cell);
        else if (found)
            t.is_open |= amont_dialect_learn(&t.dialect, text_of(cells, &cell));
        at += kept;
    }
    *chunk = t.chunk;
    *dialect = t.dialect;
    if (t.is_open && shows_nothing(t.dialect))
        *dialect = amont_dialect_complete(t.dialect, amont_cells_dialect(cells));
    return texts;
}

/* ---- all columns --------------------------------------------------------------------------- */

/* Goes through the cells of a row, until `look` returns false. */
static bool look_at_row(amont_cells *cells, const cells_row *row,
                        bool (*look)(void *data, const char *text), void *data) {
    amont_csv_cell cell;
    for (size_t i = 0; i < cells->n_titles && find_cell(cells, row, i, &cell); i++)
        if (cell.length > 0 && !look(data, text_of(cells, &cell)))
            return false;
    return true;
}

static bool learn(void *data, const char *text) {
    amont_dialect_learn(data, text);
    return true;
}

amont_dialect amont_cells_dialect(amont_cells *cells) {
    for (guint i = 0; i < cells->rows->len && !cells->dialect_is_known; i++)
        look_at_row(cells, row_at(cells, i), learn, &cells->dialect);
    cells->dialect_is_known = true;
    return cells->dialect;
}

static bool is_ascii(const amont_cells *cells, guint i) {
    const char *from = cells->start + row_at(cells, i)->start, *to = cells->end;
    if (i + 1 < cells->rows->len)
        to = cells->start + row_at(cells, i + 1)->start;
    return amont_bytes_skip_ascii(from, to) == to;
}

void amont_cells_look_beyond_ascii(amont_cells *cells, bool (*look)(void *data, const char *text),
                                   void *data) {
    for (guint i = 0; i < cells->rows->len; i++)
        if (is_kept(cells, i) && !is_ascii(cells, i) &&
            !look_at_row(cells, row_at(cells, i), look, data))
            return;
}
