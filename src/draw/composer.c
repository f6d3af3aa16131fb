/* Small things that every mark and piece of furniture needs. */
#include "draw/composer.h"

#include "analysis/pressure/phrases.h"

#include <math.h>
#include <string.h>

void amont_composer_stick(amont_composer *c, GError *cause) {
    if (c->page->error)
        g_error_free(cause);
    else
        c->page->error = cause;
}

const char *amont_word(amont_composer *c, const char *key) {
    GError *cause = NULL;
    const char *word = amont_styles_word(c->styles, key, &cause);
    if (cause)
        amont_composer_stick(c, cause);
    return word ? word : key;
}

amont_text_style amont_text_of(amont_composer *c, const char *name) {
    GError *cause = NULL;
    amont_text_style style = {.size_pt = 8};
    if (!amont_styles_text(c->styles, c->look, name, &style, &cause))
        amont_composer_stick(c, cause);
    if (isnan(style.halo_mm))
        style.halo_mm = 0;
    return style;
}

const amont_graphic_style *amont_graphic_style_of(amont_composer *c, const char *name) {
    static const amont_graphic_style none = {.fill = {NAN, NAN, NAN},
                                             .stroke = {NAN, NAN, NAN},
                                             .width_mm = 0.2,
                                             .size_mm = 1,
                                             .hatch_gap_mm = NAN,
                                             .hatch_angle_deg = NAN,
                                             .opacity = NAN};
    const amont_graphic_style *style = amont_styles_graphic(c->styles, name);
    if (style)
        return style;
    GError *cause = NULL;
    amont_fail_at(&cause, AMONT_ERROR_CONFIG, c->styles->theme->entry.node->place, "graphics",
                  "the theme has no graphic style '%s'", name);
    amont_composer_stick(c, cause);
    return &none;
}

amont_paint amont_graphic(amont_composer *c, const char *name) {
    return amont_paint_of(amont_graphic_style_of(c, name), c->look->symbol_scale);
}

bool amont_is_water(const amont_graphic_style *style) {
    return g_strcmp0(style->text, "water") == 0;
}

amont_picture *amont_composer_picture(const amont_entry *entry, const char *key, const char *name,
                                      GError **error) {
    amont_place place = amont_yaml_place(entry->node, key);
    g_autofree char *home = g_path_get_dirname(place.file);
    bool is_here = g_path_is_absolute(name) || strcmp(home, ".") == 0;
    g_autofree char *path = is_here ? g_strdup(name) : g_build_filename(home, name, NULL);
    amont_picture *picture = amont_picture_read(path, error);
    if (!picture)
        g_prefix_error(error, "%s:%d:%d: %s: ", place.file, place.line, place.column, key);
    return picture;
}

static void add_once(GPtrArray *texts, const char *text) {
    for (guint i = 0; i < texts->len; i++)
        if (strcmp(texts->pdata[i], text) == 0)
            return;
    g_ptr_array_add(texts, g_strdup(text));
}

/* A figure of several sources names them one after the other (amont_series.source). */
void amont_composer_credit(amont_composer *c, const char *line, const char *licence) {
    g_auto(GStrv) sources = g_strsplit(line ? line : "", "; ", -1);
    for (size_t i = 0; sources[i]; i++)
        if (*sources[i])
            add_once(c->credits, sources[i]);
    if (licence && *licence)
        add_once(c->licences, licence);
}

void amont_composer_note(amont_composer *c, const char *note) {
    add_once(c->notes, note);
}

char *amont_composer_number(const amont_composer *c, double value, int decimals) {
    return amont_number_format(value, decimals, (amont_language)c->study->language);
}

double amont_line_height(const amont_text_style *style) {
    return 1.25 * style->size_pt * 25.4 / 72;
}

void amont_text_over(amont_text_style *style, amont_colour ground) {
    static const amont_colour white = {1, 1, 1}, black = {0, 0, 0};
    const double least = 4.5;
    if (amont_colour_is_none(ground))
        return;
    if (amont_colour_contrast(style->colour, ground) < least)
        style->colour = amont_colour_contrast(white, ground) >= least ? white : black;
    style->halo = ground;
}

bool amont_feature_in_frame(const amont_composer *c, const amont_shapes *shapes, size_t feature) {
    return amont_box_overlaps(amont_shapes_box(shapes, feature), c->frame.world);
}

