/* What a legend may show, as marks declare it. */
#include "amont/page.h"

#include <string.h>

static bool same_colour(amont_colour a, amont_colour b) {
    if (amont_colour_is_none(a) || amont_colour_is_none(b))
        return amont_colour_is_none(a) && amont_colour_is_none(b);
    return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

static bool same_paint(const amont_paint *a, const amont_paint *b) {
    return same_colour(a->fill, b->fill) && same_colour(a->stroke, b->stroke) &&
           a->width_mm == b->width_mm;
}

/* The entry of a section that looks and reads the same, or -1. */
static int find_entry(const amont_page *page, int section, const amont_legend_entry *entry) {
    for (guint i = 0; i < page->legend->len; i++) {
        const amont_legend_entry *known = page->legend->pdata[i];
        if (known->section == section && known->panel == page->panel &&
            known->kind == entry->kind && known->symbol == entry->symbol &&
            known->size_mm == entry->size_mm && same_paint(&known->paint, &entry->paint) &&
            strcmp(known->label, entry->label) == 0)
            return (int)i;
    }
    return -1;
}

int amont_page_declare(amont_page *page, const char *section, const amont_legend_entry *entry) {
    int index = -1;
    for (guint i = 0; i < page->sections->len; i++)
        if (strcmp(page->sections->pdata[i], section) == 0)
            index = (int)i;
    if (index < 0) {
        index = (int)page->sections->len;
        g_ptr_array_add(page->sections, g_strdup(section));
    }
    int known = page->merges_legends ? find_entry(page, index, entry) : -1;
    if (known >= 0)
        return known;
    amont_legend_entry *added = g_memdup2(entry, sizeof *entry);
    added->label = g_strdup(entry->label);
    for (size_t i = 0; i < G_N_ELEMENTS(entry->axes); i++)
        added->axes[i] = g_strdup(entry->axes[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(entry->ticks); i++)
        added->ticks[i] = g_strdup(entry->ticks[i]);
    added->section = index;
    added->panel = page->panel;
    added->drawn = 0;
    g_ptr_array_add(page->legend, added);
    return (int)page->legend->len - 1;
}
