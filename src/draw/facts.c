/* Noting, when a page is whole, what its rules must know and the draw list does not say. Figures
 * are counted here anew from the series, not taken from the marks that drew them. */
#include "amont/facts.h"

#include "draw/focus.h"
#include "draw/layout.h"
#include <math.h>
#include <string.h>

/* ---- where it comes from ------------------------------------------------------------------- */

static void add_credit(amont_facts *facts, const amont_credit *credit) {
    for (guint i = 0; i < facts->credits->len; i++) {
        const amont_credit_facts *known = facts->credits->pdata[i];
        if (g_strcmp0(known->producer, credit->producer) == 0 &&
            g_strcmp0(known->vintage, credit->vintage) == 0 &&
            g_strcmp0(known->licence, credit->licence) == 0)
            return;
    }
    amont_credit_facts *added = amont_facts_add_credit(facts);
    added->producer = g_strdup(credit->producer);
    added->vintage = g_strdup(credit->vintage);
    added->updated = g_strdup(credit->updated);
    added->licence = g_strdup(credit->licence);
}

/* Whether the Union pays for any of them: amounts of projects are its money. */
static bool has_union_money(const amont_projects *projects) {
    for (size_t i = 0; i < projects->n_projects; i++) {
        const amont_project *project = &projects->projects[i];
        if (!isnan(project->amount) || (project->fund && *project->fund))
            return true;
    }
    return false;
}

static void add_layer(amont_facts *facts, amont_composer *c, const amont_layer_spec *layer) {
    const amont_projects *projects = amont_layers_projects(c->layers, layer->entry.name);
    add_credit(facts, &layer->credit);
    if (projects && has_union_money(projects))
        facts->is_funded_by_eu = true;
}

static void add_context(amont_facts *facts, amont_composer *c) {
    const GPtrArray *ids = c->map->context;
    for (guint i = 0; ids && i < ids->len; i++) {
        const amont_layer_spec *layer = amont_study_layer(c->study, ids->pdata[i]);
        if (layer)
            add_credit(facts, &layer->credit);
    }
}

/* Not its box alone: a river that bends about a frame is not in it. */
static bool is_on_map(amont_composer *c, const amont_shapes *shapes, size_t feature) {
    const amont_shapes *s = amont_outlines_at_scale(c, shapes);
    if (s->type == AMONT_SHAPE_POLYGON)
        return amont_area_shows(c, shapes, feature);
    bool seen = false;
    size_t last = s->ring_of[s->part_of[feature + 1]];
    for (size_t ring = s->ring_of[s->part_of[feature]]; ring < last && !seen; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1] && !seen; i++)
            seen = amont_segment_meets(
                c->frame.box, amont_frame_x(&c->frame, s->x[i]), amont_frame_y(&c->frame, s->y[i]),
                amont_frame_x(&c->frame, s->x[i + 1]), amont_frame_y(&c->frame, s->y[i + 1]));
    return seen;
}

static bool flows_in(const amont_sheet *sheet, const amont_shapes *shapes) {
    bool found = false;
    for (guint i = 0; i < sheet->panels->len; i++)
        for (size_t feature = 0; feature < shapes->n_features; feature++)
            found = found || is_on_map(amont_sheet_panel(sheet, i), shapes, feature);
    return found;
}

/* Rivers that the study has, on this map or not; on a page of an atlas, those in its frame. */
static void note_water(amont_facts *facts, amont_sheet *sheet) {
    amont_composer *c = &sheet->root;
    for (guint i = 0; !facts->has_water && i < c->layers->contexts->len; i++) {
        const amont_context *context = c->layers->contexts->pdata[i];
        const amont_layer_spec *spec = context->spec;
        const char *name = spec->style ? spec->style : spec->entry.name;
        const amont_graphic_style *style = amont_styles_graphic(c->styles, name);
        facts->has_water = style && amont_is_water(style) &&
                           (!c->focus || flows_in(sheet, context->layer->shapes));
    }
}

/* ---- figures ------------------------------------------------------------------------------- */

static void count_figure(amont_plot_facts *facts, const amont_figure *figure) {
    facts->n_missing += figure->flag == AMONT_FLAG_MISSING;
    facts->n_secret += figure->flag == AMONT_FLAG_SECRET;
    facts->n_undefined += figure->flag == AMONT_FLAG_UNDEFINED;
    facts->n_low += figure->flag == AMONT_FLAG_LOW_N;
    facts->n_estimated += figure->flag == AMONT_FLAG_ESTIMATED;
    facts->n_values += amont_flag_has_value(figure->flag);
}

/* A page of an atlas shows a part of the zones. */
static bool is_seen(const amont_plot *p, size_t zone) {
    return !p->c->focus || amont_area_shows(p->c, p->level->layer->shapes, zone);
}