void amont_trace_feature(amont_composer *c, const amont_shapes *shapes, size_t feature) {
    const amont_shapes *s = amont_outlines_at_scale(c, shapes);
    size_t last = s->ring_of[s->part_of[feature + 1]];
    for (size_t ring = s->ring_of[s->part_of[feature]]; ring < last; ring++) {
        size_t first = s->point_of[ring], end = s->point_of[ring + 1];
        bool closed = s->type == AMONT_SHAPE_POLYGON;
        for (size_t i = first; i < end - (closed ? 1 : 0); i++) {
            double x = amont_frame_x(&c->frame, s->x[i]), y = amont_frame_y(&c->frame, s->y[i]);
            if (i == first)
                amont_page_move(c->page, x, y);
            else
                amont_page_line(c->page, x, y);
        }
        if (closed)
            amont_page_close(c->page);
    }
}

void amont_paint_around(amont_composer *c, const char *role, const amont_shapes *shapes,
                        size_t feature, const amont_paint *paint) {
    amont_page_rectangle(c->page, c->frame.box);
    amont_trace_feature(c, shapes, feature); /* a hole in the rectangle */
    amont_page_clip(c->page);
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_paint(c->page, role, paint, -1);
    amont_page_unclip(c->page);
}

void amont_paint_hatched(amont_composer *c, const char *role, const amont_shapes *shapes,
                         size_t feature, const amont_graphic_style *style, int entry) {
    amont_paint ground = {.fill = style->fill, .stroke = amont_no_colour};
    if (!amont_area_shows(c, shapes, feature))
        return;
    amont_trace_feature(c, shapes, feature);
    amont_page_paint(c->page, role, &ground, entry);
    if (isnan(style->hatch_gap_mm))
        return;
    const amont_item *item = &g_array_index(c->page->items, amont_item, c->page->items->len - 1);
    amont_box box = item->box;
    amont_paint lines = amont_paint_of(style, 1);
    lines.fill = amont_no_colour;
    amont_trace_feature(c, shapes, feature);
    amont_page_clip(c->page);
    amont_page_hatch(c->page, box, style->hatch_gap_mm,
                     isnan(style->hatch_angle_deg) ? -45 : style->hatch_angle_deg);
    amont_page_paint(c->page, role, &lines, -1);
    amont_page_unclip(c->page);
}

char *amont_phrase(amont_composer *c, const char *key, ...) {
    GString *text = g_string_new(amont_word(c, key));
    va_list args;
    va_start(args, key);
    for (const char *name; (name = va_arg(args, const char *));) {
        g_autofree char *hole = g_strconcat("{", name, "}", NULL);
        g_string_replace(text, hole, va_arg(args, const char *), 0);
    }
    va_end(args);
    return g_string_free(text, FALSE);
}

char *amont_composer_date(amont_composer *c) {
    amont_phrases phrases = {c->styles, NULL};
    char *date = amont_phrases_date(&phrases, c->study);
    if (phrases.error)
        amont_composer_stick(c, phrases.error);
    return date;
}

double amont_draw_lines(amont_composer *c, const char *role, char *const *lines,
                        const amont_text_style *style, double x, double top) {
    double height = amont_line_height(style);
    for (size_t i = 0; lines[i]; i++) {
        amont_page_text(c->page, role, lines[i], style, x, top + 0.76 * height, AMONT_LEFT);
        top += height;
    }
    return top;
}

double amont_block_height(amont_composer *c, const char *text, const char *style_name,
                          double width_mm) {
    if (!text)
        return 0;
    amont_text_style style = amont_text_of(c, style_name);
    g_auto(GStrv) lines = amont_page_wrap(c->page, text, &style, width_mm);
    return (double)g_strv_length(lines) * amont_line_height(&style);
}

double amont_draw_block(amont_composer *c, const char *text, const char *style_name, amont_box box,
                        double top) {
    if (!text)
        return top;
    amont_text_style style = amont_text_of(c, style_name);
    g_auto(GStrv) lines = amont_page_wrap(c->page, text, &style, box.max_x - box.min_x);
    return amont_draw_lines(c, style_name, lines, &style, box.min_x, top);
}
