/* Symbols by their names, symbols whose size is a figure, and small hatched boxes. */
#include "draw/composer.h"

#include <math.h>
#include <string.h>

int amont_symbol_shape(const char *name) {
    for (int s = 0; amont_symbol_names[s]; s++)
        if (strcmp(amont_symbol_names[s], name) == 0)
            return s;
    return -1;
}

static bool fail_symbol(amont_composer *c, const amont_entry *entry, const char *name,
                        GError **error) {
    g_auto(GStrv) names = amont_styles_names(c->styles->folder, "symbols");
    g_autofree char *shapes = g_strjoinv(", ", (char **)amont_symbol_names);
    g_autofree char *pictures = g_strjoinv(", ", names);
    amont_entry_fail(entry, "symbol", error, AMONT_ERROR_CONFIG, "unknown symbol '%s'", name);
    amont_hint(error, "one of: %s, %s; or a file of your own whose name ends in .svg", shapes,
               pictures);
    return false;
}

/* The file that a name stands for: one of styles/symbols, or that of the planner. */
static char *file_of(amont_composer *c, const char *name) {
    g_auto(GStrv) names = amont_styles_names(c->styles->folder, "symbols");
    if (g_str_has_suffix(name, ".svg"))
        return g_strdup(name);
    if (!g_strv_contains((const char *const *)names, name))
        return NULL;
    g_autofree char *file = g_strconcat(name, ".svg", NULL);
    g_autofree char *path = g_build_filename(c->styles->folder, "symbols", file, NULL);
    return g_canonicalize_filename(path, NULL);
}

/* Each file stands once among the pictures. */
static amont_symbol add_symbol(amont_composer *c, amont_picture *picture) {
    guint i = 0;
    while (i < c->pictures->len &&
           strcmp(amont_picture_path(c->pictures->pdata[i]), amont_picture_path(picture)) != 0)
        i++;
    if (i < c->pictures->len)
        amont_picture_unref(picture);
    else
        g_ptr_array_add(c->pictures, picture);
    return (amont_symbol)(AMONT_SYMBOL_PICTURE + i);
}

bool amont_symbol_find(amont_composer *c, const amont_entry *entry, const char *name,
                       amont_symbol *symbol, GError **error) {
    int shape = amont_symbol_shape(name);
    if (shape >= 0) {
        *symbol = (amont_symbol)shape;
        return true;
    }
    g_autofree char *file = file_of(c, name);
    if (!file)
        return fail_symbol(c, entry, name, error);
    amont_picture *picture = amont_composer_picture(entry, "symbol", file, error);
    if (picture)
        *symbol = add_symbol(c, picture);
    return picture != NULL;
}

amont_symbol amont_symbol_of(amont_composer *c, const amont_graphic_style *style) {
    amont_symbol symbol = AMONT_SYMBOL_CIRCLE;
    GError *cause = NULL;
    if (style->symbol && !amont_symbol_find(c, &style->entry, style->symbol, &symbol, &cause))
        amont_composer_stick(c, cause);
    return symbol;
}

/* The same symbol, `by` larger all around. */
static void trace_grown(amont_page *page, amont_symbol symbol, double x, double y, double size,
                        double by) {
    double factor = symbol == AMONT_SYMBOL_SQUARE ? 2 / sqrt(G_PI) : 1;
    amont_page_symbol(page, symbol, x, y, size + 2 * by * factor);
}

void amont_true_symbol(amont_page *page, const char *role, amont_symbol symbol, double x, double y,
                       double size, const amont_paint *paint, int entry) {
    bool is_key = g_str_has_prefix(role, "legend.");
    const char *beside = is_key ? "legend.symbol_edge" : "map.symbol_edge";
    amont_paint outer = {.fill = paint->fill, .stroke = amont_no_colour};
    amont_paint edge = {.fill = paint->stroke, .stroke = amont_no_colour};
    if (amont_colour_is_none(paint->fill) || amont_colour_is_none(paint->stroke)) {
        amont_page_symbol(page, symbol, x, y, size);
        amont_page_paint(page, role, paint, entry);
    } else if (amont_colour_lightness(paint->stroke) > amont_colour_lightness(paint->fill)) {
        trace_grown(page, symbol, x, y, size, paint->width_mm);
        amont_page_paint(page, beside, &edge, -1);
        trace_grown(page, symbol, x, y, size, 0);
        amont_page_paint(page, role, &outer, entry);
    } else {
        trace_grown(page, symbol, x, y, size, 0);
        amont_page_paint(page, role, &edge, entry);
        trace_grown(page, symbol, x, y, size, -paint->width_mm);
        amont_page_paint(page, beside, &outer, -1);
    }
}

void amont_hatch_box(amont_page *page, const char *role, amont_box box,
                     const amont_graphic_style *style, int entry) {
    amont_paint ground = {.fill = style->fill, .stroke = amont_no_colour};
    amont_paint lines = amont_paint_of(style, 1);
    lines.fill = amont_no_colour;
    amont_page_rectangle(page, box);
    amont_page_paint(page, role, &ground, entry);
    amont_page_rectangle(page, box);
    amont_page_clip(page);
    amont_page_hatch(page, box, style->hatch_gap_mm,
                     isnan(style->hatch_angle_deg) ? -45 : style->hatch_angle_deg);
    amont_page_paint(page, role, &lines, -1);
    amont_page_unclip(page);
    amont_page_rectangle(page, box);
    amont_page_paint(page, role, &lines, -1);
}

void amont_draw_leader(amont_composer *c, double x, double y, double to_x, double to_y, bool dot) {
    amont_paint line = amont_graphic(c, "leader");
    amont_page_move(c->page, x, y);
    amont_page_line(c->page, to_x, to_y);
    amont_page_paint(c->page, "map.leader", &line, -1);
    if (!dot)
        return;
    amont_paint end = {.fill = line.stroke, .stroke = amont_no_colour};
    amont_page_circle(c->page, to_x, to_y, 0.5);
    amont_page_paint(c->page, "map.leader", &end, -1);
}
