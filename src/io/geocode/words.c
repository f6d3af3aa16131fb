/* The abbreviations are those of the postal standard AFNOR XP Z10-011, annex B, and those that
 * planners' files are full of. The BAN itself writes names in full. */
#include "io/geocode/words.h"

#include "amont/text.h"

#include <string.h>

typedef struct expansion {
    const char *word, *full; /* full may be several words */
} expansion;

static const expansion expansions[] = {
    {"abbe", "abbe"},
    {"all", "allee"},
    {"allees", "allee"},
    {"av", "avenue"},
    {"ave", "avenue"},
    {"aven", "avenue"},
    {"bd", "boulevard"},
    {"bld", "boulevard"},
    {"blvd", "boulevard"},
    {"boul", "boulevard"},
    {"bvd", "boulevard"},
    {"cap", "capitaine"},
    {"car", "carrefour"},
    {"carr", "carrefour"},
    {"cdt", "commandant"},
    {"ch", "chemin"},
    {"che", "chemin"},
    {"chem", "chemin"},
    {"chs", "chaussee"},
    {"cne", "capitaine"},
    {"col", "colonel"},
    {"crs", "cours"},
    {"ctre", "centre"},
    {"dom", "domaine"},
    {"dr", "docteur"},
    {"esp", "esplanade"},
    {"fbg", "faubourg"},
    {"fg", "faubourg"},
    {"gal", "general"},
    {"gd", "grand"},
    {"gde", "grande"},
    {"gen", "general"},
    {"gl", "general"},
    {"grd", "grand"},
    {"ham", "hameau"},
    {"imp", "impasse"},
    {"ing", "ingenieur"},
    {"lot", "lotissement"},
    {"lt", "lieutenant"},
    {"mal", "marechal"},
    {"me", "maitre"},
    {"mgr", "monseigneur"},
    {"mme", "madame"},
    {"mt", "mont"},
    {"nd", "notre dame"},
    {"pass", "passage"},
    {"pdt", "president"},
    {"pl", "place"},
    {"pres", "president"},
    {"prof", "professeur"},
    {"prom", "promenade"},
    {"pt", "petit"},
    {"pte", "petite"},
    {"pze", "placette"},
    {"qai", "quai"},
    {"qu", "quai"},
    {"quart", "quartier"},
    {"r", "rue"},
    {"res", "residence"},
    {"resid", "residence"},
    {"rle", "ruelle"},
    {"rpt", "rond point"},
    {"rte", "route"},
    {"sgt", "sergent"},
    {"sq", "square"},
    {"st", "saint"},
    {"ste", "sainte"},
    {"sts", "saints"},
    {"vc", "voie"},
    {"vge", "village"},
    {"vla", "villa"},
    {"vx", "vieux"},
    {"za", "zone artisanale"},
    {"zi", "zone industrielle"},
};

/* Numbers in letters; "un" and "une" are left alone, being articles as often. */
static const char *const number_names[] = {
    NULL,       NULL,     "deux",  "trois",    "quatre",   "cinq",     "six",
    "sept",     "huit",   "neuf",  "dix",      "onze",     "douze",    "treize",
    "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf", "vingt",
};

static const char *const way_types[] = {
    "allee",     "avenue",      "boulevard", "carrefour", "chaussee",  "chemin",  "cite",
    "clos",      "cote",        "cour",      "cours",     "degres",    "digue",   "domaine",
    "escalier",  "esplanade",   "faubourg",  "galerie",   "hameau",    "impasse", "jetee",
    "levee",     "lotissement", "mail",      "montee",    "parvis",    "passage", "passerelle",
    "place",     "placette",    "pont",      "porte",     "promenade", "quai",    "quartier",
    "residence", "rond",        "route",     "rue",       "ruelle",    "sente",   "sentier",
    "square",    "traverse",    "venelle",   "villa",     "voie",      "zone",
};

static const char *const articles[] = {"a",  "au", "aux", "d",  "de",  "des",  "du", "en",
                                       "et", "l",  "la",  "le", "les", "sous", "sur"};