/* What is doubtful at the source may lie outside all classes. */
static void count_range(amont_plot_facts *facts, const amont_plot *p, const amont_series *series) {
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
    g_autofree bool *shown = g_new0(bool, p->level->n + 1);
    for (size_t zone = 0; zone < p->level->n; zone++)
        shown[zone] = p->level->selected[zone] && is_seen(p, zone);
    amont_series_sound(p->c->study, series, shown, values);
    for (guint i = 0; i < values->len; i++) { /* of NaN and a number: the number */
        facts->least = fmin(facts->least, g_array_index(values, double, i));
        facts->greatest = fmax(facts->greatest, g_array_index(values, double, i));
    }
    for (size_t zone = 0; zone < p->level->n; zone++)
        facts->n_reference +=
            p->level->reference[zone] && amont_flag_has_value(series->figures[zone].flag);
}

static void count_figures(amont_plot_facts *facts, const amont_plot *p) {
    const amont_series *series = NULL;
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone] && is_seen(p, zone))
            count_figure(facts, &p->series->figures[zone]);
    for (guint i = 0; (series = amont_plot_pooled(p, i)); i++)
        count_range(facts, p, series);
}

/* What a sentence of the dictionary says before the first thing that is put in; NULL: no such
 * sentence. */
static char *beginning(amont_composer *c, const char *key) {
    const char *sentence = amont_styles_word_or(c->styles, key, NULL);
    return sentence ? g_strndup(sentence, strcspn(sentence, "{")) : NULL;
}

static char *method_of(const amont_plot *p) {
    static const char *const keys[AMONT_METHODS] = {
        [AMONT_METHOD_QUANTILE] = "note_quantile",
        [AMONT_METHOD_EQUAL] = "note_equal",
        [AMONT_METHOD_FISHER] = "note_fisher",
        [AMONT_METHOD_HEADTAIL] = "note_headtail",
        [AMONT_METHOD_STDDEV] = "note_stddev",
        [AMONT_METHOD_PRETTY] = "note_pretty",
        [AMONT_METHOD_Q6] = "note_q6",
        [AMONT_METHOD_GEOMETRIC] = "note_geometric",
        [AMONT_METHOD_ARITHMETIC] = "note_arithmetic",
        [AMONT_METHOD_NESTED_MEANS] = "note_nested_means",
        [AMONT_METHOD_MAXIMUM] = "note_maximum",
        [AMONT_METHOD_BOX] = "note_box",
        [AMONT_METHOD_MANUAL] = "note_manual",
    };
    const amont_map_spec *spec = p->spec;
    if (spec->breaks_of)
        spec = amont_study_map(p->c->study, spec->breaks_of);
    return beginning(p->c, keys[spec->method]);
}

