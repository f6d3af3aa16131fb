/* A number stands before the street ("12 bis rue X", "12-14 rue X"), after it ("rue X, 12") or is
 * part of its name ("rue du 8 mai 1945"): a reading for each that is possible. */
#include "io/geocode/reading.h"

#include "io/geocode/words.h"

#include <stdlib.h>
#include <string.h>

static bool is_any(const char *word, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

static const char *at(const GPtrArray *words, guint i) {
    return i < words->len ? words->pdata[i] : "";
}

/* ---- what is within a building ------------------------------------------------------------- */

static bool is_unit(const char *word) {
    static const char *const units[] = {"app",   "appartement", "appt",     "apt",  "bal",
                                        "bat",   "batiment",    "bp",       "cage", "entree",
                                        "esc",   "escalier",    "etg",      "hall", "lotissement",
                                        "porte", "studio",      "logement", "etage"};
    return is_any(word, units, G_N_ELEMENTS(units));
}

static bool is_floor(const char *word) {
    return strcmp(word, "etage") == 0 || strcmp(word, "etg") == 0;
}

/* "porte 3" and "bat B" lie within a building, "porte d'Ivry" and "porte verte" do not. */
static bool is_unit_code(const char *word) {
    bool is_letter = strlen(word) == 1 && strcmp(word, "d") != 0 && strcmp(word, "l") != 0;
    return is_letter || (amont_word_is_number(word) && strlen(word) <= 4);
}

/* How many words from `i` on are one such detail. */
static guint unit_length(const GPtrArray *words, guint i) {
    const char *word = at(words, i), *next = at(words, i + 1);
    if (strcmp(word, "rdc") == 0)
        return 1;
    bool is_pair =
        (amont_word_is_number(word) && is_floor(next)) || (is_unit(word) && is_unit_code(next));
    return is_pair ? 2 : 0;
}

static void drop_units(GPtrArray *words) {
    for (guint i = 0; i < words->len;) {
        guint n = unit_length(words, i);
        if (n > 0)
            g_ptr_array_remove_range(words, i, n);
        else
            i++;
    }
}

/* "n° 12", "no 12" */
static void drop_number_signs(GPtrArray *words) {
    static const char *const signs[] = {"n", "no", "num", "numero"};
    for (guint i = 0; i + 1 < words->len; i++)
        if (is_any(at(words, i), signs, G_N_ELEMENTS(signs)) &&
            amont_word_is_number(at(words, i + 1)))
            g_ptr_array_remove_index(words, i);
}

/* ---- cutting at the postcode --------------------------------------------------------------- */

/* "94 600" is 94600, but "12 600 rue" is not: never at the start. */
static void join_postcode(GPtrArray *words) {
    for (guint i = 1; i + 1 < words->len; i++) {
        const char *left = at(words, i), *right = at(words, i + 1);
        if (amont_word_is_number(left) && strlen(left) == 2 && amont_word_is_number(right) &&
            strlen(right) == 3) {
            char *joined = g_strconcat(left, right, NULL);
            g_ptr_array_remove_range(words, i, 2);
            g_ptr_array_insert(words, (gint)i, joined);
        }
    }
}

/* The last word of five digits; words->len when there is none. */
static guint find_postcode(const GPtrArray *words) {
    for (guint i = words->len; i > 0; i--)
        if (amont_word_is_number(at(words, i - 1)) && strlen(at(words, i - 1)) == 5)
            return i - 1;
    return words->len;
}

void amont_split_text(amont_split *split, const char *text) {
    char **all = amont_words(text);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; all[i]; i++)
        g_ptr_array_add(words, all[i]);
    g_free(all); /* the words are the array's now */
    if (words->len > 1 && strcmp(at(words, words->len - 1), "france") == 0)
        g_ptr_array_remove_index(words, words->len - 1);
    join_postcode(words);
    drop_units(words);
    drop_number_signs(words);

    guint cut = find_postcode(words);
    split->postcode = g_strdup(at(words, cut));
    split->head = amont_words_copy((char *const *)words->pdata, cut);
    g_autoptr(GString) tail = g_string_new(NULL);
    for (guint i = cut + 1; i < words->len; i++)
        g_string_append_printf(tail, "%s ", at(words, i));
    split->tail = amont_words_commune(tail->str);
}

void amont_split_clear(amont_split *split) {
    g_strfreev(split->head);
    g_strfreev(split->tail);
    g_free(split->postcode);
    *split = (amont_split){0};
}

