/* Styles with palettes of a test's own. */
#ifndef TESTS_PALETTES_H
#define TESTS_PALETTES_H

#include "amont/style.h"

/* The smallest styles that are whole, with this text as palettes.yaml. */
amont_styles *palettes_load(const char *text, GError **error);

/* Texts of palettes.yaml: as shipped, and with data/palettes/refused.yaml after it; g_free. */
char *palettes_shipped(void);
char *palettes_with_refused(void);

#endif
