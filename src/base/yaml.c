/* libyaml composes the document; its nodes are copied into a tree of our own, which bounds depth
 * and size: anchors may be used, but neither loops nor explosions of them survive. */
#include "amont/yaml.h"

#include "amont/connection.h"

#include <string.h>
#include <yaml.h>

enum { MOST_NODES = 100000, MOST_DEPTH = 32 };

typedef struct reading {
    yaml_document_t document;
    const char *file; /* interned: outlives every node */
    size_t n_nodes;
} reading;

void amont_yaml_free(amont_yaml *node) {
    if (!node)
        return;
    for (size_t i = 0; i < node->n; i++) {
        if (node->keys)
            amont_yaml_free(node->keys[i]);
        amont_yaml_free(node->items[i]);
    }
    g_free(node->keys);
    g_free(node->items);
    g_free(node->text);
    g_free(node->connection);
    g_free(node);
}

static amont_place place_of(const reading *r, yaml_mark_t mark) {
    return (amont_place){r->file, (int)mark.line + 1, (int)mark.column + 1};
}

static amont_yaml *copy(reading *r, int id, int depth, GError **error);

static bool copy_sequence(reading *r, const yaml_node_t *from, amont_yaml *to, int depth,
                          GError **error) {
    to->kind = AMONT_YAML_SEQUENCE;
    size_t n = (size_t)(from->data.sequence.items.top - from->data.sequence.items.start);
    to->items = g_new0(amont_yaml *, n);
    for (size_t i = 0; i < n; i++) {
        to->items[i] = copy(r, from->data.sequence.items.start[i], depth, error);
        if (!to->items[i])
            return false;
        to->n = i + 1;
    }
    return true;
}

static const amont_yaml *find_key(const amont_yaml *mapping, const char *text) {
    for (size_t i = 0; i < mapping->n; i++)
        if (strcmp(mapping->keys[i]->text, text) == 0)
            return mapping->keys[i];
    return NULL;
}

static bool check_key(const amont_yaml *mapping, const amont_yaml *key, GError **error) {
    if (key->kind != AMONT_YAML_SCALAR)
        return amont_fail_at(error, AMONT_ERROR_CONFIG, key->place, NULL, "a key must be one word");
    const amont_yaml *before = find_key(mapping, key->text);
    if (!before)
        return true;
    amont_fail_at(error, AMONT_ERROR_CONFIG, key->place, key->text, "this key stands twice");
    amont_hint(error, "keep one of them; the first is on line %d", before->place.line);
    return false;
}

static bool copy_mapping(reading *r, const yaml_node_t *from, amont_yaml *to, int depth,
                         GError **error) {
    to->kind = AMONT_YAML_MAPPING;
    const yaml_node_pair_t *pairs = from->data.mapping.pairs.start;
    size_t n = (size_t)(from->data.mapping.pairs.top - pairs);
    to->keys = g_new0(amont_yaml *, n);
    to->items = g_new0(amont_yaml *, n);
    for (size_t i = 0; i < n; i++) {
        g_autoptr(amont_yaml) key = copy(r, pairs[i].key, depth, error);
        if (!key || !check_key(to, key, error))
            return false;
        amont_yaml *item = copy(r, pairs[i].value, depth, error);
        if (!item)
            return false;
        to->keys[i] = g_steal_pointer(&key);
        to->items[i] = item;
        to->n = i + 1;
    }
    return true;
}

/* Here, so that no message of anyone can show it. */
static void hide_connection(amont_yaml *node) {
    if (!amont_connection_is(node->text))
        return;
    node->connection = node->text;
    node->text = amont_connection_shown(node->connection);
}

