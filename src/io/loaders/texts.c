/* What encoding the texts of a layer are in is judged for all of them together: one cell of three
 * letters can be anything. Shapefiles are the usual case: a .cpg file is missing, or says what the
 * table is not. */
#include "io/loaders/texts.h"

#include "io/source.h"

#include <string.h>

typedef char *(*text_function)(const char *text);

static amont_encoding_count count_layer(const amont_layer *layer) {
    amont_encoding_count count = {0, 0, false};
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *column = layer->columns->pdata[i];
        amont_encoding_add(&count, column->name, strlen(column->name));
        for (size_t row = 0; column->texts && row < layer->n_rows; row++)
            if (column->texts[row])
                amont_encoding_add(&count, column->texts[row], strlen(column->texts[row]));
    }
    return count;
}

static char *decode_cp1252(const char *text) {
    return amont_text_decode(text, strlen(text), AMONT_ENCODING_CP1252, NULL);
}

static void replace_name(amont_column *column, text_function decode) {
    char *decoded = decode(column->name);
    if (!decoded)
        return;
    g_free(column->name);
    column->name = decoded;
}

static void replace_all(amont_layer *layer, text_function decode) {
    amont_layer_drop_cells(layer);
    for (guint i = 0; i < layer->columns->len; i++) {
        amont_column *column = layer->columns->pdata[i];
        replace_name(column, decode);
        for (size_t row = 0; column->texts && row < layer->n_rows; row++) {
            g_autofree char *decoded = column->texts[row] ? decode(column->texts[row]) : NULL;
            if (decoded)
                amont_column_set_text(column, row, decoded);
        }
    }
}

static bool fail_damaged(const amont_layer *layer, const amont_source *source, GError **error) {
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *column = layer->columns->pdata[i];
        for (size_t row = 0; column->texts && row < layer->n_rows; row++)
            if (column->texts[row] && !g_utf8_validate(column->texts[row], -1, NULL))
                return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                                        "row %ld of '%s', column '%s', is not UTF-8",
                                        amont_layer_row(layer, row), amont_source_name(source),
                                        column->name);
    }
    return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                            "the names of the columns of '%s' are not UTF-8",
                            amont_source_name(source));
}

bool amont_texts_decode(amont_layer *layer, const amont_source *source, GError **error) {
    amont_encoding_count count = count_layer(layer);
    amont_encoding encoding = amont_encoding_judge(&count);
    if (encoding == AMONT_ENCODING_UTF8)
        return true;
    if (encoding != AMONT_ENCODING_CP1252)
        return fail_damaged(layer, source, error);
    replace_all(layer, decode_cp1252);
    amont_find(source->findings, AMONT_FINDING_ENCODING_CONVERTED, amont_source_name(source), 0,
               "%s", amont_encoding_name(encoding));
    return true;
}

/* ---- encoded twice ------------------------------------------------------------------------- */

/* 1: shown; 0: ASCII, which shows nothing; -1: shown to be otherwise. */
static int shows_twice(const char *text) {
    if (!text || g_str_is_ascii(text))
        return 0;
    g_autofree char *undone = amont_text_undo_twice(text);
    return undone ? 1 : -1;
}

typedef struct verdict {
    bool any, otherwise;
} verdict;

static bool judge(void *data, const char *text) {
    verdict *v = data;
    int shown = shows_twice(text);
    v->any |= shown > 0;
    v->otherwise |= shown < 0;
    return !v->otherwise;
}

/* Need columns be asked for? */
static bool can_be_twice(const amont_layer *layer) {
    verdict v = {false, false};
    if (layer->cells)
        amont_cells_look_beyond_ascii(layer->cells, judge, &v);
    return !layer->cells || (v.any && !v.otherwise);
}

static bool is_twice(const amont_layer *layer, const char **example, long *example_row) {
    if (!can_be_twice(layer))
        return false;
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *column = amont_layer_column_at(layer, i);
        if (shows_twice(column->name) < 0)
            return false;
        for (size_t row = 0; column->texts && row < layer->n_rows; row++) {
            int shown = shows_twice(column->texts[row]);
            if (shown < 0)
                return false;
            if (shown > 0 && !*example) {
                *example = column->texts[row];
                *example_row = amont_layer_row(layer, row);
            }
        }
    }
    return *example != NULL;
}

void amont_texts_undo_twice(amont_layer *layer, const amont_source *source) {
    const char *example = NULL;
    long row = 0;
    if (!is_twice(layer, &example, &row))
        return;
    amont_find(source->findings, AMONT_FINDING_ENCODING_TWICE, amont_source_name(source), row, "%s",
               example);
    replace_all(layer, amont_text_undo_twice);
}
