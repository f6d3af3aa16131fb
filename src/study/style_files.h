/* Files of styles: where they are, and what they extend. */
#ifndef AMONT_STUDY_STYLE_FILES_H
#define AMONT_STUDY_STYLE_FILES_H

#include "amont/style.h"

extern const unsigned amont_style_depth; /* more levels than any style has */

/* Whether a theme or a page is named by its file rather than by its name in styles/. */
bool amont_style_is_path(const char *name);

/* The tree of `styles/BETWEEN/NAME.yaml`, or of the file NAME (relative to `home`), laid over that
 * of what it `extends`, which is named in the same ways, relative to its own folder. NULL with an
 * error of code NO_INPUT or CONFIG; no such name: CONFIG, `names` are hinted. */
amont_yaml *amont_style_tree(const char *folder, const char *between, const char *name,
                             const char *home, GError **error);

#endif
