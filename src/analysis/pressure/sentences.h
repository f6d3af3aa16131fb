/* Parts of sentences that tables and reports share. */
#ifndef AMONT_ANALYSIS_PRESSURE_SENTENCES_H
#define AMONT_ANALYSIS_PRESSURE_SENTENCES_H

#include "analysis/pressure/phrases.h"

/* "low", "middle", "high" in the study's language. */
const char *amont_class_word(amont_phrases *phrases, unsigned class);
/* A share of draws in per cent, never 0 or 100 when it is not. */
char *amont_share_phrase(amont_phrases *phrases, double share);
/* What a set of exposure is called: its label, or the usual words `KEYNAME`. */
const char *amont_set_word(amont_phrases *phrases, const char *key, const amont_exposure *exposure);
/* Against what a score is raised or lowered: "the mean", "the neutral value". */
const char *amont_baseline_word(amont_phrases *phrases, const amont_pressure *pressure);
/* The sentence of a zone. */
char *amont_zone_sentence(amont_phrases *phrases, const amont_pressure *pressure, size_t zone);

/* What is compared, and how many; the names of zones without score, NULL where all have one. */
char *amont_say_intro(amont_phrases *phrases, const amont_pressure *pressure);
char *amont_say_unscored(amont_phrases *phrases, const amont_pressure *pressure);

/* How the index is computed and what its variants draw; whether far values of an input are brought
 * in where there are some, and from when on they are far (NULL: of none). */
char *amont_say_method(amont_phrases *phrases, const amont_pressure *pressure);
bool amont_brings_in(const amont_reference *reference);
char *amont_say_far_rule(amont_phrases *phrases, const amont_pressure *pressure);

/* Cells of one unit, NULL-terminated; the keys of the words above them. */
enum { AMONT_RANK_CELLS = 9 };
extern const char *const amont_rank_titles[AMONT_RANK_CELLS];
char **amont_rank_cells(amont_phrases *phrases, const amont_pressure *pressure, size_t unit);

#endif
