/* Lines of text: words as many as fit. Most texts fit on one line, and are measured once. */
#include "draw/typeset.h"

#include <string.h>

/* A line is cut after the last hyphen that fits, for words wider than a line. */
static size_t fit_hyphen(amont_page *page, const char *word, const amont_text_style *style,
                         double width_mm) {
    size_t best = 0;
    for (const char *c = strchr(word, '-'); c; c = strchr(c + 1, '-')) {
        g_autofree char *head = g_strndup(word, (gsize)(c + 1 - word));
        if (amont_typeset_extent(page, head, style).width > width_mm)
            break;
        best = (size_t)(c + 1 - word);
    }
    return best;
}

/* A word that neither fits nor has a hyphen where it could break is cut between two letters. */
static size_t fit_letters(amont_page *page, const char *word, const amont_text_style *style,
                          double width_mm) {
    const char *end = g_utf8_next_char(word);
    while (*end) {
        const char *next = g_utf8_next_char(end);
        g_autofree char *head = g_strndup(word, (gsize)(next - word));
        if (amont_typeset_extent(page, head, style).width > width_mm)
            break;
        end = next;
    }
    return (size_t)(end - word);
}

static void flush_line(GPtrArray *lines, GString *line) {
    g_ptr_array_add(lines, g_strdup(line->str));
    g_string_truncate(line, 0);
}

static void add_word(amont_page *page, GPtrArray *lines, GString *line, const char *word,
                     const amont_text_style *style, double width_mm) {
    g_autofree char *tried = line->len ? g_strconcat(line->str, " ", word, NULL) : g_strdup(word);
    if (amont_typeset_extent(page, tried, style).width <= width_mm) {
        g_string_assign(line, tried);
        return;
    }
    if (line->len > 0)
        flush_line(lines, line);
    while (amont_typeset_extent(page, word, style).width > width_mm) {
        size_t head = fit_hyphen(page, word, style, width_mm);
        if (head == 0 || word[head] == '\0')
            head = fit_letters(page, word, style, width_mm);
        if (word[head] == '\0')
            break;
        g_string_append_len(line, word, (gssize)head);
        flush_line(lines, line);
        word += head;
    }
    g_string_assign(line, word);
}

/* What has neither two paragraphs nor spaces that lines would drop. */
static bool is_plain(const char *set) {
    return set[0] && set[0] != ' ' && !g_str_has_suffix(set, " ") && !strchr(set, '\n') &&
           !strstr(set, "  ");
}

char **amont_page_wrap(amont_page *page, const char *text, const amont_text_style *style,
                       double width_mm) {
    GPtrArray *lines = g_ptr_array_new();
    g_autofree char *set = amont_typeset(page, text);
    if (is_plain(set) && amont_typeset_extent(page, set, style).width <= width_mm) {
        g_ptr_array_add(lines, g_steal_pointer(&set));
        g_ptr_array_add(lines, NULL);
        return (char **)g_ptr_array_free(lines, FALSE);
    }
    g_auto(GStrv) paragraphs = g_strsplit(set, "\n", -1);
    GString *line = g_string_new(NULL);
    for (size_t p = 0; paragraphs[p]; p++) {
        g_auto(GStrv) words = g_strsplit(paragraphs[p], " ", -1);
        for (size_t w = 0; words[w]; w++)
            if (words[w][0])
                add_word(page, lines, line, words[w], style, width_mm);
        if (line->len > 0)
            flush_line(lines, line);
    }
    g_string_free(line, TRUE);
    g_ptr_array_add(lines, NULL);
    return (char **)g_ptr_array_free(lines, FALSE);
}