static bool copy_content(reading *r, const yaml_node_t *from, amont_yaml *to, int depth,
                         GError **error) {
    switch (from->type) {
    case YAML_SEQUENCE_NODE:
        return copy_sequence(r, from, to, depth + 1, error);
    case YAML_MAPPING_NODE:
        return copy_mapping(r, from, to, depth + 1, error);
    default:
        to->kind = AMONT_YAML_SCALAR;
        to->text = g_strndup((const char *)from->data.scalar.value, from->data.scalar.length);
        to->quoted = from->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        if (strlen(to->text) != from->data.scalar.length)
            return amont_fail_at(error, AMONT_ERROR_CONFIG, to->place, NULL,
                                 "a text holds a zero byte");
        hide_connection(to);
        return true;
    }
}

/* libyaml gives a default tag to every node that has none of its own. */
static bool check_tag(const yaml_node_t *from, amont_place place, GError **error) {
    const char *const defaults[] = {[YAML_SCALAR_NODE] = YAML_DEFAULT_SCALAR_TAG,
                                    [YAML_SEQUENCE_NODE] = YAML_DEFAULT_SEQUENCE_TAG,
                                    [YAML_MAPPING_NODE] = YAML_DEFAULT_MAPPING_TAG};
    const char *tag = (const char *)from->tag;
    if (strcmp(tag, defaults[from->type]) == 0)
        return true;
    amont_fail_at(error, AMONT_ERROR_CONFIG, place, NULL, "the tag '%s' means nothing here", tag);
    amont_hint(error, "write the value alone; quote it if it begins with '!'");
    return false;
}

static amont_yaml *copy(reading *r, int id, int depth, GError **error) {
    const yaml_node_t *from = yaml_document_get_node(&r->document, id);
    amont_place place = place_of(r, from->start_mark);
    if (depth > MOST_DEPTH || ++r->n_nodes > MOST_NODES) {
        amont_fail_at(error, AMONT_ERROR_CONFIG, place, NULL,
                      "the text is nested too deep or too large");
        amont_hint(error, "at most %d levels and %d values", MOST_DEPTH, MOST_NODES);
        return NULL;
    }
    if (!check_tag(from, place, error))
        return NULL;
    g_autoptr(amont_yaml) to = g_new0(amont_yaml, 1);
    to->place = place;
    return copy_content(r, from, to, depth, error) ? g_steal_pointer(&to) : NULL;
}

/* Not a compound literal at the call: xgettext would count its commas as arguments. */
static amont_place start_of_line(const char *file, int line) {
    return (amont_place){file, line, 1};
}

static bool fail_syntax(const yaml_parser_t *parser, const char *file, GError **error) {
    bool in_reader = parser->error == YAML_READER_ERROR;
    amont_place place = {file, in_reader ? 0 : (int)parser->problem_mark.line + 1,
                         (int)parser->problem_mark.column + 1};
    const char *problem = parser->problem ? parser->problem : "?";
    if (in_reader)
        amont_fail_at(error, AMONT_ERROR_CONFIG, start_of_line(file, 1), "yaml",
                      "not a text in UTF-8, at byte %zu (%s)", parser->problem_offset, problem);
    else
        amont_fail_at(error, AMONT_ERROR_CONFIG, place, "yaml", "not YAML: %s", problem);
    amont_hint(error, "a study is a text of 'key: value' lines, indented with spaces, in UTF-8");
    return false;
}

/* Only one document: a second would be dropped without a word. */
static bool check_end(yaml_parser_t *parser, const char *file, GError **error) {
    yaml_document_t next;
    if (!yaml_parser_load(parser, &next))
        return fail_syntax(parser, file, error);
    const yaml_node_t *root = yaml_document_get_root_node(&next);
    bool alone = root == NULL;
    int line = root ? (int)root->start_mark.line + 1 : 0;
    yaml_document_delete(&next);
    if (!alone)
        amont_fail_at(error, AMONT_ERROR_CONFIG, start_of_line(file, line), "yaml",
                      "a second document begins here; only one is read");
    return alone;
}

