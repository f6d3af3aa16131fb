#include "amont/schema.h"

#include "check.h"

#include <math.h>
#include <string.h>

/* One key of each type; a spot may hold spots. */
typedef struct spot {
    amont_entry entry;
    char *name, *day;
    double size_mm, share_pct;
    bool shown;
    int shape, needed;
    amont_colour colour;
    GPtrArray *tags;
    GArray *limits, *colours;
    struct spot *inner;
    GPtrArray *list, *named;
} spot;

static const char *const shapes[] = {"circle", "square", NULL};
static const amont_schema spot_schema;

static const amont_key spot_keys[] = {
    {.name = "name",
     .type = AMONT_KEY_TEXT,
     .offset = offsetof(spot, name),
     .required = true,
     .help = "what it is called"},
    {.name = "day", .type = AMONT_KEY_DATE, .offset = offsetof(spot, day)},
    {.name = "size_mm",
     .type = AMONT_KEY_NUMBER,
     .offset = offsetof(spot, size_mm),
     .least = 0.5,
     .most = 20},
    {.name = "share_pct",
     .type = AMONT_KEY_NUMBER,
     .offset = offsetof(spot, share_pct),
     .fallback = 12.5},
    {.name = "shown", .type = AMONT_KEY_BOOL, .offset = offsetof(spot, shown)},
    {.name = "shape",
     .type = AMONT_KEY_CHOICE,
     .offset = offsetof(spot, shape),
     .choices = shapes,
     .fallback = 1},
    {.name = "needed",
     .type = AMONT_KEY_CHOICE,
     .offset = offsetof(spot, needed),
     .choices = shapes,
     .fallback = -1},
    {.name = "colour", .type = AMONT_KEY_COLOUR, .offset = offsetof(spot, colour)},
    {.name = "tags", .type = AMONT_KEY_TEXTS, .offset = offsetof(spot, tags)},
    {.name = "limits", .type = AMONT_KEY_NUMBERS, .offset = offsetof(spot, limits)},
    {.name = "colours", .type = AMONT_KEY_COLOURS, .offset = offsetof(spot, colours)},
    {.name = "inner",
     .type = AMONT_KEY_ENTRY,
     .offset = offsetof(spot, inner),
     .schema = &spot_schema},
    {.name = "list",
     .type = AMONT_KEY_LIST,
     .offset = offsetof(spot, list),
     .schema = &spot_schema},
    {.name = "named",
     .type = AMONT_KEY_DICTIONARY,
     .offset = offsetof(spot, named),
     .schema = &spot_schema},
};
static const amont_schema spot_schema = {.what = "a spot",
                                         .size = sizeof(spot),
                                         .keys = spot_keys,
                                         .n_keys = G_N_ELEMENTS(spot_keys),
                                         .shorthand = "name"};

/* The tree must outlive the spot. */
typedef struct reading {
    amont_yaml *tree;
    spot *spot;
    GError *error;
} reading;

static reading read_spot(const char *text) {
    reading r = {NULL, NULL, NULL};
    r.tree = amont_yaml_parse(text, strlen(text), "s.yaml", &r.error);
    assert_ok(r.error);
    r.spot = amont_schema_read(&spot_schema, r.tree, &r.error);
    return r;
}

static reading read_well(const char *text) {
    reading r = read_spot(text);
    assert_ok(r.error);
    assert_non_null(r.spot);
    return r;
}

static void forget(reading *r) {
    amont_schema_free(&spot_schema, r->spot);
    amont_yaml_free(r->tree);
    g_clear_error(&r->error);
}

static void assert_refused(const char *text, const char *expected) {
    reading r = read_spot(text);
    assert_null(r.spot);
    assert_true(g_error_matches(r.error, AMONT_ERROR, AMONT_ERROR_CONFIG));
    if (!g_str_has_prefix(r.error->message, expected))
        fail_msg("message: %s\nexpected: %s", r.error->message, expected);
    forget(&r);
}

