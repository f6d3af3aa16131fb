/* folder: analysis */
/* Quality: what only `amont check` takes the time to look for in an opened study. */
#ifndef AMONT_QUALITY_H
#define AMONT_QUALITY_H

#include "amont/layers.h"

/* Overlaps and gaps of zone levels from 1 m²; child zones that do not fill their parent; sites that
 * stand twice (same name within 10 m). */
bool amont_quality_check(const amont_layers *layers, amont_findings *findings, GError **error);

#endif