amont_yaml *amont_yaml_parse(const char *text, size_t length, const char *name, GError **error) {
    reading r = {.file = g_intern_string(name)};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        g_error("out of memory");
    yaml_parser_set_input_string(&parser, (const unsigned char *)(length ? text : ""), length);

    amont_yaml *tree = NULL;
    if (!yaml_parser_load(&parser, &r.document)) {
        fail_syntax(&parser, r.file, error);
    } else {
        if (!yaml_document_get_root_node(&r.document)) {
            amont_fail_at(error, AMONT_ERROR_CONFIG, start_of_line(r.file, 1), "yaml",
                          "the file is empty");
            amont_hint(error, "'amont init DIR' writes a commented example");
        } else if (check_end(&parser, r.file, error)) {
            tree = copy(&r, 1, 0, error);
        }
        yaml_document_delete(&r.document);
    }
    yaml_parser_delete(&parser);
    return tree;
}

amont_yaml *amont_yaml_read(const char *path, GError **error) {
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) cause = NULL;
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "no file '%s'", path);
        amont_hint(error, "'amont init DIR' writes a commented example");
        return NULL;
    }
    if (!g_file_get_contents(path, &text, &length, &cause)) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "cannot read '%s': %s", path, cause->message);
        return NULL;
    }
    return amont_yaml_parse(text, length, path, error);
}

static amont_yaml **duplicate_all(amont_yaml *const *nodes, size_t n);

static amont_yaml *duplicate(const amont_yaml *node) {
    amont_yaml *twin = g_memdup2(node, sizeof *node);
    twin->text = g_strdup(node->text);
    twin->connection = g_strdup(node->connection);
    twin->keys = duplicate_all(node->keys, node->n);
    twin->items = duplicate_all(node->items, node->n);
    return twin;
}

static amont_yaml **duplicate_all(amont_yaml *const *nodes, size_t n) {
    if (!nodes)
        return NULL;
    amont_yaml **twins = g_new0(amont_yaml *, n);
    for (size_t i = 0; i < n; i++)
        twins[i] = duplicate(nodes[i]);
    return twins;
}

static void set_item(amont_yaml *mapping, const amont_yaml *key, amont_yaml *item) {
    for (size_t i = 0; i < mapping->n; i++)
        if (strcmp(mapping->keys[i]->text, key->text) == 0) {
            amont_yaml_free(mapping->items[i]);
            mapping->items[i] = item;
            return;
        }
    mapping->keys = g_renew(amont_yaml *, mapping->keys, mapping->n + 1);
    mapping->items = g_renew(amont_yaml *, mapping->items, mapping->n + 1);
    mapping->keys[mapping->n] = duplicate(key);
    mapping->items[mapping->n++] = item;
}

amont_yaml *amont_yaml_merge(const amont_yaml *under, const amont_yaml *over, unsigned depth) {
    if (depth == 0 || under->kind != AMONT_YAML_MAPPING || over->kind != AMONT_YAML_MAPPING)
        return duplicate(over);
    amont_yaml *merged = duplicate(under);
    merged->place = over->place;
    for (size_t i = 0; i < over->n; i++) {
        const amont_yaml *below = amont_yaml_find(under, over->keys[i]->text);
        set_item(merged, over->keys[i],
                 below ? amont_yaml_merge(below, over->items[i], depth - 1)
                       : duplicate(over->items[i]));
    }
    return merged;
}

const amont_yaml *amont_yaml_find(const amont_yaml *mapping, const char *key) {
    if (!mapping || mapping->kind != AMONT_YAML_MAPPING)
        return NULL;
    for (size_t i = 0; i < mapping->n; i++)
        if (strcmp(mapping->keys[i]->text, key) == 0)
            return mapping->items[i];
    return NULL;
}

amont_place amont_yaml_place(const amont_yaml *mapping, const char *key) {
    const amont_yaml *value = key ? amont_yaml_find(mapping, key) : NULL;
    return value ? value->place : mapping->place;
}

bool amont_yaml_is_null(const amont_yaml *node) {
    if (node->kind != AMONT_YAML_SCALAR || node->quoted)
        return false;
    return node->text[0] == '\0' || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0;
}
