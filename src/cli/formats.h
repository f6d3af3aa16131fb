/* The formats of pages, as `-f`, `--dpi` and `--transparent` ask for them. */
#ifndef AMONT_CLI_FORMATS_H
#define AMONT_CLI_FORMATS_H

#include "cli/cli.h"

typedef struct amont_formats {
    char **names; /* "pdf", "png", "svg" */
    double dpi;
    bool transparent;
} amont_formats;
void amont_formats_clear(amont_formats *formats);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_formats, amont_formats_clear)

/* `usual`: the list where there is no `-f`. Code USAGE for a wrong one. */
bool amont_formats_read(amont_formats *formats, const amont_options *options, const char *usual,
                        GError **error);
bool amont_formats_have(const amont_formats *formats, const char *name);

bool amont_formats_are(const amont_formats *formats, const char *only);

/* The format that a path ends as, in capitals or not; NULL: none, it is a folder. */
const char *amont_formats_of_path(const char *path);
/* Whether such a path is no folder that is there; code USAGE. */
bool amont_formats_check_file(const char *path, GError **error);

/* A page as a file of one of the formats. */
GByteArray *amont_formats_make(const amont_formats *formats, const char *name,
                               const amont_page *page, GError **error);

#endif
