/* The ground of the map: the territory among its neighbours, context layers, limits and names. */
#include "draw/wishes.h"

#include <math.h>
#include <string.h>

/* ---- territory ----------------------------------------------------------------------------- */

static void fill_zones(amont_composer *c, bool selected, const char *role,
                       const amont_paint *paint) {
    const amont_level *level = c->ground;
    for (size_t zone = 0; zone < level->n; zone++) {
        if (level->selected[zone] != selected ||
            !amont_feature_in_frame(c, level->layer->shapes, zone))
            continue;
        amont_trace_feature(c, level->layer->shapes, zone);
        amont_page_paint(c->page, role, paint, -1);
    }
}

void amont_draw_zones(amont_composer *c, bool selected, const char *graphic, const char *role) {
    amont_paint area = amont_graphic(c, graphic), line = area;
    line.fill = area.stroke = amont_no_colour;
    if (!amont_colour_is_none(area.fill))
        fill_zones(c, selected, role, &area);
    if (!amont_colour_is_none(line.stroke))
        amont_paint_limits(c, role, c->ground, selected, &line);
}

void amont_draw_ground(amont_composer *c) {
    amont_paint beyond = amont_graphic(c, "beyond");
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_paint(c->page, "map.beyond", &beyond, -1);
    amont_draw_zones(c, false, "neighbour", "map.neighbour");
    amont_draw_zones(c, true, "territory", "map.territory");
}

void amont_draw_limits(amont_composer *c) {
    amont_draw_zones(c, true, "limit_casing", "map.limit");
    amont_draw_zones(c, true, "limit", "map.limit");
}

/* ---- context layers ------------------------------------------------------------------------ */

static const amont_context *find_context(const amont_composer *c, const char *id) {
    for (guint i = 0; i < c->layers->contexts->len; i++) {
        const amont_context *context = c->layers->contexts->pdata[i];
        if (strcmp(context->spec->entry.name, id) == 0)
            return context;
    }
    return NULL;
}

/* A feature's style: `style`, or `style_category` where a column chooses. NULL: not drawn. */
static const amont_graphic_style *feature_style(amont_composer *c, const amont_context *context,
                                                size_t feature) {
    const char *base = context->spec->style ? context->spec->style : context->spec->entry.name;
    if (!context->spec->category)
        return amont_graphic_style_of(c, base);
    const amont_column *column = amont_layer_column(context->layer, context->spec->category);
    g_autofree char *category = column ? amont_column_text(column, feature) : NULL;
    g_autofree char *name = g_strdup_printf("%s_%s", base, category ? category : "");
    return amont_styles_graphic(c->styles, name);
}

static int find_entry(const amont_composer *c, const char *label) {
    for (guint i = 0; i < c->page->legend->len; i++) {
        const amont_legend_entry *entry = c->page->legend->pdata[i];
        if (entry->panel == c->page->panel && strcmp(entry->label, label) == 0)
            return (int)i;
    }
    return -1;
}

/* Some lines have a width on the ground, as rivers do. */
static amont_paint context_paint(const amont_composer *c, const amont_graphic_style *style) {
    amont_paint paint = amont_paint_of(style, c->look->symbol_scale);
    if (!isnan(style->width_m) && c->frame.metres_per_mm > 0) {
        double least_mm = isnan(style->width_mm) ? 0 : paint.width_mm;
        paint.width_mm = fmax(style->width_m / c->frame.metres_per_mm, least_mm);
    }
    return paint;
}

/* What the legend says of a feature: the layer's own entry, else the style's word, else nothing. */
static const char *legend_of(amont_composer *c, const amont_context *context,
                             const amont_graphic_style *style) {
    if (context->spec->legend)
        return context->spec->legend;
    return style->word ? amont_word(c, style->word) : NULL;
}

static char *feature_name(const amont_context *context, size_t feature) {
    const amont_column *column =
        context->spec->label ? amont_layer_column(context->layer, context->spec->label) : NULL;
    return column ? amont_column_text(column, feature) : NULL;
}

/* A line whose name stands along it needs no key where room is scarce (wishes.c tells when it has
 * none). */
static bool needs_key(const amont_composer *c, const amont_context *context, size_t feature,
                      const amont_graphic_style *style) {
    if (c->keys_named || !style->text || context->layer->shapes->type != AMONT_SHAPE_LINE)
        return true;
    g_autofree char *name = feature_name(context, feature);
    return !name;
}

static void declare_style(amont_composer *c, const amont_context *context, size_t feature) {
    const amont_graphic_style *style = feature_style(c, context, feature);
    const char *label = style ? legend_of(c, context, style) : NULL;
    if (!label || find_entry(c, label) >= 0 || !needs_key(c, context, feature, style))
        return;
    static const amont_legend_kind kinds[] = {AMONT_LEGEND_SYMBOL, AMONT_LEGEND_LINE,
                                              AMONT_LEGEND_BOX};
    const double widest_key_mm = 3.4; /* no higher than a row */
    amont_legend_entry entry = {
        .kind = kinds[context->layer->shapes->type],
        .label = (char *)label,
        .paint = context_paint(c, style),
        .hatch_gap_mm = NAN,
        .symbol = amont_symbol_of(c, style),
        .size_mm = context->layer->shapes->type == AMONT_SHAPE_POINT
                       ? style->size_mm * c->look->symbol_scale
                       : 0,
    };
    entry.paint.width_mm = fmin(entry.paint.width_mm, widest_key_mm);
    amont_page_declare(c->page, amont_word(c, "landmarks"), &entry);
}

