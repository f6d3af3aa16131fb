/* Names of files made of a pattern: "{id}-{code}-{name}" becomes "revenus-94022-Choisy-le-Roi". */
#ifndef AMONT_CLI_PAGE_NAMES_H
#define AMONT_CLI_PAGE_NAMES_H

#include "amont/error.h"

typedef struct amont_page_words {
    const char *id;   /* of the map */
    const char *code; /* of the zone, project or indicator */
    const char *name; /* of the same, as people write it */
} amont_page_words;

/* The names of `n` pages, NULL-terminated; {number} is the page's, with zeros before it. What is
 * put in is folded to letters without accents, digits, dots, dashes and underlines, so that any
 * file system takes it. Errors of code USAGE: a field that is not known, a pattern that is no name
 * or holds control characters, and two names that are the same, also where capitals do not count.
 */
char **amont_page_names(const char *pattern, const amont_page_words *pages, size_t n,
                        GError **error);

#endif
