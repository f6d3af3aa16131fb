/* Under the map: notes, then sources, who made it and when, licences; the emblem of the European
 * Union with the logos, and the stamp. */
#include "draw/composer.h"

#include <math.h>
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

/* "ODbL 1.0" is said by "ODbL 1.0, © contributors". */
static bool is_said(const GPtrArray *licences, const char *licence) {
    g_autofree char *beginning = g_strconcat(licence, ",", NULL);
    for (guint i = 0; i < licences->len; i++)
        if (g_str_has_prefix(licences->pdata[i], beginning))
            return true;
    return false;
}

static char *licences_text(amont_composer *c) {
    g_autoptr(GPtrArray) licences = g_ptr_array_new();
    for (guint i = 0; i < c->licences->len; i++)
        if (!is_said(c->licences, c->licences->pdata[i]))
            g_ptr_array_add(licences, c->licences->pdata[i]);
    return listed(c, licences);
}

static char *source_text(amont_composer *c) {
    g_autofree char *sources = listed(c, c->credits);
    g_autofree char *licences = licences_text(c);
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

/* Where things stand in a footer of a width: the texts at the left, the European block at their
 * right or, where the page is narrow, under them. Notes that stand above the block go over it. */
typedef struct plan {
    char *notes, *sources;
    amont_block eu;
    bool eu_beside;
    double notes_width, texts_width, texts_height, height;
    double stamp; /* its base line, from the top of the texts */
} plan;

static const double around_eu = 5, under_texts = 2, least_texts = 90; /* mm */

/* Whether the stamp finds room at the end of the last line of a text that is so wide. */
static bool has_room_after(amont_composer *c, const char *text, const char *style_name,
                           double text_width, double width_mm) {
    if (!text)
        return false;
    amont_text_style style = amont_text_of(c, style_name);
    g_auto(GStrv) lines = amont_page_wrap(c->page, text, &style, text_width);
    guint n = g_strv_length(lines);
    double last = n ? amont_page_measure(c->page, lines[n - 1], &style).width : width_mm;
    return last + 4 + amont_stamp_width(c) <= width_mm;
}

/* The height of a line's base over its foot. */
static double foot(amont_composer *c, const char *style_name) {
    amont_text_style style = amont_text_of(c, style_name);
    return 0.24 * amont_line_height(&style);
}

/* The stamp stands at the end of the sources, else of the notes, else under them. */
static void place_stamp(amont_composer *c, plan *p, double notes) {
    p->stamp = p->texts_height - foot(c, "source");
    if (amont_stamp_width(c) == 0 ||
        has_room_after(c, p->sources, "source", p->texts_width, p->texts_width))
        return;
    if (has_room_after(c, p->notes, "note", p->notes_width, p->texts_width)) {
        p->stamp = notes - foot(c, "note");
        return;
    }
    amont_text_style own = amont_text_of(c, "stamp");
    p->texts_height += amont_line_height(&own);
    p->stamp = p->texts_height - foot(c, "stamp");
}

static plan make_plan(amont_composer *c, double width_mm) {
    plan p = {.notes = notes_text(c), .sources = source_text(c)};
    p.eu = amont_foot_size(c, width_mm);
    p.eu_beside = p.eu.width > 0 && width_mm - p.eu.width - around_eu >= least_texts;
    p.texts_width = p.eu_beside ? width_mm - p.eu.width - around_eu : width_mm;
    double sources = amont_block_height(c, p.sources, "source", p.texts_width);
    p.notes_width = p.eu_beside && sources >= p.eu.height ? width_mm : p.texts_width;
    double notes = amont_block_height(c, p.notes, "note", p.notes_width);
    p.texts_height = notes + between + sources;
    place_stamp(c, &p, notes);
    double eu = p.eu.height > 0 && !p.eu_beside ? p.eu.height + under_texts : 0;
    p.height = above(c) + fmax(p.texts_height, p.eu_beside ? p.eu.height : 0) + eu;
    return p;
}

static void free_plan(plan *p) {
    g_free(p->notes);
    g_free(p->sources);
}

double amont_footer_height(amont_composer *c, double width_mm) {
    plan p = make_plan(c, width_mm);
    free_plan(&p);
    return p.height;
}

void amont_draw_footer(amont_composer *c, amont_box box) {
    plan p = make_plan(c, box.max_x - box.min_x);
    amont_box texts = {box.min_x, box.min_y + above(c), box.min_x + p.texts_width, box.max_y};
    amont_box notes = {texts.min_x, texts.min_y, box.min_x + p.notes_width, box.max_y};
    double top = amont_draw_block(c, p.notes, "note", notes, texts.min_y);
    amont_draw_block(c, p.sources, "source", texts, top + between);
    double left = p.eu_beside ? box.max_x - p.eu.width : box.min_x;
    amont_draw_foot(c, (amont_box){left, box.max_y - p.eu.height, left + p.eu.width, box.max_y});
    amont_draw_stamp(c, texts.max_x, texts.min_y + p.stamp);
    free_plan(&p);
}
