/* Blanks as people and typesetters write them. */
#ifndef AMONT_BASE_BLANK_H
#define AMONT_BASE_BLANK_H

#include <glib.h>

/* Bytes of the blank at `text`: space, tab, line break, U+00A0, U+2007, U+2009 or U+202F; 0 where
 * there is none. */
gsize amont_blank_length(const char *text);

/* The first character that is no blank. */
const char *amont_blank_skip(const char *text);

#endif
