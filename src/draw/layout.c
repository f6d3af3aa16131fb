/* The layout of a page: what stands above and below the maps takes its height; the maps get what
 * remains, at the largest round scale that leaves their legends room off the subject. */
#include "draw/layout.h"

#include <math.h>

enum { MOST_ATTEMPTS = 12 };

amont_page *amont_sheet_page(const amont_sheet *sheet) {
    const amont_composer *c = &sheet->root;
    amont_page *page = amont_page_new(c->look->width_mm, c->look->height_mm, sheet->fonts);
    page->title = g_strdup(c->map->title);
    page->subject = g_strdup(c->map->subtitle);
    page->author = g_strdup(c->study->author);
    page->date = amont_study_date(c->study);
    page->language = c->study->language == AMONT_LANGUAGE_FR ? "fr" : "en";
    return page;
}

static amont_composer *panel_at(const amont_sheet *sheet, guint i) {
    return sheet->panels->pdata[i];
}

/* ---- bands --------------------------------------------------------------------------------- */

/* Of the page, from the top: the maps stand in the middle. */
typedef struct bands {
    amont_box title, maps, footer;
} bands;

static bands lay_bands(amont_sheet *sheet) {
    amont_composer *c = &sheet->root;
    double margin = c->look->margin_mm, left = margin, right = c->look->width_mm - margin;
    double top = margin, bottom = c->look->height_mm - margin, width = right - left;
    double title = amont_title_height(c, width), footer = amont_footer_height(c, width);
    return (bands){
        .title = {left, top, right, top + title},
        .maps = {left, top + title, right, bottom - footer},
        .footer = {left, bottom - footer, right, bottom},
    };
}

/* Of one frame: its own title where there are several, its lists under it. */
typedef struct panel_bands {
    amont_box title, map, list;
} panel_bands;

