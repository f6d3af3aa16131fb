/* Composing a page: which marks stand in which frames, what is said of them; layout.c draws. */
#include "amont/compose.h"

#include "draw/focus.h"
#include "draw/layout.h"
#include "draw/marks.h"
#include <math.h>
#include <string.h>

static const amont_mark *const marks[] = {AMONT_MARKS};

const amont_mark_info *amont_mark_catalogue(size_t index) {
    return index < G_N_ELEMENTS(marks) ? &marks[index]->info : NULL;
}

const amont_mark *amont_mark_find(const char *name) {
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (strcmp(marks[i]->info.name, name) == 0)
            return marks[i];
    return NULL;
}

static bool fail_mark(const amont_map_spec *plot, GError **error) {
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", marks[i]->info.name);
    amont_entry_fail(&plot->entry, "style", error, AMONT_ERROR_CONFIG, "there is no mark '%s'",
                     plot->style);
    amont_hint(error, "one of: %s", list->str);
    g_string_free(list, TRUE);
    return false;
}

/* Where its indicators are written. */
static const char *key_of(const amont_map_spec *plot) {
    return plot->values ? "values" : plot->value ? "value" : "each";
}

/* A mark shows so many indicators: that of `value`, then those of `values`. */
static bool check_values(const amont_map_spec *plot, const amont_mark_info *mark, GError **error) {
    bool has_one = plot->value || amont_map_series(plot) > 0; /* in each frame */
    unsigned n = has_one + (plot->values ? plot->values->len : 0);
    if (n >= mark->least_values && n <= mark->most_values)
        return true;
    if (mark->most_values <= 1 && n < mark->least_values) {
        amont_entry_fail(&plot->entry, NULL, error, AMONT_ERROR_CONFIG,
                         "the mark '%s' needs the key 'value'", mark->name);
        amont_hint(error, "name an indicator: see 'amont list indicators'");
    } else if (mark->most_values == 0) {
        amont_entry_fail(&plot->entry, key_of(plot), error, AMONT_ERROR_CONFIG,
                         "the mark '%s' shows no indicator", mark->name);
        amont_hint(error, "remove this key, or choose another mark");
    } else {
        amont_entry_fail(&plot->entry, n ? key_of(plot) : NULL, error, AMONT_ERROR_CONFIG,
                         "the mark '%s' cannot show %u indicators", mark->name, n);
        amont_hint(error, "from %u to %u, in 'value' and 'values'", mark->least_values,
                   mark->most_values);
    }
    return false;
}

static bool check_plot(const amont_map_spec *plot, GError **error) {
    const amont_mark *mark = amont_mark_find(plot->style);
    return mark ? check_values(plot, &mark->info, error) : fail_mark(plot, error);
}

bool amont_compose_check(const amont_map_spec *map, amont_styles *styles, GError **error) {
    if ((map->style && !check_plot(map, error)) || (map->over && !check_plot(map->over, error)))
        return false;
    GError *cause = NULL;
    g_autoptr(amont_page_style) page = amont_styles_page(styles, map->page, &cause);
    if (page)
        return true;
    if (map->page_option) {
        cause->code = AMONT_ERROR_USAGE;
        g_prefix_error(&cause, "%s: ", map->page_option);
    } else if (!strstr(cause->message, ".yaml:")) { /* else the page's own file is at fault */
        amont_place place = amont_yaml_place(map->entry.node, "page");
        g_prefix_error(&cause, "%s:%d:%d: page: ", place.file, place.line, place.column);
    }
    g_propagate_error(error, cause);
    return false;
}

/* ---- preparing a frame --------------------------------------------------------------------- */

static bool find_subject(amont_composer *c, GError **error) {
    size_t selected = 0;
    for (size_t zone = 0; zone < c->ground->n; zone++)
        selected += c->ground->selected[zone];
    if (selected == 0)
        return amont_entry_fail(&c->ground->spec->entry, "select", error, AMONT_ERROR_DATA,
                                "no zone is selected");
    c->territory = amont_level_territory(c->ground, error);
    c->subject = c->focus && c->focus->subject ? c->focus->subject : c->territory;
    return c->territory != NULL;
}

/* The rest belongs to the series of the table. */
static void free_shown(void *data) {
    amont_series *shown = data;
    g_free(shown->unit);
    g_free(shown->figures);
    g_free(shown);
}

