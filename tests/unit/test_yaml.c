#include "amont/yaml.h"

#include "scratch.h"

#include <glib/gstdio.h>
#include <string.h>

static amont_yaml *parse(const char *text) {
    g_autoptr(GError) error = NULL;
    amont_yaml *tree = amont_yaml_parse(text, strlen(text), "t.yaml", &error);
    assert_ok(error);
    assert_non_null(tree);
    return tree;
}

/* The text is refused with code 78 and a message that begins as given. */
static void assert_refused_bytes(const char *text, size_t length, const char *expected) {
    g_autoptr(GError) error = NULL;
    assert_null(amont_yaml_parse(text, length, "t.yaml", &error));
    assert_non_null(error);
    assert_int_equal(error->code, AMONT_ERROR_CONFIG);
    if (!g_str_has_prefix(error->message, expected))
        fail_msg("message: %s\nexpected: %s", error->message, expected);
}

static void assert_refused(const char *text, const char *expected) {
    assert_refused_bytes(text, strlen(text), expected);
}

static void assert_place(const amont_yaml *node, int line, int column) {
    assert_string_equal(node->place.file, "t.yaml");
    assert_int_equal(node->place.line, line);
    assert_int_equal(node->place.column, column);
}

static void assert_text(const amont_yaml *mapping, const char *key, const char *expected) {
    const amont_yaml *value = amont_yaml_find(mapping, key);
    assert_non_null(value);
    assert_int_equal(value->kind, AMONT_YAML_SCALAR);
    assert_string_equal(value->text, expected);
}

/* --- values and places --- */

static void values_are_the_text_of_their_scalars(void **state) {
    (void)state;
    g_autoptr(amont_yaml) tree = parse("a: 01001\nb: 2px\nc: yes\nd: 1e3\ne: 0x10\n"
                                       "f: 'it''s'\ng: \"tab\\t\"\nh: |\n  two\n  lines\n"
                                       "i: a plain\n  folded text\nj: 2026-11-22\nk: #none\n");
    assert_int_equal(tree->kind, AMONT_YAML_MAPPING);
    assert_int_equal(tree->n, 11);
    assert_text(tree, "a", "01001");
    assert_text(tree, "b", "2px");
    assert_text(tree, "c", "yes");
    assert_text(tree, "d", "1e3");
    assert_text(tree, "e", "0x10");
    assert_text(tree, "f", "it's");
    assert_text(tree, "g", "tab\t");
    assert_text(tree, "h", "two\nlines\n");
    assert_text(tree, "i", "a plain folded text");
    assert_text(tree, "j", "2026-11-22");
    assert_text(tree, "k", "");
}

static void every_node_knows_its_line_and_column(void **state) {
    (void)state; /* counted by hand, in characters from 1 */
    g_autoptr(amont_yaml) tree = parse("# first\n"
                                       "zones:\n"
                                       "  commune: {code: insee,   name: nom}\n"
                                       "  été: [94022, 94041]\n"
                                       "maps:\n"
                                       "  - id: a\n"
                                       "    title: b\n");
    assert_place(tree, 2, 1);
    const amont_yaml *zones = amont_yaml_find(tree, "zones");
    assert_place(zones, 3, 3);
    const amont_yaml *commune = amont_yaml_find(zones, "commune");
    assert_place(commune, 3, 12);
    assert_place(amont_yaml_find(commune, "code"), 3, 19);
    assert_place(commune->keys[1], 3, 28);
    assert_place(amont_yaml_find(commune, "name"), 3, 34);
    const amont_yaml *list = amont_yaml_find(zones, "été");
    assert_place(list, 4, 8);
    assert_place(list->items[1], 4, 16);
    const amont_yaml *map = amont_yaml_find(tree, "maps")->items[0];
    assert_place(map, 6, 5);
    assert_place(amont_yaml_find(map, "title"), 7, 12);
}

static void the_place_of_a_key_that_is_not_there_is_that_of_its_mapping(void **state) {
    (void)state;
    g_autoptr(amont_yaml) tree = parse("a:\n  b: 1\n");
    const amont_yaml *inner = amont_yaml_find(tree, "a");
    assert_int_equal(amont_yaml_place(inner, "b").column, 6);
    assert_int_equal(amont_yaml_place(inner, "none").column, 3);
    assert_int_equal(amont_yaml_place(inner, NULL).line, 2);
}

static void only_mappings_have_keys(void **state) {
    (void)state;
    g_autoptr(amont_yaml) list = parse("[a, b]");
    assert_null(amont_yaml_find(list, "a"));
    assert_null(amont_yaml_find(NULL, "a"));
    g_autoptr(amont_yaml) word = parse("a");
    assert_null(amont_yaml_find(word, "a"));
}

