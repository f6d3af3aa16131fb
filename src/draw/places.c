/* Points come in batches from several threads, in no order; sites and context points are held. All
 * are sorted, so that what is drawn does not depend on how they came. */
#include "draw/places.h"

#include "amont/projector.h"
#include <math.h>
#include <pthread.h>
#include <string.h>

static amont_places *new_places(const amont_layer_spec *spec) {
    amont_places *places = g_new0(amont_places, 1);
    places->spec = spec;
    places->spots = g_array_new(FALSE, FALSE, sizeof(amont_spot));
    places->words = g_string_chunk_new(1024);
    return places;
}

void amont_places_free(amont_places *places) {
    if (!places)
        return;
    g_array_unref(places->spots);
    g_string_chunk_free(places->words);
    g_free(places);
}

static const char *keep(amont_places *places, const char *word) {
    return word && *word ? g_string_chunk_insert_const(places->words, word) : NULL;
}

static void add_spot(amont_places *places, double x, double y, const char *category,
                     const char *name) {
    amont_spot spot = {x, y, keep(places, category), keep(places, name)};
    if (isfinite(x) && isfinite(y))
        g_array_append_val(places->spots, spot);
    else
        places->n_beyond += !isnan(x) && !isnan(y);
}

/* ---- points -------------------------------------------------------------------------------- */

typedef struct run {
    amont_places *places;
    amont_projector *projector;
    bool has_texts, has_numbers; /* of categories */
    bool has_names;
} run;

static void take(void *data, unsigned worker, amont_batch *batch) {
    run *r = data;
    (void)worker;
    for (size_t i = 0; i < batch->n; i++)
        r->places->n_without += isnan(batch->x[i]) || isnan(batch->y[i]);
    amont_projector_apply(r->projector, batch->x, batch->y, batch->n);
    for (size_t i = 0; i < batch->n; i++) {
        bool has_number = r->has_numbers && isfinite(batch->numbers[0][i]);
        g_autofree char *number = has_number ? amont_number_plain(batch->numbers[0][i]) : NULL;
        const char *name = r->has_names ? batch->texts[r->has_texts][i] : NULL;
        add_spot(r->places, batch->x[i], batch->y[i], r->has_texts ? batch->texts[0][i] : number,
                 name);
    }
}

static void restart(void *data) {
    run *r = data;
    g_array_set_size(r->places->spots, 0);
    r->places->n_without = r->places->n_beyond = 0;
}

static pthread_mutex_t one_reads = PTHREAD_MUTEX_INITIALIZER;

static bool take_points(const amont_plot *p, const amont_points *points, amont_box reach,
                        amont_places *places, GError **error) {
    const char *name = p->spec->category;
    const char *label = places->spec->label;
    if (!amont_layer_has_column(points->stream->head, name, &p->spec->entry, "category", error) ||
        !amont_layer_has_column(points->stream->head, label, &places->spec->entry, "label", error))
        return false;
    const amont_column *names = label ? amont_layer_column(points->stream->head, label) : NULL;
    const amont_column *column = name ? amont_layer_column(points->stream->head, name) : NULL;
    bool is_text = column && column->type == AMONT_COLUMN_TEXT;
    run r = {.places = places, .has_texts = is_text, .has_numbers = column && !is_text};
    r.has_names = names && names->type == AMONT_COLUMN_TEXT;
    const char *const texts[] = {is_text ? name : label, label};
    r.projector = amont_projector_new(points->crs, p->c->layers->crs, reach, error);
    if (!r.projector)
        return false;
    amont_stream_plan plan = {.columns = &name,
                              .n_columns = r.has_numbers,
                              .texts = texts,
                              .n_texts = (size_t)r.has_texts + r.has_names,
                              .take = take,
                              .restart = restart,
                              .data = &r,
                              .n_workers = 1};
    places->has_categories = column != NULL;
    pthread_mutex_lock(&one_reads); /* one process reads for all threads that compose */
    bool ok = amont_stream_run(points->stream, &plan, error);
    pthread_mutex_unlock(&one_reads);
    amont_projector_free(r.projector);
    return ok;
}

/* ---- layers that are held ------------------------------------------------------------------ */

static bool take_sites(const amont_plot *p, const amont_projects *projects, amont_places *places,
                       GError **error) {
    if (!amont_plot_check_category(p, error))
        return false;
    const amont_attributes_spec *attributes = projects->spec->attributes;
    places->has_categories = p->spec->category || (attributes && attributes->category);
    for (size_t i = 0; i < projects->n_sites; i++) {
        const amont_site *site = &projects->sites[i];
        if (site->precision <= AMONT_PRECISION_IRIS)
            places->n_coarse++;
        else
            add_spot(places, site->x, site->y,
                     amont_plot_category(p, &projects->projects[site->project]), site->label);
    }
    for (size_t i = 0; i < projects->n_projects; i++)
        places->n_without += projects->projects[i].n_sites == 0;
    return true;
}

