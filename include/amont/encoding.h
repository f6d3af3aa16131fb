/* folder: base */
/* Encodings of text: what bytes are, and the same text as UTF-8. */
#ifndef AMONT_ENCODING_H
#define AMONT_ENCODING_H

#include <glib.h>
#include <stdbool.h>

typedef enum amont_encoding {
    AMONT_ENCODING_UTF8, /* with or without byte order mark; ASCII too */
    AMONT_ENCODING_UTF16_LE,
    AMONT_ENCODING_UTF16_BE,
    AMONT_ENCODING_CP1252, /* Windows-1252, which holds the letters of Latin-1 */
    AMONT_ENCODING_DAMAGED /* none of them throughout */
} amont_encoding;

/* "Windows-1252" */
const char *amont_encoding_name(amont_encoding encoding);

/* UTF-16 is known by its byte order mark. What is not UTF-8 is Windows-1252 unless it holds a byte
 * that has no meaning there, or more letters of several bytes, as in UTF-8, than single ones: that
 * is UTF-8 with a fault. */
amont_encoding amont_encoding_detect(const char *bytes, size_t length);

/* For texts that come in pieces: adds the letters of several bytes that are sound UTF-8 and the
 * bytes that are not; `not_cp1252` tells that some byte has no meaning in Windows-1252. What is
 * judged to be Windows-1252 can be decoded as such, piece by piece. */
typedef struct amont_encoding_count {
    size_t sound, unsound;
    bool not_cp1252;
} amont_encoding_count;
void amont_encoding_add(amont_encoding_count *count, const char *bytes, size_t length);
amont_encoding amont_encoding_judge(const amont_encoding_count *count);

/* The text as UTF-8 without byte order mark, zero-terminated; NULL when the bytes are not what
 * `encoding` says. `decoded_length` may be NULL. */
char *amont_text_decode(const char *bytes, size_t length, amont_encoding encoding,
                        size_t *decoded_length);

/* Undoes an encoding done twice (« CrÃ©teil » is « Créteil »); NULL for a text that was not. */
char *amont_text_undo_twice(const char *text);

#endif
