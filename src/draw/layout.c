/* The layout of a page: of the ways to share it out (bands.c) and of the round scales, the largest
 * scale is taken at which everything finds room off the subject. A legend beside a map needs its
 * room before the map is drawn, and shows what is drawn: the map is rehearsed. */
#include "draw/layout.h"

#include "base/i18n.h"
#include <math.h>

amont_page *amont_sheet_page(const amont_sheet *sheet) {
    const amont_composer *c = &sheet->root;
    amont_page *page = amont_page_new(c->look->width_mm, c->look->height_mm, sheet->fonts);
    g_ptr_array_unref(page->pictures);
    page->pictures = g_ptr_array_ref(c->pictures);
    page->title = g_strdup(c->map->title);
    page->subject = g_strdup(c->map->subtitle);
    page->author = g_strdup(c->study->author);
    page->date = amont_study_date(c->study);
    page->bleed_mm = isnan(c->look->bleed_mm) ? 0 : c->look->bleed_mm;
    page->language = c->study->language == AMONT_LANGUAGE_FR ? "fr" : "en";
    page->merges_legends = sheet->series != NULL;
    return page;
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
static void want_zone_names(amont_composer *c) {
    for (size_t i = c->n_plots; i-- > 0;)
        if (c->plots[i].mark->draw_names) {
            c->plots[i].mark->draw_names(&c->plots[i]);
            return;
        }
    amont_want_zone_names(c);
}

static void draw_names(amont_composer *c) {
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_clip(c->page);
    want_zone_names(c);
    amont_want_subject_name(c);
    amont_want_context_names(c);
    amont_want_neighbour_names(c);
    amont_draw_wishes(c);
    amont_page_unclip(c->page);
}

/* What finds no room is left in `lacking`. */
static bool draw_furniture(amont_sheet *sheet, amont_composer *c, const amont_bands *bands,
                           const amont_panel_bands *b) {
    if (c->in_series) {
        /* drawn once, when all frames are */
    } else if (bands->legend != AMONT_LEGEND_MAP) {
        amont_draw_legend_beside(c, bands->legend, b->width, b->legend);
    } else if (!amont_draw_legend(c)) {
        sheet->lacking = N_("the legend");
        return false;
    }
    for (size_t i = 0; i < c->n_plots; i++)
        if (c->plots[i].mark->draw_panel && !c->plots[i].mark->draw_panel(&c->plots[i])) {
            sheet->lacking = N_("the list");
            return false;
        }
    if (amont_composer_repeats(c))
        return true;
    sheet->lacking = N_("the scale bar");
    if (!amont_draw_scale_bar(c))
        return false;
    sheet->lacking = N_("the north arrow");
    if (!amont_draw_north(c))
        return false;
    sheet->lacking = N_("the locator");
    return amont_draw_locator(c);
}

/* The legend needs to know what is drawn, and what is drawn at points must not lie under it: the
 * points are drawn before, and their places kept clear. */
static void draw_theme(amont_composer *c) {
    g_array_set_size(c->obstacles, 0);
    g_array_set_size(c->points, 0);
    c->lacks_names = false;
    g_ptr_array_set_size(c->wishes, 0);
    c->page->panel = c->in_series ? 0 : c->panel;
    c->page->window = c->frame.box;
    for (size_t i = 0; i < c->n_plots; i++)
        c->plots[i].mark->declare(&c->plots[i]);
    amont_declare_context(c);
    draw_ground(c);
    amont_draw_points(c);
}

static void draw_rest(amont_composer *c, const amont_panel_bands *b) {
    amont_draw_fictional(c);
    draw_names(c);
    amont_paint frame = amont_graphic(c, "frame");
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_paint(c->page, "frame", &frame, -1);
    if (b->title.max_y > b->title.min_y)
        amont_draw_block(c, c->map->title, "panel_title", b->title, b->title.min_y);
    for (size_t i = 0; i < c->n_plots; i++)
        if (c->plots[i].mark->draw_list)
            c->plots[i].mark->draw_list(&c->plots[i], b->list);
}

/* ---- drawing a page ------------------------------------------------------------------------ */

/* A way to share out the page, and a scale. */
typedef struct plan {
    const amont_bands *bands;
    double denominator;
} plan;

/* NO_ROOM: for `lacking`. STALE: other legends than the rehearsal's, or other notes than those for
 * which the page was laid out: some are made while the maps are drawn. AGAIN: in the same place,
 * with another lean or other keys. */
typedef enum trial { DONE, NO_ROOM, AGAIN, STALE, FAILED } trial;

static bool outgrows(amont_composer *c, amont_legend_place place, double width, amont_box room) {
    amont_block size = amont_legend_size(c, c->page, place, width);
    return size.height > room.max_y - room.min_y + 1e-6 ||
           size.width > room.max_x - room.min_x + 1e-6;
}

static bool is_stale(amont_composer *c, const amont_bands *bands, const amont_panel_bands *b) {
    return !c->in_series && bands->legend != AMONT_LEGEND_MAP &&
           outgrows(c, bands->legend, b->width, b->legend);
}

static void begin_page(amont_sheet *sheet, const amont_bands *bands) {
    amont_page_free(sheet->root.page);
    sheet->root.page = amont_sheet_page(sheet);
    for (guint i = 0; i < sheet->panels->len; i++) {
        amont_composer *c = amont_sheet_panel(sheet, i);
        c->page = sheet->root.page;
        c->lists_in_map = bands->lists_in_map;
        g_ptr_array_set_size(c->notes, (gint)c->n_prepared);
    }
    g_ptr_array_set_size(sheet->root.unplaced, 0);
}

static void set_frame(amont_composer *c, const amont_panel_bands *b, double denominator) {
    c->frame = amont_frame_fit(b->map, amont_shapes_box(c->subject, 0), c->look->subject_mm,
                               denominator, amont_frame_lean(c->lean));
}

/* ---- off the middle ------------------------------------------------------------------------- */

/* What is drawn at points goes with the subject. */
static void move_obstacles(amont_composer *c, const amont_box *drawn, guint n, double dx,
                           double dy) {
    g_array_set_size(c->obstacles, 0);
    for (guint i = 0; i < n; i++) {
        amont_box box = {drawn[i].min_x + dx, drawn[i].min_y + dy, drawn[i].max_x + dx,
                         drawn[i].max_y + dy};
        g_array_append_val(c->obstacles, box);
    }
}

/* The least further lean at which the furniture finds room about what was drawn. The page is
 * spoilt: it is drawn anew at that lean, where names and symbols may stand otherwise. */
static bool find_lean(amont_sheet *sheet, amont_composer *c, const plan *p,
                      const GArray *obstacles) {
    const amont_panel_bands *b = amont_bands_panel(p->bands, (guint)c->panel);
    amont_frame drawn = c->frame;
    while (++c->lean < AMONT_LEANS) {
        set_frame(c, b, p->denominator);
        double dx = (drawn.world.min_x - c->frame.world.min_x) / drawn.metres_per_mm;
        double dy = (c->frame.world.min_y - drawn.world.min_y) / drawn.metres_per_mm;
        if (hypot(dx, dy) < 0.1) /* there is no room to lean */
            continue;
        move_obstacles(c, (const amont_box *)(void *)obstacles->data, obstacles->len, dx, dy);
        if (draw_furniture(sheet, c, p->bands, b)) {
            amont_sheet_align(sheet, c);
            return true;
        }
    }
    return false;
}

/* ---- the whole page ------------------------------------------------------------------------- */

/* Keys that names spare are drawn after all where a name found no room. */
static trial draw_panel(amont_sheet *sheet, const plan *p, guint index) {
    amont_composer *c = amont_sheet_panel(sheet, index);
    const amont_panel_bands *b = amont_bands_panel(p->bands, index);
    set_frame(c, b, p->denominator);
    draw_theme(c);
    if (is_stale(c, p->bands, b))
        return STALE;
    g_autoptr(GArray) obstacles = g_array_copy(c->obstacles);
    if (!draw_furniture(sheet, c, p->bands, b))
        return find_lean(sheet, c, p, obstacles) ? AGAIN : NO_ROOM;
    draw_rest(c, b);
    if (!c->lacks_names || c->keys_named)
        return DONE;
    c->keys_named = true;
    amont_sheet_align(sheet, c);
    return AGAIN;
}

/* The one legend of a series shows what all its frames draw. */
static trial draw_common_legend(amont_sheet *sheet, const amont_bands *bands) {
    double width = bands->legend == AMONT_LEGEND_MAP ? bands->common.max_x - bands->common.min_x
                                                     : bands->maps.max_x - bands->maps.min_x;
    if (outgrows(&sheet->root, bands->legend, width, bands->common))
        return STALE;
    amont_draw_legend_beside(&sheet->root, bands->legend, width, bands->common);
    return DONE;
}

static trial draw_panels(amont_sheet *sheet, const plan *p) {
    begin_page(sheet, p->bands);
    amont_draw_title(&sheet->root, p->bands->title); /* first, as it is read first */
    trial result = DONE;
    for (guint i = 0; i < sheet->panels->len && result == DONE; i++)
        result = draw_panel(sheet, p, i);
    return result == DONE && sheet->series ? draw_common_legend(sheet, p->bands) : result;
}

/* Subjects in the middle of their frames; on inserts, names spare keys. */
static void begin_leaning(amont_sheet *sheet) {
    for (guint i = 0; i < sheet->panels->len; i++) {
        amont_sheet_panel(sheet, i)->lean = 0;
        amont_sheet_panel(sheet, i)->keys_named = !sheet->root.look->compact;
    }
}

/* Leans grow and keys do not go again, so this ends. */
static trial draw_again(amont_sheet *sheet, const plan *p) {
    begin_leaning(sheet);
    trial result = AGAIN;
    while (result == AGAIN)
        result = draw_panels(sheet, p);
    return result;
}

static trial draw_page(amont_sheet *sheet, const plan *p, GError **error) {
    trial result = draw_again(sheet, p);
    if (result == DONE && amont_sheet_gather_notes(sheet))
        result = STALE;
    if (result == DONE)
        amont_draw_footer(&sheet->root, p->bands->footer);
    return amont_page_check(sheet->root.page, error) ? result : FAILED;
}

/* Draws what is mapped, to know what the legends will show. */
static bool rehearse(amont_sheet *sheet, const plan *p, GError **error) {
    begin_page(sheet, p->bands);
    for (guint i = 0; i < sheet->panels->len; i++) {
        set_frame(amont_sheet_panel(sheet, i), amont_bands_panel(p->bands, i), p->denominator);
        draw_theme(amont_sheet_panel(sheet, i));
    }
    return amont_page_check(sheet->root.page, error);
}

/* What the last drawing counted is the rehearsal of the next. */
static void keep_as_rehearsal(amont_sheet *sheet) {
    amont_page_free(sheet->rehearsal);
    sheet->rehearsal = g_steal_pointer(&sheet->root.page);
    sheet->root.page = amont_sheet_page(sheet);
    for (guint i = 0; i < sheet->panels->len; i++)
        amont_sheet_panel(sheet, i)->page = sheet->root.page;
}

/* ---- what is tried ------------------------------------------------------------------------- */

enum {
    MOST_ATTEMPTS = 12,
    MOST_ON_INSERT = 20,
    MOST_LISTS = 3 /* scales given up for a list in the map */
};

static bool has_lists(const amont_sheet *sheet) {
    for (guint i = 0; i < sheet->panels->len; i++)
        for (size_t k = 0; k < amont_sheet_panel(sheet, i)->n_plots; k++)
            if (amont_sheet_panel(sheet, i)->plots[k].mark->draw_panel)
                return true;
    return false;
}

static amont_legend_place place_of(const amont_sheet *sheet) {
    const amont_composer *c = &sheet->root;
    return (amont_legend_place)(c->map->legend >= 0 ? c->map->legend : c->look->legend);
}

static void free_bands(void *bands) {
    amont_bands_free(bands);
}

/* Ways to share out the page, the better of two equals first. */
static GPtrArray *settings_of(amont_sheet *sheet) {
    GPtrArray *settings = g_ptr_array_new_with_free_func(free_bands);
    amont_legend_place asked = place_of(sheet);
    bool lists = has_lists(sheet) && !sheet->root.look->compact;
    for (int place = AMONT_LEGEND_MAP; place <= AMONT_LEGEND_BOTTOM; place++)
        for (int in_map = lists; in_map >= 0; in_map--)
            if (asked == AMONT_LEGEND_AUTO || (int)asked == place)
                g_ptr_array_add(settings,
                                amont_bands_new(sheet, (amont_legend_place)place, in_map));
    return settings;
}

/* A scale that the study fixes may be too large for the page: no part may be lost without a word.
 */
static bool shows_subject(const amont_sheet *sheet, const amont_bands *bands, double denominator) {
    for (guint i = 0; i < sheet->panels->len; i++) {
        amont_composer *c = amont_sheet_panel(sheet, i);
        set_frame(c, amont_bands_panel(bands, i), denominator);
        amont_box subject = amont_shapes_box(c->subject, 0), world = c->frame.world;
        if (subject.min_x < world.min_x || subject.max_x > world.max_x ||
            subject.min_y < world.min_y || subject.max_y > world.max_y)
            return false;
    }
    return true;
}

/* Of equal scales that which was found first is taken, or which fills most of the page with frames
 * of a series. */
static bool is_better(const amont_sheet *sheet, const plan *p, const plan *than) {
    if (p->denominator != than->denominator || !sheet->series)
        return p->denominator < than->denominator;
    return amont_bands_area(p->bands) > amont_bands_area(than->bands);
}

/* What stands in a map may make it smaller, but no ornament of its legend. */
static void add_plans(const amont_sheet *sheet, const amont_bands *bands, GArray *plans) {
    const double most_times = 2;
    double fixed = sheet->root.map->scale;
    if (isinf(amont_bands_denominator(sheet, bands, 0)))
        return;
    if (!isnan(fixed)) {
        plan only = {bands, fixed};
        if (shows_subject(sheet, bands, fixed))
            g_array_append_val(plans, only);
        return;
    }
    unsigned attempts = bands->lists_in_map         ? MOST_LISTS
                        : sheet->root.look->compact ? MOST_ON_INSERT
                                                    : MOST_ATTEMPTS;
    for (unsigned attempt = 0; attempt < attempts; attempt++) {
        plan p = {bands, amont_bands_denominator(sheet, bands, attempt)};
        if (p.denominator > most_times * amont_bands_denominator(sheet, bands, 0))
            return;
        guint at = plans->len;
        while (at > 0 && is_better(sheet, &p, &g_array_index(plans, plan, at - 1)))
            at--;
        g_array_insert_val(plans, at, p);
    }
}

/* The largest scale first. */
static GArray *plans_of(const amont_sheet *sheet, const GPtrArray *settings) {
    GArray *plans = g_array_new(FALSE, FALSE, sizeof(plan));
    for (guint i = 0; i < settings->len; i++)
        add_plans(sheet, settings->pdata[i], plans);
    return plans;
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* One round: STALE when it has to begin again with another rehearsal. */
static trial try_plans(amont_sheet *sheet, bool last, GError **error) {
    begin_leaning(sheet);
    g_autoptr(GPtrArray) settings = settings_of(sheet);
    g_autoptr(GArray) plans = plans_of(sheet, settings);
    if (plans->len == 0) {
        amont_sheet_fail_plans(sheet, settings->pdata[0], error);
        return FAILED;
    }
    if (!sheet->rehearsal && (sheet->series || place_of(sheet) != AMONT_LEGEND_MAP)) {
        bool ok = rehearse(sheet, &g_array_index(plans, plan, 0), error);
        keep_as_rehearsal(sheet);
        return ok ? STALE : FAILED;
    }
    for (guint i = 0; i < plans->len; i++) {
        trial result = draw_page(sheet, &g_array_index(plans, plan, i), error);
        if (result == DONE || result == FAILED)
            return result;
        if (result == STALE)
            sheet->lacking = N_("the legend");
        if (result == STALE && !last) {
            keep_as_rehearsal(sheet);
            return STALE;
        }
    }
    return NO_ROOM;
}

bool amont_sheet_draw(amont_sheet *sheet, GError **error) {
    const int rounds = 4;
    trial result = STALE;
    sheet->lacking = N_("the legend");
    for (int round = 0; round < rounds && result == STALE; round++)
        result = try_plans(sheet, round + 1 == rounds, error);
    if (result == NO_ROOM)
        amont_sheet_fail_room(sheet, error);
    if (result == DONE)
        amont_page_crop(sheet->root.page);
    return result == DONE;
}