/* --- what is read --- */

static void every_type_of_value_is_read(void **state) {
    (void)state;
    reading r = read_well("name: 01001\n"
                          "day: 2024-02-29\n"
                          "size_mm: 2.5\n"
                          "share_pct: -1e3\n"
                          "shown: oui\n"
                          "shape: circle\n"
                          "colour: \"#ff8000\"\n"
                          "tags: [a, 02, c]\n"
                          "limits: [1, -2.5]\n"
                          "colours: [\"#000000\", \"#ffffff\"]\n"
                          "inner: {name: within}\n");
    const spot *s = r.spot;
    assert_string_equal(s->name, "01001");
    assert_string_equal(s->day, "2024-02-29");
    assert_near(s->size_mm, 2.5, 0);
    assert_near(s->share_pct, -1000, 0);
    assert_true(s->shown);
    assert_int_equal(s->shape, 0);
    assert_near(s->colour.green, 128 / 255.0, 0);
    assert_int_equal(s->tags->len, 3);
    assert_string_equal(s->tags->pdata[1], "02");
    assert_near(g_array_index(s->limits, double, 1), -2.5, 0);
    assert_near(g_array_index(s->colours, amont_colour, 1).blue, 1, 0);
    assert_string_equal(s->inner->name, "within");
    assert_ptr_equal(s->entry.node, r.tree);
    assert_null(s->entry.name);
    forget(&r);
}

static void what_is_absent_or_null_has_its_fallback(void **state) {
    (void)state;
    static const char *const texts[] = {
        "name: a",
        "name: a\nday:\nsize_mm: ~\nshare_pct: null\nshown:\nshape:\nneeded:\ncolour: ~\ntags:\n"
        "limits:\ncolours:\ninner:\nlist:\nnamed:\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        reading r = read_well(texts[i]);
        const spot *s = r.spot;
        assert_null(s->day);
        assert_true(isnan(s->size_mm));
        assert_near(s->share_pct, 12.5, 0);
        assert_false(s->shown);
        assert_int_equal(s->shape, 1);
        assert_int_equal(s->needed, -1);
        assert_true(isnan(s->colour.red));
        assert_null(s->tags);
        assert_null(s->limits);
        assert_null(s->colours);
        assert_null(s->inner);
        assert_int_equal(s->list->len, 0);
        assert_int_equal(s->named->len, 0);
        forget(&r);
    }
}

static void a_dictionary_keeps_the_order_of_the_text(void **state) {
    (void)state;
    reading r = read_well("name: a\nnamed:\n  zulu: {name: z}\n  alpha: {name: a}\n  mike: m\n");
    static const char *const names[] = {"zulu", "alpha", "mike"};
    assert_int_equal(r.spot->named->len, 3);
    for (guint i = 0; i < 3; i++) {
        const spot *item = r.spot->named->pdata[i];
        assert_string_equal(item->entry.name, names[i]);
        assert_int_equal(item->entry.node->place.line, (int)i + 3);
    }
    assert_string_equal(((spot *)r.spot->named->pdata[2])->name, "m");
    forget(&r);
}

static void a_bare_text_stands_for_the_shorthand(void **state) {
    (void)state;
    reading r = read_well("name: a\nlist:\n  - quay\n  - {name: pier, shape: circle}\n");
    const spot *quay = r.spot->list->pdata[0], *pier = r.spot->list->pdata[1];
    assert_string_equal(quay->name, "quay");
    assert_int_equal(quay->shape, 1);
    assert_string_equal(pier->name, "pier");
    assert_int_equal(pier->shape, 0);
    forget(&r);
}

static void one_text_is_a_list_of_one(void **state) {
    (void)state;
    reading r = read_well("name: a\ntags: 94081\n");
    assert_int_equal(r.spot->tags->len, 1);
    assert_string_equal(r.spot->tags->pdata[0], "94081");
    forget(&r);
}

