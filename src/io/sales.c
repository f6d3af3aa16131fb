/* Sales: the rows of a file, grouped by what identifies a sale. One sale may take several rows, one
 * for each dwelling, annexe and parcel, that all repeat its price: sums over rows would count it as
 * often. The rows of a sale need not stand together. */
#include "io/opening.h"

#include <math.h>

/* A row that no identifier ties to others is a sale of its own. */
static void group_rows(const amont_opening *opening, amont_sales *sales, const amont_column *ids) {
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const amont_layer *layer = sales->layer;
    sales->sale_of_row = g_new(size_t, layer->n_rows);
    for (size_t row = 0; row < layer->n_rows; row++) {
        char *id = amont_cell_text(ids, row);
        size_t sale = id ? GPOINTER_TO_SIZE(g_hash_table_lookup(known, id)) : 0;
        if (!sale)
            sale = ++sales->n_sales;
        sales->sale_of_row[row] = sale - 1;
        if (id) /* NOLINTNEXTLINE(performance-no-int-to-ptr): how GLib keeps numbers in tables */
            g_hash_table_insert(known, id, GSIZE_TO_POINTER(sale));
        else
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

bool amont_open_sales(const amont_opening *opening, const amont_layer_spec *spec, GError **error) {
    amont_sales *sales = g_new0(amont_sales, 1);
    sales->spec = spec;
    g_ptr_array_add(opening->layers->sales, sales);
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    g_autofree char *stated_crs = NULL;
    amont_source source = {.reader = opening->reader,
                           .entry = &spec->entry,
                           .key = "source",
                           .path = path,
                           .layer = spec->layer,
                           .where = spec->where,
                           .findings = opening->findings};
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
    return true;
}
