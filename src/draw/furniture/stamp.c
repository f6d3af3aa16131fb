/* The stamp at the border (C40): version, sum of what is drawn before the stamp, date. The sum is
 * the same whatever the folder or the machine. */
#include "draw/composer.h"

static bool is_wanted(const amont_composer *c) {
    return c->look->stamp == AMONT_PRESENCE_ALWAYS ||
           (c->look->stamp == AMONT_PRESENCE_AUTO && !c->look->compact);
}

static char *line_of(const amont_composer *c, const char *sum) {
    g_autofree char *date = amont_study_date(c->study);
    return g_strdup_printf("amont %s · %s · %s", AMONT_VERSION, sum, date);
}

double amont_stamp_width(amont_composer *c) {
    if (!is_wanted(c))
        return 0;
    amont_text_style style = amont_text_of(c, "stamp");
    g_autofree char *widest = line_of(c, "dddddddd");
    return amont_page_measure(c->page, widest, &style).width;
}

void amont_draw_stamp(amont_composer *c, double right, double base) {
    if (!is_wanted(c))
        return;
    amont_text_style style = amont_text_of(c, "stamp");
    g_autofree char *sum = amont_page_sum(c->page);
    g_autofree char *line = line_of(c, sum);
    amont_page_text(c->page, "stamp.version", line, &style, right, base, AMONT_RIGHT);
}
