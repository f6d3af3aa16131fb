/* Names are compared without their types of way, in two manners of which the better counts:
 *
 * - word by word: each word of one is given the most alike word of the other that is still free;
 *   likeness = 2 x what is alike / all words of both, words weighing 1 and articles 0.1;
 * - as one run of letters, which forgives lost and added blanks ("jeanjaures", "la fayette"). */
#include "io/geocode/street.h"

#include "io/geocode/words.h"

#include <stdbool.h>
#include <string.h>

enum { MOST_WORDS = 16 };

static const double other_order = 0.97, other_parting = 0.98, no_type = 0.9, other_type = 0.8;

typedef struct street_name {
    const char *type; /* NULL when it has none */
    char *const *words;
    size_t n;
} street_name;

static street_name read_name(char *const *words) {
    bool has_type = words[0] && words[1] && amont_word_is_way_type(words[0]);
    street_name name = {.type = has_type ? words[0] : NULL, .words = has_type ? words + 1 : words};
    while (name.n < MOST_WORDS && name.words[name.n])
        name.n++;
    return name;
}

static double weight(const char *word) {
    return amont_word_is_article(word) ? 0.1 : 1;
}

static double total_weight(const street_name *name) {
    double sum = 0;
    for (size_t i = 0; i < name->n; i++)
        sum += weight(name->words[i]);
    return sum;
}

/* The free word of `there` most like `word`; there->n when none is. */
static size_t most_alike(const char *word, const street_name *there, const bool *taken,
                         double *alike) {
    size_t best = there->n;
    *alike = 0;
    for (size_t k = 0; k < there->n; k++) {
        double one = taken[k] ? 0 : amont_word_similarity(word, there->words[k]);
        if (one > *alike) {
            *alike = one;
            best = k;
        }
    }
    return best;
}

static double by_words(const street_name *asked, const street_name *there) {
    bool taken[MOST_WORDS] = {false}, in_order = true;
    double common = 0;
    size_t previous = 0;
    for (size_t i = 0; i < asked->n; i++) {
        double alike = 0;
        size_t k = most_alike(asked->words[i], there, taken, &alike);
        if (k == there->n)
            continue;
        taken[k] = true;
        in_order = in_order && k >= previous;
        previous = k;
        common += alike * (weight(asked->words[i]) + weight(there->words[k]));
    }
    double all = total_weight(asked) + total_weight(there);
    return all > 0 ? common / all * (in_order ? 1 : other_order) : 0;
}

static char *run_of_letters(const street_name *name) {
    GString *letters = g_string_new(NULL);
    for (size_t i = 0; i < name->n; i++)
        g_string_append(letters, amont_word_in_letters(name->words[i]));
    return g_string_free(letters, FALSE);
}

static bool has_number(const street_name *name) {
    for (size_t i = 0; i < name->n; i++)
        if (amont_word_is_number(name->words[i]))
            return true;
    return false;
}

/* A wrong figure is another street, not a misspelling. */
static double by_letters(const street_name *asked, const street_name *there) {
    if (has_number(asked) && has_number(there))
        return 0;
    g_autofree char *a = run_of_letters(asked), *b = run_of_letters(there);
    return other_parting * amont_text_similarity(a, b, 0.7);
}

static double type_factor(const street_name *asked, const street_name *there) {
    if (!asked->type && !there->type)
        return 1;
    if (!asked->type || !there->type)
        return no_type;
    return strcmp(asked->type, there->type) == 0 ? 1 : other_type;
}

double amont_street_likeness(char *const *asked, char *const *there) {
    street_name a = read_name(asked), b = read_name(there);
    if (a.n == 0 || b.n == 0)
        return 0;
    double words = by_words(&a, &b), letters = words < 1 ? by_letters(&a, &b) : 0;
    return MAX(words, letters) * type_factor(&a, &b);
}
