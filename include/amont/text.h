/* folder: base */
/* Numbers and words: the only place where figures become text and text becomes figures.
 *
 * Nothing here depends on the locale. LC_NUMERIC is never set by the program.
 */
#ifndef AMONT_TEXT_H
#define AMONT_TEXT_H

#include <glib.h>
#include <stdbool.h>

/* The language of what is printed on maps (the study's), not of messages (the locale's). */
typedef enum amont_language { AMONT_LANGUAGE_FR, AMONT_LANGUAGE_EN } amont_language;

/* Reads a whole text as a finite decimal number with a dot; surrounding blanks are ignored. */
bool amont_number_parse(const char *text, double *value);

/* For people: `decimals` digits after the mark, thousands apart. French: decimal comma and U+202F
 * (« 1 234,5 »); English: 1,234.5. Halves are rounded away from zero on the decimal value that
 * the double prints as (2.675 -> 2.68). */
char *amont_number_format(double value, int decimals, amont_language language);

/* For machines: dot, no grouping, at most 12 significant digits, no trailing zeros, never "-0". */
char *amont_number_plain(double value);

/* The same with as many digits as it takes to read the same double again. */
char *amont_number_exact(double value);

/* `value` rounded to `decimals` digits (may be negative: -3 rounds to thousands). */
double amont_number_round(double value, int decimals);

/* Number of edits (insert, delete, replace, swap of neighbours) between two UTF-8 texts, case
 * ignored. */
unsigned amont_edit_distance(const char *a, const char *b);

/* The word nearest to `word`, or NULL when none is close enough to be what was meant. */
const char *amont_nearest(const char *word, const char *const *words, size_t n_words);

/* Compares codes: as bytes, so that the lowest code is the same everywhere. */
int amont_code_compare(const char *a, const char *b);

/* French printing: a curved apostrophe after letters, no-break spaces before tall punctuation,
 * percent and euro signs and inside quotation marks, whatever the data holds. Doing it again
 * changes nothing. Free with g_free. */
char *amont_text_french(const char *text);

#endif
