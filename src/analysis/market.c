/* From the rows of DVF to sales with a price per square metre: rule set A of amont/market.h. */
#include "analysis/market.h"

#include <math.h>
#include <string.h>

/* ---- columns ------------------------------------------------------------------------------- */

typedef enum column_id {
    DATE,
    NATURE,
    TYPE,
    PRICE,
    SURFACE,
    NEEDED, /* the columns above must be there */
    COMMUNE = NEEDED,
    PARCEL,
    DEPARTMENT,
    TYPE_NAME,
    CULTURE,
    CULTURE_SPECIAL,
    LAND_SURFACE,
    COLUMNS
} column_id;

static const char *const titles[COLUMNS] = {
    [DATE] = "date_mutation",
    [NATURE] = "nature_mutation",
    [TYPE] = "code_type_local",
    [PRICE] = "valeur_fonciere",
    [SURFACE] = "surface_reelle_bati",
    [COMMUNE] = "code_commune",
    [PARCEL] = "id_parcelle",
    [DEPARTMENT] = "code_departement",
    [TYPE_NAME] = "type_local",
    [CULTURE] = "code_nature_culture",
    [CULTURE_SPECIAL] = "code_nature_culture_speciale",
    [LAND_SURFACE] = "surface_terrain",
};

/* What the open statistics read of a row, besides the identifier of its mutation. */
static const column_id compared[] = {DATE,    NATURE, TYPE,       PRICE,     SURFACE,
                                     COMMUNE, PARCEL, DEPARTMENT, TYPE_NAME, COLUMNS};
/* What tells one piece of land from another. */
static const column_id compared_of_land[] = {PARCEL, CULTURE, CULTURE_SPECIAL, LAND_SURFACE,
                                             COLUMNS};

typedef enum nature { SALE, VEFA, AUCTION, BUILDING_LAND, OTHER } nature;

static const char *const natures[OTHER] = {
    [SALE] = "Vente",
    [VEFA] = "Vente en l'état futur d'achèvement",
    [AUCTION] = "Adjudication",
    [BUILDING_LAND] = "Vente terrain à bâtir",
};

/* A layer as it is read. */
typedef struct rows {
    const amont_sales *sales;
    amont_market *market;
    const amont_column *columns[COLUMNS];
    const amont_column *ids;
    GHashTable *nature_of; /* cell -> nature + 1 */
    int first_month, last_month;
} rows;

static bool find_columns(rows *r) {
    const amont_layer *layer = r->sales->layer;
    for (int c = 0; c < COLUMNS; c++) {
        r->columns[c] = amont_layer_column_like(layer, titles[c]);
        if (!r->columns[c] && c < NEEDED) {
            r->market->lacks = titles[c];
            return false;
        }
    }
    const char *id = r->sales->spec->id;
    if (!id)
        id = amont_known_column(amont_known_find(layer), layer, AMONT_ROLE_ID);
    r->ids = amont_layer_column(layer, id);
    return true;
}

/* ---- cells --------------------------------------------------------------------------------- */

static nature recognise(const char *written) {
    g_autofree char *folded = amont_name_fold(written);
    for (int k = 0; k < OTHER; k++) {
        g_autofree char *known = amont_name_fold(natures[k]);
        if (strcmp(folded, known) == 0)
            return (nature)k;
    }
    return OTHER;
}

/* Cells repeat a few words: each is compared once. */
static nature nature_at(const rows *r, size_t row) {
    g_autofree char *cell = amont_cell_text(r->columns[NATURE], row);
    if (!cell)
        return OTHER;
    size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(r->nature_of, cell));
    if (!found) {
        found = (size_t)recognise(cell) + 1;
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): how GLib keeps numbers in tables */
        g_hash_table_insert(r->nature_of, g_steal_pointer(&cell), GSIZE_TO_POINTER(found));
    }
    return (nature)(found - 1);
}

static bool property_at(const rows *r, size_t row, amont_property *property) {
    double code = amont_column_number(r->columns[TYPE], row, NULL);
    *property = code == 1   ? AMONT_PROPERTY_HOUSE
                : code == 2 ? AMONT_PROPERTY_FLAT
                            : AMONT_PROPERTY_PREMISES;
    return code == 1 || code == 2 || code == 4;
}

