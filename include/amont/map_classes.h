/* folder: analysis */
/* The classes of a map: its method on its values, or the limits of the map it shares them with. */
#ifndef AMONT_MAP_CLASSES_H
#define AMONT_MAP_CLASSES_H

#include "amont/classify.h"
#include "amont/layers.h"
#include "amont/table.h"

/* Whether flags of the figures come from their source: the figures are a field of zones with a
 * column of flags, on whatever level. What it flags as estimated is doubtful: such values are
 * drawn, but move no limit. What we estimate ourselves is sound. */
bool amont_series_is_flagged(const amont_study *study, const amont_series *series);

/* Adds the sound values (double) of the zones whose flag is set. */
void amont_series_sound(const amont_study *study, const amont_series *series, const bool *zones,
                        GArray *values);

/* Limits are found on the sound values of the reference zones; those of selected zones keep their
 * class when limits are rounded. With `breaks_of` all this is done for the other map, and only the
 * ends are widened to the values of this one. The indicators of a series (`each`) have one
 * distribution: its method is used on the values of all of them together. `table` holds what
 * amont_analyse_map put there. */
bool amont_map_classes(const amont_layers *layers, const amont_table *table,
                       const amont_map_spec *map, amont_classes *classes, GError **error);

#endif
