/* A row is judged by its extent (up to its last cell with text) and by how many cells have text: a
 * spreadsheet pads every line to the width of the table, a text file does not. */
#include "amont/head.h"

#include "amont/reading.h"

#include "base/blank.h"

#include <string.h>

static bool is_blank(const char *cell) {
    return *amont_blank_skip(cell) == '\0';
}

static size_t filled(const amont_csv_row *row) {
    size_t n = 0;
    for (size_t i = 0; i < row->n; i++)
        n += !is_blank(row->cells[i]);
    return n;
}

static size_t extent(const amont_csv_row *row) {
    size_t n = row->n;
    while (n > 0 && is_blank(row->cells[n - 1]))
        n--;
    return n;
}

/* The commonest extent, of two or more; the greater of two as common. */
static size_t width_of(const amont_csv_row *rows, size_t n) {
    size_t width = 0, most = 0;
    for (size_t i = 0; i < n; i++) {
        size_t wanted = extent(&rows[i]), agreed = 0;
        for (size_t j = 0; wanted >= 2 && j < n; j++)
            agreed += extent(&rows[j]) == wanted;
        if (agreed > most || (agreed == most && wanted > width)) {
            most = agreed;
            width = wanted;
        }
    }
    return width;
}

/* ---- titles -------------------------------------------------------------------------------- */

static bool is_figure(const char *cell) {
    double value = 0;
    amont_dialect none = {false, false, false, false};
    if (amont_number_read(cell, none, &value) != AMONT_READ_NUMBER)
        return false;
    bool is_year = strlen(cell) == 4 && value >= 1800 && value <= 2100;
    return !is_year;
}

static bool stands_before(const amont_csv_row *row, size_t i) {
    for (size_t j = 0; j < i; j++)
        if (strcmp(row->cells[i], row->cells[j]) == 0)
            return true;
    return false;
}

static bool can_be_titles(const amont_csv_row *row, size_t width) {
    if (extent(row) < width || filled(row) < extent(row))
        return false;
    for (size_t i = 0; i < extent(row); i++)
        if (is_figure(row->cells[i]) || stands_before(row, i))
            return false;
    return true;
}

/* CODGEO, P21_POP, MED21: capitals, at least one of them with a figure or a line below. */
static bool are_codes(const amont_csv_row *row) {
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", marks[] = "0123456789_";
    g_autofree char *allowed = g_strconcat(capitals, marks, NULL);
    bool marked = false;
    for (size_t i = 0; i < extent(row); i++) {
        const char *cell = row->cells[i];
        if (!g_ascii_isupper(*cell) || cell[strspn(cell, allowed)])
            return false;
        marked = marked || strpbrk(cell, marks);
    }
    return marked && extent(row) >= 2;
}

static bool has_figures(const amont_csv_row *row) {
    for (size_t i = 0; i < row->n; i++)
        if (is_figure(row->cells[i]))
            return true;
    return false;
}

/* Long labels in row `i`, their codes below, then figures. */
static bool are_labels_above_codes(const amont_csv_row *rows, size_t n, size_t i, size_t width) {
    return i + 2 < n && can_be_titles(&rows[i], width) && !are_codes(&rows[i]) &&
           can_be_titles(&rows[i + 1], width) && are_codes(&rows[i + 1]) &&
           has_figures(&rows[i + 2]);
}

amont_head amont_head_find(const amont_csv_row *rows, size_t n) {
    size_t width = width_of(rows, n), i = 0;
    while (i < n && width >= 2 && filled(&rows[i]) <= MAX(1, width / 2))
        i++;
    if (i == n || width < 2)
        return (amont_head){0, false};
    if (i > 0 && !can_be_titles(&rows[i], width))
        /* with two columns, a title that is missing looks the same as a line above the table */
        return (amont_head){0, width > 2};
    if (are_labels_above_codes(rows, n, i, width))
        i++;
    return (amont_head){i, false};
}

/* ---- notes --------------------------------------------------------------------------------- */

static const char *const words[] = {"source",     "champ",        "note",      "lecture",
                                    "remarque",   "définition",   "précision", "données",
                                    "géographie", "avertissement"};

/* « Source : », « Sources : », but not « Source-Seine ». */
static bool is_word_of_notes(const char *cell) {
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t length = strlen(words[i]);
        if (g_ascii_strncasecmp(cell, words[i], length) != 0)
            continue;
        const char *rest = cell + length;
        rest = amont_blank_skip(*rest == 's' || *rest == 'S' ? rest + 1 : rest);
        return *rest == ':';
    }
    return false;
}

/* A mark of a footnote: * or (1). */
static bool is_mark_of_notes(const char *cell) {
    bool is_numbered = *cell == '(' && g_ascii_isdigit(cell[1]) && cell[2] == ')';
    const char *rest = cell + (is_numbered ? 3 : strspn(cell, "*"));
    return rest > cell && *rest != '\0';
}

bool amont_text_can_be_note(const char *text) {
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_tolower(*text) == *words[i])
            return true;
    return !g_ascii_isgraph(*text) || strchr("\"(*", *text);
}

bool amont_row_is_note(const amont_csv_row *row, bool below) {
    const char *cell = row->n > 0 ? amont_blank_skip(row->cells[0]) : "";
    if (is_word_of_notes(cell) || g_str_has_prefix(cell, "©"))
        return true;
    return *cell && (below || is_mark_of_notes(cell)) && filled(row) == 1;
}
