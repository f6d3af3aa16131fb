/* folder: base */
/* YAML texts as a tree whose nodes know their place.
 *
 * Values are the text of their scalars: `01001` stays "01001"; of a connection to a database
 * (connection.h) the text is what may be shown, without password. Duplicate keys, tags, non-UTF-8
 * bytes, trees deeper than 32 or larger than 100,000 nodes are errors with their place.
 */
#ifndef AMONT_YAML_H
#define AMONT_YAML_H

#include "amont/error.h"

typedef enum amont_yaml_kind {
    AMONT_YAML_SCALAR,
    AMONT_YAML_SEQUENCE,
    AMONT_YAML_MAPPING
} amont_yaml_kind;

typedef struct amont_yaml amont_yaml;
struct amont_yaml {
    amont_yaml_kind kind;
    amont_place place;
    char *text;         /* scalar: its text; empty when nothing is written */
    char *connection;   /* scalar: as written, where `text` is what may be shown of it; or NULL */
    bool quoted;        /* scalar: quoted or a block, so that "" and ~ differ */
    size_t n;           /* sequence, mapping: number of items */
    amont_yaml **keys;  /* mapping: scalars */
    amont_yaml **items; /* sequence, mapping */
};

/* Reads a file, or a text said to come from `name`; the caller frees the tree. */
amont_yaml *amont_yaml_read(const char *path, GError **error);
amont_yaml *amont_yaml_parse(const char *text, size_t length, const char *name, GError **error);
void amont_yaml_free(amont_yaml *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_yaml, amont_yaml_free)

/* A new tree: `under` with what `over` says instead; mappings are merged key by key down to `depth`
 * levels, all else is replaced. Nodes keep the place where they were written. */
amont_yaml *amont_yaml_merge(const amont_yaml *under, const amont_yaml *over, unsigned depth);

/* The value of `key` in a mapping, or NULL. */
const amont_yaml *amont_yaml_find(const amont_yaml *mapping, const char *key);

/* The place of the value of `key`, else of the mapping itself. */
amont_place amont_yaml_place(const amont_yaml *mapping, const char *key);

/* True when nothing, `~` or `null` is written. */
bool amont_yaml_is_null(const amont_yaml *node);

#endif
