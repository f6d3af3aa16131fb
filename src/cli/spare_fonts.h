/* Fonts that no thread is using: some are kept, as reading them takes longer than a page. */
#ifndef AMONT_CLI_SPARE_FONTS_H
#define AMONT_CLI_SPARE_FONTS_H

#include "cli/cli.h"

struct amont_spare_fonts *amont_spare_fonts_new(void);
void amont_spare_fonts_free(struct amont_spare_fonts *spare);

#endif