/* Figures of a table may say of which year they are themselves. */
static void add_layer_of(amont_facts *facts, const amont_plot *p, const amont_layer_spec *layer) {
    amont_layer_spec dated = *layer;
    const char *source = p->series->source;
    g_autoptr(GRegex) year = g_regex_new("(19|20)[0-9]{2}", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_autofree char *own = NULL;
    if (source && layer->credit.vintage && !strstr(source, layer->credit.vintage) &&
        g_regex_match(year, source, 0, &match)) {
        own = g_match_info_fetch(match, 0);
        dated.credit.vintage = own;
    }
    add_layer(facts, p->c, &dated);
}

static void note_series(amont_facts *facts, amont_plot_facts *plot, const amont_plot *p) {
    plot->has_series = true;
    plot->is_ordered = !p->series->words && strcmp(p->mark->info.name, "categories") != 0;
    plot->measure = p->series->measure;
    plot->unit = g_strdup(p->series->unit);
    plot->method = method_of(p);
    if (strcmp(p->mark->info.name, "change") == 0)
        plot->centre = isnan(p->spec->centre) ? 0 : p->spec->centre;
    count_figures(plot, p);
    for (guint i = 0; i < p->series->layers->len; i++) {
        const char *id = p->series->layers->pdata[i];
        const amont_layer_spec *layer = amont_study_layer(p->c->study, id);
        const amont_zones_spec *zones = amont_study_zones(p->c->study, id);
        if (layer)
            add_layer_of(facts, p, layer);
        else if (zones)
            add_credit(facts, &zones->credit);
    }
}

static void note_plot(amont_facts *facts, const amont_plot *p) {
    amont_plot_facts *plot = amont_facts_add_plot(facts);
    plot->panel = p->c->panel;
    plot->in_series = p->c->in_series;
    plot->section = p->series || p->spec->legend_title ? g_strdup(amont_plot_section(p)) : NULL;
    plot->stands_in_order = p->several->len > 1;
    if (p->series && p->several->len == 1)
        note_series(facts, plot, p);
    const amont_layer_spec *layer =
        p->spec->layer ? amont_study_layer(p->c->study, p->spec->layer) : NULL;
    if (layer)
        add_layer(facts, p->c, layer);
    const amont_projects *projects = amont_layers_projects(p->c->layers, NULL);
    if (!layer && projects && strcmp(p->mark->info.name, "projects") == 0)
        add_layer(facts, p->c, projects->spec);
}

/* ---- frames -------------------------------------------------------------------------------- */

/* A zone of the ground as it lies on the page. */
static void add_zone(amont_shapes_builder *b, const amont_composer *c, const amont_level *level,
                     size_t zone) {
    const amont_shapes *s = level->layer->shapes;
    amont_shapes_add_feature(b);
    for (size_t part = s->part_of[zone]; part < s->part_of[zone + 1]; part++) {
        amont_shapes_add_part(b);
        for (size_t ring = s->ring_of[part]; ring < s->ring_of[part + 1]; ring++) {
            amont_shapes_add_ring(b);
            for (size_t i = s->point_of[ring]; i < s->point_of[ring + 1]; i++)
                amont_shapes_add_point(b, amont_frame_x(&c->frame, s->x[i]),
                                       amont_frame_y(&c->frame, s->y[i]));
        }
    }
}

/* Its name must be there. */
static void note_named(amont_panel_facts *panel, amont_shapes_builder *b, const amont_composer *c,
                       const amont_level *level, size_t zone) {
    g_ptr_array_add(panel->names, g_strdup(level->names[zone]));
    add_zone(b, c, level, zone);
}

/* 0 where the CRS cannot say. */
static double north_of(const amont_composer *c) {
    g_autoptr(GError) error = NULL;
    amont_box world = c->frame.world;
    double angle = 0;
    bool known = amont_crs_north(c->layers->crs, (world.min_x + world.max_x) / 2,
                                 (world.min_y + world.max_y) / 2, &angle, &error);
    return known ? angle : 0;
}

static void note_panel(amont_facts *facts, amont_composer *c) {
    amont_panel_facts *panel = amont_facts_add_panel(facts);
    g_autoptr(amont_shapes_builder) b = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    panel->box = c->frame.box;
    panel->denominator = c->frame.denominator;
    panel->north_deg = north_of(c);
    panel->repeats = amont_composer_repeats(c);
    for (size_t zone = 0; zone < c->ground->n; zone++)
        if (c->ground->selected[zone] && amont_is_named_as_own(c, zone))
            note_named(panel, b, c, c->ground, zone);
    if (c->focus && c->focus->level && c->focus->level != c->ground)
        note_named(panel, b, c, c->focus->level, c->focus->zone);
    panel->zones = amont_shapes_finish(g_steal_pointer(&b));
    add_credit(facts, &c->ground->spec->credit);
    add_context(facts, c);
    for (size_t i = 0; i < c->n_plots; i++)
        note_plot(facts, &c->plots[i]);
}

/* ---- the page ------------------------------------------------------------------------------ */

static void note_words(amont_facts *facts, amont_composer *c) {
    static const char *const apart[] = {"missing", "hidden", "undefined",   "without_value",
                                        "suspect", "low_n",  "low_n_plain", "hatch_none"};
    for (size_t i = 0; i < G_N_ELEMENTS(apart); i++) {
        char *word = beginning(c, apart[i]);
        if (word)
            g_ptr_array_add(facts->apart, word);
    }
    facts->low = beginning(c, "low_n_plain");
    for (guint i = 0; i < c->notes->len; i++)
        g_ptr_array_add(facts->notes, g_strdup(c->notes->pdata[i]));
}

static void add_word(amont_facts *facts, amont_composer *c, const char *key) {
    g_ptr_array_add(facts->eu_words, g_strdup(amont_word(c, key)));
}

/* What the programme asks for; an insert leaves it to the report. */
static void note_eu(amont_facts *facts, amont_composer *c) {
    const amont_eu_spec *spec = c->study->eu_block;
    int programme = c->map->eu_block >= 0 ? c->map->eu_block : spec ? spec->programme : 0;
    const GPtrArray *funds = spec ? spec->funds : NULL;
    facts->is_funded_by_eu = facts->is_funded_by_eu || programme != AMONT_EU_NONE;
    facts->has_eu_elsewhere =
        programme == AMONT_EU_EXTERNAL || (programme != AMONT_EU_NONE && c->look->compact);
    if (programme == AMONT_EU_2021)
        add_word(facts, c, "eu_cofunded");
    if (programme != AMONT_EU_2014)
        return;
    add_word(facts, c, "eu_union");
    if (funds && funds->len > 1) {
        add_word(facts, c, "eu_several_funds");
    } else if (funds && funds->len == 1) {
        g_autofree char *key = g_strconcat("eu_fund_", (char *)funds->pdata[0], NULL);
        g_ptr_array_add(facts->eu_words,
                        g_strdup(amont_styles_word_or(c->styles, key, funds->pdata[0])));
    }
}

void amont_sheet_note_facts(amont_sheet *sheet) {
    amont_composer *root = &sheet->root;
    amont_facts *facts = amont_facts_new();
    facts->is_insert = root->look->compact;
    facts->is_of_atlas = root->focus != NULL;
    facts->shows_north = root->look->north_arrow == AMONT_PRESENCE_ALWAYS;
    facts->author = g_strdup(root->study->author);
    facts->date = amont_composer_date(root);
    facts->crs = g_strdup(amont_crs_name(root->layers->crs));
    note_words(facts, root);
    note_water(facts, sheet);
    for (guint i = 0; i < sheet->panels->len; i++)
        note_panel(facts, sheet->panels->pdata[i]);
    note_eu(facts, root);
    root->page->facts = facts;
}
