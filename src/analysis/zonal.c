/* Rows come in blocks; strips of a block go to the threads, each of which adds to states of its own
 * that are merged at the end. As all sums are exact, nothing depends on who did what. */
#include "analysis/zonal.h"

#include "amont/pool.h"
#include "amont/text.h"
#include "analysis/exact.h"

#include <stdatomic.h>
#include <string.h>

/* A strip has so many cells, or one row. */
#define STRIP_CELLS ((size_t)1 << 16)

static const double nothing = 1e-12; /* of a cell, as in cover.h */

/* Classes that an indicator asks for: numbers. */
typedef struct class_set {
    const GPtrArray *texts;
    double *values;
    size_t n;
} class_set;

/* Fractions of cells; whole ones are most. */
typedef struct tally {
    uint64_t whole;
    amont_exact parts;
} tally;

typedef struct group_state {
    tally cells;
    amont_exact sum;
    double least, most;
    uint64_t touched;
} group_state;

typedef struct state {
    group_state *groups;
    tally *classes; /* of group g and set s: classes[g * n_sets + s] */
    size_t n_unsettled;
    double *covered; /* of each cell of a strip, by all zones */
    amont_cover_view view;
} state;

struct amont_zonal {
    const amont_cells_layer *layer;
    const amont_level *level;
    bool in_study_crs;
    size_t n_groups, n_sets;
    class_set *sets;
    double *cells_of_zone;
    state total;
};

/* ---- adding -------------------------------------------------------------------------------- */

static void add_fraction(tally *t, double fraction) {
    if (fraction == 1)
        t->whole++;
    else
        amont_exact_add(&t->parts, fraction);
}

static bool holds(const class_set *set, double value) {
    for (size_t i = 0; i < set->n; i++)
        if (set->values[i] == value)
            return true;
    return false;
}

static void add_cell(const amont_zonal *zonal, state *s, size_t group, double fraction,
                     double value) {
    group_state *g = &s->groups[group];
    add_fraction(&g->cells, fraction);
    if (fraction == 1)
        amont_exact_add(&g->sum, value);
    else
        amont_exact_add_product(&g->sum, fraction, value);
    g->least = fmin(g->least, value);
    g->most = fmax(g->most, value);
    g->touched++;
    for (size_t i = 0; i < zonal->n_sets; i++)
        if (holds(&zonal->sets[i], value))
            add_fraction(&s->classes[group * zonal->n_sets + i], fraction);
}

static void settle(const amont_zonal *zonal, state *s) {
    for (size_t g = 0; g < zonal->n_groups; g++) {
        amont_exact_settle(&s->groups[g].cells.parts);
        amont_exact_settle(&s->groups[g].sum);
    }
    for (size_t i = 0; i < zonal->n_groups * zonal->n_sets; i++)
        amont_exact_settle(&s->classes[i].parts);
    s->n_unsettled = 0;
}

/* ---- strips -------------------------------------------------------------------------------- */

typedef struct run {
    const amont_zonal *zonal;
    const amont_cover *cover;
    unsigned n_workers;
    state *states;
    const amont_raster_rows *rows; /* of the block in hand */
    size_t strip_rows;
    atomic_size_t next; /* strip */
} run;

static void add_zone(const run *r, state *s, size_t zone, size_t first, size_t n) {
    const amont_zonal *zonal = r->zonal;
    size_t columns = zonal->layer->raster->lattice.columns;
    if (!amont_cover_rows(r->cover, zone, first, n, &s->view))
        return;
    for (size_t row = 0; row < s->view.n_rows; row++) {
        size_t in_strip = (s->view.first_row + row - first) * columns + s->view.first_column;
        const double *fractions = s->view.fraction + row * s->view.n_columns;
        const double *values = r->rows->values + (first - r->rows->first) * columns + in_strip;
        double *covered = s->covered + in_strip;
        for (size_t i = 0; i < s->view.n_columns; i++) {
            if (fractions[i] == 0)
                continue;
            covered[i] += fractions[i];
            if (!isnan(values[i]))
                add_cell(zonal, s, zone, fractions[i], values[i]);
        }
    }
}

static void add_strip(const run *r, state *s, size_t first, size_t n) {
    const amont_zonal *zonal = r->zonal;
    size_t n_cells = n * zonal->layer->raster->lattice.columns;
    const double *values =
        r->rows->values + (first - r->rows->first) * zonal->layer->raster->lattice.columns;
    memset(s->covered, 0, n_cells * sizeof(double));
    for (size_t zone = 0; zone < zonal->level->n; zone++)
        add_zone(r, s, zone, first, n);
    for (size_t i = 0; i < n_cells; i++) {
        if (isnan(values[i]))
            continue;
        double rest = 1 - s->covered[i];
        add_cell(zonal, s, AMONT_ZONAL_WHOLE(zonal->level), 1, values[i]);
        if (rest > nothing)
            add_cell(zonal, s, AMONT_ZONAL_OUTSIDE(zonal->level), rest, values[i]);
    }
    s->n_unsettled += 2 * n_cells; /* a product is two terms; zones may overlap, but for each cell
                                      every zone adds to its own sums */
    if (s->n_unsettled > AMONT_EXACT_TERMS / 2)
        settle(zonal, s);
}

