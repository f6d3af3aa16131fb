/* The stamp at the border (C40): version, sum of what is drawn before the stamp, date. The sum is
 * the same whatever the folder or the machine. */
#include "draw/focus.h"

static bool is_wanted(const amont_composer *c) {
    return c->look->stamp == AMONT_PRESENCE_ALWAYS ||
           (c->look->stamp == AMONT_PRESENCE_AUTO && !c->look->compact);
}

/* Which page of an atlas it is. */
static char *folio_of(amont_composer *c) {
    if (!c->focus)
        return NULL;
    g_autofree char *page = amont_composer_number(c, (double)c->focus->page, 0);
    g_autofree char *pages = amont_composer_number(c, (double)c->focus->n_pages, 0);
    return amont_phrase(c, "folio", "page", page, "pages", pages, NULL);
}

/* NULL: nothing is said. */
static char *line_of(amont_composer *c, const char *sum) {
    g_autofree char *folio = folio_of(c);
    if (!is_wanted(c))
        return g_steal_pointer(&folio);
    g_autofree char *date = amont_study_date(c->study);
    return g_strdup_printf("%s%samont %s · %s · %s", folio ? folio : "", folio ? " · " : "",
                           AMONT_VERSION, sum, date);
}

double amont_stamp_width(amont_composer *c) {
    g_autofree char *widest = line_of(c, "dddddddd");
    if (!widest)
        return 0;
    amont_text_style style = amont_text_of(c, "stamp");
    return amont_page_measure(c->page, widest, &style).width;
}

void amont_draw_stamp(amont_composer *c, double right, double base) {
    g_autofree char *sum = amont_page_sum(c->page);
    g_autofree char *line = line_of(c, sum);
    if (!line)
        return;
    amont_text_style style = amont_text_of(c, "stamp");
    const char *role = is_wanted(c) ? "stamp.version" : "folio";
    amont_page_text(c->page, role, line, &style, right, base, AMONT_RIGHT);
}
