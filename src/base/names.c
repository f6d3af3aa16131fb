/* Codes of places and their names, and what becomes of them in spreadsheets and in writing.
 *
 * A name is decomposed (NFKD), its marks dropped and what is neither letter nor digit taken for a
 * blank; then each word is looked up. */
#include "amont/reading.h"

#include "amont/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- codes --------------------------------------------------------------------------------- */

static bool are_digits(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isdigit(text[i]))
            return false;
    return true;
}

/* How many characters of `code` are a department: 2 for 01..95 but 20, 2A, 2B; 3 for 971..978, 984,
 * 986..988; 0 for none. */
static size_t department_length(const char *code) {
    if (code[0] == '2' && (code[1] == 'A' || code[1] == 'B'))
        return 2;
    if (strnlen(code, 2) < 2 || !are_digits(code, 2))
        return 0;
    int number = 10 * (code[0] - '0') + code[1] - '0';
    if (number == 97 || number == 98)
        return g_ascii_isdigit(code[2]) ? 3 : 0;
    return number >= 1 && number <= 95 && number != 20 ? 2 : 0;
}

bool amont_code_is_commune(const char *code) {
    size_t length = code ? department_length(code) : 0;
    return length > 0 && strlen(code) == 5 && are_digits(code + length, 5 - length);
}

bool amont_code_is_department(const char *code) {
    size_t length = code ? department_length(code) : 0;
    return length > 0 && strlen(code) == length;
}

/* 1001.0 and 1001,0: a code that went through a column of numbers. */
static size_t length_of_whole(const char *code) {
    size_t length = strlen(code);
    size_t digits = strspn(code, "0123456789");
    bool is_real = digits > 0 && (code[digits] == '.' || code[digits] == ',') &&
                   digits + 1 + strspn(code + digits + 1, "0") == length && digits + 1 < length;
    return is_real ? digits : length;
}

char *amont_code_restore(const char *code, size_t length) {
    size_t whole = length_of_whole(code);
    if (whole <= length && whole > 0 && are_digits(code, whole)) {
        if (whole == length && code[whole] == '\0')
            return NULL;
        GString *restored = g_string_new(NULL);
        for (size_t i = whole; i < length; i++)
            g_string_append_c(restored, '0');
        g_string_append_len(restored, code, (gssize)whole);
        return g_string_free(restored, FALSE);
    }
    bool corsican = strlen(code) == length && length >= 2 && code[0] == '2' &&
                    (code[1] == 'a' || code[1] == 'b');
    return corsican ? g_ascii_strup(code, -1) : NULL;
}

/* The zeros are put back one at a time: the codes of a list need not be of one length. */
size_t amont_code_find_restored(const char *written, size_t longest, amont_code_finder find,
                                const void *list) {
    for (size_t length = strlen(written) > 2 ? strlen(written) - 2 : 1; length <= longest;
         length++) {
        g_autofree char *code = amont_code_restore(written, length);
        size_t place = code ? find(list, code) : G_MAXSIZE;
        if (place != G_MAXSIZE)
            return place;
    }
    for (const char *rest = written; *rest == '0' && g_ascii_isdigit(rest[1]); rest++) {
        size_t place = find(list, rest + 1);
        if (place != G_MAXSIZE)
            return place;
    }
    return G_MAXSIZE;
}

/* ---- names --------------------------------------------------------------------------------- */

static void append_letter(GString *out, gunichar letter) {
    letter = g_unichar_tolower(letter);
    if (letter == 0x153)
        g_string_append(out, "oe");
    else if (letter == 0xe6)
        g_string_append(out, "ae");
    else if (g_unichar_isalnum(letter))
        g_string_append_unichar(out, letter);
    else if (!g_unichar_ismark(letter))
        g_string_append_c(out, letter == '/' ? '/' : ' ');
}

/* Lower case, without marks; words parted by blanks, and `s/` kept for the next step. */
static char *plain_letters(const char *name) {
    g_autofree char *apart = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);
    GString *out = g_string_new(NULL);
    for (const char *c = apart ? apart : ""; *c; c = g_utf8_next_char(c))
        append_letter(out, g_utf8_get_char(c));
    g_string_replace(out, " s/", " sur ", 0);
    g_string_replace(out, "/", " ", 0);
    return g_string_free(out, FALSE);
}

static bool is_article(const char *word) {
    static const char *const articles[] = {"l", "la", "le", "les"};
    for (size_t i = 0; i < G_N_ELEMENTS(articles); i++)
        if (strcmp(word, articles[i]) == 0)
            return true;
    return false;
}

static const char *in_full(const char *word) {
    static const char *const short_forms[][2] = {{"st", "saint"}, {"ste", "sainte"}};
    for (size_t i = 0; i < G_N_ELEMENTS(short_forms); i++)
        if (strcmp(word, short_forms[i][0]) == 0)
            return short_forms[i][1];
    return word;
}

static void append_word(GString *out, const char *word) {
    if (*word)
        g_string_append_printf(out, "%s%s", out->len ? " " : "", word);
}

char *amont_name_fold(const char *name) {
    g_autofree char *plain = plain_letters(name);
    g_auto(GStrv) words = g_strsplit(plain, " ", -1);
    GString *folded = g_string_new(NULL);
    for (char **word = words; *word; word++)
        if (!is_article(*word))
            append_word(folded, in_full(*word));
    /* A name of articles alone, such as « Les », keeps them. */
    for (char **word = words; *word && folded->len == 0; word++)
        append_word(folded, *word);
    return g_string_free(folded, FALSE);
}

const char *amont_name_suggest(const char *name, const char *const *names, size_t n_names) {
    g_autofree char *wanted = amont_name_fold(name);
    glong length = g_utf8_strlen(wanted, -1);
    unsigned least = length < 6 ? 2 : 3; /* one more than is allowed */
    const char *best = NULL;
    for (size_t i = 0; i < n_names; i++) {
        g_autofree char *folded = amont_name_fold(names[i]);
        if (labs(g_utf8_strlen(folded, -1) - length) > 2)
            continue;
        unsigned distance = amont_edit_distance(wanted, folded);
        if (distance < least)
            best = names[i];
        else if (distance == least && best)
            best = NULL;
        least = MIN(least, distance);
    }
    return best;
}
