/* Points of which none lies near any zone: a layer of another place, or of another CRS. */
#ifndef AMONT_ANALYSIS_AFAR_H
#define AMONT_ANALYSIS_AFAR_H

#include "analysis/analysis.h"

/* An error of code DATA, at the source of the layer, when none of its rows lies within 20 km of the
 * box of all zones. All rows are read, whatever the indicator's filter: ask where none of those it
 * keeps counts. */
bool amont_points_check_place(const amont_layers *layers, const amont_points *points,
                              GError **error);

#endif
