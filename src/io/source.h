/* What the files of src/io share about sources: formats, and names for messages. */
#ifndef AMONT_IO_SOURCE_H
#define AMONT_IO_SOURCE_H

#include "amont/open.h"

/* The format that the ending of `path` stands for, or NULL. */
const amont_format *amont_format_find(const char *path);

/* Does the source name, by an absolute path, a regular file that may be read and whose format is
 * known? What it says of an archive holds of the archive, not of what is in it. */
bool amont_source_check(const amont_source *source, GError **error);

/* The same but for the format. */
bool amont_source_check_file(const amont_source *source, GError **error);

/* Sets an error at the source: the file cannot be read, for `reason`, whose code it has; one of
 * code DATA that does not say what would be right gets the advice to keep fewer rows. Always
 * returns false. */
bool amont_source_fail(const amont_source *source, const GError *reason, GError **error);

/* The source as the study names it, borrowed; its path where the study has only a shorthand. */
const char *amont_source_name(const amont_source *source);

/* A CSV file as it lies on disk: neither packed nor in an archive, and no table of a database. */
bool amont_source_is_plain_csv(const amont_source *source);

/* Is the source read by GDAL, as far as can be told before it is opened? */
bool amont_source_wants_gdal(const amont_source *source);
bool amont_source_match_wants_gdal(const amont_source *source, const char *filter);

/* The connection that the study names, with its password: never to be shown; NULL for a file. */
const char *amont_source_connection(const amont_source *source);

/* Those that the source states, for tests; else the usual ones. */
const amont_limits *amont_limits_of(const amont_source *source);

/* The error of a layer with more rows than that. Returns false. */
bool amont_source_fail_rows(const amont_source *source, GError **error);

#endif
