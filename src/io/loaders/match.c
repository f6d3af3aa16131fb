/* GDAL's columns have one type, but a filter may take a column for texts here and for numbers
 * there. So the numbers are a column of their own, and the filter is written anew with its name
 * where numbers are meant. */
#include "io/loaders/match.h"

#include "base/blank.h"
#include "io/loaders/filter.h"
#include "io/loaders/vector.h"
#include "io/source.h"

#include <math.h>
#include <string.h>

/* ---- numbers ------------------------------------------------------------------------------- */

static bool is_code(const char *text) {
    text = amont_blank_skip(text);
    text += *text == '-';
    return text[0] == '0' && g_ascii_isdigit(text[1]);
}

static void read_numbers(const amont_layer *layer, amont_asked *asked) {
    const amont_column *column = amont_layer_column_at(layer, asked->column);
    const char *const *texts = (const char *const *)column->texts;
    asked->dialect =
        amont_dialect_complete(amont_column_dialect(texts, layer->n_rows), column->dialect);
    asked->numbers = g_new(double, layer->n_rows + 1);
    asked->bad = asked->code = SIZE_MAX;
    for (size_t row = 0; row < layer->n_rows; row++) {
        amont_reading reading = amont_number_read(texts[row], asked->dialect, &asked->numbers[row]);
        if (reading == AMONT_READ_NUMBER && is_code(texts[row]))
            asked->code = MIN(asked->code, row);
        else if (reading == AMONT_READ_WRONG || reading == AMONT_READ_AMBIGUOUS)
            asked->bad = MIN(asked->bad, row);
    }
    asked->is_usable = asked->bad == SIZE_MAX && asked->code == SIZE_MAX;
}

static amont_asked *find_asked(const amont_matching *m, guint column) {
    for (guint i = 0; i < m->asked->len; i++) {
        amont_asked *asked = &g_array_index(m->asked, amont_asked, i);
        if (asked->column == column)
            return asked;
    }
    return NULL;
}

/* A name that no column has. */
static char *name_numbers(const amont_layer *layer, guint column) {
    char *name = g_strdup(((const amont_column *)layer->columns->pdata[column])->name);
    do {
        char *longer = g_strconcat(name, " #", NULL);
        g_free(name);
        name = longer;
    } while (amont_layer_column_like(layer, name));
    return name;
}

static void ask(amont_matching *m, const amont_layer *layer, const GArray *uses) {
    for (guint i = 0; i < uses->len; i++) {
        const amont_filter_use *use = &g_array_index(uses, amont_filter_use, i);
        amont_asked *known = find_asked(m, use->column);
        if (known) {
            known->is_compared = known->is_compared || !use->is_cast;
            continue;
        }
        amont_asked asked = {.column = use->column,
                             .name = name_numbers(layer, use->column),
                             .is_compared = !use->is_cast};
        read_numbers(layer, &asked);
        g_array_append_val(m->asked, asked);
    }
}

/* ---- the filter ---------------------------------------------------------------------------- */

/* Without quotes in the name, which GDAL's filters cannot well have. */
static bool can_be_written(const amont_asked *asked, const amont_filter_use *use) {
    return (asked->is_usable || use->is_cast) && !strpbrk(asked->name, "\"\\");
}

static char *write_anew(const amont_matching *m, const char *filter, const GArray *uses) {
    GString *written = g_string_new(NULL);
    size_t at = 0;
    for (guint i = 0; i < uses->len; i++) {
        const amont_filter_use *use = &g_array_index(uses, amont_filter_use, i);
        const amont_asked *asked = find_asked(m, use->column);
        if (!can_be_written(asked, use))
            continue;
        g_string_append_len(written, filter + at, (gssize)(use->start - at));
        g_string_append_printf(written, "\"%s\"", asked->name);
        at = use->start + use->length;
    }
    g_string_append(written, filter + at);
    return g_string_free(written, FALSE);
}

static void clear_asked(void *item) {
    amont_asked *asked = item;
    g_free(asked->name);
    g_free(asked->numbers);
}

amont_matching *amont_matching_new(const amont_layer *layer, const char *filter) {
    amont_matching *m = g_new0(amont_matching, 1);
    g_autoptr(GArray) uses = amont_filter_uses(filter, layer);
    m->asked = g_array_new(FALSE, FALSE, sizeof(amont_asked));
    g_array_set_clear_func(m->asked, clear_asked);
    ask(m, layer, uses);
    m->written = write_anew(m, filter, uses);
    return m;
}