static void six_words_are_booleans(void **state) {
    (void)state;
    static const char *const words[] = {"true", "false", "yes", "no", "oui", "non"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *text = g_strdup_printf("{name: a, shown: %s}", words[i]);
        reading r = read_well(text);
        assert_int_equal(r.spot->shown, i % 2 == 0);
        forget(&r);
    }
}

static void bounds_belong_to_the_range(void **state) {
    (void)state;
    reading least = read_well("{name: a, size_mm: 0.5}"),
            most = read_well("{name: a, size_mm: 20}");
    assert_near(least.spot->size_mm, 0.5, 0);
    assert_near(most.spot->size_mm, 20, 0);
    forget(&least);
    forget(&most);
}

/* --- what is refused, and where: places counted by hand --- */

static void an_unknown_key_is_told_with_the_nearest(void **state) {
    (void)state;
    assert_refused("name: a\nshpae: circle\n", "s.yaml:2:1: shpae: unknown key in a spot\n"
                                               "did you mean 'shape'? known keys: name, day, ");
    assert_refused("name: a\nnamed:\n  b: {name: b, siz_mm: 3}\n",
                   "s.yaml:3:16: siz_mm: unknown key in a spot\ndid you mean 'size_mm'?");
    assert_refused("{name: a, xyzzy: 1}",
                   "s.yaml:1:11: xyzzy: unknown key in a spot\nknown keys: ");
}

static void a_missing_key_is_told_where_its_mapping_begins(void **state) {
    (void)state;
    assert_refused("shape: circle\n", "s.yaml:1:1: name: this key is required in a spot\n"
                                      "'name' is: what it is called");
    assert_refused("name: a\nlist:\n  - shape: circle\n",
                   "s.yaml:3:5: name: this key is required in a spot");
    assert_refused("shown: yes\nname:\n", "s.yaml:2:6: name: this key is required in a spot");
    assert_refused("name: ~\n", "s.yaml:1:7: name: this key is required in a spot");
}

static void an_empty_quoted_text_is_a_text(void **state) {
    (void)state;
    reading r = read_well("name: ''\n");
    assert_string_equal(r.spot->name, "");
    forget(&r);
}

