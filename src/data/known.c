/* Known data sets: a layer is compared with the columns each needs. Figures are families of
 * columns, one for each year, told by a pattern. */
#include "data/known.h"

#include "amont/quantity.h"

#include <string.h>

static const char *column_like(const amont_layer *layer, const char *pattern) {
    char digits[AMONT_TITLE_DIGITS + 1];
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *column = layer->columns->pdata[i];
        if (amont_title_matches(pattern, column->name, digits))
            return column->name;
    }
    return NULL;
}

static bool has_all(const amont_known *known, const amont_layer *layer) {
    for (size_t i = 0; i < AMONT_KNOWN_NEEDS && known->needs[i]; i++)
        if (!column_like(layer, known->needs[i]))
            return false;
    return true;
}

const amont_known *amont_known_find(const amont_layer *layer) {
    for (size_t i = 0; i < amont_known_n_sets; i++)
        if (has_all(&amont_known_sets[i], layer))
            return &amont_known_sets[i];
    return &amont_known_nameless;
}

const amont_known *amont_known_catalogue(size_t index) {
    return index < amont_known_n_sets ? &amont_known_sets[index] : NULL;
}

const char *amont_known_id(const amont_known *known) {
    return known->id;
}

const char *amont_known_title(const amont_known *known) {
    return known->title;
}

const char *amont_known_crs(const amont_known *known) {
    return known->crs;
}

const char *amont_known_column(const amont_known *known, const amont_layer *layer,
                               amont_role role) {
    const char *const *spellings = known->roles[role];
    for (size_t i = 0; i < AMONT_KNOWN_SPELLINGS && spellings[i]; i++) {
        const char *column = column_like(layer, spellings[i]);
        if (column)
            return column;
    }
    return NULL;
}

/* ---- figures ------------------------------------------------------------------------------- */

static void append_year(GString *text, const char *digits) {
    g_string_append_printf(text, "%d", amont_year_of_digits(digits));
}

/* $0: all digits as they are; $1, $2: a year in full. */
static char *fill_in(const char *form, const char *digits) {
    GString *text = g_string_new(NULL);
    for (const char *c = form; *c; c++) {
        if (*c != '$') {
            g_string_append_c(text, *c);
            continue;
        }
        c++;
        if (*c == '0')
            g_string_append(text, digits);
        else
            append_year(text, digits + (*c == '2' ? 2 : 0));
    }
    return g_string_free(text, FALSE);
}

bool amont_known_describe(const amont_known *known, const char *column, amont_language language,
                          char **label, char **unit) {
    char digits[AMONT_TITLE_DIGITS + 1];
    for (size_t i = 0; i < known->n_figures; i++) {
        const amont_known_figure *figure = &known->figures[i];
        if (!amont_title_matches(figure->pattern, column, digits))
            continue;
        *label = fill_in(figure->label[language], digits);
        *unit = g_strdup(figure->unit[language]);
        return true;
    }
    return false;
}

/* ---- one row a zone ------------------------------------------------------------------------ */

typedef struct widening {
    const amont_layer *from;
    const amont_column *code, *year, *total;
    size_t *row_of; /* row of `from` -> row of the result, or LEFT_OUT */
    size_t n;
} widening;

#define LEFT_OUT ((size_t)-1)

static char *cell(const amont_column *column, size_t row) {
    char *text = column ? amont_column_text(column, row) : NULL;
    return text ? g_strstrip(text) : NULL;
}

static bool is_total(const widening *w, const amont_known *known, size_t row) {
    g_autofree char *text = cell(w->total, row);
    return !w->total || (text && g_ascii_strcasecmp(text, known->total) == 0);
}

/* One row of the result for each code, in the order of their first rows. */
static void list_codes(widening *w, const amont_known *known, GArray *repeated) {
    g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t row = 0; row < w->from->n_rows; row++) {
        g_autofree char *code = cell(w->code, row), *year = cell(w->year, row);
        w->row_of[row] = LEFT_OUT;
        if (!code || !year || !is_total(w, known, row))
            continue;
        if (!g_hash_table_add(seen, g_strconcat(code, "\n", year, NULL))) {
            if (repeated)
                g_array_append_val(repeated, row);
            continue;
        }
        size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(rows, code));
        if (!found) {
            found = ++w->n;
            /* NOLINTNEXTLINE(performance-no-int-to-ptr): how GLib keeps numbers in tables */
            g_hash_table_insert(rows, g_steal_pointer(&code), GSIZE_TO_POINTER(found));
        }
        w->row_of[row] = found - 1;
    }
}

static amont_column *column_of_year(amont_layer *wide, const amont_column *figure,
                                    const char *year) {
    g_autofree char *name = g_strdup_printf("%s_%s", figure->name, year);
    amont_column *column = amont_layer_column(wide, name);
    return column ? column : amont_layer_add_column(wide, name, AMONT_COLUMN_TEXT);
}

static void spread(const widening *w, const amont_column *figure, amont_layer *wide) {
    for (size_t row = 0; row < w->from->n_rows; row++) {
        if (w->row_of[row] == LEFT_OUT)
            continue;
        g_autofree char *text = amont_column_text(figure, row), *year = cell(w->year, row);
        amont_column_set_text(column_of_year(wide, figure, year), w->row_of[row], text);
    }
}

static void copy_codes(const widening *w, amont_layer *wide) {
    amont_column *codes = amont_layer_add_column(wide, w->code->name, AMONT_COLUMN_TEXT);
    wide->lines = g_new0(long, w->n);
    for (size_t row = w->from->n_rows; row-- > 0;) { /* so that the first row is kept */
        if (w->row_of[row] == LEFT_OUT)
            continue;
        g_autofree char *code = cell(w->code, row);
        amont_column_set_text(codes, w->row_of[row], code);
        wide->lines[w->row_of[row]] = amont_layer_row(w->from, row);
    }
}

amont_layer *amont_known_widen(const amont_known *known, const amont_layer *layer,
                               GArray *repeated) {
    if (!known->year_column)
        return NULL;
    const char *code = amont_known_column(known, layer, AMONT_ROLE_CODE);
    g_autofree size_t *row_of = g_new(size_t, layer->n_rows);
    widening w = {.from = layer,
                  .code = amont_layer_column(layer, code),
                  .year = amont_layer_column(layer, column_like(layer, known->year_column)),
                  .total = amont_layer_column(layer, column_like(layer, known->total_column)),
                  .row_of = row_of};
    list_codes(&w, known, repeated);
    amont_layer *wide = amont_layer_new(layer->path, w.n);
    copy_codes(&w, wide);
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *figure = amont_layer_column_at(layer, i);
        if (figure != w.code && figure != w.year && figure != w.total)
            spread(&w, figure, wide);
    }
    amont_layer_learn_dialects(wide);
    return wide;
}
