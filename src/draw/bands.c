/* How a page is shared out: what stands above and below the maps takes its height, legends beside
 * maps and lists under them theirs, and the maps get what remains. */
#include "draw/focus.h"
#include "draw/layout.h"

#include <math.h>

/* ---- one frame ----------------------------------------------------------------------------- */

static double lists_height(amont_composer *c, double width) {
    double height = 0;
    for (size_t i = 0; i < c->n_plots; i++)
        if (c->plots[i].mark->list_height)
            height += c->plots[i].mark->list_height(&c->plots[i], width);
    return height;
}

/* Takes the legend's room from that of the maps; they may be one. */
static void part(const amont_composer *c, amont_legend_place place, amont_block size,
                 amont_box *maps, amont_box *legend) {
    double gap = c->look->compact ? 1.5 : 3; /* no text nearer to a frame (C19) */
    if (size.height <= 0)
        return;
    *legend = *maps;
    if (place == AMONT_LEGEND_RIGHT) {
        legend->min_x = legend->max_x - size.width;
        maps->max_x = legend->min_x - gap;
    } else {
        legend->min_y = legend->max_y - size.height;
        maps->max_y = legend->min_y - gap;
    }
}

static void lay_legend(const amont_sheet *sheet, amont_composer *c, amont_legend_place place,
                       amont_panel_bands *b) {
    bool is_beside = place == AMONT_LEGEND_RIGHT || place == AMONT_LEGEND_BOTTOM;
    if (is_beside && sheet->rehearsal)
        part(c, place, amont_legend_size(c, sheet->rehearsal, place, b->width), &b->map,
             &b->legend);
}

static double title_height(const amont_sheet *sheet, amont_composer *c, double width) {
    double gap = c->look->compact ? 0.8 : 2.7, height = 0;
    if (sheet->panels->len == 1)
        return 0;
    if (!sheet->series)
        return amont_block_height(c, c->map->title, "panel_title", width) + gap;
    for (guint i = 0; i < sheet->series->len; i++) /* frames are equal */
        height = fmax(height, amont_block_height(c, amont_sheet_panel(sheet, i)->map->title,
                                                 "panel_title", width));
    return height + gap;
}

static amont_panel_bands lay_panel(const amont_sheet *sheet, amont_composer *c,
                                   amont_legend_place place, amont_box cell) {
    amont_panel_bands b = {
        .title = cell, .map = cell, .legend = cell, .list = cell, .width = cell.max_x - cell.min_x};
    double title = title_height(sheet, c, b.width);
    b.title.max_y = b.map.min_y = cell.min_y + title;
    b.list.min_y = b.map.max_y = cell.max_y - lists_height(c, b.width);
    if (!sheet->series)
        lay_legend(sheet, c, place, &b);
    return b;
}

/* ---- panels side by side ------------------------------------------------------------------- */

static const double between_panels = 4; /* mm */

static amont_box cell_of(amont_box maps, size_t n, size_t columns, size_t index) {
    size_t rows = (n + columns - 1) / columns, row = index / columns, column = index % columns;
    double width =
        (maps.max_x - maps.min_x - between_panels * (double)(columns - 1)) / (double)columns;
    double height = (maps.max_y - maps.min_y - between_panels * (double)(rows - 1)) / (double)rows;
    double x = maps.min_x + (width + between_panels) * (double)column;
    double y = maps.min_y + (height + between_panels) * (double)row;
    return (amont_box){x, y, x + width, y + height};
}

/* The one legend of a series: beside all its frames, under them, or in a cell after the last; then
 * there is one cell more. What remains for the cells is left in `maps`. */
static size_t lay_common(amont_sheet *sheet, amont_bands *bands, size_t columns, amont_box *maps) {
    amont_composer *c = &sheet->root;
    size_t n = sheet->panels->len;
    bands->lacks_room = false;
    if (!sheet->series || !sheet->rehearsal)
        return n;
    if (bands->legend == AMONT_LEGEND_MAP)
        bands->common = cell_of(*maps, ++n, columns, sheet->panels->len);
    double width = bands->legend == AMONT_LEGEND_MAP ? bands->common.max_x - bands->common.min_x
                                                     : maps->max_x - maps->min_x;
    amont_block size = amont_legend_size(c, sheet->rehearsal, bands->legend, width);
    if (bands->legend != AMONT_LEGEND_MAP)
        part(c, bands->legend, size, maps, &bands->common);
    else
        bands->lacks_room =
            size.width > width || size.height > bands->common.max_y - bands->common.min_y;
    return n;
}