static void add_series(amont_plot *p, const char *id) {
    const amont_series *series = amont_table_find(p->c->table, id, p->level->name);
    g_autoptr(GPtrArray) alone = g_ptr_array_new();
    g_ptr_array_add(alone, (void *)series);
    if (series)
        g_ptr_array_add(p->several, (void *)amont_plot_show(p, series, alone));
}

static void add_plot(amont_composer *c, const amont_map_spec *spec) {
    amont_plot *p = &c->plots[c->n_plots++];
    *p = (amont_plot){
        .c = c,
        .spec = spec,
        .mark = amont_mark_find(spec->style),
        .level = amont_layers_level(c->layers, spec->zones),
        .several = g_ptr_array_new(),
        .pool = g_ptr_array_new(),
        .shown = g_ptr_array_new_with_free_func(free_shown),
    };
    amont_plot_pool(p);
    if (spec->value && p->pool->len == 0)
        add_series(p, spec->value);
    for (guint i = 0; spec->values && i < spec->values->len; i++)
        add_series(p, spec->values->pdata[i]);
    p->series = p->several->len ? p->several->pdata[0] : NULL;
    if (p->series && p->pool->len == 0)
        g_ptr_array_add(p->pool, (void *)p->series);
}

/* What the figures are made of, whether or not it is drawn. */
static void credit_series(amont_composer *c, const amont_series *series) {
    for (guint i = 0; i < series->layers->len; i++) {
        const char *id = series->layers->pdata[i];
        const amont_layer_spec *layer = amont_study_layer(c->study, id);
        const amont_zones_spec *zones = layer ? NULL : amont_study_zones(c->study, id);
        if (layer)
            amont_composer_credit(c, NULL, layer->credit.licence);
        c->fictional = c->fictional || (layer && layer->fictional) || (zones && zones->fictional);
    }
}

static void credit_ground(amont_composer *c) {
    g_autofree char *line = amont_credit_line(&c->ground->spec->credit);
    amont_composer_credit(c, line, c->ground->spec->credit.licence);
    c->fictional = c->fictional || c->ground->spec->fictional;
    for (guint i = 0; c->map->notes && i < c->map->notes->len; i++)
        amont_composer_note(c, c->map->notes->pdata[i]);
}

