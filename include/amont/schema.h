/* folder: base */
/* Schemas: tables that read, check and document the keys of a YAML mapping.
 *
 * A schema ties each key to a member of a struct. Reading, freeing and the help page are walks
 * over the same table.
 *
 *     typedef struct spot { amont_entry entry; char *name; double size_mm; } spot;
 *     static const amont_key spot_keys[] = {
 *         {.name = "name", .type = AMONT_KEY_TEXT, .offset = offsetof(spot, name), .required =
 * true},
 *         {.name = "size_mm", .type = AMONT_KEY_NUMBER, .offset = offsetof(spot, size_mm)},
 *     };
 *     static const amont_schema spot_schema = AMONT_SCHEMA("a spot", spot, spot_keys);
 *     spot *s = amont_schema_read(&spot_schema, node, &error);
 */
#ifndef AMONT_SCHEMA_H
#define AMONT_SCHEMA_H

#include "amont/colour.h"
#include "amont/text.h"
#include "amont/yaml.h"
#include <stddef.h>

/* First member of every struct that a schema fills. Borrows the tree: keep it alive. */
typedef struct amont_entry {
    const char *name;       /* its key in the mapping that holds it, or NULL */
    const amont_yaml *node; /* where it is written */
} amont_entry;

typedef enum amont_key_type {
    AMONT_KEY_TEXT,       /* char *            */
    AMONT_KEY_NUMBER,     /* double; NaN when absent unless `fallback` says otherwise */
    AMONT_KEY_BOOL,       /* bool: true, false, yes, no, oui, non */
    AMONT_KEY_CHOICE,     /* int: index in `choices`; -1 when absent unless `fallback` */
    AMONT_KEY_DATE,       /* char *: YYYY-MM-DD that exists */
    AMONT_KEY_COLOUR,     /* amont_colour: #rrggbb; red is NaN when absent */
    AMONT_KEY_TEXTS,      /* GPtrArray * of char *: a list, or one text */
    AMONT_KEY_NUMBERS,    /* GArray * of double: a list */
    AMONT_KEY_COLOURS,    /* GArray * of amont_colour: a list */
    AMONT_KEY_ENTRY,      /* pointer to a struct of `schema` */
    AMONT_KEY_LIST,       /* GPtrArray * of structs of `schema`, never NULL */
    AMONT_KEY_DICTIONARY, /* GPtrArray * of structs of `schema`, named, in order, never NULL */
} amont_key_type;

typedef struct amont_schema amont_schema;

typedef struct amont_key {
    const char *name;
    amont_key_type type;
    size_t offset;
    bool required;
    double fallback, least, most; /* numbers: value when absent; bounds when most > least */
    bool whole;                   /* numbers: without decimals */
    const char *const *choices;   /* NULL-terminated */
    const amont_schema *schema;
    const char *help; /* one line, for `amont help study` */
} amont_key;

struct amont_schema {
    const char *what; /* "a zone level": named in messages */
    size_t size;
    const amont_key *keys;
    size_t n_keys;
    const char *shorthand; /* the key that a bare text (or a list, for TEXTS) stands for, or NULL */
};

#define AMONT_SCHEMA(what_, type_, keys_) \
    { .what = (what_), .size = sizeof(type_), .keys = (keys_), .n_keys = G_N_ELEMENTS(keys_) }

/* Reads a mapping into a new struct: unknown keys, wrong types, values out of bounds and missing
 * keys are errors of code CONFIG at their place, with the nearest known key. */
void *amont_schema_read(const amont_schema *schema, const amont_yaml *node, GError **error);
void amont_schema_free(const amont_schema *schema, void *entry);

/* Sets an error at the place of `key` in `entry`; `code` as usual. Always returns false. */
bool amont_entry_fail(const amont_entry *entry, const char *key, GError **error,
                      amont_error_code code, const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The help page of a schema and of those it holds, as YAML-like text. */
char *amont_schema_help(const amont_schema *schema);

/* What was read, as YAML indented by `depth` levels: each value with the file and line where it is
 * written, or '-' where it is the one that holds without being written. */
char *amont_schema_print(const amont_schema *schema, const void *entry, int depth);

#endif
