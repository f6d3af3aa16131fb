/* Composing a page: heights above and below the map first, then the map in what remains, at the
 * largest round scale that leaves its legend room off the subject. */
#include "amont/compose.h"

#include "draw/marks.h"
#include <math.h>
#include <string.h>

enum { MOST_ATTEMPTS = 12 };

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

static bool check_mark(const amont_map_spec *map, GError **error) {
    const amont_mark *mark = amont_mark_find(map->style);
    if (!mark) {
        GString *list = g_string_new(NULL);
        for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
            g_string_append_printf(list, "%s%s", i ? ", " : "", marks[i]->info.name);
        amont_entry_fail(&map->entry, "style", error, AMONT_ERROR_CONFIG, "there is no mark '%s'",
                         map->style);
        amont_hint(error, "one of: %s", list->str);
        g_string_free(list, TRUE);
        return false;
    }
    if (mark->info.needs_value && !map->value) {
        amont_entry_fail(&map->entry, NULL, error, AMONT_ERROR_CONFIG,
                         "the map '%s' needs the key 'value'", map->id);
        amont_hint(error, "name an indicator: see 'amont list indicators'");
        return false;
    }
    return true;
}

bool amont_compose_check(const amont_study *study, const amont_map_spec *map, amont_styles *styles,
                         GError **error) {
    (void)study;
    if (!check_mark(map, error))
        return false;
    GError *cause = NULL;
    g_autoptr(amont_page_style) page = amont_styles_page(styles, map->page, &cause);
    if (page)
        return true;
    g_auto(GStrv) known = amont_styles_pages(styles->folder);
    if (!g_strv_contains((const char *const *)known, map->page)) { /* else the page is at fault */
        amont_place place = amont_yaml_place(map->entry.node, "page");
        g_prefix_error(&cause, "%s:%d:%d: page: ", place.file, place.line, place.column);
    }
    g_propagate_error(error, cause);
    return false;
}

/* ---- one attempt --------------------------------------------------------------------------- */

/* Heights of the page, from the top. */
typedef struct bands {
    amont_box title, map, list, footer;
} bands;

static bands lay_bands(amont_composer *c) {
    double margin = c->look->margin_mm, left = margin, right = c->look->width_mm - margin;
    double top = margin, bottom = c->look->height_mm - margin, width = right - left;
    double title = amont_title_height(c, width), footer = amont_footer_height(c, width);
    double list = c->mark->list_height ? c->mark->list_height(c, width) : 0;
    bands b;
    b.title = (amont_box){left, top, right, top + title};
    b.footer = (amont_box){left, bottom - footer, right, bottom};
    b.list = (amont_box){left, b.footer.min_y - list, right, b.footer.min_y};
    b.map = (amont_box){left, b.title.max_y, right, b.list.min_y};
    return b;
}

static amont_page *fresh_page(amont_composer *c, amont_fonts *fonts) {
    amont_page *page = amont_page_new(c->look->width_mm, c->look->height_mm, fonts);
    page->title = g_strdup(c->map->title);
    page->subject = g_strdup(c->map->subtitle);
    page->author = g_strdup(c->study->author);
    page->date = amont_study_date(c->study);
    page->language = c->study->language == AMONT_LANGUAGE_FR ? "fr" : "en";
    return page;
}

/* From the ground up; names last, so that they can keep clear of everything. */
static void draw_map(amont_composer *c) {
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_clip(c->page);
    amont_draw_ground(c);
    if (c->mark->draw_areas)
        c->mark->draw_areas(c);
    amont_draw_context_areas(c);
    amont_draw_limits(c);
    amont_page_unclip(c->page);
}

static void draw_names(amont_composer *c) {
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_clip(c->page);
    if (c->mark->draw_names)
        c->mark->draw_names(c);
    else
        amont_draw_zone_names(c);
    amont_draw_context_names(c);
    amont_draw_neighbour_names(c);
    amont_draw_fictional(c);
    amont_page_unclip(c->page);
}

