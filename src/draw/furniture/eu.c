/* The block of the European Union (C41-C43): its emblem and the words that its programmes ask for.
 *
 * Emblem: Interinstitutional style guide, annex A1 (Council of Europe and European Commission): a
 * flag of 2 by 3 with twelve upright five-pointed stars like the hours of a clock, on a circle of a
 * third of its height; each star in a circle of an eighteenth of it. Reflex Blue is RGB 0/51/153,
 * yellow 255/204/0; at least 10 mm high.
 *
 * 2014-2020: Commission Implementing Regulation (EU) No 821/2014, articles 3 to 5 and annex II,
 * with Regulation (EU) No 1303/2013, annex XII, 2.2: « Union européenne » in full and the fund in
 * full; several funds may be called the European structural and investment funds. Arial, Auto,
 * Calibri, Garamond, Trebuchet, Tahoma, Verdana or Ubuntu, upright, without effects, beside the
 * emblem. 2021-2027: Regulation (EU) 2021/1060, article 47 and annex IX, 1.2 to 1.7: « Cofinancé
 * par l’Union européenne » in full, in the same typefaces, in Reflex Blue, black or white, apart
 * from the emblem, and no other logo higher or wider than it (logos.c). */
#include "draw/composer.h"
#include "draw/fonts.h"

#include <math.h>
#include <string.h>

static const double height_mm = 10, gap_mm = 2, words_mm = 52;
static const amont_colour reflex_blue = {0, 51 / 255.0, 153 / 255.0};
static const amont_colour yellow = {1, 204 / 255.0, 0};

/* ---- what is asked ------------------------------------------------------------------------- */

static amont_eu_programme asked_of(const amont_composer *c) {
    if (c->map->eu_block >= 0)
        return (amont_eu_programme)c->map->eu_block;
    return c->study->eu_block ? (amont_eu_programme)c->study->eu_block->programme : AMONT_EU_NONE;
}

static bool is_drawn(const amont_composer *c) {
    amont_eu_programme programme = asked_of(c);
    return !c->look->compact && (programme == AMONT_EU_2014 || programme == AMONT_EU_2021);
}

static char *fund_name(amont_composer *c) {
    const GPtrArray *funds = c->study->eu_block ? c->study->eu_block->funds : NULL;
    if (!funds || funds->len == 0)
        return NULL;
    if (funds->len > 1)
        return g_strdup(amont_word(c, "eu_several_funds"));
    const char *fund = funds->pdata[0];
    g_autofree char *key = g_strconcat("eu_fund_", fund, NULL);
    return g_strdup(amont_styles_word_or(c->styles, key, fund));
}

static char *words_of(amont_composer *c) {
    if (asked_of(c) == AMONT_EU_2021)
        return g_strdup(amont_word(c, "eu_cofunded"));
    g_autofree char *fund = fund_name(c);
    return fund ? g_strdup_printf("%s\n%s", amont_word(c, "eu_union"), fund) : NULL;
}

/* ---- its typeface -------------------------------------------------------------------------- */

static const struct {
    const char *family, *file;
} typefaces[] = {
    {"Ubuntu", "truetype/ubuntu/Ubuntu-R.ttf"},
    {"Liberation Sans", "truetype/liberation/LiberationSans-Regular.ttf"},
};

/* The first that is there; NULL: none. */
static const char *choose_typeface(amont_composer *c, amont_fonts *fonts) {
    for (size_t i = 0; i < G_N_ELEMENTS(typefaces); i++) {
        if (!amont_fonts_add(fonts, typefaces[i].file))
            continue;
        if (i > 0 && amont_findings_count(c->findings, AMONT_FINDING_EU_TYPEFACE) == 0)
            amont_find(c->findings, AMONT_FINDING_EU_TYPEFACE, c->map->id, 0, "%s",
                       typefaces[i].family);
        return typefaces[i].family;
    }
    return NULL;
}

static bool fail_typeface(GError **error) {
    amont_fail(error, AMONT_ERROR_UNAVAILABLE,
               "no typeface for the words beside the emblem of the European Union is to be found");
    amont_hint(error,
               "install Liberation Sans (Debian: fonts-liberation) or Ubuntu, or set "
               "AMONT_FONTS to the folder of '%s'",
               typefaces[1].file);
    return false;
}