static void nothing_tilde_and_null_are_null_unless_quoted(void **state) {
    (void)state;
    g_autoptr(amont_yaml) tree = parse("[~, null, '', \"~\", 'null', no]");
    static const bool expected[] = {true, true, false, false, false, false};
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        assert_int_equal(amont_yaml_is_null(tree->items[i]), expected[i]);
    g_autoptr(amont_yaml) empty = parse("a:\nb: {}\n");
    assert_true(amont_yaml_is_null(amont_yaml_find(empty, "a")));
    assert_false(amont_yaml_is_null(amont_yaml_find(empty, "b")));
}

static void windows_lines_and_a_byte_order_mark_change_nothing(void **state) {
    (void)state;
    g_autoptr(amont_yaml) tree = parse("\xef\xbb\xbf"
                                       "a: 1\r\nb:\r\n  c: two\r\n");
    assert_text(tree, "a", "1");
    assert_text(amont_yaml_find(tree, "b"), "c", "two");
    assert_place(tree, 1, 1);
    assert_place(amont_yaml_find(amont_yaml_find(tree, "b"), "c"), 3, 6);
}

static void an_anchor_may_be_used_again(void **state) {
    (void)state;
    g_autoptr(amont_yaml) tree = parse("a: &credit {who: IGN}\nb: *credit\n");
    assert_text(amont_yaml_find(tree, "b"), "who", "IGN");
}

/* --- refused --- */

static void a_key_that_stands_twice_is_told_at_the_second(void **state) {
    (void)state;
    assert_refused("a: 1\nb: 2\na: 3\n", "t.yaml:3:1: a: this key stands twice\n"
                                         "keep one of them; the first is on line 1");
    assert_refused("z:\n  a:\n    c: 1\n  b: 2\n  'a': 3\n",
                   "t.yaml:5:3: a: this key stands twice\n"
                   "keep one of them; the first is on line 2");
    assert_refused("{a: 1, a: 1}", "t.yaml:1:8: a: this key stands twice\n");
}

static void a_key_must_be_one_word(void **state) {
    (void)state;
    assert_refused("a: 1\n[b, c]: 2\n", "t.yaml:2:1: a key must be one word");
    assert_refused("{a: 1, {b: c}: 2}", "t.yaml:1:8: a key must be one word");
}

static void a_second_document_is_told(void **state) {
    (void)state;
    assert_refused("a: 1\n---\nb: 2\n", "t.yaml:3:1: yaml: a second document begins here");
    assert_refused("a: 1\n...\n---\n- b\n", "t.yaml:4:1: yaml: a second document begins here");
    g_autoptr(amont_yaml) ended = parse("---\na: 1\n...\n# the end\n");
    assert_text(ended, "a", "1");
}

static void a_file_without_a_word_is_empty(void **state) {
    (void)state;
    assert_refused("", "t.yaml:1:1: yaml: the file is empty\n");
    assert_refused("\n\n  \n", "t.yaml:1:1: yaml: the file is empty\n");
    assert_refused("# a comment\n", "t.yaml:1:1: yaml: the file is empty\n");
    assert_refused("\xef\xbb\xbf", "t.yaml:1:1: yaml: the file is empty\n");
}

static void tags_are_refused_at_their_place(void **state) {
    (void)state;
    assert_refused("a: 1\nb: !!int 5\n", "t.yaml:2:4: ");
    assert_refused("a: !include other.yaml\n", "t.yaml:1:4: ");
    assert_refused("a: !!python/object:os.system [x]\n", "t.yaml:1:4: ");
    assert_refused("!!set {a, b}\n", "t.yaml:1:1: ");
}

static void what_is_not_yaml_is_told_at_its_place(void **state) {
    (void)state;
    assert_refused("a: [1, 2\nb: 3\n", "t.yaml:2:2: yaml: not YAML: ");
    assert_refused("a: 1\n\tb: 2\n", "t.yaml:2:");
    assert_refused("a: 'open\n", "t.yaml:2:1: yaml: not YAML: ");
    assert_refused("a: *none\n", "t.yaml:1:4: yaml: not YAML: ");
    assert_refused("a: b: c\n", "t.yaml:1:5: yaml: not YAML: ");
    assert_refused("%YAML 9.9\n---\na: 1\n", "t.yaml:1:1: yaml: not YAML: ");
}

static void bytes_that_are_not_utf8_are_told(void **state) {
    (void)state; /* bytes from 0; e9, é in Latin-1, begins a character of three: the t ends it */
    assert_refused("nom: \xe9t\xe9\n", "t.yaml:1:1: yaml: not a text in UTF-8, at byte 6 ");
    assert_refused("a: \xff\n", "t.yaml:1:1: yaml: not a text in UTF-8, at byte 3 ");
    assert_refused_bytes("a: \0b\n", 6, "t.yaml:1:1: yaml: not a text in UTF-8, at byte 3 ");
    assert_refused("a: \xc0\xaf\n", "t.yaml:1:1: yaml: not a text in UTF-8, at byte 3 ");
    assert_refused("a: \xed\xa0\x80\n", "t.yaml:1:1: yaml: not a text in UTF-8, at byte 3 ");
}