/* The legend needs to know what is drawn, and what is drawn at points must not lie under it: the
 * points are drawn before, and their places kept clear. */
static bool draw_page(amont_composer *c, const bands *b) {
    g_array_set_size(c->obstacles, 0);
    g_array_set_size(c->points, 0);
    g_ptr_array_set_size(c->unplaced, 0);
    c->mark->declare(c);
    amont_declare_context(c);
    draw_map(c);
    if (c->mark->draw_points)
        c->mark->draw_points(c);
    amont_draw_context_points(c);
    if (!amont_draw_legend(c) || (c->mark->draw_panel && !c->mark->draw_panel(c)) ||
        !amont_draw_scale_bar(c))
        return false;
    draw_names(c);
    amont_paint frame = amont_graphic(c, "frame");
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_paint(c->page, "frame", &frame, -1);
    amont_draw_title(c, b->title);
    if (c->mark->draw_list)
        c->mark->draw_list(c, b->list);
    amont_draw_footer(c, b->footer);
    return true;
}

static bool check_room(const amont_composer *c, const bands *b, GError **error) {
    double width = b->map.max_x - b->map.min_x, height = b->map.max_y - b->map.min_y;
    double least = 2 * c->look->subject_mm + 20;
    if (width >= least && height >= least)
        return true;
    amont_entry_fail(&c->map->entry, "page", error, AMONT_ERROR_CONFIG,
                     "the page '%s' leaves %.0f mm for the map", c->map->page,
                     fmax(0, fmin(width, height)));
    amont_hint(error, "choose a larger page, or shorten the notes");
    return false;
}

/* A scale that the study fixes may be too large for the page: no part may be lost without a word.
 */
static bool shows_subject(const amont_composer *c, GError **error) {
    amont_box subject = amont_shapes_box(c->subject, 0), world = c->frame.world;
    if (subject.min_x >= world.min_x && subject.max_x <= world.max_x &&
        subject.min_y >= world.min_y && subject.max_y <= world.max_y)
        return true;
    amont_frame fit = amont_frame_fit(c->frame.box, subject, c->look->subject_mm, NAN, 0);
    amont_entry_fail(&c->map->entry, "scale", error, AMONT_ERROR_CONFIG,
                     "at 1:%.0f the territory is larger than the map", c->frame.denominator);
    amont_hint(error, "1:%.0f is the largest round scale that shows it on this page",
               fit.denominator);
    return false;
}

/* A page tried at one scale: DONE, no room for the legend, or an error. */
typedef enum trial { DONE, NO_ROOM, FAILED } trial;

static trial try_scale(amont_composer *c, amont_fonts *fonts, unsigned attempt, GError **error) {
    amont_page_free(c->page);
    c->page = fresh_page(c, fonts);
    bands b = lay_bands(c);
    if (!check_room(c, &b, error))
        return FAILED;
    c->frame = amont_frame_fit(b.map, amont_shapes_box(c->subject, 0), c->look->subject_mm,
                               c->map->scale, attempt);
    if (!shows_subject(c, error))
        return FAILED;
    bool has_room = draw_page(c, &b);
    if (!amont_page_check(c->page, error))
        return FAILED;
    return has_room ? DONE : NO_ROOM;
}