static panel_bands lay_panel(amont_sheet *sheet, amont_composer *c, amont_box cell) {
    double width = cell.max_x - cell.min_x, list = 0;
    double title = sheet->panels->len > 1
                       ? amont_block_height(c, c->map->title, "panel_title", width) + 0.8
                       : 0;
    for (size_t i = 0; i < c->n_plots; i++)
        if (c->plots[i].mark->list_height)
            list += c->plots[i].mark->list_height(&c->plots[i], width);
    panel_bands b = {.title = cell, .map = cell, .list = cell};
    b.title.max_y = b.map.min_y = cell.min_y + title;
    b.list.min_y = b.map.max_y = cell.max_y - list;
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

static double largest_denominator(amont_sheet *sheet, amont_box maps, size_t columns,
                                  unsigned attempt) {
    double largest = 0;
    for (guint i = 0; i < sheet->panels->len; i++) {
        amont_composer *c = panel_at(sheet, i);
        amont_box map = lay_panel(sheet, c, cell_of(maps, sheet->panels->len, columns, i)).map;
        double least = 2 * c->look->subject_mm + 10;
        if (map.max_x - map.min_x < least || map.max_y - map.min_y < least)
            return INFINITY;
        amont_frame frame = amont_frame_fit(map, amont_shapes_box(c->subject, 0),
                                            c->look->subject_mm, NAN, attempt);
        largest = fmax(largest, frame.denominator);
    }
    return largest;
}

/* As many columns as give the largest scale. */
static size_t choose_columns(amont_sheet *sheet, amont_box maps) {
    size_t best = 1;
    double least = INFINITY;
    for (size_t columns = 1; columns <= sheet->panels->len; columns++) {
        double denominator = largest_denominator(sheet, maps, columns, 0);
        if (denominator < least) {
            least = denominator;
            best = columns;
        }
    }
    return best;
}

/* ---- drawing a frame ----------------------------------------------------------------------- */

/* From the ground up; names last, so that they can keep clear of everything. */
static void draw_ground(amont_composer *c) {
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_clip(c->page);
    amont_draw_ground(c);
    for (size_t i = 0; i < c->n_plots; i++)
        if (c->plots[i].mark->draw_areas)
            c->plots[i].mark->draw_areas(&c->plots[i]);
    amont_draw_context_areas(c);
    amont_draw_limits(c);
    amont_page_unclip(c->page);
}

/* The topmost mark that writes names writes them all. */
static void draw_zone_names(amont_composer *c) {
    for (size_t i = c->n_plots; i-- > 0;)
        if (c->plots[i].mark->draw_names) {
            c->plots[i].mark->draw_names(&c->plots[i]);
            return;
        }
    amont_draw_zone_names(c);
}

static void draw_names(amont_composer *c) {
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_clip(c->page);
    draw_zone_names(c);
    amont_draw_context_names(c);
    amont_draw_neighbour_names(c);
    amont_draw_fictional(c);
    amont_page_unclip(c->page);
}

static bool draw_furniture(amont_composer *c) {
    if (!amont_draw_legend(c))
        return false;
    for (size_t i = 0; i < c->n_plots; i++)
        if (c->plots[i].mark->draw_panel && !c->plots[i].mark->draw_panel(&c->plots[i]))
            return false;
    return amont_draw_scale_bar(c);
}

/* The legend needs to know what is drawn, and what is drawn at points must not lie under it: the
 * points are drawn before, and their places kept clear. */
static bool draw_panel(amont_composer *c, const panel_bands *b) {
    g_array_set_size(c->obstacles, 0);
    g_array_set_size(c->points, 0);
    c->page->panel = c->panel;
    for (size_t i = 0; i < c->n_plots; i++)
        c->plots[i].mark->declare(&c->plots[i]);
    amont_declare_context(c);
    draw_ground(c);
    for (size_t i = 0; i < c->n_plots; i++)
        if (c->plots[i].mark->draw_points)
            c->plots[i].mark->draw_points(&c->plots[i]);
    amont_draw_context_points(c);
    if (!draw_furniture(c))
        return false;
    draw_names(c);
    amont_paint frame = amont_graphic(c, "frame");
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_paint(c->page, "frame", &frame, -1);
    if (b->title.max_y > b->title.min_y)
        amont_draw_block(c, c->map->title, "panel_title", b->title, b->title.min_y);
    for (size_t i = 0; i < c->n_plots; i++)
        if (c->plots[i].mark->draw_list)
            c->plots[i].mark->draw_list(&c->plots[i], b->list);
    return true;
}

/* ---- one attempt --------------------------------------------------------------------------- */

static bool check_room(const amont_composer *c, amont_box map, GError **error) {
    double width = map.max_x - map.min_x, height = map.max_y - map.min_y;
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

static trial try_panels(amont_sheet *sheet, amont_box maps, unsigned attempt, GError **error) {
    size_t n = sheet->panels->len, columns = n > 1 ? choose_columns(sheet, maps) : 1;
    double fixed = sheet->root.map->scale;
    if (n > 1 && isnan(fixed)) /* the same for all */
        fixed = largest_denominator(sheet, maps, columns, attempt);
    for (guint i = 0; i < n; i++) {
        amont_composer *c = panel_at(sheet, i);
        panel_bands b = lay_panel(sheet, c, cell_of(maps, n, columns, i));
        if (!check_room(c, b.map, error))
            return FAILED;
        c->frame = amont_frame_fit(b.map, amont_shapes_box(c->subject, 0), c->look->subject_mm,
                                   fixed, attempt);
        if (!shows_subject(c, error))
            return FAILED;
        if (!draw_panel(c, &b))
            return NO_ROOM;
    }
    return DONE;
}

static void begin_page(amont_sheet *sheet) {
    amont_page_free(sheet->root.page);
    sheet->root.page = amont_sheet_page(sheet);
    for (guint i = 0; i < sheet->panels->len; i++)
        panel_at(sheet, i)->page = sheet->root.page;
    g_ptr_array_set_size(sheet->root.unplaced, 0);
}

/* What is noted while the maps are drawn needs room in the footer: the page is then laid out again,
 * with as many notes. */
static trial try_scale(amont_sheet *sheet, unsigned attempt, GError **error) {
    guint before = sheet->root.notes->len;
    trial result = NO_ROOM;
    bands b;
    for (int pass = 0; pass < 2; pass++) {
        begin_page(sheet);
        b = lay_bands(sheet);
        g_ptr_array_set_size(sheet->root.notes, (gint)before);
        amont_draw_title(&sheet->root, b.title); /* first, as it is read first */
        result = try_panels(sheet, b.maps, attempt, error);
        if (result != DONE || sheet->root.notes->len == before)
            break;
    }
    if (result == DONE)
        amont_draw_footer(&sheet->root, b.footer);
    g_ptr_array_set_size(sheet->root.notes, (gint)before);
    if (result != FAILED && !amont_page_check(sheet->root.page, error))
        return FAILED;
    return result;
}

static bool has_lists(const amont_sheet *sheet) {
    for (guint i = 0; i < sheet->panels->len; i++)
        for (size_t k = 0; k < panel_at(sheet, i)->n_plots; k++)
            if (panel_at(sheet, i)->plots[k].mark->draw_panel)
                return true;
    return false;
}

bool amont_sheet_draw(amont_sheet *sheet, GError **error) {
    const amont_composer *root = &sheet->root;
    unsigned attempts = isnan(root->map->scale) ? MOST_ATTEMPTS : 1;
    for (int in_map = has_lists(sheet) && !root->look->compact; in_map >= 0; in_map--) {
        for (guint i = 0; i < sheet->panels->len; i++)
            panel_at(sheet, i)->lists_in_map = in_map;
        for (unsigned attempt = 0; attempt < (in_map ? MIN(attempts, 3) : attempts); attempt++) {
            trial result = try_scale(sheet, attempt, error);
            if (result != NO_ROOM)
                return result == DONE;
        }
    }
    amont_entry_fail(&root->map->entry, isnan(root->map->scale) ? "page" : "scale", error,
                     AMONT_ERROR_CONFIG, "the legend finds no room off the territory");
    amont_hint(error, "choose a larger page or a smaller scale");
    return false;
}