static void work(size_t index, void *data) {
    run *r = data;
    for (;;) {
        size_t first = atomic_fetch_add(&r->next, 1) * r->strip_rows;
        if (first >= r->rows->n)
            break;
        add_strip(r, &r->states[index], r->rows->first + first,
                  MIN(r->strip_rows, r->rows->n - first));
    }
}

static void take(const amont_raster_rows *rows, void *data) {
    run *r = data;
    r->rows = rows;
    atomic_store(&r->next, 0);
    amont_pool_run(r->n_workers, r->n_workers, work, r);
}

/* ---- states -------------------------------------------------------------------------------- */

static void start_state(const amont_zonal *zonal, size_t n_cells, state *s) {
    *s = (state){.groups = g_new0(group_state, zonal->n_groups),
                 .classes = g_new0(tally, zonal->n_groups * zonal->n_sets + 1),
                 .covered = g_new(double, n_cells)};
    for (size_t g = 0; g < zonal->n_groups; g++) {
        s->groups[g].least = INFINITY;
        s->groups[g].most = -INFINITY;
    }
}

static void clear_state(state *s) {
    g_free(s->groups);
    g_free(s->classes);
    g_free(s->covered);
    amont_cover_view_clear(&s->view);
    *s = (state){NULL};
}

static void merge_tally(tally *into, const tally *from) {
    into->whole += from->whole;
    amont_exact_merge(&into->parts, &from->parts);
}

/* Takes all of `from`; both are settled. */
static void merge_state(const amont_zonal *zonal, state *into, const state *from) {
    for (size_t g = 0; g < zonal->n_groups; g++) {
        group_state *a = &into->groups[g];
        const group_state *b = &from->groups[g];
        merge_tally(&a->cells, &b->cells);
        amont_exact_merge(&a->sum, &b->sum);
        a->least = fmin(a->least, b->least);
        a->most = fmax(a->most, b->most);
        a->touched += b->touched;
    }
    for (size_t i = 0; i < zonal->n_groups * zonal->n_sets; i++)
        merge_tally(&into->classes[i], &from->classes[i]);
}

/* ---- a reading ----------------------------------------------------------------------------- */

static bool same_texts(const GPtrArray *a, const GPtrArray *b) {
    if (a->len != b->len)
        return false;
    for (guint i = 0; i < a->len; i++)
        if (strcmp(a->pdata[i], b->pdata[i]) != 0)
            return false;
    return true;
}

static size_t find_set(const amont_zonal *zonal, const GPtrArray *texts) {
    size_t set = 0;
    while (set < zonal->n_sets && !same_texts(zonal->sets[set].texts, texts))
        set++;
    return set;
}

static void add_set(amont_zonal *zonal, const GPtrArray *texts) {
    if (find_set(zonal, texts) < zonal->n_sets)
        return;
    zonal->sets = g_renew(class_set, zonal->sets, zonal->n_sets + 1);
    class_set *set = &zonal->sets[zonal->n_sets++];
    *set = (class_set){texts, g_new(double, texts->len + 1), texts->len};
    for (guint i = 0; i < texts->len; i++)
        if (!amont_number_parse(texts->pdata[i], &set->values[i])) /* checked with the study */
            set->values[i] = NAN;
}

static void add_sets(amont_zonal *zonal, const amont_study *study) {
    for (guint i = 0; i < study->indicators->len; i++) {
        const amont_indicator_spec *spec = study->indicators->pdata[i];
        if (spec->stat >= 0 && spec->classes &&
            strcmp(spec->layer, zonal->layer->spec->entry.name) == 0)
            add_set(zonal, spec->classes);
    }
}

void amont_zonal_free(amont_zonal *zonal) {
    if (!zonal)
        return;
    for (size_t i = 0; i < zonal->n_sets; i++)
        g_free(zonal->sets[i].values);
    g_free(zonal->sets);
    g_free(zonal->cells_of_zone);
    clear_state(&zonal->total);
    g_free(zonal);
}

/* Takes the states of the workers, started by now. */
static bool read_cells(amont_zonal *zonal, const amont_cover *cover, GError **error) {
    size_t columns = zonal->layer->raster->lattice.columns;
    run r = {.zonal = zonal, .cover = cover, .n_workers = amont_pool_threads()};
    r.strip_rows = MAX(STRIP_CELLS / columns, 1);
    r.states = g_new0(state, r.n_workers);
    for (unsigned i = 0; i < r.n_workers; i++)
        start_state(zonal, r.strip_rows * columns, &r.states[i]);
    bool ok = amont_raster_run(zonal->layer->raster, take, &r, error);
    for (unsigned i = 0; i < r.n_workers; i++) {
        settle(zonal, &r.states[i]);
        if (i > 0)
            merge_state(zonal, &r.states[0], &r.states[i]);
    }
    zonal->total = r.states[0];
    for (unsigned i = 1; i < r.n_workers; i++)
        clear_state(&r.states[i]);
    g_free(r.states);
    return ok;
}

