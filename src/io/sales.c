/* Sales: the rows of a file, grouped by what identifies a sale. One sale may take several rows, one
 * for each dwelling, annexe and parcel, that all repeat its price: sums over rows would count it as
 * often. The rows of a sale need not stand together. */
#include "io/loaders/match.h"
#include "io/opening.h"
#include "io/source.h"

#include <math.h>
#include <string.h>

/* Identifiers are compared without the blanks around them, where they stand. */
static const char *trimmed(const char *text, size_t *length) {
    while (g_ascii_isspace(*text))
        text++;
    *length = strlen(text);
    while (*length > 0 && g_ascii_isspace(text[*length - 1]))
        --*length;
    return text;
}

static guint hash_id(gconstpointer id) {
    size_t length = 0;
    const char *text = trimmed(id, &length);
    guint hash = 5381; /* D. J. Bernstein's, as g_str_hash */
    for (size_t i = 0; i < length; i++)
        hash = hash * 33 + (guchar)text[i];
    return hash;
}

static gboolean are_equal_ids(gconstpointer a, gconstpointer b) {
    size_t length = 0, other = 0;
    const char *s = trimmed(a, &length), *t = trimmed(b, &other);
    return length == other && memcmp(s, t, length) == 0;
}

/* NULL where missing or blank. Identifiers that are numbers become texts, which `made` keeps. */
static const char *id_at(const amont_column *ids, size_t row, GPtrArray *made) {
    size_t length = 0;
    if (ids->type == AMONT_COLUMN_TEXT) {
        const char *text = ids->texts[row];
        return text && (trimmed(text, &length), length > 0) ? text : NULL;
    }
    char *text = amont_cell_text(ids, row);
    if (text)
        g_ptr_array_add(made, text);
    return text;
}

/* A row that no identifier ties to others is a sale of its own. */
static void group_rows(const amont_opening *opening, amont_sales *sales, const amont_column *ids) {
    g_autoptr(GHashTable) known = g_hash_table_new(hash_id, are_equal_ids);
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    const amont_layer *layer = sales->layer;
    sales->sale_of_row = g_new(size_t, layer->n_rows);
    for (size_t row = 0; row < layer->n_rows; row++) {
        const char *id = id_at(ids, row, made);
        size_t sale = id ? GPOINTER_TO_SIZE(g_hash_table_lookup(known, id)) : 0;
        sales->sale_of_row[row] = (sale ? sale : ++sales->n_sales) - 1;
        if (id && !sale) /* NOLINTNEXTLINE(performance-no-int-to-ptr): GLib's numbers in tables */
            g_hash_table_insert(known, (char *)id, GSIZE_TO_POINTER(sales->n_sales));
        else if (!id)
            amont_find(opening->findings, AMONT_FINDING_SALE_UNIDENTIFIED, layer->path,
                       amont_layer_row(layer, row), "%s", ids->name);
    }
}

static bool differ(double a, double b) {
    return isnan(a) != isnan(b) || (!isnan(a) && a != b);
}

/* Each sale is told once, at the first row that disagrees with the row before it. */
static void compare_prices(const amont_opening *opening, const amont_sales *sales,
                           const amont_column *ids, const amont_column *prices) {
    g_autofree double *price = g_new(double, sales->n_sales);
    g_autofree bool *seen = g_new0(bool, sales->n_sales), *told = g_new0(bool, sales->n_sales);
    for (size_t row = 0; row < sales->layer->n_rows; row++) {
        size_t sale = sales->sale_of_row[row];
        double value = amont_column_number(prices, row, NULL);
        if (seen[sale] && !told[sale] && differ(value, price[sale])) {
            g_autofree char *id = amont_cell_text(ids, row);
            told[sale] = true;
            amont_find(opening->findings, AMONT_FINDING_SALE_PRICES, sales->layer->path,
                       amont_layer_row(sales->layer, row), "%s %s", id, prices->name);
        }
        seen[sale] = true;
        price[sale] = value;
    }
}

/* ---- as a stream --------------------------------------------------------------------------- */

/* Rows that are sales: of each, the first row that the filter keeps has its figures, the first that
 * has one its place. */
typedef struct sales_stream {
    amont_stream stream;
    const amont_sales *sales;
    amont_source source;
    char *path;
} sales_stream;

static void free_stream(amont_stream *stream) {
    sales_stream *s = (sales_stream *)stream;
    g_free(s->path);
    g_free(s);
}

/* The row of each sale, or SIZE_MAX, under the filter of the plan; and the row of its place. */
static bool choose_rows(const sales_stream *s, const amont_stream_plan *plan, size_t *row_of,
                        size_t *place_of, GError **error) {
    const char *where = plan->where;
    amont_source source = s->source;
    if (plan->entry)
        source.entry = plan->entry;
    const amont_sales *sales = s->sales;
    size_t n_rows = sales->layer->n_rows;
    g_autofree bool *kept = where ? g_new0(bool, n_rows + 1) : NULL;
    if (kept && !amont_layer_match(sales->layer, &source, where, kept, error))
        return false;
    for (size_t sale = 0; sale < sales->n_sales; sale++)
        row_of[sale] = place_of[sale] = SIZE_MAX;
    for (size_t row = 0; row < n_rows; row++) {
        size_t sale = sales->sale_of_row[row];
        if (kept && !kept[row])
            continue;
        if (row_of[sale] == SIZE_MAX)
            row_of[sale] = row;
        if (place_of[sale] == SIZE_MAX && !isnan(sales->x[row]))
            place_of[sale] = row;
    }
    return true;
}

