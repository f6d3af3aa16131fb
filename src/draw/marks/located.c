/* Places of sites, of points and of context layers, which are told from those that have none. */
#include "draw/marks/located.h"

#include "amont/projector.h"
#include <math.h>
#include <string.h>

typedef struct search {
    amont_plot *p;
    amont_located *found;
    const amont_locator *territory;
} search;

static void add(search *s, double x, double y) {
    if (amont_locator_find(s->territory, x, y, NULL) == AMONT_NO_ZONE) {
        s->found->outside++;
        return;
    }
    g_array_append_val(s->found->x, x);
    g_array_append_val(s->found->y, y);
}

/* ---- kinds of layers ----------------------------------------------------------------------- */

static void add_sites(search *s, const amont_projects *projects) {
    s->found->projects = true;
    for (size_t i = 0; i < projects->n_projects; i++)
        s->found->unknown += projects->projects[i].n_sites == 0;
    for (size_t i = 0; i < projects->n_sites; i++) {
        const amont_site *site = &projects->sites[i];
        if (site->precision == AMONT_PRECISION_COMMUNE)
            s->found->coarse++;
        else
            add(s, site->x, site->y);
    }
}

static bool add_context(search *s, const amont_context *context) {
    const amont_shapes *shapes = context->layer->shapes;
    if (!shapes || shapes->type != AMONT_SHAPE_POINT)
        return false;
    for (size_t i = 0; i < shapes->n_points; i++)
        add(s, shapes->x[i], shapes->y[i]);
    return true;
}

typedef struct stream_run {
    search *s;
    amont_projector *projector;
} stream_run;

static void take(void *data, unsigned worker, amont_batch *batch) {
    stream_run *r = data;
    (void)worker;
    amont_projector_apply(r->projector, batch->x, batch->y, batch->n);
    for (size_t i = 0; i < batch->n; i++)
        if (isfinite(batch->x[i]) && isfinite(batch->y[i]))
            add(r->s, batch->x[i], batch->y[i]);
        else
            r->s->found->outside++;
}

static void forget(void *data) {
    amont_located *found = ((stream_run *)data)->s->found;
    g_array_set_size(found->x, 0);
    g_array_set_size(found->y, 0);
    found->outside = 0;
}

static bool add_points(search *s, const amont_points *points, GError **error) {
    const amont_composer *c = s->p->c;
    g_autoptr(amont_projector) projector =
        amont_projector_new(points->crs, c->layers->crs, amont_shapes_box(c->subject, 0), error);
    if (!projector)
        return false;
    stream_run run = {s, projector};
    amont_stream_plan plan = {.take = take, .restart = forget, .data = &run, .n_workers = 1};
    return amont_stream_run(points->stream, &plan, error);
}

/* ---- finding ------------------------------------------------------------------------------- */

static const amont_layer_spec *layer_of(const amont_plot *p) {
    const amont_study *study = p->c->study;
    if (p->spec->layer)
        return amont_study_layer(study, p->spec->layer);
    const amont_projects *first = amont_layers_projects(p->c->layers, NULL);
    return first ? first->spec : NULL;
}

static bool fail_layer(const amont_plot *p, const amont_layer_spec *spec, GError **error) {
    if (spec)
        amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_CONFIG,
                         "the layer '%s' has no places that can be counted", spec->entry.name);
    else
        amont_entry_fail(&p->spec->entry, NULL, error, AMONT_ERROR_CONFIG,
                         "the mark '%s' needs the key 'layer'", p->mark->info.name);
    amont_hint(error, "name a layer of kind 'sites' or 'points', or one of 'context' with points");
    return false;
}

static bool add_layer(search *s, const amont_layer_spec *spec, GError **error) {
    const amont_layers *layers = s->p->c->layers;
    const amont_projects *projects = spec && spec->kind == AMONT_LAYER_SITES
                                         ? amont_layers_projects(layers, spec->entry.name)
                                         : NULL;
    if (projects) {
        add_sites(s, projects);
        return true;
    }
    for (guint i = 0; spec && i < layers->points->len; i++) {
        const amont_points *points = layers->points->pdata[i];
        if (points->spec == spec)
            return add_points(s, points, error);
    }
    for (guint i = 0; spec && i < layers->contexts->len; i++) {
        const amont_context *context = layers->contexts->pdata[i];
        if (context->spec == spec && add_context(s, context))
            return true;
    }
    return fail_layer(s->p, spec, error);
}

static void note_count(amont_plot *p, const char *key, size_t count) {
    g_autofree char *n = amont_composer_number(p->c, (double)count, 0);
    g_autofree char *note = count > 0 ? amont_phrase(p->c, key, "n", n, NULL) : NULL;
    if (note)
        amont_composer_note(p->c, note);
}

bool amont_located_find(amont_plot *p, amont_located *located, GError **error) {
    amont_composer *c = p->c;
    *located = (amont_located){.x = g_array_new(FALSE, FALSE, sizeof(double)),
                               .y = g_array_new(FALSE, FALSE, sizeof(double))};
    static const size_t only = 0;
    g_autoptr(amont_locator) territory = amont_locator_new(c->subject, &only, 1);
    search s = {p, located, territory};
    const amont_layer_spec *spec = layer_of(p);
    if (!add_layer(&s, spec, error))
        return false;
    if (located->x->len == 0) {
        amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_DATA,
                         "no place of the layer '%s' lies in the territory", spec->entry.name);
        amont_hint(error, "'amont check' tells where its places are");
        return false;
    }
    g_autofree char *credit = amont_credit_line(&spec->credit);
    amont_composer_credit(c, credit, spec->credit.licence);
    c->fictional = c->fictional || spec->fictional;
    note_count(p, located->projects ? "note_sites_counted" : "note_places_counted",
               located->x->len);
    note_count(p, "note_coarse_left_out", located->coarse);
    note_count(p, "note_unknown_left_out", located->unknown);
    note_count(p, "note_outside_left_out", located->outside);
    return true;
}

void amont_located_clear(amont_located *located) {
    if (located->x)
        g_array_unref(located->x);
    if (located->y)
        g_array_unref(located->y);
}

const char *amont_located_section(const amont_plot *p, const amont_located *located) {
    if (p->spec->legend_title)
        return p->spec->legend_title;
    return amont_word(p->c, located->projects ? "sites_per_km2" : "places_per_km2");
}
