/* The square of two variables: the first grows to the right, the second upwards. Each cell says how
 * many zones have its colour; class limits stand at the lines between cells. */
#include "draw/furniture/legend.h"

#include <math.h>

enum { SIDE = 3, CELLS = SIDE * SIDE };

/* Measures in mm. */
typedef struct matrix {
    const GPtrArray *entries; /* SIDE columns from low to high, in each SIDE cells upwards */
    amont_text_style tick;
    double left, top, cell;
} matrix;

static const amont_legend_entry *entry_at(const matrix *m, size_t column, size_t row) {
    return m->entries->pdata[SIDE * column + row];
}

static double tick_width(amont_legend *l, const matrix *m, size_t first) {
    const amont_legend_entry *entry = entry_at(m, 0, 0);
    return fmax(amont_page_measure(l->c->page, entry->ticks[first], &m->tick).width,
                amont_page_measure(l->c->page, entry->ticks[first + 1], &m->tick).width);
}

static void draw_cell(amont_legend *l, const matrix *m, size_t column, size_t row) {
    amont_page *page = l->c->page;
    const amont_legend_entry *entry = entry_at(m, column, row);
    double x = m->left + m->cell * (double)column;
    double y = m->top + m->cell * (double)(SIDE - 1 - row);
    amont_page_rectangle(page, (amont_box){x, y, x + m->cell, y + m->cell});
    amont_page_paint(page, "legend.key", &entry->paint, -1);
    amont_text_style style = l->label;
    amont_text_over(&style, entry->paint.fill);
    style.halo_mm = 0;
    double capital = amont_page_measure(page, entry->label, &style).capital;
    amont_page_text(page, "legend.label", entry->label, &style, x + m->cell / 2,
                    y + (m->cell + capital) / 2, AMONT_CENTRE);
}

static void draw_ticks(amont_legend *l, const matrix *m) {
    amont_page *page = l->c->page;
    const amont_legend_entry *entry = entry_at(m, 0, 0);
    double bottom = m->top + SIDE * m->cell;
    double capital = amont_page_measure(page, "0", &m->tick).capital;
    for (size_t i = 0; i + 1 < SIDE; i++) {
        double along = m->cell * (double)(i + 1);
        amont_page_text(page, "legend.tick", entry->ticks[i], &m->tick, m->left + along,
                        bottom + capital + 0.8, AMONT_CENTRE);
        amont_page_text(page, "legend.tick", entry->ticks[2 + i], &m->tick, m->left - 0.8,
                        bottom - along + capital / 2, AMONT_RIGHT);
    }
}

void amont_legend_matrix(amont_legend *l, const GPtrArray *entries) {
    matrix m = {.entries = entries, .tick = amont_text_of(l->c, "legend")};
    const amont_legend_entry *first = entry_at(&m, 0, 0);
    double wrap = l->wrap + l->key_width;
    g_autofree char *up = g_strdup_printf("↑ %s", first->axes[1]);
    g_autofree char *right = g_strdup_printf("%s →", first->axes[0]);
    amont_legend_text(l, up, &l->label, l->x, wrap, "legend.axis");
    m.left = l->x + tick_width(l, &m, 2) + 1.2;
    m.top = l->y + 0.8;
    m.cell = fmax(1.5 * l->row + 1.4, tick_width(l, &m, 0) + 2.4);
    double bottom = m.top + SIDE * m.cell + amont_line_height(&m.tick) + 0.6;
    amont_legend_widen(l, m.left + SIDE * m.cell);
    for (size_t cell = 0; l->draws && cell < CELLS; cell++)
        draw_cell(l, &m, cell / SIDE, cell % SIDE);
    if (l->draws)
        draw_ticks(l, &m);
    l->y = bottom;
    amont_legend_text(l, right, &l->label, l->x, wrap, "legend.axis");
    l->y += 0.8;
}
