/* Rows of CSV text as their definition scans them, byte by byte (csv_scan_any_row), and as words
 * (csv_plain_row): the same outcome, place, numbers to the last bit, texts and findings on made-up
 * text with every odd byte; and that plain rows are indeed taken by words. */
#include "io/streams/csv_plain.h"

#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 5 };

/* A shape of up to MOST columns, with scanners and rows for both ways. */
typedef struct trial {
    int number_slots[MOST], text_slots[MOST];
    size_t twins[MOST];
    amont_dialect dialects[MOST];
    csv_shape shape;
    csv_scanner scanners[2];
    csv_scanned rows[2];
    double numbers[2][MOST];
    csv_slice texts[2][MOST];
} trial;

static void start(trial *t) {
    t->shape.number_slot = t->number_slots;
    t->shape.text_slot = t->text_slots;
    t->shape.twin = t->twins;
    t->shape.dialects = t->dialects;
    for (int way = 0; way < 2; way++) {
        csv_scanner_init(&t->scanners[way], &t->shape);
        t->rows[way] = (csv_scanned){.numbers = t->numbers[way], .texts = t->texts[way]};
    }
}

static void end(trial *t) {
    csv_scanner_clear(&t->scanners[0]);
    csv_scanner_clear(&t->scanners[1]);
}

/* ---- chance -------------------------------------------------------------------------------- */

static bool by_chance(GRand *random, int one_in) {
    return g_rand_int_range(random, 0, one_in) == 0;
}

static amont_dialect any_dialect(GRand *random) {
    return (amont_dialect){by_chance(random, 2), by_chance(random, 5), by_chance(random, 3),
                           by_chance(random, 5)};
}

static void make_shape(GRand *random, trial *t) {
    static const char separators[] = {',', ';', '\t', '|'};
    t->shape = (csv_shape){.separator = separators[g_rand_int_range(random, 0, 4)],
                           .n_titles = (size_t)g_rand_int_range(random, 2, MOST + 1)};
    for (size_t i = 0; i < t->shape.n_titles; i++) {
        bool number = i == 0 || by_chance(random, 2), text = by_chance(random, 3);
        t->number_slots[i] = number ? (int)t->shape.n_numbers++ : -1;
        t->text_slots[i] = text ? (int)t->shape.n_texts++ : -1;
    }
    for (size_t i = 0; i < MOST; i++)
        t->dialects[i] = any_dialect(random);
}

static void add_digits(GRand *random, GString *text, int most) {
    for (int n = g_rand_int_range(random, 0, most + 1); n > 0; n--)
        g_string_append_c(text, (char)('0' + g_rand_int_range(random, 0, 10)));
}

static void add_number(GRand *random, GString *text) {
    static const char marks[] = {'.', '.', ',', ' ', '\'', 'e'};
    if (by_chance(random, 5))
        g_string_append_c(text, by_chance(random, 3) ? '+' : '-');
    add_digits(random, text, by_chance(random, 8) ? 24 : 8);
    if (by_chance(random, 4))
        return;
    g_string_append_c(text, marks[g_rand_int_range(random, 0, G_N_ELEMENTS(marks))]);
    add_digits(random, text, by_chance(random, 8) ? 24 : 9);
}

static void add_text(GRand *random, GString *text) {
    static const char *const words[] = {"Vente",
                                        "Vitry-sur-Seine",
                                        "Orly \u2013 \u00e9t\u00e9",
                                        "\"\"",
                                        "a\"b",
                                        " ",
                                        "\t",
                                        "a long text without any stop in it",
                                        "s",
                                        "rue \"\"X",
                                        "n/a",
                                        "12 k\u20ac"};
    g_string_append(text, words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
}

static void add_cell(GRand *random, GString *text, char separator) {
    bool is_quoted = by_chance(random, 6);
    if (is_quoted)
        g_string_append_c(text, '"');
    if (by_chance(random, 12))
        g_string_append_c(text, ' ');
    if (by_chance(random, 3))
        add_text(random, text);
    else if (!by_chance(random, 8))
        add_number(random, text);
    if (is_quoted && by_chance(random, 4))
        g_string_append_c(text, by_chance(random, 2) ? separator : '\n');
    if (by_chance(random, 40)) /* any byte at all */
        g_string_append_c(text, (char)g_rand_int_range(random, 0, 256));
    if (is_quoted && !by_chance(random, 20))
        g_string_append_c(text, '"');
}

static void add_row(GRand *random, GString *text, const csv_shape *shape) {
    size_t n = shape->n_titles;
    n += by_chance(random, 15);
    n -= by_chance(random, 15);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            g_string_append_c(text, shape->separator);
        add_cell(random, text, shape->separator);
    }
    static const char *const ends[] = {"\n", "\n", "\n", "\r\n", "\r\n", "\r", "", "\n\n"};
    g_string_append(text, ends[g_rand_int_range(random, 0, G_N_ELEMENTS(ends))]);
}

/* ---- both ways ----------------------------------------------------------------------------- */

static bool are_same_numbers(double a, double b) {
    guint64 bits_a = 0, bits_b = 0;
    memcpy(&bits_a, &a, sizeof a);
    memcpy(&bits_b, &b, sizeof b);
    return bits_a == bits_b || (isnan(a) && isnan(b));
}