static bool take_context(const amont_plot *p, const amont_context *context, amont_places *places,
                         GError **error) {
    const amont_layer *layer = context->layer;
    const char *name = p->spec->category ? p->spec->category : context->spec->category;
    if (!layer->shapes || layer->shapes->type != AMONT_SHAPE_POINT) {
        amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_CONFIG,
                         "the layer '%s' holds no points", p->spec->layer);
        amont_hint(error, "places are those of layers of kind 'sites', 'points' or 'context'");
        return false;
    }
    if (!amont_layer_has_column(layer, name, &p->spec->entry, "category", error))
        return false;
    const amont_column *column = name ? amont_layer_column(layer, name) : NULL;
    const amont_column *names =
        context->spec->label ? amont_layer_column(layer, context->spec->label) : NULL;
    places->has_categories = column != NULL;
    for (size_t row = 0; row < layer->n_rows; row++) {
        double x, y;
        amont_layer_point(layer, row, &x, &y);
        g_autofree char *category = amont_cell_text(column, row);
        g_autofree char *label = amont_cell_text(names, row);
        places->n_without += isnan(x) || isnan(y);
        add_spot(places, x, y, category, label);
    }
    return true;
}

/* ---- all ----------------------------------------------------------------------------------- */

static const amont_points *find_points(const amont_layers *layers, const amont_layer_spec *spec) {
    for (guint i = 0; i < layers->points->len; i++)
        if (((const amont_points *)layers->points->pdata[i])->spec == spec)
            return layers->points->pdata[i];
    return NULL;
}

static const amont_context *find_context(const amont_layers *layers, const amont_layer_spec *spec) {
    for (guint i = 0; i < layers->contexts->len; i++)
        if (((const amont_context *)layers->contexts->pdata[i])->spec == spec)
            return layers->contexts->pdata[i];
    return NULL;
}

static bool take_layer(const amont_plot *p, amont_box reach, amont_places *places, GError **error) {
    const amont_layers *layers = p->c->layers;
    const amont_points *points = find_points(layers, places->spec);
    const amont_context *context = find_context(layers, places->spec);
    const amont_projects *projects = places->spec->kind == AMONT_LAYER_SITES
                                         ? amont_layers_projects(layers, p->spec->layer)
                                         : NULL;
    if (points)
        return take_points(p, points, reach, places, error);
    if (context)
        return take_context(p, context, places, error);
    if (projects)
        return take_sites(p, projects, places, error);
    amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_CONFIG,
                     "the layer '%s' holds no places", p->spec->layer);
    amont_hint(error, "places are those of layers of kind 'sites', 'points' or 'context'");
    return false;
}

static int southward(const void *a, const void *b) {
    const amont_spot *s = a, *t = b;
    if (s->y != t->y)
        return s->y < t->y ? 1 : -1;
    int order = s->x != t->x ? (s->x > t->x) - (s->x < t->x) : g_strcmp0(s->category, t->category);
    return order ? order : g_strcmp0(s->name, t->name);
}

static void keep_near(amont_places *places, amont_box reach) {
    guint n = 0;
    for (guint i = 0; i < places->spots->len; i++) {
        amont_spot spot = g_array_index(places->spots, amont_spot, i);
        if (amont_box_holds(reach, spot.x, spot.y))
            g_array_index(places->spots, amont_spot, n++) = spot;
    }
    places->n_beyond += places->spots->len - n;
    g_array_set_size(places->spots, n);
}

amont_places *amont_places_read(const amont_plot *p, double reach_m, GError **error) {
    const char *id = p->spec->layer;
    if (!id) {
        amont_entry_fail(&p->spec->entry, NULL, error, AMONT_ERROR_CONFIG,
                         "the mark '%s' needs the key 'layer'", p->mark->info.name);
        amont_hint(error, "name a layer of kind 'sites', 'points' or 'context'");
        return NULL;
    }
    amont_places *places = new_places(amont_study_layer(p->c->study, id));
    amont_box reach = amont_box_grow(amont_shapes_box(p->c->territory, 0), reach_m);
    if (!take_layer(p, reach, places, error)) {
        amont_places_free(places);
        return NULL;
    }
    keep_near(places, reach);
    g_array_sort(places->spots, southward);
    return places;
}

const char *amont_places_label(const amont_places *places) {
    const amont_layer_spec *spec = places->spec;
    return spec->legend           ? spec->legend
           : spec->credit.dataset ? spec->credit.dataset
                                  : spec->entry.name;
}

static void note_count(amont_plot *p, const char *key, size_t count) {
    g_autofree char *n = amont_composer_number(p->c, (double)count, 0);
    g_autofree char *note = amont_phrase(p->c, key, "n", n, NULL);
    if (count > 0)
        amont_composer_note(p->c, note);
}

void amont_places_credit(amont_plot *p, const amont_places *places) {
    g_autofree char *credit = amont_credit_line(&places->spec->credit);
    amont_composer_credit(p->c, credit, places->spec->credit.licence);
    p->c->fictional = p->c->fictional || places->spec->fictional;
    note_count(p, "note_coarse", places->n_coarse);
    note_count(p, "note_without_place", places->n_without);
}