static void a_text_that_holds_a_zero_byte_is_refused(void **state) {
    (void)state;
    assert_refused("a: 1\nb: \"x\\0y\"\n", "t.yaml:2:4: a text holds a zero byte");
    assert_refused("\"x\\0y\": 1\n", "t.yaml:1:1: a text holds a zero byte");
}

static void anchors_that_loop_are_refused(void **state) {
    (void)state; /* the place is that of the first node too deep: the list, the key */
    assert_refused("a: &x [*x]\n", "t.yaml:1:4: the text is nested too deep or too large\n");
    assert_refused("a: &x {b: *x}\n", "t.yaml:1:8: the text is nested too deep or too large\n");
    assert_refused("&x {*x : 1}\n", "t.yaml:1:");
}

static void anchors_that_explode_are_refused(void **state) {
    (void)state;
    GString *text = g_string_new("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++)
        g_string_append_printf(text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i,
                               i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    assert_refused(text->str, "t.yaml:");
    g_string_free(text, TRUE);
}

/* `depth` lists, one within the other. */
static char *nest(size_t depth) {
    char *text = g_malloc(2 * depth + 1);
    memset(text, '[', depth);
    memset(text + depth, ']', depth);
    text[2 * depth] = '\0';
    return text;
}

static void trees_deeper_than_32_are_refused(void **state) {
    (void)state;
    g_autofree char *most = nest(33), *more = nest(34), *far_more = nest(5000);
    g_autoptr(amont_yaml) tree = parse(most);
    assert_int_equal(tree->kind, AMONT_YAML_SEQUENCE);
    assert_refused(more, "t.yaml:1:34: the text is nested too deep or too large\n");
    assert_refused(far_more, "t.yaml:1:");
}

static void trees_of_more_than_100_000_nodes_are_refused(void **state) {
    (void)state; /* by hand: the list itself and 99,999 items */
    GString *text = g_string_new("[");
    for (int i = 0; i < 99999; i++)
        g_string_append(text, "1,");
    g_string_append_c(text, ']');
    g_autoptr(amont_yaml) most = parse(text->str);
    assert_int_equal(most->n, 99999);
    g_string_insert(text, 1, "1,");
    assert_refused(text->str, "t.yaml:1:200000: the text is nested too deep or too large\n");
    g_string_free(text, TRUE);
}

/* --- files --- */

static void a_file_that_is_not_there_is_no_input(void **state) {
    (void)state;
    static const char *const paths[] = {"/nowhere/study.yaml", "/", "/dev/null"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(amont_yaml_read(paths[i], &error));
        assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_NO_INPUT));
        assert_non_null(strstr(error->message, paths[i]));
    }
}

static void a_file_is_read_under_its_name(void **state) {
    (void)state;
    char *folder = scratch_new();
    g_autofree char *path = g_build_filename(folder, "a.yaml", NULL);
    assert_true(g_file_set_contents(path, "a: 1\na: 2\n", -1, NULL));
    g_autoptr(GError) error = NULL;
    amont_yaml *tree = amont_yaml_read(path, &error);
    scratch_remove(folder);
    g_autofree char *start = g_strconcat(path, ":2:1: a: ", NULL);
    assert_null(tree);
    assert_true(g_str_has_prefix(error->message, start));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_the_text_of_their_scalars),
        cmocka_unit_test(every_node_knows_its_line_and_column),
        cmocka_unit_test(the_place_of_a_key_that_is_not_there_is_that_of_its_mapping),
        cmocka_unit_test(only_mappings_have_keys),
        cmocka_unit_test(nothing_tilde_and_null_are_null_unless_quoted),
        cmocka_unit_test(windows_lines_and_a_byte_order_mark_change_nothing),
        cmocka_unit_test(an_anchor_may_be_used_again),
        cmocka_unit_test(a_key_that_stands_twice_is_told_at_the_second),
        cmocka_unit_test(a_key_must_be_one_word),
        cmocka_unit_test(a_second_document_is_told),
        cmocka_unit_test(a_file_without_a_word_is_empty),
        cmocka_unit_test(tags_are_refused_at_their_place),
        cmocka_unit_test(what_is_not_yaml_is_told_at_its_place),
        cmocka_unit_test(bytes_that_are_not_utf8_are_told),
        cmocka_unit_test(a_text_that_holds_a_zero_byte_is_refused),
        cmocka_unit_test(anchors_that_loop_are_refused),
        cmocka_unit_test(anchors_that_explode_are_refused),
        cmocka_unit_test(trees_deeper_than_32_are_refused),
        cmocka_unit_test(trees_of_more_than_100_000_nodes_are_refused),
        cmocka_unit_test(a_file_that_is_not_there_is_no_input),
        cmocka_unit_test(a_file_is_read_under_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
