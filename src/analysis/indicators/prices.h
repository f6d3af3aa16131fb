/* What the files of the family of prices share. */
#ifndef AMONT_ANALYSIS_INDICATORS_PRICES_H
#define AMONT_ANALYSIS_INDICATORS_PRICES_H

#include "analysis/prices.h"

/* The number of sales asked for: zones, outside, not located, and the whole. */
void amont_price_count(const amont_request *request, const amont_price_ask *ask);

/* The median of every zone, for what is made of medians; free it. */
amont_figure *amont_price_medians(const amont_request *request, const amont_price_ask *ask);

amont_compute amont_compute_price_evolution;
amont_compute amont_compute_affordability;
amont_compute amont_compute_local_price;
amont_compute amont_compute_price_gradient;
amont_compute amont_compute_land_price;
amont_compute amont_compute_turnover;

#endif