/* ---- readings ------------------------------------------------------------------------------ */

/* A house number with what belongs to it, as words [begin, end). */
typedef struct house_number {
    size_t begin, end;
    unsigned first, last;
    const char *repetition;
} house_number;

static unsigned small_number(const char *word) {
    return word && amont_word_is_number(word) && strlen(word) <= 4
               ? (unsigned)strtoul(word, NULL, 10)
               : 0;
}

static bool is_repetition(const char *word) {
    static const char *const repetitions[] = {"bis", "ter", "quater", "quinquies"};
    return word && is_any(word, repetitions, G_N_ELEMENTS(repetitions));
}

/* A letter belongs to the number when the street begins after it or nothing follows; the letters
 * that number houses most, also before an article. */
static bool is_letter_of_number(char *const *words, size_t i, size_t n) {
    if (strlen(words[i]) != 1 || !g_ascii_isalpha(words[i][0]))
        return false;
    return i + 1 == n || amont_word_is_way_type(words[i + 1]) ||
           (strchr("bctq", words[i][0]) && amont_word_is_article(words[i + 1]));
}

static bool is_between_numbers(const char *word) {
    return strcmp(word, "a") == 0 || strcmp(word, "et") == 0;
}

static void read_repetition(house_number *number, char *const *words, size_t n) {
    size_t i = number->end;
    if (i < n && (is_repetition(words[i]) || is_letter_of_number(words, i, n)))
        number->repetition = words[number->end++];
}

/* "12", "12 bis", "12 b", "12 14", "12 a 14", "12 bis et 14" from words[begin] on. */
static bool read_number(house_number *number, char *const *words, size_t begin, size_t n) {
    unsigned first = begin < n ? small_number(words[begin]) : 0;
    *number = (house_number){begin, begin + 1, first, first, ""};
    if (first == 0)
        return false;
    read_repetition(number, words, n);
    for (;;) {
        size_t i = number->end;
        if (i + 1 < n && is_between_numbers(words[i]))
            i++;
        unsigned next = i < n ? small_number(words[i]) : 0;
        if (next == 0)
            return true;
        number->last = next;
        number->end = i + 1;
        if (i + 1 < n && is_repetition(words[i + 1]))
            number->end++;
    }
}

static void add(GPtrArray *readings, char *const *way, size_t n_way, const house_number *number,
                char **commune) {
    amont_reading *reading = g_new0(amont_reading, 1);
    reading->way = amont_words_copy(way, n_way);
    reading->commune = commune;
    reading->number = number ? number->first : 0;
    reading->last_number = number ? number->last : 0;
    reading->repetition = g_strdup(number ? number->repetition : "");
    g_ptr_array_add(readings, reading);
}

/* The number that the street follows at once: at the start, or after the name of a building. */
static bool find_leading(house_number *number, char *const *words, size_t n) {
    if (read_number(number, words, 0, n))
        return true;
    for (size_t i = 1; i < n; i++)
        if (read_number(number, words, i, n) && number->end < n &&
            amont_word_is_way_type(words[number->end]))
            return true;
    return false;
}

static char **read_commune(const amont_split *split, size_t from, size_t n) {
    if (n == 0)
        return g_strdupv(split->tail);
    g_auto(GStrv) words = amont_words_copy(split->head + from, n);
    g_autofree char *text = amont_words_join(words, " ");
    return amont_words_commune(text);
}

static void free_reading(void *data) {
    amont_reading *reading = data;
    g_strfreev(reading->way);
    g_strfreev(reading->commune);
    g_free(reading->repetition);
    g_free(reading);
}

GPtrArray *amont_readings_new(void) {
    return g_ptr_array_new_with_free_func(free_reading);
}

void amont_readings_add(GPtrArray *readings, const amont_split *split, size_t n_commune) {
    char *const *words = split->head;
    size_t n = g_strv_length(split->head);
    g_assert(n_commune <= n);
    n -= n_commune;
    house_number number;
    if (find_leading(&number, words, n))
        add(readings, words + number.end, n - number.end, &number,
            read_commune(split, n, n_commune));
    for (size_t i = 1; i < n; i++) /* "8 mai 1945, 12": the last may be two numbers or one */
        if (read_number(&number, words, i, n) && number.end == n)
            add(readings, words, i, &number, read_commune(split, n, n_commune));
    add(readings, words, n, NULL, read_commune(split, n, n_commune));
}
