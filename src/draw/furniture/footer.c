/* Under the map: notes, then sources, who made it and when, licences. */
#include "draw/composer.h"

#include <string.h>

static char *joined(const GPtrArray *texts) {
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < texts->len; i++)
        g_string_append_printf(all, "%s%s", i ? "\u00a0; " : "", (char *)texts->pdata[i]);
    return g_string_free(all, FALSE);
}

/* French sets a no-break space before the semicolon, English none. */
static char *listed(amont_composer *c, const GPtrArray *texts) {
    g_autofree char *french = joined(texts);
    if (c->study->language == AMONT_LANGUAGE_FR)
        return g_steal_pointer(&french);
    g_auto(GStrv) parts = g_strsplit(french, "\u00a0; ", -1);
    return g_strjoinv("; ", parts);
}

static char *notes_text(amont_composer *c) {
    if (c->notes->len == 0)
        return NULL;
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < c->notes->len; i++)
        g_string_append_printf(all, "%s%s", i ? " " : "", (char *)c->notes->pdata[i]);
    g_autofree char *text = g_string_free(all, FALSE);
    return amont_phrase(c, "notes", "text", text, NULL);
}

static char *source_text(amont_composer *c) {
    g_autofree char *sources = listed(c, c->credits);
    g_autofree char *licences = listed(c, c->licences);
    g_autofree char *date = amont_composer_date(c);
    g_autofree char *said =
        c->licences->len ? amont_phrase(c, "licences", "list", licences, NULL) : g_strdup("");
    const char *key = c->look->compact ? "sources_compact" : "sources";
    return amont_phrase(c, key, "sources", sources, "licences", said, "author", c->study->author,
                        "date", date, "crs", amont_crs_name(c->layers->crs), NULL);
}

static const double between = 0.6; /* mm */

/* No text nearer to a frame than 3 mm (C19), but on inserts. */
static double above(const amont_composer *c) {
    return c->look->compact ? 1.2 : 2.5;
}

double amont_footer_height(amont_composer *c, double width_mm) {
    g_autofree char *notes = notes_text(c), *sources = source_text(c);
    return above(c) + amont_block_height(c, notes, "note", width_mm) + between +
           amont_block_height(c, sources, "source", width_mm);
}

void amont_draw_footer(amont_composer *c, amont_box box) {
    g_autofree char *notes = notes_text(c), *sources = source_text(c);
    double top = amont_draw_block(c, notes, "note", box, box.min_y + above(c));
    amont_draw_block(c, sources, "source", box, top + between);
}