static bool compose_at_scales(amont_composer *c, amont_fonts *fonts, GError **error) {
    unsigned attempts = isnan(c->map->scale) ? MOST_ATTEMPTS : 1;
    for (int with_panel = c->mark->draw_panel && !c->look->compact; with_panel >= 0; with_panel--) {
        c->lists_in_map = with_panel;
        for (unsigned attempt = 0; attempt < (with_panel ? MIN(attempts, 3) : attempts);
             attempt++) {
            trial result = try_scale(c, fonts, attempt, error);
            if (result != NO_ROOM)
                return result == DONE;
        }
    }
    amont_entry_fail(&c->map->entry, isnan(c->map->scale) ? "page" : "scale", error,
                     AMONT_ERROR_CONFIG, "the legend finds no room off the territory");
    amont_hint(error, "choose a larger page or a smaller scale");
    return false;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static bool find_subject(amont_composer *c, GError **error) {
    size_t selected = 0;
    for (size_t zone = 0; zone < c->ground->n; zone++)
        selected += c->ground->selected[zone];
    if (selected == 0)
        return amont_entry_fail(&c->ground->spec->entry, "select", error, AMONT_ERROR_DATA,
                                "no zone is selected");
    c->subject = amont_shapes_dissolve(c->ground->layer->shapes, c->ground->selected, error);
    return c->subject != NULL;
}

/* What the figures are made of, whether or not it is drawn. */
static void credit_series(amont_composer *c) {
    for (guint i = 0; c->series && i < c->series->layers->len; i++) {
        const char *id = c->series->layers->pdata[i];
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
    c->fictional = c->fictional || c->ground->spec->fictional || c->level->spec->fictional;
    for (guint i = 0; c->map->notes && i < c->map->notes->len; i++)
        amont_composer_note(c, c->map->notes->pdata[i]);
}

static bool prepare(amont_composer *c, amont_fonts *fonts, GError **error) {
    c->mark = amont_mark_find(c->map->style);
    c->look = amont_styles_page(c->styles, c->map->page, error);
    if (!c->look || !find_subject(c, error))
        return false;
    c->page = fresh_page(c, fonts);
    if (!c->mark->prepare(c, error))
        return false;
    amont_declare_context(c);
    credit_series(c);
    credit_ground(c);
    return true;
}

static void report_unplaced(const amont_composer *c) {
    for (guint i = 0; i < c->unplaced->len; i++)
        amont_find(c->findings, AMONT_FINDING_LABEL_UNPLACED, c->map->id, 0, "%s",
                   (char *)c->unplaced->pdata[i]);
}

static void clear_composer(amont_composer *c) {
    if (c->mark && c->mark->free)
        c->mark->free(c->state);
    amont_page_style_free(c->look);
    amont_page_free(c->page);
    amont_shapes_free(c->subject);
    g_ptr_array_unref(c->credits);
    g_ptr_array_unref(c->licences);
    g_ptr_array_unref(c->notes);
    g_ptr_array_unref(c->unplaced);
    g_array_unref(c->obstacles);
    g_array_unref(c->points);
}

amont_page *amont_compose(const amont_layers *layers, const amont_map_spec *map,
                          const amont_table *table, amont_styles *styles, amont_fonts *fonts,
                          amont_findings *findings, GError **error) {
    if (!amont_compose_check(layers->study, map, styles, error))
        return NULL;
    const amont_level *level = amont_layers_level(layers, map->zones);
    amont_composer c = {
        .layers = layers,
        .study = layers->study,
        .map = map,
        .table = table,
        .series = map->value ? amont_table_find(table, map->value, level->name) : NULL,
        .ground = amont_layers_level(layers, NULL),
        .level = level,
        .styles = styles,
        .findings = findings,
        .credits = g_ptr_array_new_with_free_func(g_free),
        .licences = g_ptr_array_new_with_free_func(g_free),
        .notes = g_ptr_array_new_with_free_func(g_free),
        .unplaced = g_ptr_array_new_with_free_func(g_free),
        .points = g_array_new(FALSE, FALSE, sizeof(amont_drawn_point)),
        .obstacles = g_array_new(FALSE, FALSE, sizeof(amont_box)),
    };
    amont_page *page = NULL;
    if (prepare(&c, fonts, error) && compose_at_scales(&c, fonts, error)) {
        report_unplaced(&c);
        page = g_steal_pointer(&c.page);
    }
    clear_composer(&c);
    return page;
}