static void a_value_of_the_wrong_type_is_told_at_its_place(void **state) {
    (void)state;
    static const struct {
        const char *line, *expected;
    } cases[] = {
        {"name: [a]", "s.yaml:2:7: name: a text is expected here"},
        {"name: {a: b}", "s.yaml:2:7: name: a text is expected here"},
        {"day: 22/11/2026", "s.yaml:2:6: day: a date such as 2026-11-22 is expected here\n"
                            "'22/11/2026' is not"},
        {"size_mm: 2,5", "s.yaml:2:10: size_mm: a number is expected here\n'2,5' is not"},
        {"size_mm: 2px", "s.yaml:2:10: size_mm: a number is expected here"},
        {"size_mm: ''", "s.yaml:2:10: size_mm: a number is expected here"},
        {"size_mm: [2]", "s.yaml:2:10: size_mm: a number is expected here"},
        {"size_mm: nan", "s.yaml:2:10: size_mm: a number is expected here"},
        {"shown: 1", "s.yaml:2:8: shown: 'true' or 'false' is expected here"},
        {"shown: True", "s.yaml:2:8: shown: 'true' or 'false' is expected here"},
        {"shown: [true]", "s.yaml:2:8: shown: 'true' or 'false' is expected here"},
        {"shape: [circle]", "s.yaml:2:8: shape: one word is expected here"},
        {"colour: red", "s.yaml:2:9: colour: a quoted colour such as \"#1f77b4\""},
        {"colour: {}", "s.yaml:2:9: colour: a quoted colour"},
        {"tags: {a: b}", "s.yaml:2:7: tags: a list is expected here"},
        {"tags: [a, [b]]", "s.yaml:2:11: tags: a text is expected here"},
        {"limits: 3", "s.yaml:2:9: limits: a list of numbers is expected here"},
        {"limits: [1, b]", "s.yaml:2:13: limits: a number is expected here\n'b' is not"},
        {"colours: \"#000000\"", "s.yaml:2:10: colours: a list of colours is expected here"},
        {"colours: [\"#000000\", \"#00\"]", "s.yaml:2:22: colours: a quoted colour"},
        {"inner: [a]", "s.yaml:2:8: a spot is expected here"},
        {"list: a", "s.yaml:2:7: list: a list ('- ' before each item) is expected here"},
        {"list: [[a]]", "s.yaml:2:8: a spot is expected here"},
        {"list: [~]", "s.yaml:2:8: a spot is expected here"},
        {"named: [a]", "s.yaml:2:8: named: a mapping ('name: {...}' for each item)"},
        {"named: {b: [c]}", "s.yaml:2:12: a spot is expected here"},
        {"named: {b: }", "s.yaml:2:"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        /* whatever was read before an error is given back: the leak sanitizer is the judge */
        bool is_name = g_str_has_prefix(cases[i].line, "name:");
        g_autofree char *text =
            g_strconcat(is_name ? "shown: yes" : "name: 'x'", "\n", cases[i].line, "\n", NULL);
        assert_refused(text, cases[i].expected);
    }
}

static void a_number_out_of_bounds_is_told_with_them(void **state) {
    (void)state;
    assert_refused("{name: a, size_mm: 0.49}",
                   "s.yaml:1:20: size_mm: 0.49 is out of range\nfrom 0.5 to 20");
    assert_refused("{name: a, size_mm: 20.01}", "s.yaml:1:20: size_mm: 20.01 is out of range\n");
}

static void a_word_that_is_no_choice_is_told_with_the_choices(void **state) {
    (void)state;
    assert_refused("{name: a, shape: Circle}",
                   "s.yaml:1:18: shape: unknown word 'Circle'\none of: circle, square");
}

static void only_days_that_exist_are_dates(void **state) {
    (void)state; /* Gregorian calendar: 2000 and 2024 are leap years, 1900 and 2023 are not */
    static const char *const good[] = {"2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01"};
    static const char *const bad[] = {
        "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-11-31",  "2026-11-00",
        "2026-1-22",  "2026-11-2",  "26-11-22",   "2026/11/22", "2026-11-22 ", "2026-11-22T00",
        "2026- 1-22", "2026-+1-22", "2026-11- 2", "+026-01-22", " 026-01-22",  "2026-1-022",
        "0000-01-01", "today",      "20261122",   "2026-1a-02", "-001-01-01",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        g_autofree char *text = g_strdup_printf("{name: a, day: '%s'}", good[i]);
        reading r = read_well(text);
        assert_string_equal(r.spot->day, good[i]);
        forget(&r);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *text = g_strdup_printf("{name: a, day: '%s'}", bad[i]);
        reading r = read_spot(text);
        if (r.spot)
            fail_msg("'%s' is taken for a date", bad[i]);
        forget(&r);
    }
}

static void errors_in_the_middle_give_everything_back(void **state) {
    (void)state; /* the leak sanitizer is the judge */
    assert_refused("name: a\nday: 2026-11-22\ntags: [a, b]\nlimits: [1]\ncolours: [\"#000000\"]\n"
                   "inner: {name: i, inner: {name: j}}\nlist: [a, {name: b, tags: [c]}]\n"
                   "named: {x: {name: x, list: [y]}, z: {name: z, oops: 1}}\n",
                   "s.yaml:8:47: oops: unknown key in a spot");
    assert_refused("name: a\nlist: [b, c, [d]]\n", "s.yaml:2:14: a spot is expected here");
    assert_refused("name: a\ninner: {name: b, inner: {name: c, size_mm: x}}\n", "s.yaml:2:");
}

static void a_list_is_no_struct(void **state) {
    (void)state;
    assert_refused("[a, b]", "s.yaml:1:1: a spot is expected here\n"
                             "write its keys below, indented, as in 'name: ...'");
    assert_refused("~", "s.yaml:1:1: a spot is expected here");
}

/* --- later errors, freeing, help --- */

static void later_errors_point_at_the_key(void **state) {
    (void)state;
    reading r = read_well("name: a\nshown: yes\n");
    g_autoptr(GError) error = NULL;
    assert_false(
        amont_entry_fail(&r.spot->entry, "shown", &error, AMONT_ERROR_DATA, "no '%s'", "b"));
    assert_string_equal(error->message, "s.yaml:2:8: shown: no 'b'");
    assert_int_equal(error->code, AMONT_ERROR_DATA);
    g_clear_error(&error);
    amont_entry_fail(&r.spot->entry, "tags", &error, AMONT_ERROR_DATA, "none");
    assert_string_equal(error->message, "s.yaml:1:1: tags: none");
    forget(&r);
}

static void freeing_nothing_is_allowed(void **state) {
    (void)state;
    amont_schema_free(&spot_schema, NULL);
}

static const amont_key plain_keys[] = {
    {.name = "name",
     .type = AMONT_KEY_TEXT,
     .offset = offsetof(spot, name),
     .required = true,
     .help = "what it is called"},
    {.name = "shape",
     .type = AMONT_KEY_CHOICE,
     .offset = offsetof(spot, shape),
     .choices = shapes,
     .help = "how it looks"},
};
static const amont_schema plain_schema = AMONT_SCHEMA("a spot", spot, plain_keys);
static const amont_key holder_keys[] = {
    {.name = "spots",
     .type = AMONT_KEY_DICTIONARY,
     .offset = offsetof(spot, named),
     .schema = &plain_schema,
     .help = "all of them"},
};
static const amont_schema holder_schema = AMONT_SCHEMA("a holder", spot, holder_keys);

static void the_help_page_lists_every_key(void **state) {
    (void)state;
    g_autofree char *help = amont_schema_help(&holder_schema);
    g_auto(GStrv) lines = g_strsplit(help, "\n", -1);
    assert_int_equal(g_strv_length(lines), 5); /* the last one is empty */
    assert_true(g_str_has_prefix(lines[0], "spots: "));
    assert_true(g_str_has_suffix(lines[0], " # all of them"));
    assert_string_equal(g_strstrip(lines[1]), "NAME:");
    assert_true(g_str_has_prefix(lines[2], "    name: text "));
    assert_true(g_str_has_suffix(lines[2], " # what it is called (required)"));
    assert_true(g_str_has_prefix(lines[3], "    shape: circle | square "));
    assert_true(g_str_has_suffix(lines[3], " # how it looks"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_of_value_is_read),
        cmocka_unit_test(what_is_absent_or_null_has_its_fallback),
        cmocka_unit_test(a_dictionary_keeps_the_order_of_the_text),
        cmocka_unit_test(a_bare_text_stands_for_the_shorthand),
        cmocka_unit_test(one_text_is_a_list_of_one),
        cmocka_unit_test(six_words_are_booleans),
        cmocka_unit_test(bounds_belong_to_the_range),
        cmocka_unit_test(an_unknown_key_is_told_with_the_nearest),
        cmocka_unit_test(a_missing_key_is_told_where_its_mapping_begins),
        cmocka_unit_test(an_empty_quoted_text_is_a_text),
        cmocka_unit_test(a_value_of_the_wrong_type_is_told_at_its_place),
        cmocka_unit_test(a_number_out_of_bounds_is_told_with_them),
        cmocka_unit_test(a_word_that_is_no_choice_is_told_with_the_choices),
        cmocka_unit_test(only_days_that_exist_are_dates),
        cmocka_unit_test(errors_in_the_middle_give_everything_back),
        cmocka_unit_test(a_list_is_no_struct),
        cmocka_unit_test(later_errors_point_at_the_key),
        cmocka_unit_test(freeing_nothing_is_allowed),
        cmocka_unit_test(the_help_page_lists_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
