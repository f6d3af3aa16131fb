/* Phrases from the templates of styles/words, with figures as the study's language prints them. The
 * first word that is missing is kept as an error; what is asked for afterwards comes empty. */
#ifndef AMONT_ANALYSIS_PRESSURE_PHRASES_H
#define AMONT_ANALYSIS_PRESSURE_PHRASES_H

#include "amont/pressure.h"

typedef struct amont_phrases {
    const amont_styles *styles;
    GError *error;
} amont_phrases;

/* A word as it stands. */
const char *amont_phrases_word(amont_phrases *phrases, const char *key);
/* The word `KEYNAME`, of a key whose end comes from the data. */
const char *amont_phrases_word_of(amont_phrases *phrases, const char *key, const char *name);

/* A template with its {names} filled: pairs of name and text, then NULL. */
char *amont_phrases_fill(amont_phrases *phrases, const char *key, ...) G_GNUC_NULL_TERMINATED;

char *amont_phrases_number(const amont_phrases *phrases, double value, int decimals);
/* Whether what is printed so takes a plural: in French from 2 on, in English but for 1. */
bool amont_phrases_is_plural(const amont_phrases *phrases, double value, int decimals);
/* A figure of a series with its unit behind, and `more` decimals than the series has. */
char *amont_phrases_value(amont_phrases *phrases, const amont_series *series, double value,
                          int more);

/* The study's date in words: « 22 novembre 2026 ». */
char *amont_phrases_date(amont_phrases *phrases, const amont_study *study);

/* "a, b and c". */
char *amont_phrases_list(amont_phrases *phrases, const GPtrArray *texts);

/* "a; b; c": of texts that hold commas. */
char *amont_phrases_series(amont_phrases *phrases, const GPtrArray *texts);

/* A label within a sentence: without its capital, unless a second one follows. */
char *amont_phrases_label(const char *label);

/* What the units of a level are called: communes, IRIS, zones. */
const char *amont_phrases_units(amont_phrases *phrases, const amont_level *level);

#endif