static bool are_same_slices(csv_slice a, csv_slice b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.start, b.start, a.length) == 0);
}

static bool are_same_rows(const trial *t) {
    const csv_scanned *a = &t->rows[0], *b = &t->rows[1];
    bool same = a->n_cells == b->n_cells && a->n_lines == b->n_lines &&
                a->is_blank == b->is_blank && a->wrong == b->wrong &&
                (a->wrong < 0 || are_same_slices(a->wrong_text, b->wrong_text));
    for (size_t i = 0; i < t->shape.n_numbers; i++)
        same = same && are_same_numbers(a->numbers[i], b->numbers[i]);
    for (size_t i = 0; i < t->shape.n_texts; i++)
        same = same && are_same_slices(a->texts[i], b->texts[i]);
    return same;
}

static bool is_same_evidence(const trial *t) {
    const csv_scanner *a = &t->scanners[0], *b = &t->scanners[1];
    return a->surprised == b->surprised &&
           memcmp(a->evidence, b->evidence, t->shape.n_numbers * sizeof *a->evidence) == 0;
}

/* Goes through the text both ways; returns how many rows there were before something is odd. */
static size_t compare_ways(trial *t, const char *text, size_t length, guint32 seed) {
    size_t n_rows = 0;
    const char *stop = text + length;
    for (const char *at = text; at < stop; n_rows++) {
        const char *next[2] = {at, at};
        csv_outcome got = csv_scan_row(&t->scanners[0], &next[0], stop, true, &t->rows[0]);
        csv_outcome due = csv_scan_any_row(&t->scanners[1], &next[1], stop, true, &t->rows[1]);
        bool same =
            got == due && next[0] == next[1] && is_same_evidence(t) &&
            (due != CSV_ROW || (are_same_rows(t) && t->rows[0].is_ascii == t->rows[1].is_ascii));
        if (!same) {
            g_autofree char *shown = g_strescape(at, NULL);
            fail_msg("seed %u: outcome %d, expected %d, at '%.200s'", seed, (int)got, (int)due,
                     shown);
        }
        if (due != CSV_ROW)
            break;
        at = next[0];
    }
    return n_rows;
}

static void compares(void **state) {
    (void)state;
    const char *asked = g_getenv("AMONT_TEST_SEED");
    guint32 seed = asked ? (guint32)strtoul(asked, NULL, 10) : 20260101;
    size_t n_rows = 0;
    for (guint32 i = 0; i < 40000; i++) {
        g_autoptr(GRand) random = g_rand_new_with_seed(seed + i);
        trial t = {0};
        make_shape(random, &t);
        start(&t);
        g_autoptr(GString) text = g_string_new(NULL);
        for (int row = 0; row < 6; row++)
            add_row(random, text, &t.shape);
        g_string_append_printf(text, "%0*d\n", g_rand_int_range(random, 1, 90), 1);
        /* exactly as long, so that reading beyond is seen */
        g_autofree char *exact = g_memdup2(text->str, text->len);
        n_rows += compare_ways(&t, exact, text->len, seed + i);
        end(&t);
    }
    assert_in_range(n_rows, 40000, 40000 * 10); /* odd ends do not end all of them at once */
}

/* ---- what is plain ------------------------------------------------------------------------- */

static bool is_plain(const char *line, char separator, amont_dialect dialect) {
    trial t = {.number_slots = {-1, 0, 1},
               .text_slots = {-1, -1, -1},
               .dialects = {dialect, dialect},
               .shape = {.separator = separator, .n_titles = 3, .n_numbers = 2}};
    start(&t);
    g_autofree char *text = g_strdup_printf("%s%0*d", line, 100, 0);
    const char *at = text;
    bool plain = csv_plain_row(&t.scanners[0], &at, text + strlen(text), &t.rows[0]);
    assert_true(at == text + (plain ? strlen(line) : 0));
    end(&t);
    return plain;
}

static void takes_what_is_plain(void **state) {
    (void)state;
    const amont_dialect points = {.point_decimal = true}, commas = {.comma_decimal = true};
    assert_true(is_plain("7,2.3456789,48.7654321\n", ',', points));
    assert_true(is_plain("7,-2,48\r\n", ',', points));
    assert_true(is_plain("\"a b\",\"2.5\",\n", ',', points));
    assert_true(is_plain("\u00e9t\u00e9;2,5;48,75\n", ';', commas));
    assert_true(is_plain("a,123456789012345,0.00000000000001\n", ',', points));
    assert_false(is_plain("a,1234567890123456,1\n", ',', points)); /* may be above 2^53 */
    assert_false(is_plain("a, 2,3\n", ',', points));
    assert_false(is_plain("a;2.5;3\n", ';', commas));
    assert_false(is_plain("a,2\n", ',', points));
    assert_false(is_plain("a,2,3,\n", ',', points));
    assert_false(is_plain("a,,\n", ',', points)); /* blank, perhaps */
    assert_false(is_plain("a,2e3,3\n", ',', points));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(compares),
                                       cmocka_unit_test(takes_what_is_plain)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
