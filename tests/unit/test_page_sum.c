/* The sum of a drawing: whatever member of an item is changed, the sum is another one. The written
 * sums were computed by Python (struct, hashlib) from what draw/page_sum.c says is counted. */
#include "atlas.h"
#include <math.h>
#include <string.h>

typedef struct sheet {
    atlas *a; /* for its fonts */
    amont_page *page;
} sheet;

enum { PATH, TEXT, PICTURE, CLIP, UNCLIP, ITEMS }; /* items of the page, in order */

static amont_picture *bundled(void) {
    g_autoptr(GError) error = NULL;
    g_autofree char *path = check_path("cli/files/balise.svg");
    amont_picture *picture = amont_picture_read(path, &error);
    assert_ok(error);
    return picture;
}

static int set_up(void **state) {
    sheet *s = g_new0(sheet, 1);
    s->a = atlas_open(ATLAS_SMALL);
    s->page = amont_page_new(40, 30, s->a->fonts);
    *state = s;
    return 0;
}

static int tear_down(void **state) {
    sheet *s = *state;
    amont_page_free(s->page);
    atlas_free(s->a);
    g_free(s);
    return 0;
}

static void draw_line(amont_page *page) {
    const amont_paint paint = {.fill = amont_no_colour,
                               .stroke = {1, 0, 0},
                               .width_mm = 0.5,
                               .dashes_mm = {1, 2},
                               .n_dashes = 2,
                               .transparency = 0.25};
    amont_page_move(page, 1, 2);
    amont_page_line(page, 3, 4.5);
    amont_page_paint(page, "map.line", &paint, -1);
}

/* One item of each kind, in the order of the enumeration. */
static void draw_all(sheet *s) {
    g_autoptr(amont_picture) picture = bundled();
    amont_text_style text = atlas_text(s->a, "legend");
    draw_line(s->page);
    amont_page_text(s->page, "map.label", "Orly", &text, 5, 6, AMONT_LEFT);
    amont_page_picture(s->page, "logo", picture, (amont_box){1, 1, 3, 5}, amont_no_colour);
    amont_page_rectangle(s->page, (amont_box){0, 0, 10, 10});
    amont_page_circle(s->page, 5, 5, 7);
    amont_page_clip(s->page);
    amont_page_unclip(s->page);
    assert_int_equal(s->page->items->len, ITEMS);
}

static void assert_sum(const amont_page *page, const char *expected) {
    g_autofree char *sum = amont_page_sum(page);
    assert_string_equal(sum, expected);
}

static void sums_are_those_of_the_bytes_that_are_told(void **state) {
    sheet *s = *state;
    assert_sum(s->page, "1c32b3eb");
    draw_line(s->page);
    assert_sum(s->page, "418b5778");
}

/* ---- members ------------------------------------------------------------------------------- */

typedef enum nature { NUMBER, RED, GREEN, BLUE, INTEGER, TRUTH, WORD } nature;

typedef struct member {
    const char *name;
    guint item;
    size_t offset;
    nature type;
} member;

#define ITEM(index, type, name) \
    { #name, index, offsetof(amont_item, name), type }
#define COLOUR(index, name) \
    ITEM(index, RED, name), ITEM(index, GREEN, name), ITEM(index, BLUE, name)
#define PAINT(index)                                                                             \
    COLOUR(index, paint.fill), COLOUR(index, paint.stroke), ITEM(index, NUMBER, paint.width_mm), \
        ITEM(index, NUMBER, paint.transparency), ITEM(index, INTEGER, paint.n_dashes)

static const member members[] = {
    PAINT(PATH),
    ITEM(PATH, NUMBER, paint.dashes_mm[0]),
    ITEM(PATH, NUMBER, paint.dashes_mm[1]),
    ITEM(PATH, WORD, role),
    ITEM(TEXT, WORD, text),
    ITEM(TEXT, NUMBER, x),
    ITEM(TEXT, NUMBER, y),
    ITEM(TEXT, NUMBER, angle_rad),
    ITEM(TEXT, NUMBER, style.size_pt),
    ITEM(TEXT, INTEGER, style.weight),
    ITEM(TEXT, TRUTH, style.italic),
    COLOUR(TEXT, style.colour),
    ITEM(TEXT, NUMBER, style.halo_mm),
    COLOUR(TEXT, style.halo),
    ITEM(TEXT, NUMBER, style.spacing_pt),
    ITEM(TEXT, WORD, style.family),
    PAINT(PICTURE),
    ITEM(PICTURE, NUMBER, box.min_x),
    ITEM(PICTURE, NUMBER, box.min_y),
    ITEM(PICTURE, NUMBER, box.max_x),
    ITEM(PICTURE, NUMBER, box.max_y),
};

static void change_number(double *number) {
    *number = isnan(*number) ? 0 : *number + 1e-5;
}

/* Changes a member, by little where it is a number; colours that are none become some. */
static void change(void *place, nature type) {
    amont_colour *colour = place;
    switch (type) {
    case NUMBER:
        change_number(place);
        break;
    case RED:
        change_number(&colour->red);
        break;
    case GREEN:
        change_number(&colour->green);
        break;
    case BLUE:
        change_number(&colour->blue);
        break;
    case INTEGER:
        ++*(int *)place;
        break;
    case TRUTH:
        *(bool *)place = !*(bool *)place;
        break;
    case WORD:
        *(const char **)place = "map.river";
        break;
    }
}

static void any_member_that_changes_changes_the_sum(void **state) {
    sheet *s = *state;
    draw_all(s);
    g_autofree char *sum = amont_page_sum(s->page);
    for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
        const member *m = &members[i];
        amont_item *item = &g_array_index(s->page->items, amont_item, m->item);
        const amont_item before = *item;
        change((char *)item + m->offset, m->type);
        g_autofree char *other = amont_page_sum(s->page);
        *item = before;
        if (strcmp(sum, other) == 0)
            fail_msg("%s of item %u is not counted", m->name, m->item);
    }
    assert_sum(s->page, sum);
}

