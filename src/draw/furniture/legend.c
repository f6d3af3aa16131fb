/* The legend of a frame, made from what the page counted while it was drawn: an entry for which
 * nothing was drawn does not appear. */
#include "draw/furniture/legend.h"

#include <math.h>

/* Kinds whose entries of a section make one block; the others are rows. */
static void (*const blocks[])(amont_legend *l, const GPtrArray *entries) = {
    [AMONT_LEGEND_BOX] = NULL,
    [AMONT_LEGEND_SYMBOL] = NULL,
    [AMONT_LEGEND_LINE] = NULL,
    [AMONT_LEGEND_DISC] = amont_legend_nested,
    [AMONT_LEGEND_MATRIX] = amont_legend_matrix,
    [AMONT_LEGEND_HEIGHT] = amont_legend_nested,
    [AMONT_LEGEND_WIDTH] = amont_legend_widths,
};

/* ---- sections ------------------------------------------------------------------------------ */

static void free_section(void *data) {
    amont_legend_section *section = data;
    g_ptr_array_unref(section->entries);
    g_free(section);
}

static bool is_shown(const amont_legend_entry *entry) {
    return entry->drawn > 0 || entry->in_range;
}

static bool is_drawn(const GPtrArray *entries) {
    for (guint i = 0; i < entries->len; i++)
        if (is_shown(entries->pdata[i]))
            return true;
    return false;
}

static amont_legend_section *section_of(const amont_legend *l, int index) {
    amont_legend_section *section = g_new(amont_legend_section, 1);
    *section = (amont_legend_section){l->counted->sections->pdata[index], g_ptr_array_new()};
    for (guint i = 0; i < l->counted->legend->len; i++) {
        const amont_legend_entry *entry = l->counted->legend->pdata[i];
        if (entry->panel == l->c->panel && entry->section == index)
            g_ptr_array_add(section->entries, (void *)entry);
    }
    return section;
}

/* Sections of which something is drawn, in the order in which this frame declared them. */
static GPtrArray *sections_of(const amont_legend *l) {
    GPtrArray *sections = g_ptr_array_new_with_free_func(free_section);
    g_autofree bool *done = g_new0(bool, l->counted->sections->len + 1);
    for (guint i = 0; i < l->counted->legend->len; i++) {
        const amont_legend_entry *first = l->counted->legend->pdata[i];
        if (first->panel != l->c->panel || done[first->section])
            continue;
        done[first->section] = true;
        amont_legend_section *section = section_of(l, first->section);
        if (is_drawn(section->entries))
            g_ptr_array_add(sections, section);
        else
            free_section(section);
    }
    return sections;
}

/* ---- blocks and rows of a section ---------------------------------------------------------- */

static GPtrArray *of_kind(const GPtrArray *entries, size_t kind) {
    GPtrArray *found = g_ptr_array_new();
    for (guint i = 0; i < entries->len; i++)
        if (((const amont_legend_entry *)entries->pdata[i])->kind == kind)
            g_ptr_array_add(found, entries->pdata[i]);
    return found;
}

static void walk_blocks(amont_legend *l, const GPtrArray *entries) {
    for (size_t kind = 0; kind < G_N_ELEMENTS(blocks); kind++) {
        g_autoptr(GPtrArray) block = of_kind(entries, kind);
        if (blocks[kind] && block->len > 0)
            blocks[kind](l, block);
    }
}

static GPtrArray *rows_of(const GPtrArray *entries) {
    GPtrArray *rows = g_ptr_array_new();
    for (guint i = 0; i < entries->len; i++) {
        const amont_legend_entry *entry = entries->pdata[i];
        if (!blocks[entry->kind] && is_shown(entry))
            g_ptr_array_add(rows, (void *)entry);
    }
    return rows;
}

static void walk_title(amont_legend *l, const char *title, double wrap) {
    if (!title[0])
        return;
    amont_legend_text(l, title, &l->title, l->x, wrap, "legend.title");
    l->y += 0.5;
}

void amont_legend_column(amont_legend *l, const amont_legend_section *section) {
    g_autoptr(GPtrArray) rows = rows_of(section->entries);
    l->left = l->x;
    walk_title(l, section->title, l->wrap + l->key_width + l->gap);
    walk_blocks(l, section->entries);
    for (guint i = 0; i < rows->len; i++)
        amont_legend_row(l, rows->pdata[i]);
}

/* ---- rows in columns ----------------------------------------------------------------------- */

/* Classes stand from high to low from the top down, from low to high from left to right (C32). */
static void turn_classes(GPtrArray *rows) {
    guint n = 0;
    while (n < rows->len && ((const amont_legend_entry *)rows->pdata[n])->descends)
        n++;
    for (guint i = 0; i < n / 2; i++) {
        void *kept = rows->pdata[i];
        rows->pdata[i] = rows->pdata[n - 1 - i];
        rows->pdata[n - 1 - i] = kept;
    }
}

static const double between_cells = 4; /* mm */

/* The widest row with the room to its right. */
static double cell_width(const amont_legend *l, const GPtrArray *rows) {
    amont_legend trial = *l;
    trial.draws = false;
    trial.left = trial.x;
    trial.width = 0;
    for (guint i = 0; i < rows->len; i++)
        amont_legend_row(&trial, rows->pdata[i]);
    return trial.width + between_cells;
}

