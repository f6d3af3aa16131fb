/* The reader process: strangers' files are opened in a child of limited memory and time, which
 * cannot write files, so that a driver that crashes, hangs or swells ends in one sentence. */
#ifndef AMONT_IO_READER_H
#define AMONT_IO_READER_H

#include "amont/open.h"

/* As amont_source_read and amont_source_match, in the process. */
amont_layer *amont_reader_read(amont_reader *reader, const amont_source *source,
                               char **crs_definition, GError **error);
bool amont_reader_match(amont_reader *reader, const amont_source *source, const char *filter,
                        const char *filter_key, bool *matches, size_t n, GError **error);

/* What runs in the process (source.c). */
amont_layer *amont_source_read_here(const amont_source *source, char **crs_definition,
                                    GError **error);
bool amont_source_match_here(const amont_source *source, const char *filter, const char *filter_key,
                             bool *matches, size_t n, GError **error);

#endif
