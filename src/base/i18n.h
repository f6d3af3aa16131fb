/* Messages in the user's language. Only the literals marked here, or given to amont_fail,
 * amont_hint and amont_fail_at, enter the catalogue. */
#ifndef AMONT_BASE_I18N_H
#define AMONT_BASE_I18N_H

#include <libintl.h>

#define AMONT_DOMAIN "amont"
#define _(text) dgettext(AMONT_DOMAIN, text)
#define N_(text) text

#endif