bool amont_eu_prepare(amont_composer *c, amont_fonts *fonts, GError **error) {
    amont_eu_programme programme = asked_of(c);
    if (programme == AMONT_EU_NONE)
        return true;
    if (!is_drawn(c)) {
        amont_find(c->findings, AMONT_FINDING_EU_EXTERNAL, c->map->id, 0, "%s", c->map->id);
        return true;
    }
    g_autofree char *words = words_of(c);
    if (!words) {
        amont_entry_fail(c->map->eu_block >= 0 ? &c->map->entry : &c->study->entry, "eu_block",
                         error, AMONT_ERROR_CONFIG,
                         "the programmes of 2014-2020 are named with their fund");
        amont_hint(error, "at the top of the study: 'eu_block: {programme: 2014-2020, funds: "
                          "[FEDER]}'");
        return false;
    }
    c->eu_family = choose_typeface(c, fonts);
    return c->eu_family || fail_typeface(error);
}

/* ---- emblem -------------------------------------------------------------------------------- */

/* Five points, one up; the inner corners of a pentagram. */
static void trace_star(amont_page *page, double x, double y, double radius) {
    const double inner = radius * sin(G_PI / 10) / sin(3 * G_PI / 10);
    for (int i = 0; i < 10; i++) {
        double angle = i * G_PI / 5, r = i % 2 ? inner : radius;
        if (i == 0)
            amont_page_move(page, x, y - r);
        else
            amont_page_line(page, x + r * sin(angle), y - r * cos(angle));
    }
    amont_page_close(page);
}

static void draw_emblem(amont_page *page, double left, double top, double height) {
    amont_paint blue = {.fill = reflex_blue, .stroke = amont_no_colour};
    amont_paint gold = {.fill = yellow, .stroke = amont_no_colour};
    double x = left + 0.75 * height, y = top + height / 2;
    amont_page_rectangle(page, (amont_box){left, top, left + 1.5 * height, top + height});
    amont_page_paint(page, "eu.emblem", &blue, -1);
    for (int hour = 0; hour < 12; hour++) {
        double angle = hour * G_PI / 6;
        trace_star(page, x + height / 3 * sin(angle), y - height / 3 * cos(angle), height / 18);
    }
    amont_page_paint(page, "eu.stars", &gold, -1);
}

/* ---- the block ----------------------------------------------------------------------------- */

static amont_text_style style_of(amont_composer *c) {
    amont_text_style style = amont_text_of(c, "eu");
    style.family = c->eu_family;
    return style;
}

static char **lines_of(amont_composer *c, const amont_text_style *style, double width_mm) {
    g_autofree char *words = words_of(c);
    return amont_page_wrap(c->page, words, style,
                           fmin(words_mm, width_mm - 1.5 * height_mm - gap_mm));
}

amont_block amont_eu_size(amont_composer *c, double width_mm) {
    amont_block size = {0};
    if (!is_drawn(c))
        return size;
    amont_text_style style = style_of(c);
    g_auto(GStrv) lines = lines_of(c, &style, width_mm);
    double words = 0;
    for (size_t i = 0; lines[i]; i++)
        words = fmax(words, amont_page_measure(c->page, lines[i], &style).width);
    size.width = 1.5 * height_mm + gap_mm + words;
    size.height = fmax(height_mm, g_strv_length(lines) * amont_line_height(&style));
    return size;
}

void amont_draw_eu(amont_composer *c, amont_box box) {
    if (!is_drawn(c))
        return;
    amont_text_style style = style_of(c);
    g_auto(GStrv) lines = lines_of(c, &style, box.max_x - box.min_x);
    double middle = (box.min_y + box.max_y) / 2;
    double words = g_strv_length(lines) * amont_line_height(&style);
    draw_emblem(c->page, box.min_x, middle - height_mm / 2, height_mm);
    amont_draw_lines(c, "eu.words", lines, &style, box.min_x + 1.5 * height_mm + gap_mm,
                     middle - words / 2);
}
