/* A file of palettes. */
#ifndef AMONT_STUDY_PALETTES_H
#define AMONT_STUDY_PALETTES_H

#include "amont/palette.h"

extern const amont_schema amont_palette_schema; /* of one */

/* Reads the tree, which must be kept alive. Code CONFIG at the place of a mistake: a list that is
 * too short or too long, a ramp whose lightness turns, colours given in two ways or in none. */
amont_palettes *amont_palettes_read(const amont_yaml *tree, GError **error);
void amont_palettes_free(amont_palettes *palettes);

#endif
