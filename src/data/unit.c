#include "amont/unit.h"

#include "amont/text.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *word;
    amont_dimension dimension;
    int power;
    double scale;
} words[] = {
    {"m", AMONT_DIMENSION_LENGTH, 1, 1},    {"km", AMONT_DIMENSION_LENGTH, 1, 1e3},
    {"m²", AMONT_DIMENSION_LENGTH, 2, 1},   {"km²", AMONT_DIMENSION_LENGTH, 2, 1e6},
    {"ha", AMONT_DIMENSION_LENGTH, 2, 1e4}, {"m³", AMONT_DIMENSION_LENGTH, 3, 1},
    {"€", AMONT_DIMENSION_MONEY, 1, 1},     {"k€", AMONT_DIMENSION_MONEY, 1, 1e3},
    {"M€", AMONT_DIMENSION_MONEY, 1, 1e6},  {"an", AMONT_DIMENSION_TIME, 1, 1},
    {"ans", AMONT_DIMENSION_TIME, 1, 1},    {"année", AMONT_DIMENSION_TIME, 1, 1},
    {"années", AMONT_DIMENSION_TIME, 1, 1}, {"year", AMONT_DIMENSION_TIME, 1, 1},
    {"years", AMONT_DIMENSION_TIME, 1, 1},
};

static const struct {
    const char *word;
    double scale;
} plain[] = {{"%", 0.01},     {"‰", 1e-3},  {"–", 1},     {"-", 1},      {"points", 0.01},
             {"point", 0.01}, {"pt", 0.01}, {"ratio", 1}, {"indice", 1}, {"index", 1}};

/* True for what has no dimension. */
static bool take_plain(const char *word, double *scale) {
    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        if (strcmp(plain[i].word, word) == 0) {
            *scale *= plain[i].scale;
            return true;
        }
    return *word == '\0';
}

static void add_word(amont_unit *unit, const char *word, int sign) {
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i].word, word) == 0) {
            unit->power[words[i].dimension] += sign * words[i].power;
            unit->scale *= pow(words[i].scale, sign);
            return;
        }
    unit->power[AMONT_DIMENSION_COUNT] += sign;
}

/* Blanks and commas in « 10 000 hab. » group digits: the number before the words, or 1. */
static double take_number(const char **term) {
    GString *digits = g_string_new(NULL);
    const char *at = *term;
    for (; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c < 128 && g_ascii_isdigit((char)c))
            g_string_append_c(digits, (char)c);
        else if (!g_unichar_isspace(c) && c != ',')
            break;
    }
    double number = 1;
    if (digits->len > 0) {
        amont_number_parse(digits->str, &number);
        *term = at;
    }
    g_string_free(digits, TRUE);
    return number;
}

/* « établissements actifs » is one unit, told by its first word. */
static void add_term(amont_unit *unit, const char *term, int sign) {
    unit->scale *= pow(take_number(&term), sign);
    g_auto(GStrv) parts = g_strsplit_set(term, " \t", -1);
    for (char **part = parts; *part; part++) {
        double scale = 1;
        if (!take_plain(*part, &scale)) {
            add_word(unit, *part, sign);
            return;
        }
        unit->scale *= pow(scale, sign);
    }
}

amont_unit amont_unit_of(const char *text) {
    amont_unit unit = {{0}, 1};
    g_auto(GStrv) terms = g_strsplit(text ? text : "", "/", -1);
    for (size_t i = 0; terms[i]; i++) {
        g_auto(GStrv) factors = g_strsplit(terms[i], "·", -1);
        for (char **factor = factors; *factor; factor++)
            add_term(&unit, *factor, i == 0 ? 1 : -1);
    }
    return unit;
}

bool amont_unit_is_dwellings(const char *text) {
    static const char *const units[] = {"logements", "logement",  "ménages",
                                        "ménage",    "dwellings", "households"};
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (strcmp(text, units[i]) == 0)
            return true;
    return false;
}

bool amont_unit_equal(const amont_unit *one, const amont_unit *other, bool counts) {
    for (int i = 0; i < AMONT_DIMENSIONS; i++)
        if ((counts || i != AMONT_DIMENSION_COUNT) && fabs(one->power[i] - other->power[i]) > 1e-6)
            return false;
    return true;
}