static bool date_at(const rows *r, size_t row, amont_date *date) {
    g_autofree char *text = amont_cell_text(r->columns[DATE], row);
    return amont_date_read(text, date);
}

static bool has_id(const rows *r, size_t row) {
    g_autofree char *id = amont_cell_text(r->ids, row);
    return id != NULL;
}

/* ---- rows that repeat one another ---------------------------------------------------------- */

static void append_cell(GString *key, const amont_column *column, size_t row) {
    g_autofree char *text = amont_cell_text(column, row);
    double number = column ? amont_column_number(column, row, NULL) : NAN;
    if (text && isfinite(number)) /* 50 and 50.0 are the same */
        g_string_append_printf(key, "%.17g", number);
    else if (text)
        g_string_append(key, text);
    g_string_append_c(key, '\n');
}

/* Whether no earlier row of the same mutation has the same cells. */
static bool is_new(const rows *r, GHashTable *seen, const column_id *cells, size_t row) {
    GString *key = g_string_new(NULL);
    g_string_printf(key, "%zu\n", r->sales->sale_of_row[row]);
    for (; *cells != COLUMNS; cells++)
        append_cell(key, r->columns[*cells], row);
    return g_hash_table_add(seen, g_string_free(key, FALSE));
}

static GHashTable *new_set(void) {
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* ---- mutations ----------------------------------------------------------------------------- */

/* What the rows of a mutation come to. Rows are SIZE_MAX where there is none. */
typedef struct mutation {
    size_t n_properties; /* after steps 1 to 3 */
    size_t property_row; /* the last of them */
    size_t dwelling_row; /* the first with a house or a flat, after step 2 */
    size_t land_row;     /* the first of a sale of building land */
    size_t place_row;    /* the first with a place */
    bool is_built;       /* something stands on it, whatever its nature */
    double land_m2;      /* NaN where the surface of a piece is not known */
} mutation;

static mutation *new_mutations(size_t n) {
    mutation *mutations = g_new0(mutation, n + 1);
    for (size_t i = 0; i < n; i++)
        mutations[i].property_row = mutations[i].dwelling_row = mutations[i].land_row =
            mutations[i].place_row = SIZE_MAX;
    return mutations;
}

static void keep_first(size_t *kept, size_t row) {
    if (*kept == SIZE_MAX)
        *kept = row;
}

static void add_property(const rows *r, GHashTable *seen, mutation *m, size_t row) {
    amont_property property;
    if (!property_at(r, row, &property))
        return;
    m->is_built = true;
    if (nature_at(r, row) > AUCTION)
        return;
    if (property != AMONT_PROPERTY_PREMISES)
        keep_first(&m->dwelling_row, row);
    if (!is_new(r, seen, compared, row))
        return;
    m->n_properties++;
    m->property_row = row;
}

static void add_land(const rows *r, GHashTable *seen, mutation *m, size_t row) {
    if (nature_at(r, row) != BUILDING_LAND || !r->columns[LAND_SURFACE] ||
        !is_new(r, seen, compared_of_land, row))
        return;
    keep_first(&m->land_row, row);
    m->land_m2 += amont_column_number(r->columns[LAND_SURFACE], row, NULL);
}

static void add_month(rows *r, size_t row) {
    amont_date date;
    if (!date_at(r, row, &date))
        return;
    int month = date.year * 12 + date.month - 1;
    r->first_month = r->first_month ? MIN(r->first_month, month) : month;
    r->last_month = MAX(r->last_month, month);
}

static mutation *gather(rows *r) {
    g_autoptr(GHashTable) properties = new_set(), pieces = new_set();
    mutation *mutations = new_mutations(r->sales->n_sales);
    for (size_t row = 0; row < r->sales->layer->n_rows; row++) {
        mutation *m = &mutations[r->sales->sale_of_row[row]];
        if (!isnan(r->sales->x[row]))
            keep_first(&m->place_row, row);
        add_property(r, properties, m, row);
        add_land(r, pieces, m, row);
        add_month(r, row);
    }
    return mutations;
}

/* ---- sales --------------------------------------------------------------------------------- */

static amont_sale sale_of(const rows *r, const mutation *m, size_t row) {
    amont_date date = {0, 0, 0};
    if (!date_at(r, row, &date))
        date.year = 0;
    g_autofree char *commune = amont_cell_text(r->columns[COMMUNE], row);
    size_t place = isnan(r->sales->x[row]) ? m->place_row : row;
    return (amont_sale){
        .sales = r->sales,
        .row = row,
        .is_vefa = nature_at(r, row) == VEFA,
        .year = date.year,
        .commune = commune ? g_string_chunk_insert_const(r->market->texts, commune) : NULL,
        .price = amont_column_number(r->columns[PRICE], row, NULL),
        .surface = amont_column_number(r->columns[SURFACE], row, NULL),
        .x = place == SIZE_MAX ? NAN : r->sales->x[place],
        .y = place == SIZE_MAX ? NAN : r->sales->y[place],
    };
}

static void take_property(const rows *r, const mutation *m) {
    if (m->n_properties != 1 || !has_id(r, m->property_row))
        return;
    amont_sale sale = sale_of(r, m, m->property_row);
    property_at(r, m->property_row, &sale.property);
    sale.per_m2 = sale.price / sale.surface;
    if (isfinite(sale.per_m2) && sale.per_m2 < 100000)
        g_array_append_val(r->market->sales, sale);
}

static void take_dwelling(const rows *r, const mutation *m) {
    if (m->dwelling_row == SIZE_MAX)
        return;
    amont_sale sale = sale_of(r, m, m->dwelling_row);
    property_at(r, m->dwelling_row, &sale.property);
    sale.per_m2 = NAN;
    g_array_append_val(r->market->dwellings, sale);
}

static void take_land(const rows *r, const mutation *m) {
    if (m->land_row == SIZE_MAX || m->is_built)
        return;
    amont_sale sale = sale_of(r, m, m->land_row);
    sale.property = AMONT_PROPERTY_LAND;
    sale.surface = m->land_m2;
    sale.per_m2 = sale.price / sale.surface;
    if (isfinite(sale.per_m2))
        g_array_append_val(r->market->land, sale);
}

static void read_rows(rows *r) {
    r->nature_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree mutation *mutations = gather(r);
    for (size_t i = 0; i < r->sales->n_sales; i++) {
        take_property(r, &mutations[i]);
        take_dwelling(r, &mutations[i]);
        take_land(r, &mutations[i]);
    }
    g_hash_table_unref(r->nature_of);
}

/* ---- the market ---------------------------------------------------------------------------- */

static void set_period(amont_market *market, int first, int last) {
    market->first_year = first / 12;
    market->last_year = last / 12;
    market->years = last ? (last - first + 1) / 12.0 : 0;
}

amont_market *amont_market_new(const amont_layers *layers) {
    amont_market *market = g_new0(amont_market, 1);
    market->sales = g_array_new(FALSE, FALSE, sizeof(amont_sale));
    market->land = g_array_new(FALSE, FALSE, sizeof(amont_sale));
    market->dwellings = g_array_new(FALSE, FALSE, sizeof(amont_sale));
    market->layers = g_ptr_array_new();
    market->texts = g_string_chunk_new(256);
    int first = 0, last = 0;
    for (guint i = 0; i < layers->sales->len; i++) {
        rows r = {.sales = layers->sales->pdata[i],
                  .market = market,
                  .first_month = first,
                  .last_month = last};
        if (!find_columns(&r))
            continue;
        g_ptr_array_add(market->layers, layers->sales->pdata[i]);
        read_rows(&r);
        first = r.first_month;
        last = r.last_month;
    }
    if (market->layers->len > 0)
        market->lacks = NULL;
    set_period(market, first, last);
    amont_market_mark_usual(market->sales);
    return market;
}

void amont_market_free(amont_market *market) {
    if (!market)
        return;
    g_array_unref(market->sales);
    g_array_unref(market->land);
    g_array_unref(market->dwellings);
    g_ptr_array_unref(market->layers);
    g_string_chunk_free(market->texts);
    g_free(market);
}
