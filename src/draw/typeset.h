/* Text as it is printed, and its lines. */
#ifndef AMONT_DRAW_TYPESET_H
#define AMONT_DRAW_TYPESET_H

#include "amont/page.h"

/* As amont_text_french, on a page in French. */
char *amont_typeset(const amont_page *page, const char *text);

/* As amont_page_measure, of text that is as it is printed. */
amont_extent amont_typeset_extent(amont_page *page, const char *set, const amont_text_style *style);

#endif
