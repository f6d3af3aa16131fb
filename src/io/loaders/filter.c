/* The filter is cut into words as GDAL does (swq.cpp), and each name is judged by the words around
 * it: an operator with a number behind, IN and BETWEEN with a number, a number before, signs of
 * arithmetic, CAST. */
#include "io/loaders/filter.h"

#include <string.h>

typedef enum word_kind { WORD_END, WORD_NAME, WORD_TEXT, WORD_NUMBER, WORD_MARK } word_kind;

typedef struct word {
    word_kind kind;
    size_t start, length; /* in the filter, quotes included */
    char *text;
} word;

bool amont_filter_names(const char *filter, const char *title) {
    g_autofree char *small_filter = g_ascii_strdown(filter, -1);
    g_autofree char *small_title = g_ascii_strdown(title, -1);
    return strchr(title, '"') || strstr(small_filter, small_title);
}

/* ---- words --------------------------------------------------------------------------------- */

static bool is_of_name(char c) {
    return g_ascii_isalnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* From the opening quote to behind the closing one. */
static const char *read_quoted(const char *at, GString *text) {
    char quote = *at++;
    for (; *at; at++) {
        bool escaped = at[1] == quote && (*at == '\\' || (quote == '\'' && *at == quote));
        if (escaped)
            at++;
        else if (*at == quote)
            return at + 1;
        g_string_append_c(text, *at);
    }
    return at;
}

static const char *skip_number(const char *at) {
    while (g_ascii_isdigit(*at) || *at == '.')
        at++;
    if ((*at == 'e' || *at == 'E') && (g_ascii_isdigit(at[1]) || at[1] == '-' || at[1] == '+'))
        for (at += 2; g_ascii_isdigit(*at);)
            at++;
    return at;
}

static const char *skip_mark(const char *at) {
    static const char *const pairs[] = {"<>", "<=", ">=", "!=", "=>", "=<"};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (g_str_has_prefix(at, pairs[i]))
            return at + 2;
    return at + 1;
}

/* Where the word ends. */
static const char *read_word(const char *at, word_kind *kind, GString *text) {
    const char *start = at;
    if (*at == '"' || *at == '\'') {
        *kind = *at == '"' ? WORD_NAME : WORD_TEXT;
        return read_quoted(at, text);
    }
    *kind = WORD_MARK;
    if (g_ascii_isdigit(*at) || (*at == '.' && g_ascii_isdigit(at[1]))) {
        *kind = WORD_NUMBER;
        at = skip_number(at);
    } else if (is_of_name(*at)) {
        *kind = WORD_NAME;
        while (is_of_name(*at))
            at++;
    } else {
        at = skip_mark(at);
    }
    g_string_append_len(text, start, at - start);
    return at;
}

static void clear_word(void *item) {
    g_free(((word *)item)->text);
}

static GArray *read_words(const char *filter) {
    GArray *words = g_array_new(FALSE, FALSE, sizeof(word));
    g_array_set_clear_func(words, clear_word);
    const char *at = filter;
    while (*(at += strspn(at, " \t\r\n"))) {
        word w = {.start = (size_t)(at - filter)};
        GString *text = g_string_new(NULL);
        at = read_word(at, &w.kind, text);
        w.length = (size_t)(at - filter) - w.start;
        w.text = g_string_free(text, FALSE);
        g_array_append_val(words, w);
    }
    return words;
}

/* ---- what stands around a name ------------------------------------------------------------- */

/* An empty word before the first and behind the last. */
static const word *word_at(const GArray *words, guint i) {
    static const word none = {WORD_END, 0, 0, (char *)""};
    return i < words->len ? &g_array_index(words, word, i) : &none;
}

static bool is_any(const word *w, const char *const *texts, size_t n) {
    for (size_t i = 0; w->kind != WORD_TEXT && i < n; i++)
        if (g_ascii_strcasecmp(w->text, texts[i]) == 0)
            return true;
    return false;
}

static bool is(const word *w, const char *text) {
    return is_any(w, &text, 1);
}

static bool is_comparison(const word *w) {
    static const char *const marks[] = {"=", "<>", "!=", "<", ">", "<=", ">=", "=>", "=<"};
    return is_any(w, marks, G_N_ELEMENTS(marks));
}

static bool is_arithmetic(const word *w) {
    static const char *const marks[] = {"+", "-", "*", "/", "%"};
    return is_any(w, marks, G_N_ELEMENTS(marks));
}

static bool begins_number(const GArray *words, guint i) {
    while (is(word_at(words, i), "(") || is(word_at(words, i), "-") || is(word_at(words, i), "+"))
        i++;
    return word_at(words, i)->kind == WORD_NUMBER;
}

static bool is_cast(const GArray *words, guint i) {
    static const char *const numbers[] = {"integer", "bigint", "smallint", "float", "numeric"};
    return is(word_at(words, i - 1), "(") && is(word_at(words, i - 2), "CAST") &&
           is(word_at(words, i + 1), "AS") &&
           is_any(word_at(words, i + 2), numbers, G_N_ELEMENTS(numbers));
}

static bool is_number_behind(const GArray *words, guint i) {
    if (is(word_at(words, i + 1), "NOT"))
        i++;
    const word *next = word_at(words, i + 1);
    if (is(next, "IN"))
        return is(word_at(words, i + 2), "(") && begins_number(words, i + 3);
    return (is(next, "BETWEEN") || is_comparison(next)) && begins_number(words, i + 2);
}

static bool is_number_before(const GArray *words, guint i) {
    return is_comparison(word_at(words, i - 1)) && word_at(words, i - 2)->kind == WORD_NUMBER;
}

/* `+` joins texts too. */
static bool is_reckoned_with(const GArray *words, guint i) {
    bool before = is_arithmetic(word_at(words, i - 1)) && word_at(words, i - 2)->kind != WORD_TEXT;
    bool behind = is_arithmetic(word_at(words, i + 1)) && word_at(words, i + 2)->kind != WORD_TEXT;
    return before || behind;
}

static bool find_column(const amont_layer *layer, const char *name, guint *column) {
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *found = layer->columns->pdata[i];
        if (g_ascii_strcasecmp(found->name, name) != 0)
            continue;
        *column = i;
        return found->type == AMONT_COLUMN_TEXT;
    }
    return false;
}

GArray *amont_filter_uses(const char *filter, const amont_layer *layer) {
    GArray *uses = g_array_new(FALSE, FALSE, sizeof(amont_filter_use));
    g_autoptr(GArray) words = read_words(filter);
    for (guint i = 0; i < words->len; i++) {
        const word *w = word_at(words, i);
        amont_filter_use use = {w->start, w->length, 0, is_cast(words, i)};
        if (w->kind == WORD_NAME && find_column(layer, w->text, &use.column) &&
            (use.is_cast || is_number_behind(words, i) || is_number_before(words, i) ||
             is_reckoned_with(words, i)))
            g_array_append_val(uses, use);
    }
    return uses;
}
