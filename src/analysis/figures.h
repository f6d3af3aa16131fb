/* Figures made of figures: flags follow, ratios keep numerator and denominator. */
#ifndef AMONT_ANALYSIS_FIGURES_H
#define AMONT_ANALYSIS_FIGURES_H

#include "analysis/analysis.h"

/* The flag of what is computed from both: what is worse of them. */
amont_flag amont_flag_worse(amont_flag one, amont_flag other);

/* factor * numerator / denominator; `nd` where the denominator is 0. `n` is the numerator's. */
amont_figure amont_figure_ratio(const amont_figure *numerator, const amont_figure *denominator,
                                double factor);
amont_figure amont_figure_difference(const amont_figure *later, const amont_figure *earlier);
amont_figure amont_figure_sum(const amont_figure *one, const amont_figure *other);

amont_figure amont_figure_scaled(const amont_figure *figure, double factor);

/* A figure that is known as such. */
amont_figure amont_figure_of(double value, double n);

/* The area of a zone, as a figure in the unit that is `square_metres` large. */
amont_figure amont_figure_area(const amont_level *level, size_t zone, double square_metres);

/* Says what is divided by what. */
void amont_series_say_parts(amont_series *series, const char *numerator, const char *denominator);

/* The layers and sources behind `input` are behind `series` too. */
void amont_series_behind(amont_series *series, const amont_series *input);

/* Appends a year or a period to the label: ", 2022". */
void amont_series_dated(amont_series *series, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* So is a layer, with its credit line. */
void amont_series_of_layer(amont_series *series, const amont_layer_spec *spec);

/* Every zone: factor * one / other. Both may be the same arrays as the result's. */
void amont_series_ratio(amont_series *series, const amont_figure *numerators,
                        const amont_figure *denominators, double factor);

/* The ratio of all selected zones together, a ratio of sums, from the numerators and denominators
 * of the figures; `est` where a zone has none. */
void amont_series_overall_ratio(amont_series *series, const amont_level *level, double factor);

/* What lacks for the series to be computed, as a noun with its place, marked N_(); the figures stay
 * missing, a finding says it. Always true: for `return`. */
bool amont_series_lacks(amont_series *series, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
