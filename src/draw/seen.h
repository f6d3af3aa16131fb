/* What of a page is seen in the frame that is being drawn. */
#ifndef AMONT_DRAW_SEEN_H
#define AMONT_DRAW_SEEN_H

#include "amont/page.h"

/* Whether any of an item lies in the window of the page; all does in one that is empty. */
bool amont_page_sees(const amont_page *page, const amont_item *item);

#endif