static bool measure(amont_zonal *zonal, const amont_crs *crs, GError **error) {
    const double longest_m = 100;
    const amont_lattice *lattice = &zonal->layer->raster->lattice;
    const amont_shapes *zones = zonal->level->layer->shapes;
    g_autoptr(amont_shapes) there = NULL;
    if (!zonal->in_study_crs) {
        there = amont_shapes_project(zones, crs, zonal->layer->crs, longest_m, error);
        if (!there)
            return false;
        zones = there;
    }
    zonal->cells_of_zone = g_new(double, zonal->level->n + 1);
    for (size_t zone = 0; zone < zonal->level->n; zone++)
        zonal->cells_of_zone[zone] =
            amont_shapes_area(zones, zone) / amont_lattice_cell_area(lattice);
    g_autoptr(amont_cover) cover = amont_cover_new(zones, lattice);
    return read_cells(zonal, cover, error);
}

static double value_of(const tally *t) {
    amont_exact sum = t->parts;
    amont_exact_add(&sum, (double)t->whole);
    return amont_exact_value(&sum);
}

/* One per cent is left to limits drawn at another scale. */
static void find_gaps(const amont_zonal *zonal, amont_findings *findings) {
    const amont_level *level = zonal->level;
    for (size_t zone = 0; zone < level->n; zone++) {
        double share = value_of(&zonal->total.groups[zone].cells) / zonal->cells_of_zone[zone];
        if (level->selected[zone] && share < 0.99)
            amont_find(findings, AMONT_FINDING_RASTER_GAP, zonal->layer->spec->source, 0,
                       "%s: %.1f %%", level->names[zone], 100 * share);
    }
}

/* Classes of which the whole raster has no cell. */
static void find_empty_sets(amont_analysis *analysis, const amont_zonal *zonal) {
    const tally *whole = &zonal->total.classes[AMONT_ZONAL_WHOLE(zonal->level) * zonal->n_sets];
    for (size_t i = 0; i < zonal->n_sets; i++) {
        g_autoptr(GString) filter = g_string_new("class: ");
        for (guint c = 0; c < zonal->sets[i].texts->len; c++)
            g_string_append_printf(filter, "%s%s", c ? ", " : "",
                                   (const char *)zonal->sets[i].texts->pdata[c]);
        if (!(value_of(&whole[i]) > 0))
            amont_analysis_tell_empty(analysis, zonal->layer->spec, filter->str);
    }
}

const amont_zonal *amont_zonal_for(amont_analysis *analysis, const amont_cells_layer *layer,
                                   const amont_level *level, GError **error) {
    GPtrArray *known = amont_analysis_zonals(analysis);
    const amont_layers *layers = amont_analysis_layers(analysis);
    for (guint i = 0; i < known->len; i++) {
        const amont_zonal *zonal = known->pdata[i];
        if (zonal->layer == layer && zonal->level == level)
            return zonal;
    }
    amont_zonal *zonal = g_new0(amont_zonal, 1);
    zonal->layer = layer;
    zonal->level = level;
    zonal->n_groups = level->n + 2;
    zonal->in_study_crs = amont_crs_same(layer->crs, layers->crs);
    add_sets(zonal, layers->study);
    if (!measure(zonal, layers->crs, error)) {
        amont_zonal_free(zonal);
        return NULL;
    }
    find_gaps(zonal, amont_analysis_findings(analysis));
    find_empty_sets(analysis, zonal);
    g_ptr_array_add(known, zonal);
    return zonal;
}

/* ---- results ------------------------------------------------------------------------------- */

amont_zonal_figure amont_zonal_result(const amont_zonal *zonal, const amont_indicator_spec *spec,
                                      size_t group) {
    const group_state *g = &zonal->total.groups[group];
    amont_zonal_figure figure = {.cells = value_of(&g->cells),
                                 .sum = amont_exact_value(&g->sum),
                                 .least = g->touched ? g->least : NAN,
                                 .most = g->touched ? g->most : NAN,
                                 .touched = (double)g->touched};
    figure.in_classes = figure.cells;
    if (spec->classes)
        figure.in_classes =
            value_of(&zonal->total.classes[group * zonal->n_sets + find_set(zonal, spec->classes)]);
    return figure;
}

double amont_zonal_cells_of_zone(const amont_zonal *zonal, size_t zone) {
    return zonal->cells_of_zone[zone];
}

bool amont_zonal_is_in_study_crs(const amont_zonal *zonal) {
    return zonal->in_study_crs;
}