void amont_matching_free(amont_matching *matching) {
    if (!matching)
        return;
    g_array_unref(matching->asked);
    g_free(matching->written);
    g_free(matching);
}

/* ---- matching ------------------------------------------------------------------------------ */

/* The columns that the filter names, and the numbers that it asks for. */
static amont_vector *make_table(const amont_layer *layer, const char *filter,
                                const amont_matching *m) {
    g_autoptr(GPtrArray) columns = g_ptr_array_new();
    g_autofree amont_column *numbers = g_new0(amont_column, m->asked->len + 1);
    for (guint i = 0; i < layer->columns->len; i++)
        if (amont_filter_names(filter, ((const amont_column *)layer->columns->pdata[i])->name))
            g_ptr_array_add(columns, amont_layer_column_at(layer, i));
    for (guint i = 0; i < m->asked->len; i++) {
        const amont_asked *asked = &g_array_index(m->asked, amont_asked, i);
        numbers[i] = (amont_column){
            .name = asked->name, .type = AMONT_COLUMN_NUMBER, .numbers = asked->numbers};
        g_ptr_array_add(columns, &numbers[i]);
    }
    return amont_vector_table((const amont_column *const *)columns->pdata, columns->len,
                              layer->n_rows);
}

/* What would be right of a filter that GDAL does not accept. */
static bool hint(const amont_layer *layer, const amont_matching *m, GError **error) {
    for (guint i = 0; i < m->asked->len; i++) {
        const amont_asked *asked = &g_array_index(m->asked, amont_asked, i);
        if (!asked->is_compared || asked->is_usable)
            continue;
        const amont_column *column = amont_layer_column_at(layer, asked->column);
        if (asked->bad != SIZE_MAX)
            amont_hint(error,
                       "'%s' is no number: row %ld of '%s'; 'CAST(%s AS float)' passes over it",
                       column->texts[asked->bad], amont_layer_row(layer, asked->bad), column->name,
                       column->name);
        else
            amont_hint(error, "'%s' holds codes, as '%s': write them in single quotes",
                       column->name, column->texts[asked->code]);
        return false;
    }
    amont_hint(error, "filters look like: departement = '94' AND population > 1000");
    return false;
}

/* What is cast without being a number is kept by no comparison. */
static void find_bad(const amont_layer *layer, const amont_source *source,
                     const amont_matching *m) {
    for (guint i = 0; i < m->asked->len; i++) {
        const amont_asked *asked = &g_array_index(m->asked, amont_asked, i);
        const amont_column *column = amont_layer_column_at(layer, asked->column);
        for (size_t row = asked->bad; row < layer->n_rows; row++) {
            double value = NAN;
            amont_reading reading = amont_number_read(column->texts[row], asked->dialect, &value);
            if (reading == AMONT_READ_WRONG || reading == AMONT_READ_AMBIGUOUS)
                amont_find_in(source->findings, AMONT_FINDING_VALUE_NOT_NUMBER,
                              amont_source_name(source), amont_layer_row(layer, row), column->name,
                              "'%s'", column->texts[row]);
        }
    }
}

static bool apply(const amont_layer *layer, const amont_source *source, const char *key,
                  const char *filter, const amont_matching *m, bool *matches, GError **error) {
    g_autoptr(amont_vector) table = make_table(layer, filter, m);
    if (!amont_vector_accepts(table, m->written) &&
        !amont_vector_filter(table, source, key, filter, error))
        return hint(layer, m, error);
    g_autoptr(GPtrArray) features = amont_vector_features(table, source, error);
    for (guint i = 0; features && i < features->len; i++)
        matches[OGR_F_GetFID(features->pdata[i]) - 1] = true;
    return features != NULL;
}

bool amont_rows_match(const amont_layer *layer, const amont_source *source, const char *key,
                      const char *filter, bool *matches, GError **error) {
    for (size_t row = 0; row < layer->n_rows; row++)
        matches[row] = filter == NULL;
    if (!filter)
        return true;
    g_autoptr(amont_matching) m = amont_matching_new(layer, filter);
    if (!apply(layer, source, key, filter, m, matches, error))
        return false;
    find_bad(layer, source, m);
    return true;
}

bool amont_layer_match(const amont_layer *layer, const amont_source *source, const char *filter,
                       bool *matches, GError **error) {
    return layer->cells
               ? amont_rows_match(layer, source, "where", filter, matches, error)
               : amont_source_match(source, filter, "where", matches, layer->n_rows, error);
}