static bool prepare_panel(amont_composer *c, GError **error) {
    if (!find_subject(c, error))
        return false;
    add_plot(c, c->map);
    if (c->map->over)
        add_plot(c, c->map->over);
    for (size_t i = 0; i < c->n_plots; i++)
        if (!c->plots[i].mark->prepare(&c->plots[i], error))
            return false;
    amont_declare_context(c);
    for (size_t i = 0; i < c->n_plots; i++) {
        c->fictional = c->fictional || c->plots[i].level->spec->fictional;
        for (guint k = 0; k < c->plots[i].several->len; k++)
            credit_series(c, c->plots[i].several->pdata[k]);
    }
    credit_ground(c);
    return true;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static void free_panel(void *data) {
    amont_composer *c = data;
    for (size_t i = 0; i < c->n_plots; i++) {
        amont_plot *p = &c->plots[i];
        if (p->mark->free)
            p->mark->free(p->state);
        g_ptr_array_unref(p->several);
        g_ptr_array_unref(p->pool);
        g_ptr_array_unref(p->shown);
    }
    g_array_unref(c->fore);
    g_array_unref(c->obstacles);
    g_array_unref(c->points);
    g_array_unref(c->waters);
    g_ptr_array_unref(c->wishes);
    g_ptr_array_unref(c->notes);
    g_free(c);
}

static void add_panel(amont_sheet *sheet, const amont_map_spec *map) {
    amont_composer *c = g_memdup2(&sheet->root, sizeof sheet->root);
    c->map = map;
    c->panel = (int)sheet->panels->len;
    c->in_series = sheet->series != NULL;
    c->series_title = sheet->series_title;
    c->notes = g_ptr_array_new_with_free_func(g_free);
    c->points = g_array_new(FALSE, FALSE, sizeof(amont_drawn_point));
    c->waters = g_array_new(FALSE, FALSE, sizeof(amont_slab));
    c->wishes = amont_wishes_new();
    c->obstacles = g_array_new(FALSE, FALSE, sizeof(amont_box));
    c->fore = g_array_new(FALSE, FALSE, sizeof(amont_span));
    g_ptr_array_add(sheet->panels, c);
}

static bool prepare(amont_sheet *sheet, GError **error) {
    amont_composer *root = &sheet->root;
    const GPtrArray *ids = root->map->panels;
    root->look = amont_styles_page(root->styles, root->map->page, error);
    if (!root->look)
        return false;
    root->page = amont_sheet_page(sheet);
    if (!amont_eu_prepare(root, sheet->fonts, error) || !amont_logos_prepare(root, error) ||
        !amont_sheet_repeat(sheet, error))
        return false;
    for (guint i = 0; ids && i < ids->len; i++)
        add_panel(sheet, amont_study_map(root->study, ids->pdata[i]));
    for (guint i = 0; sheet->series && i < sheet->series->len; i++)
        add_panel(sheet, sheet->series->pdata[i]);
    if (sheet->panels->len == 0)
        add_panel(sheet, root->map);
    for (guint i = 0; i < sheet->panels->len; i++)
        if (!prepare_panel(sheet->panels->pdata[i], error))
            return false;
    for (guint i = 0; i < sheet->panels->len; i++)
        amont_sheet_panel(sheet, i)->n_prepared = amont_sheet_panel(sheet, i)->notes->len;
    amont_sheet_gather_notes(sheet);
    return true;
}

static void report_unplaced(const amont_composer *c) {
    for (guint i = 0; i < c->unplaced->len; i++)
        amont_find(c->findings, AMONT_FINDING_LABEL_UNPLACED, c->map->id, 0, "%s",
                   (char *)c->unplaced->pdata[i]);
}

static void clear_sheet(amont_sheet *sheet) {
    amont_composer *root = &sheet->root;
    g_ptr_array_unref(sheet->panels);
    g_clear_pointer(&sheet->series, g_ptr_array_unref);
    g_free(sheet->series_title);
    amont_page_style_free(root->look);
    amont_page_free(root->page);
    amont_page_free(sheet->rehearsal);
    g_ptr_array_unref(root->credits);
    g_ptr_array_unref(root->licences);
    g_ptr_array_unref(root->notes);
    g_ptr_array_unref(root->unplaced);
    g_ptr_array_unref(root->pictures);
    g_ptr_array_unref(root->logos);
    g_array_unref(root->outlines);
    g_hash_table_unref(root->anchors);
}

amont_page *amont_compose(const amont_layers *layers, const amont_map_spec *map,
                          const amont_table *table, amont_styles *styles, amont_fonts *fonts,
                          amont_findings *findings, GError **error) {
    return amont_compose_about(layers, map, table, styles, fonts, NULL, findings, error);
}

amont_page *amont_compose_about(const amont_layers *layers, const amont_map_spec *map,
                                const amont_table *table, amont_styles *styles, amont_fonts *fonts,
                                const amont_focus *focus, amont_findings *findings,
                                GError **error) {
    if (!amont_compose_check(map, styles, error))
        return NULL;
    amont_sheet sheet = {
        .root =
            {
                .layers = layers,
                .study = layers->study,
                .map = map,
                .table = table,
                .ground = amont_layers_level(layers, NULL),
                .focus = focus,
                .styles = styles,
                .findings = findings,
                .credits = g_ptr_array_new_with_free_func(g_free),
                .licences = g_ptr_array_new_with_free_func(g_free),
                .notes = g_ptr_array_new_with_free_func(g_free),
                .unplaced = g_ptr_array_new_with_free_func(g_free),
                .pictures = g_ptr_array_new_with_free_func(amont_picture_free),
                .logos = g_ptr_array_new_with_free_func(amont_picture_free),
                .outlines = amont_outlines_new(),
                .anchors = amont_anchors_new(),
            },
        .fonts = fonts,
        .panels = g_ptr_array_new_with_free_func(free_panel),
    };
    amont_page *page = NULL;
    if (prepare(&sheet, error) && amont_sheet_draw(&sheet, error)) {
        report_unplaced(&sheet.root);
        amont_sheet_note_facts(&sheet);
        page = g_steal_pointer(&sheet.root.page);
    }
    clear_sheet(&sheet);
    return page;
}