static bool is_one_of(const char *word, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

bool amont_word_is_way_type(const char *word) {
    return is_one_of(word, way_types, G_N_ELEMENTS(way_types));
}

bool amont_word_is_article(const char *word) {
    return is_one_of(word, articles, G_N_ELEMENTS(articles));
}

bool amont_word_is_number(const char *word) {
    return *word && strspn(word, "0123456789") == strlen(word);
}

/* ---- folding --------------------------------------------------------------------------------- */

static void append_folded(GString *out, gunichar c) {
    if (c == 0x153) /* œ */
        g_string_append(out, "oe");
    else if (c == 0xE6) /* æ */
        g_string_append(out, "ae");
    else if (c < 128 && g_ascii_isalnum((char)c))
        g_string_append_c(out, (char)c);
    else if (!g_unichar_ismark(c))
        g_string_append_c(out, ' ');
}

/* Small letters and digits of ASCII, blanks; a blank also between a digit and a letter. */
static char *fold(const char *text) {
    g_autofree char *plain = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    GString *out = g_string_new(NULL);
    for (const char *c = plain; c && *c; c = g_utf8_next_char(c)) {
        gsize before = out->len;
        append_folded(out, g_unichar_tolower(g_utf8_get_char(c)));
        if (before > 0 && out->len > before && g_ascii_isalnum(out->str[before]) &&
            g_ascii_isalnum(out->str[before - 1]) &&
            g_ascii_isdigit(out->str[before]) != g_ascii_isdigit(out->str[before - 1]))
            g_string_insert_c(out, (gssize)before, ' ');
    }
    return g_string_free(out, FALSE);
}

static GPtrArray *split(const char *text) {
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    for (size_t i = 0; parts[i]; i++)
        if (parts[i][0])
            g_ptr_array_add(words, g_strdup(parts[i]));
    return words;
}

static char **finish(GPtrArray *words) {
    g_ptr_array_add(words, NULL);
    g_ptr_array_set_free_func(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* Roman numbers of two letters or more below 40, which are no French words ("x" may be an initial,
 * "mi", "di", "li" are not numbers of streets). */
static int roman(const char *word) {
    static const char *const tens[] = {"", "x", "xx", "xxx"};
    static const char *const units[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    if (strlen(word) < 2 || strspn(word, "ivx") != strlen(word))
        return 0;
    for (int n = 1; n < 40; n++) {
        size_t ten = strlen(tens[n / 10]);
        if (strncmp(word, tens[n / 10], ten) == 0 && strcmp(word + ten, units[n % 10]) == 0)
            return n;
    }
    return 0;
}

static int number_name(const char *word) {
    for (size_t i = 0; i < G_N_ELEMENTS(number_names); i++)
        if (number_names[i] && strcmp(word, number_names[i]) == 0)
            return (int)i;
    return 0;
}

const char *amont_word_in_letters(const char *word) {
    guint64 n = amont_word_is_number(word) ? g_ascii_strtoull(word, NULL, 10) : 0;
    return n < G_N_ELEMENTS(number_names) && number_names[n] ? number_names[n] : word;
}

static void replace(GPtrArray *words, guint i, char *word) {
    g_free(words->pdata[i]);
    words->pdata[i] = word;
}

static bool is_ordinal_ending(const char *word) {
    static const char *const endings[] = {"er", "ere", "e", "eme", "nd", "nde"};
    return is_one_of(word, endings, G_N_ELEMENTS(endings));
}

/* "dix" "huit" is 18; "1" "er" is 1; "premier" is 1; "012" is 12. */
static void read_numbers(GPtrArray *words) {
    for (guint i = 0; i < words->len; i++) {
        const char *word = words->pdata[i], *next = i + 1 < words->len ? words->pdata[i + 1] : "";
        g_autofree char *pair = g_strconcat(word, " ", next, NULL);
        int both = number_name(pair);
        int n = both ? both : MAX(number_name(word), roman(word));
        if (strcmp(word, "premier") == 0 || strcmp(word, "ier") == 0)
            n = 1;
        bool ordinal = amont_word_is_number(word) && is_ordinal_ending(next);
        if (both || ordinal)
            g_ptr_array_remove_index(words, i + 1);
        if (n)
            replace(words, i, g_strdup_printf("%d", n));
    }
}

/* ---- abbreviations --------------------------------------------------------------------------- */

static const char *expand(const char *word) {
    for (size_t i = 0; i < G_N_ELEMENTS(expansions); i++)
        if (strcmp(expansions[i].word, word) == 0)
            return expansions[i].full;
    return word;
}

char **amont_words(const char *text) {
    g_autofree char *folded = fold(text);
    g_autoptr(GPtrArray) words = split(folded);
    read_numbers(words);
    GString *full = g_string_new(NULL);
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(full, "%s ", expand(words->pdata[i]));
    GPtrArray *expanded = split(full->str);
    g_string_free(full, TRUE);
    return finish(expanded);
}

char **amont_words_commune(const char *text) {
    static const expansion communal[] = {{"s", "sur"}, {"ss", "sous"}, {"cedex", ""}};
    g_auto(GStrv) words = amont_words(text);
    GPtrArray *kept = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; words[i]; i++) {
        const char *word = words[i];
        for (size_t k = 0; k < G_N_ELEMENTS(communal); k++)
            if (strcmp(word, communal[k].word) == 0)
                word = communal[k].full;
        if (*word && !amont_word_is_number(word))
            g_ptr_array_add(kept, g_strdup(word));
    }
    return finish(kept);
}

char **amont_words_copy(char *const *words, size_t n) {
    char **copy = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++)
        copy[i] = g_strdup(words[i]);
    return copy;
}

char *amont_words_join(char *const *words, const char *between) {
    return g_strjoinv(between, (char **)words);
}

/* ---- likeness -------------------------------------------------------------------------------- */

double amont_text_similarity(const char *a, const char *b, double least) {
    if (strcmp(a, b) == 0)
        return 1;
    double n = (double)strlen(a), m = (double)strlen(b), longer = MAX(n, m);
    if (MIN(n, m) < least * longer)
        return 0;
    double similarity = 1 - amont_edit_distance(a, b) / longer;
    return similarity >= least ? similarity : 0;
}

static bool is_same_single_digit(const char *letter, const char *digit) {
    return (strcmp(letter, "v") == 0 && strcmp(digit, "5") == 0) ||
           (strcmp(letter, "i") == 0 && strcmp(digit, "1") == 0) ||
           (strcmp(letter, "x") == 0 && strcmp(digit, "10") == 0);
}

double amont_word_similarity(const char *a, const char *b) {
    if (strcmp(a, b) == 0 || is_same_single_digit(a, b) || is_same_single_digit(b, a))
        return 1;
    if (amont_word_is_number(a) && amont_word_is_number(b))
        return 0;
    a = amont_word_in_letters(a); /* "qvatre" is like "4" */
    b = amont_word_in_letters(b);
    size_t shorter = MIN(strlen(a), strlen(b));
    if (shorter == 1)
        return a[0] == b[0] ? 0.85 : 0;
    return shorter < 3 ? 0 : amont_text_similarity(a, b, 0.6);
}
