/* CSV as records: a file of any length read in order, plain or gzip, or a text in memory. */
#ifndef AMONT_IO_GEOCODE_RECORDS_H
#define AMONT_IO_GEOCODE_RECORDS_H

#include "amont/error.h"

typedef struct amont_records amont_records;

typedef struct amont_record {
    char **fields; /* theirs until the next record */
    size_t n;
    long line; /* where it begins, 1-based */
} amont_record;

/* A regular file. The separator (; , tab |) is the commonest of the first line. */
amont_records *amont_records_open(const char *path, GError **error);
/* `text` is borrowed, `path` only for messages. */
amont_records *amont_records_of_text(const char *path, const char *text, size_t length);
void amont_records_free(amont_records *records);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_records, amont_records_free)

char amont_records_separator(const amont_records *records);

/* False at the end (without error) or when the file is broken. Blank lines are passed over. */
bool amont_records_next(amont_records *records, amont_record *record, GError **error);

#endif