static void walk_cells(amont_legend *l, const GPtrArray *rows, size_t in_column, double cell) {
    double top = l->y, bottom = l->y;
    for (guint i = 0; i < rows->len; i++) {
        if (i % in_column == 0)
            l->y = top;
        size_t column = i / in_column;
        l->x = l->left + cell * (double)column;
        amont_legend_row(l, rows->pdata[i]);
        bottom = fmax(bottom, l->y);
    }
    l->x = l->left;
    l->y = bottom;
}

void amont_legend_grid(amont_legend *l, const amont_legend_section *section, size_t in_column) {
    g_autoptr(GPtrArray) rows = rows_of(section->entries);
    size_t columns = (rows->len + in_column - 1) / in_column;
    if (in_column == 1)
        turn_classes(rows);
    double cell = cell_width(l, rows), row = l->wrap + l->key_width + l->gap;
    l->left = l->x;
    walk_title(l, section->title, fmax(row, cell * (double)columns));
    walk_blocks(l, section->entries);
    walk_cells(l, rows, in_column, cell);
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* Keys stand in one column: it is as wide as the largest of them. */
static double key_width(const amont_composer *c, const amont_page *counted) {
    double width = c->look->compact ? 5 : 6.5;
    for (guint i = 0; i < counted->legend->len; i++) {
        const amont_legend_entry *entry = counted->legend->pdata[i];
        if (entry->panel != c->panel || !is_shown(entry) || entry->kind != AMONT_LEGEND_SYMBOL)
            continue;
        amont_box box = amont_symbol_box(counted, entry->symbol, 0, 0, entry->size_mm);
        width = fmax(width, box.max_x - box.min_x + entry->paint.width_mm);
    }
    return width;
}

static amont_legend begin(amont_composer *c, amont_page *counted, double x, double y) {
    bool compact = c->look->compact;
    return (amont_legend){
        .c = c,
        .counted = counted,
        .title = amont_text_of(c, "legend_title"),
        .label = amont_text_of(c, "legend"),
        .key_width = key_width(c, counted),
        .gap = compact ? 1.2 : 1.8,
        .row = compact ? 3.3 : 4.3,
        .wrap = compact ? 27 : 46,
        .x = x,
        .y = y,
    };
}

/* In one column where `across` is NaN; labels wrap at `narrow` times the usual width. */
typedef struct form {
    double across, narrow;
} form;

static void walk(amont_legend *l, const form *how) {
    g_autoptr(GPtrArray) sections = sections_of(l);
    l->wrap *= how->narrow;
    if (!isnan(how->across)) {
        amont_legend_across(l, sections, how->across);
        return;
    }
    for (guint i = 0; i < sections->len; i++) {
        if (i > 0)
            l->y += 0.9;
        amont_legend_column(l, sections->pdata[i]);
    }
}

static amont_block measure(amont_composer *c, amont_page *counted, const form *how) {
    amont_legend l = begin(c, counted, 0, 0);
    walk(&l, how);
    return (amont_block){.width = l.width, .height = l.y};
}

static void draw(amont_composer *c, const form *how, double x, double y) {
    amont_legend l = begin(c, c->page, x, y);
    l.draws = true;
    walk(&l, how);
}

/* ---- beside the map ------------------------------------------------------------------------ */

/* A column takes at most two fifths of the width; a cell among frames (MAP), all of it. */
static form form_of(amont_composer *c, amont_legend_place place, double width_mm) {
    if (place == AMONT_LEGEND_BOTTOM)
        return (form){width_mm, fmin(1, width_mm / 60)};
    amont_legend l = begin(c, c->page, 0, 0);
    double share = place == AMONT_LEGEND_MAP ? 1 : 0.4; /* a cell of its own, or a column */
    double most = share * width_mm - l.key_width - l.gap;
    return (form){NAN, fmin(1, fmax(most / l.wrap, 0.4))};
}

amont_block amont_legend_size(amont_composer *c, amont_page *counted, amont_legend_place place,
                              double width_mm) {
    form how = form_of(c, place, width_mm);
    return measure(c, counted, &how);
}

void amont_draw_legend_beside(amont_composer *c, amont_legend_place place, double width_mm,
                              amont_box box) {
    form how = form_of(c, place, width_mm);
    draw(c, &how, box.min_x, box.min_y);
}

/* ---- in the map ---------------------------------------------------------------------------- */

bool amont_draw_legend(amont_composer *c) {
    static const int corners[] = {0, 2, 1, 3};
    double pad = c->look->compact ? 1 : 2;
    double inside = c->frame.box.max_x - c->frame.box.min_x - 2 * (c->look->inset_mm + pad);
    const form forms[] = {{NAN, 1},
                          {NAN, 0.65},
                          {0.5 * inside, fmin(1, inside / 80)},
                          {0.75 * inside, fmin(1, inside / 60)},
                          {inside, fmin(1, inside / 60)}};
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        amont_block size = measure(c, c->page, &forms[i]);
        if (size.height == 0)
            return true;
        amont_box box;
        if (!amont_find_corner(c, size.width + 2 * pad, size.height + 2 * pad, corners, &box))
            continue;
        amont_paint panel = amont_graphic(c, "panel");
        amont_page_rectangle(c->page, box);
        amont_page_paint(c->page, "legend.panel", &panel, -1);
        draw(c, &forms[i], box.min_x + pad, box.min_y + pad);
        amont_occupy(c, box);
        return true;
    }
    return false;
}
