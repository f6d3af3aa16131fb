/* A name is compared with every name of a commune. When some commune bears the very name, names
 * merely like it count for nothing. */
#include "io/geocode/communes.h"

#include "amont/geocode.h"
#include "io/geocode/words.h"

#include <string.h>

amont_commune *amont_commune_new(const char *code, const char *name) {
    amont_commune *commune = g_new0(amont_commune, 1);
    commune->code = g_strdup(code);
    commune->name = g_strdup(name);
    commune->names = g_ptr_array_new_with_free_func(g_free);
    commune->postcodes = g_ptr_array_new_with_free_func(g_free);
    return commune;
}

void amont_commune_free(amont_commune *commune) {
    if (!commune)
        return;
    g_free(commune->code);
    g_free(commune->name);
    g_ptr_array_unref(commune->names);
    g_ptr_array_unref(commune->postcodes);
    g_free(commune);
}

static void add_once(GPtrArray *texts, const char *text) {
    if (*text && !g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
        g_ptr_array_add(texts, g_strdup(text));
}

void amont_commune_add_name(amont_commune *commune, const char *name) {
    add_once(commune->names, name);
}

void amont_commune_add_postcode(amont_commune *commune, const char *postcode) {
    add_once(commune->postcodes, postcode);
}

static bool has_postcode(const amont_commune *commune, const char *postcode) {
    return g_ptr_array_find_with_equal_func(commune->postcodes, postcode, g_str_equal, NULL);
}

/* ---- names --------------------------------------------------------------------------------- */

static bool begins_with_words(const char *text, const char *words) {
    size_t n = strlen(words);
    return n >= 4 && strncmp(text, words, n) == 0 && text[n] == ' ';
}

static double name_likeness(const char *a, const char *b) {
    if (strcmp(a, b) == 0)
        return 1;
    if (begins_with_words(a, b) || begins_with_words(b, a))
        return 0.9; /* "Ivry" for "Ivry-sur-Seine" */
    return MIN(0.99, amont_text_similarity(a, b, 0.75));
}

static double likeness(const amont_commune *commune, const char *name) {
    double most = 0;
    for (guint i = 0; i < commune->names->len; i++)
        most = MAX(most, name_likeness(commune->names->pdata[i], name));
    return most;
}

double amont_communes_likeness(const GPtrArray *communes, const char *name) {
    double most = 0;
    for (guint i = 0; i < communes->len; i++)
        most = MAX(most, likeness(communes->pdata[i], name));
    return most;
}

/* ---- statements ---------------------------------------------------------------------------- */

void amont_statement_make(amont_statement *statement, const GPtrArray *communes, char *const *words,
                          const char *code, const char *postcode) {
    *statement = (amont_statement){.name = amont_words_join(words, " "),
                                   .code = g_strdup(code),
                                   .postcode = g_strdup(postcode),
                                   .likeness = g_new0(double, communes->len)};
    for (guint i = 0; i < communes->len; i++) {
        if (*statement->name)
            statement->likeness[i] = likeness(communes->pdata[i], statement->name);
        statement->most = MAX(statement->most, statement->likeness[i]);
        statement->n_of_postcode += has_postcode(communes->pdata[i], postcode);
    }
}

void amont_statement_clear(amont_statement *statement) {
    g_free(statement->name);
    g_free(statement->code);
    g_free(statement->postcode);
    g_free(statement->likeness);
    *statement = (amont_statement){0};
}

/* The name agrees as well as any, the postcode does not: an old one, or another place. */
static double weigh_against_postcode(const amont_commune *commune, const char *postcode) {
    for (guint i = 0; i < commune->postcodes->len; i++)
        if (strncmp(commune->postcodes->pdata[i], postcode, 2) == 0)
            return 0.75;
    return 0.5;
}

static double weigh_by_name(const amont_statement *statement, const amont_commune *commune,
                            double alike, unsigned *remarks) {
    if (alike < 1)
        *remarks |= AMONT_REMARK_COMMUNE_DIFFERS;
    if (!*statement->postcode)
        return alike < 1 ? 0.8 * alike : 1;
    if (has_postcode(commune, statement->postcode))
        return (1 + alike) / 2;
    *remarks |= AMONT_REMARK_POSTCODE_DIFFERS;
    return alike * weigh_against_postcode(commune, statement->postcode);
}

static double weigh_by_postcode(const amont_statement *statement, unsigned *remarks) {
    if (*statement->name) {
        *remarks |= AMONT_REMARK_COMMUNE_DIFFERS;
        return 0.6;
    }
    if (statement->n_of_postcode == 1)
        return 0.95;
    *remarks |= AMONT_REMARK_POSTCODE_SEVERAL;
    return 0.8;
}

double amont_statement_weigh(const amont_statement *statement, const GPtrArray *communes,
                             size_t commune, unsigned *remarks) {
    const amont_commune *one = communes->pdata[commune];
    double alike = statement->likeness[commune];
    if (*statement->code) {
        if (strcmp(statement->code, one->code) == 0)
            return 1;
    } else if (alike > 0 && (alike == statement->most || statement->most < 1)) {
        return weigh_by_name(statement, one, alike, remarks);
    } else if (*statement->postcode && has_postcode(one, statement->postcode)) {
        return weigh_by_postcode(statement, remarks);
    } else if (!*statement->name && !*statement->postcode) {
        *remarks |= AMONT_REMARK_COMMUNE_UNSTATED;
        return 0.8;
    }
    *remarks |= AMONT_REMARK_COMMUNE_DIFFERS;
    return 0.3;
}
