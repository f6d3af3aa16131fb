/* What the files of src/io share about sources: formats, and names for messages. */
#ifndef AMONT_IO_SOURCE_H
#define AMONT_IO_SOURCE_H

#include "amont/open.h"

/* The format that the ending of `path` stands for, or NULL. */
const amont_format *amont_format_find(const char *path);

/* The source as the study names it, borrowed; its path where the study has only a shorthand. */
const char *amont_source_name(const amont_source *source);

/* Whether it is a regular file that may be read and of a known format. */
bool amont_source_check(const amont_source *source, GError **error);

/* After amont_source_check. */
bool amont_source_is_csv(const amont_source *source);

/* Those that the source states, for tests; else the usual ones. */
const amont_limits *amont_limits_of(const amont_source *source);

/* The error of a layer with more rows than that. Returns false. */
bool amont_source_fail_rows(const amont_source *source, GError **error);

#endif
