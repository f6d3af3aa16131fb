/* Addresses as words: without accents, case and punctuation, abbreviations written out, numbers in
 * digits. Both sides of a comparison go through here. */
#ifndef AMONT_IO_GEOCODE_WORDS_H
#define AMONT_IO_GEOCODE_WORDS_H

#include <glib.h>
#include <stdbool.h>

/* "12bis Av. Gal-Leclerc" is {"12", "bis", "avenue", "general", "leclerc"}; "Louis XIV" ends in
 * "14", "onze novembre" begins with "11". Never NULL; free with g_strfreev. */
char **amont_words(const char *text);
/* The same for a commune: "s" is "sur", "st" is "saint"; digits and "cedex" are dropped. */
char **amont_words_commune(const char *text);

bool amont_word_is_way_type(const char *word); /* "rue", "avenue", "place" ... */
bool amont_word_is_article(const char *word);  /* "de", "la", "et" ... */
bool amont_word_is_number(const char *word);   /* digits only */

/* "trois" for "3"; the word itself where there is no such name. */
const char *amont_word_in_letters(const char *word);

/* `n` words from `words` on, copied. */
char **amont_words_copy(char *const *words, size_t n);
char *amont_words_join(char *const *words, const char *between);

/* How alike two words are: 1 the same, 0 different words. An initial stands for its word; two
 * numbers are alike only when equal. */
double amont_word_similarity(const char *a, const char *b);

/* 1 - edits / length of the longer, 0 below `least`. */
double amont_text_similarity(const char *a, const char *b, double least);

#endif
