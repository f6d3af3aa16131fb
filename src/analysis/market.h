/* The part of the market that sets each sale against those like it. */
#ifndef AMONT_ANALYSIS_MARKET_H
#define AMONT_ANALYSIS_MARKET_H

#include "amont/market.h"

/* Rule set B: marks what is usual among `sales` (amont_sale). */
void amont_market_mark_usual(GArray *sales);

#endif