static void assert_changes(sheet *s, const char *sum, const char *what) {
    g_autofree char *other = amont_page_sum(s->page);
    if (strcmp(sum, other) == 0)
        fail_msg("%s is not counted", what);
}

/* Every member of every step of a path and of a clip. */
static void any_step_that_changes_changes_the_sum(void **state) {
    sheet *s = *state;
    draw_all(s);
    g_autofree char *sum = amont_page_sum(s->page);
    for (guint i = 0; i < s->page->steps->len; i++) {
        amont_step *step = &g_array_index(s->page->steps, amont_step, i);
        const amont_step before = *step,
                         others[] = {
                             {before.kind == AMONT_MOVE ? AMONT_LINE : AMONT_MOVE, before.x,
                              before.y, before.radius},
                             {before.kind, before.x + 1e-5, before.y, before.radius},
                             {before.kind, before.x, before.y + 1e-5, before.radius},
                             {before.kind, before.x, before.y, before.radius + 1e-5},
                         };
        size_t n = G_N_ELEMENTS(others) - (before.kind != AMONT_CIRCLE); /* others have no radius */
        for (size_t k = 0; k < n; k++) {
            *step = others[k];
            assert_changes(s, sum, "a step");
        }
        *step = before;
    }
}

static void the_page_and_the_order_are_counted(void **state) {
    sheet *s = *state;
    draw_all(s);
    g_autofree char *sum = amont_page_sum(s->page);
    double *const sides[] = {&s->page->width_mm, &s->page->height_mm, &s->page->bleed_mm};
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
        *sides[i] += 1;
        assert_changes(s, sum, "a side of the page");
        *sides[i] -= 1;
    }
    amont_item *items = (amont_item *)(void *)s->page->items->data;
    const amont_item first = items[PATH];
    items[PATH] = items[TEXT];
    items[TEXT] = first;
    assert_changes(s, sum, "the order of items");
}

/* The bytes of a picture, not its name. */
static void the_file_of_a_picture_is_counted(void **state) {
    sheet *s = *state;
    draw_all(s);
    g_autofree char *sum = amont_page_sum(s->page);
    amont_item *item = &g_array_index(s->page->items, amont_item, PICTURE);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = check_path("cli/files/logo.svg");
    amont_picture *before = item->picture;
    item->picture = amont_picture_read(path, &error);
    assert_ok(error);
    assert_changes(s, sum, "the file of a picture");
    amont_picture_unref(item->picture);
    item->picture = before;
}

/* What a reader of the paper cannot see: titles of the file, what the legend counts. */
static void what_is_not_drawn_does_not_count(void **state) {
    sheet *s = *state;
    draw_all(s);
    g_autofree char *sum = amont_page_sum(s->page);
    s->page->title = g_strdup("Orly");
    s->page->date = g_strdup("2026-11-23");
    g_array_index(s->page->items, amont_item, PATH).entry = 3;
    assert_sum(s->page, sum);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sums_are_those_of_the_bytes_that_are_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(any_member_that_changes_changes_the_sum, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_step_that_changes_changes_the_sum, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_page_and_the_order_are_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_file_of_a_picture_is_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_drawn_does_not_count, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
