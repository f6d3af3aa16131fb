/* Reading the draw list, its texts and its legend. */
#include "draw/rules/probe.h"

#include <math.h>
#include <string.h>

/* ---- the draw list ------------------------------------------------------------------------- */

size_t amont_probe_count(const amont_probe *p) {
    return p->page->items->len;
}

const amont_item *amont_probe_item(const amont_probe *p, size_t index) {
    return &g_array_index(p->page->items, amont_item, index);
}

bool amont_item_has_role(const amont_item *item, const char *prefix) {
    return g_str_has_prefix(item->role, prefix);
}

bool amont_item_is_text(const amont_item *item, const char *prefix) {
    return item->kind == AMONT_ITEM_TEXT && amont_item_has_role(item, prefix);
}

bool amont_item_fills(const amont_item *item) {
    return item->kind == AMONT_ITEM_PATH && !amont_colour_is_none(item->paint.fill);
}

bool amont_item_strokes(const amont_item *item) {
    return item->kind == AMONT_ITEM_PATH && !amont_colour_is_none(item->paint.stroke) &&
           item->paint.width_mm > 0;
}

const amont_legend_entry *amont_probe_entry(const amont_probe *p, const amont_item *item) {
    return item->entry < 0 ? NULL : p->page->legend->pdata[item->entry];
}

bool amont_entry_is_apart(const amont_probe *p, const amont_legend_entry *entry) {
    for (guint i = 0; i < p->facts->apart->len; i++)
        if (g_str_has_prefix(entry->label, p->facts->apart->pdata[i]))
            return true;
    return false;
}

int amont_probe_legend_of(const amont_plot_facts *plot) {
    return plot->in_series ? 0 : plot->panel;
}

GPtrArray *amont_probe_entries(const amont_probe *p, const amont_plot_facts *plot, int kind) {
    GPtrArray *found = g_ptr_array_new();
    for (guint i = 0; plot->section && i < p->page->legend->len; i++) {
        amont_legend_entry *entry = p->page->legend->pdata[i];
        if (amont_probe_legend_of(plot) == entry->panel && (kind < 0 || (int)entry->kind == kind) &&
            strcmp(p->page->sections->pdata[entry->section], plot->section) == 0 &&
            !amont_entry_is_apart(p, entry))
            g_ptr_array_add(found, entry);
    }
    return found;
}

const amont_plot_facts *amont_probe_plot(const amont_probe *p, size_t index) {
    return index < p->facts->plots->len ? p->facts->plots->pdata[index] : NULL;
}

const amont_panel_facts *amont_probe_panel(const amont_probe *p, size_t index) {
    return index < p->facts->panels->len ? p->facts->panels->pdata[index] : NULL;
}

double amont_probe_limit(const amont_probe *p, double page, double insert) {
    return p->facts->is_insert ? insert : page;
}

double amont_colour_chroma(amont_colour colour) {
    amont_lab lab = amont_colour_lab(colour);
    return hypot(lab.a, lab.b);
}

/* ---- texts --------------------------------------------------------------------------------- */

char *amont_text_squeeze(const char *text) {
    GString *out = g_string_new(NULL);
    for (const char *c = text; *c; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        if (letter == 0x2019)
            letter = '\'';
        if (!g_unichar_isspace(letter))
            g_string_append_unichar(out, letter);
    }
    return g_string_free(out, FALSE);
}

char *amont_probe_said(const amont_probe *p, const char *prefix) {
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (!amont_item_is_text(item, prefix))
            continue;
        g_autofree char *text = amont_text_squeeze(item->text);
        g_string_append(all, text);
    }
    return g_string_free(all, FALSE);
}

bool amont_text_holds(const char *squeezed, const char *text) {
    g_autofree char *part = text ? amont_text_squeeze(text) : NULL;
    return !part || strstr(squeezed, part);
}

/* ---- numbers ------------------------------------------------------------------------------- */

static bool is_digit_at(const char *c) {
    return g_ascii_isdigit(*c);
}

/* Blanks and marks that stand between thousands in a language. */
static bool groups(const char *c, bool french) {
    gunichar letter = g_utf8_get_char(c);
    bool stands = french ? letter == 0x202F || letter == 0xA0 || letter == ' ' : letter == ',';
    const char *next = g_utf8_next_char(c);
    return stands && is_digit_at(next) && is_digit_at(next + 1) && is_digit_at(next + 2) &&
           !is_digit_at(next + 3);
}

static bool is_minus(const char *text, const char *c) {
    gunichar letter = g_utf8_get_char(c);
    const char *before = g_utf8_find_prev_char(text, c);
    bool bound = before && g_unichar_isalnum(g_utf8_get_char(before));
    return (letter == 0x2212 || (letter == '-' && !bound)) && is_digit_at(g_utf8_next_char(c));
}

/* The number at `c`, which is a digit; returns what stands after it. */
static const char *read_number(const char *c, bool french, amont_printed *number) {
    GString *plain = g_string_new(NULL);
    *number = (amont_printed){0};
    while (is_digit_at(c) || groups(c, french)) {
        if (is_digit_at(c))
            g_string_append_c(plain, *c);
        c = g_utf8_next_char(c);
    }
    if (*c == (french ? ',' : '.') && is_digit_at(c + 1)) {
        g_string_append_c(plain, '.');
        for (c++; is_digit_at(c); c++, number->decimals++)
            g_string_append_c(plain, *c);
    }
    amont_number_parse(plain->str, &number->value);
    for (const char *d = plain->str; *d; d++)
        number->digits += *d != '.' && (*d != '0' || number->digits > 0);
    if (number->decimals == 0) /* zeros that only tell the size */
        for (size_t i = plain->len; i > 1 && plain->str[i - 1] == '0'; i--)
            number->digits--;
    g_string_free(plain, TRUE);
    return c;
}

size_t amont_text_numbers(const amont_probe *p, const char *text, amont_printed *numbers,
                          size_t most) {
    bool french = strcmp(p->page->language, "fr") == 0;
    size_t n = 0;
    for (const char *c = text; *c && n < most;) {
        bool minus = is_minus(text, c);
        if (!minus && !is_digit_at(c)) {
            c = g_utf8_next_char(c);
            continue;
        }
        c = read_number(minus ? g_utf8_next_char(c) : c, french, &numbers[n]);
        if (minus)
            numbers[n].value = -numbers[n].value;
        n++;
    }
    return n;
}
