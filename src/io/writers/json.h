/* A small JSON emitter, two blanks a level, members in the order written. json-glib prints doubles
 * with 17 digits (0.1 as 0.10000000000000001); this one prints amont_number_plain. */
#ifndef AMONT_IO_WRITERS_JSON_H
#define AMONT_IO_WRITERS_JSON_H

#include <glib.h>
#include <stdbool.h>

typedef struct amont_json {
    GString *out;
    unsigned depth;
    bool has_items; /* in the object or array being written */
} amont_json;

/* `key` is NULL in arrays and at the top. */
void amont_json_begin(amont_json *json, const char *key, char bracket);    /* '{' or '[' */
void amont_json_end(amont_json *json, char bracket);                       /* '}' or ']' */
void amont_json_text(amont_json *json, const char *key, const char *text); /* NULL: null */
void amont_json_number(amont_json *json, const char *key, double value);   /* not finite: null */
void amont_json_truth(amont_json *json, const char *key, bool value);
void amont_json_texts(amont_json *json, const char *key, const char *const *texts, size_t n);

#endif