typedef void context_visit(amont_composer *c, const amont_context *context, size_t feature,
                           const amont_graphic_style *style, int entry);

static void visit_context(amont_composer *c, bool points, context_visit *visit) {
    for (guint i = 0; c->map->context && i < c->map->context->len; i++) {
        const amont_context *context = find_context(c, c->map->context->pdata[i]);
        if (!context || !context->layer->shapes ||
            (context->layer->shapes->type == AMONT_SHAPE_POINT) != points)
            continue;
        for (size_t feature = 0; feature < context->layer->n_rows; feature++) {
            const amont_graphic_style *style = feature_style(c, context, feature);
            amont_box box = amont_box_grow(amont_shapes_box(context->layer->shapes, feature), 1e-3);
            if (!style || !amont_box_overlaps(box, c->frame.world))
                continue;
            const char *label = legend_of(c, context, style);
            visit(c, context, feature, style, label ? find_entry(c, label) : -1);
        }
    }
}

void amont_declare_context(amont_composer *c) {
    for (guint i = 0; c->map->context && i < c->map->context->len; i++) {
        const amont_context *context = find_context(c, c->map->context->pdata[i]);
        if (!context || !context->layer->shapes)
            continue;
        g_autofree char *credit = amont_credit_line(&context->spec->credit);
        amont_composer_credit(c, credit, context->spec->credit.licence);
        c->fictional = c->fictional || context->spec->fictional;
        for (size_t feature = 0; feature < context->layer->n_rows; feature++)
            declare_style(c, context, feature);
    }
}

static void paint_area(amont_composer *c, const amont_context *context, size_t feature,
                       const amont_graphic_style *style, int entry) {
    amont_paint paint = context_paint(c, style);
    amont_trace_feature(c, context->layer->shapes, feature);
    amont_page_paint(c->page, "map.context", &paint, entry);
}

static void draw_masked(amont_composer *c, const amont_context *context, size_t feature,
                        const amont_graphic_style *style, int entry) {
    if (!style->unmasked)
        paint_area(c, context, feature, style, entry);
}

static void draw_unmasked(amont_composer *c, const amont_context *context, size_t feature,
                          const amont_graphic_style *style, int entry) {
    if (style->unmasked)
        paint_area(c, context, feature, style, entry);
}

static void draw_point(amont_composer *c, const amont_context *context, size_t feature,
                       const amont_graphic_style *style, int entry) {
    const amont_shapes *shapes = context->layer->shapes;
    size_t point = shapes->point_of[shapes->ring_of[shapes->part_of[feature]]];
    double x = amont_frame_x(&c->frame, shapes->x[point]);
    double y = amont_frame_y(&c->frame, shapes->y[point]);
    double size = style->size_mm * c->look->symbol_scale;
    amont_box box = {x - size / 2, y - size / 2, x + size / 2, y + size / 2};
    if (!amont_is_free(c, box, 0)) /* hidden by furniture or by what matters more */
        return;
    amont_paint paint = amont_paint_of(style, c->look->symbol_scale);
    amont_page_symbol(c->page, amont_symbol_of(c, style), x, y, size);
    amont_page_paint(c->page, "map.context", &paint, entry);
    amont_drawn_point drawn = {context, feature, style, x, y, size / 2};
    g_array_append_val(c->points, drawn);
    amont_occupy(c, box);
}

/* Fades what lies around the territory (C21); a theme without the style 'mask' does not. */
static void draw_mask(amont_composer *c) {
    const amont_graphic_style *style = amont_styles_graphic(c->styles, "mask");
    if (!style)
        return;
    amont_paint paint = amont_paint_of(style, 1);
    amont_paint_around(c, "map.mask", c->territory, 0, &paint);
}

void amont_draw_context_areas(amont_composer *c) {
    visit_context(c, false, draw_masked);
    draw_mask(c);
    visit_context(c, false, draw_unmasked);
}

void amont_draw_context_points(amont_composer *c) {
    visit_context(c, true, draw_point);
}

/* ---- names --------------------------------------------------------------------------------- */

static void name_line(amont_composer *c, const amont_context *context, size_t feature,
                      const amont_graphic_style *style, int entry) {
    (void)entry;
    g_autofree char *name = style->text ? feature_name(context, feature) : NULL;
    if (name && context->layer->shapes->type == AMONT_SHAPE_LINE)
        amont_want_line_name(c, name, style->text, context->layer->shapes, feature);
}

static void name_point(amont_composer *c, const amont_drawn_point *point) {
    g_autofree char *name =
        point->style->text ? feature_name(point->context, point->feature) : NULL;
    if (name)
        amont_want_point_name(c, name, point->style->text, point->x, point->y, point->radius);
}

void amont_want_context_names(amont_composer *c) {
    for (guint i = 0; i < c->points->len; i++)
        name_point(c, &g_array_index(c->points, amont_drawn_point, i));
    visit_context(c, false, name_line);
}