static double read_figure(const amont_layer *layer, const amont_column *column, size_t row,
                          amont_findings *findings) {
    bool bad = false;
    double number = amont_column_number(column, row, &bad);
    if (bad)
        amont_find_in(findings, AMONT_FINDING_VALUE_NOT_NUMBER, layer->path,
                      amont_layer_row(layer, row), column->name, "'%s'", column->texts[row]);
    return number;
}

static const char *read_text(const amont_layer *layer, const char *name, size_t row) {
    const amont_column *column = amont_layer_column(layer, name);
    return column->type == AMONT_COLUMN_TEXT ? column->texts[row] : NULL;
}

static void take_sales(const sales_stream *s, const amont_stream_plan *plan, const size_t *row_of,
                       const size_t *place_of, amont_batch *batch) {
    const amont_sales *sales = s->sales;
    g_autofree const amont_column **columns = g_new(const amont_column *, plan->n_columns + 1);
    for (size_t c = 0; c < plan->n_columns; c++)
        columns[c] = amont_layer_column(sales->layer, plan->columns[c]);
    for (size_t sale = 0; sale < sales->n_sales; sale++) {
        if (row_of[sale] == SIZE_MAX)
            continue;
        size_t i = batch->n++, place = place_of[sale];
        batch->x[i] = place == SIZE_MAX ? NAN : sales->x[place];
        batch->y[i] = place == SIZE_MAX ? NAN : sales->y[place];
        for (size_t c = 0; c < plan->n_columns; c++)
            batch->numbers[c][i] =
                read_figure(sales->layer, columns[c], row_of[sale], plan->findings);
        for (size_t c = 0; c < plan->n_texts; c++)
            batch->texts[c][i] = read_text(sales->layer, plan->texts[c], row_of[sale]);
        if (batch->n < AMONT_BATCH_ROWS)
            continue;
        plan->take(plan->data, 0, batch);
        batch->n = 0;
    }
    if (batch->n > 0)
        plan->take(plan->data, 0, batch);
}

static bool run(amont_stream *stream, const amont_stream_plan *plan, GError **error) {
    const sales_stream *s = (const sales_stream *)stream;
    g_autofree size_t *row_of = g_new(size_t, s->sales->n_sales + 1);
    g_autofree size_t *place_of = g_new(size_t, s->sales->n_sales + 1);
    if (!choose_rows(s, plan, row_of, place_of, error))
        return false;
    amont_batch *batch = amont_batch_new(plan);
    take_sales(s, plan, row_of, place_of, batch);
    amont_batch_free(batch, plan);
    return true;
}

static bool add_stream(const amont_opening *opening, const amont_sales *sales,
                       const amont_source *source, GError **error) {
    sales_stream *s = g_new0(sales_stream, 1);
    s->sales = sales;
    s->path = g_strdup(source->path);
    s->source = *source;
    s->source.path = s->path;
    s->stream = (amont_stream){.head = sales->layer, .run = run, .free = free_stream};
    amont_points *points = g_new0(amont_points, 1);
    points->spec = sales->spec;
    points->stream = &s->stream;
    points->crs = amont_crs_new(amont_crs_definition(opening->layers->crs), error);
    g_ptr_array_add(opening->layers->points, points);
    return points->crs != NULL;
}

bool amont_open_sales(const amont_opening *opening, const amont_layer_spec *spec, GError **error) {
    amont_sales *sales = g_new0(amont_sales, 1);
    sales->spec = spec;
    g_ptr_array_add(opening->layers->sales, sales);
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    g_autofree char *stated_crs = NULL;
    amont_source source = amont_opening_source(opening, spec, path);
    sales->layer = amont_source_read(&source, &stated_crs, error);
    if (!sales->layer)
        return false;
    const amont_column *ids =
        amont_column_resolve(sales->layer, &spec->entry, "id", spec->id, AMONT_ROLE_ID, error);
    g_auto(amont_positions) positions = {NULL, NULL, NULL};
    if (!ids || !amont_positions_read(opening, spec, &source, sales->layer, stated_crs, ids,
                                      AMONT_FINDING_SALE_NO_POSITION, &positions, error))
        return false;
    sales->x = g_steal_pointer(&positions.x);
    sales->y = g_steal_pointer(&positions.y);
    group_rows(opening, sales, ids);
    const amont_column *prices = amont_layer_column(sales->layer, "valeur_fonciere");
    if (prices)
        compare_prices(opening, sales, ids, prices);
    return add_stream(opening, sales, &source, error);
}
