#include "amont/unit.h"

#include "amont/text.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *word;
    amont_dimension dimension;
    int power;
} words[] = {
    {"m", AMONT_DIMENSION_LENGTH, 1},    {"km", AMONT_DIMENSION_LENGTH, 1},
    {"m²", AMONT_DIMENSION_LENGTH, 2},   {"km²", AMONT_DIMENSION_LENGTH, 2},
    {"ha", AMONT_DIMENSION_LENGTH, 2},   {"m³", AMONT_DIMENSION_LENGTH, 3},
    {"€", AMONT_DIMENSION_MONEY, 1},     {"k€", AMONT_DIMENSION_MONEY, 1},
    {"M€", AMONT_DIMENSION_MONEY, 1},    {"an", AMONT_DIMENSION_TIME, 1},
    {"ans", AMONT_DIMENSION_TIME, 1},    {"année", AMONT_DIMENSION_TIME, 1},
    {"années", AMONT_DIMENSION_TIME, 1}, {"year", AMONT_DIMENSION_TIME, 1},
    {"years", AMONT_DIMENSION_TIME, 1},
};

static const char *const plain[] = {"%",     "‰",  "–",     "-",      "points",
                                    "point", "pt", "ratio", "indice", "index"};

static bool is_plain(const char *word) {
    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        if (strcmp(plain[i], word) == 0)
            return true;
    return *word == '\0' || g_ascii_isdigit(*word);
}

static void add_word(amont_unit *unit, const char *word, int sign) {
    if (is_plain(word))
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i].word, word) == 0) {
            unit->power[words[i].dimension] += sign * words[i].power;
            return;
        }
    unit->power[AMONT_DIMENSION_COUNT] += sign;
}

/* Of « hab. 2022 » or « 100 ha » the first word that is none of the plain ones; several words are
 * one unit (« établissements actifs »). */
static void add_term(amont_unit *unit, const char *term, int sign) {
    g_auto(GStrv) parts = g_strsplit_set(term, " \t", -1);
    for (char **part = parts; *part; part++)
        if (!is_plain(*part)) {
            add_word(unit, *part, sign);
            return;
        }
}

amont_unit amont_unit_of(const char *text) {
    amont_unit unit = {{0}};
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