static void lay_panels(amont_sheet *sheet, amont_bands *bands, size_t columns) {
    amont_box maps = bands->maps;
    size_t cells = lay_common(sheet, bands, columns, &maps);
    g_array_set_size(bands->panels, 0);
    for (guint i = 0; i < sheet->panels->len; i++) {
        amont_box cell = cell_of(maps, cells, columns, i);
        amont_panel_bands b = lay_panel(sheet, amont_sheet_panel(sheet, i), bands->legend, cell);
        g_array_append_val(bands->panels, b);
    }
}

/* As many columns as give the largest scale; of equals, a series fills most of the page. */
static void choose_columns(amont_sheet *sheet, amont_bands *bands) {
    size_t best = 1;
    double least = INFINITY, most = 0;
    for (size_t columns = 1; columns <= sheet->panels->len + (sheet->series != NULL); columns++) {
        lay_panels(sheet, bands, columns);
        double denominator = amont_bands_denominator(sheet, bands, 0);
        double area = sheet->series ? amont_bands_area(bands) : 0;
        if (denominator < least || (denominator == least && area > most)) {
            least = denominator;
            most = area;
            best = columns;
        }
    }
    lay_panels(sheet, bands, best);
}

/* A map without names and symbols in it is no key to a list. */
static const double beside_list_mm = 45;

/* Of what they share with legends and lists: on less, a map is an ornament of its legend. */
static bool leaves_maps(const amont_bands *bands) {
    const double least_share = 0.55;
    amont_box all = bands->maps;
    return amont_bands_area(bands) >=
           least_share * (all.max_x - all.min_x) * (all.max_y - all.min_y);
}

double amont_bands_list(const amont_bands *bands) {
    double height = 0;
    for (guint i = 0; i < bands->panels->len; i++) {
        amont_box list = amont_bands_panel(bands, i)->list;
        height = fmax(height, list.max_y - list.min_y);
    }
    return height;
}

double amont_bands_denominator(const amont_sheet *sheet, const amont_bands *bands,
                               unsigned attempt) {
    double largest = bands->lacks_room ? INFINITY : 0;
    double least = sheet->root.focus ? sheet->root.focus->least : 0;
    double room = 2 * sheet->root.look->subject_mm + (sheet->panels->len > 1 ? 10 : 20);
    if (amont_bands_list(bands) > 0)
        room = fmax(room, beside_list_mm);
    if (!leaves_maps(bands))
        return INFINITY;
    for (guint i = 0; i < sheet->panels->len; i++) {
        amont_composer *c = amont_sheet_panel(sheet, i);
        amont_box map = amont_bands_panel(bands, i)->map;
        if (!(map.max_x - map.min_x >= room && map.max_y - map.min_y >= room))
            return INFINITY;
        largest =
            fmax(largest, amont_frame_scale(map, amont_shapes_box(c->subject, 0),
                                            c->look->subject_mm, least, c->look->compact, attempt));
    }
    return largest;
}

double amont_bands_area(const amont_bands *bands) {
    double area = 0;
    for (guint i = 0; i < bands->panels->len; i++) {
        amont_box map = amont_bands_panel(bands, i)->map;
        area += (map.max_x - map.min_x) * (map.max_y - map.min_y);
    }
    return area;
}

double amont_bands_least(const amont_bands *bands) {
    double least = INFINITY;
    for (guint i = 0; i < bands->panels->len; i++) {
        amont_box map = amont_bands_panel(bands, i)->map;
        least = fmin(least, fmin(map.max_x - map.min_x, map.max_y - map.min_y));
    }
    return least;
}

/* ---- the page ------------------------------------------------------------------------------ */

amont_bands *amont_bands_new(amont_sheet *sheet, amont_legend_place legend, bool lists_in_map) {
    amont_composer *c = &sheet->root;
    double margin = c->look->margin_mm, left = margin, right = c->look->width_mm - margin;
    double top = margin, bottom = c->look->height_mm - margin, width = right - left;
    double title = amont_title_height(c, width), footer = amont_footer_height(c, width);
    for (guint i = 0; i < sheet->panels->len; i++)
        amont_sheet_panel(sheet, i)->lists_in_map = lists_in_map;
    amont_bands *bands = g_new0(amont_bands, 1);
    *bands = (amont_bands){
        .legend = legend,
        .lists_in_map = lists_in_map,
        .title = {left, top, right, top + title},
        .maps = {left, top + title, right, bottom - footer},
        .footer = {left, bottom - footer, right, bottom},
        .panels = g_array_new(FALSE, FALSE, sizeof(amont_panel_bands)),
    };
    choose_columns(sheet, bands);
    return bands;
}

void amont_bands_free(amont_bands *bands) {
    g_array_unref(bands->panels);
    g_free(bands);
}
