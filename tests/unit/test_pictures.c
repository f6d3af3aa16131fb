/* Pictures: files that are refused, their place and colour in each format, symbols and logos. Sizes
 * are those of the files: tests/cli/files/logo.svg has a view box of 120 by 40, balise.svg of 10 by
 * 20, logo.png 30 by 30 pixels. */
#include "paper.h"

#include "amont/render.h"
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define SVG(attributes, content) \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" " attributes ">" content "</svg>"

/* A picture of a file with that content; free its error. */
static amont_picture *picture_of(const char *content, size_t length, GError **error) {
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("amont-picture-XXXXXX", &path, NULL);
    assert_true(file >= 0);
    assert_true(g_close(file, NULL));
    assert_true(g_file_set_contents(path, content, (gssize)length, NULL));
    amont_picture *picture = amont_picture_read(path, error);
    g_remove(path);
    return picture;
}

static amont_picture *bundled(const char *name) {
    g_autoptr(GError) error = NULL;
    g_autofree char *below = g_strconcat("cli/files/", name, NULL);
    g_autofree char *path = check_path(below);
    amont_picture *picture = amont_picture_read(path, &error);
    assert_ok(error);
    return picture;
}

/* ---- files --------------------------------------------------------------------------------- */

static void assert_refused(const char *content, size_t length, const char *why) {
    g_autoptr(GError) error = NULL;
    assert_null(picture_of(content, length, &error));
    assert_int_equal(error->code, AMONT_ERROR_DATA);
    assert_non_null(strstr(error->message, why));
}

static void bad_files_are_refused_in_a_sentence(void **state) {
    (void)state;
    /* 20,000 by 20,000 pixels, in a first chunk that nothing follows */
    static const char huge[] =
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x4e\x20\0\0\x4e\x20\x08\6\0\0\0xxxx";
    static const char cut[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x20\x08\6\0\0\0xxxx";
    const char *text = SVG("viewBox=\"0 0 9 9\"", "<text y=\"9\">Ville</text>");
    const char *boundless = SVG("width=\"100%\"", "<path d=\"M0 0h9v9z\"/>");
    assert_refused(huge, sizeof huge - 1, "20000 × 20000 pixels");
    assert_refused(cut, sizeof cut - 1, "broken or incomplete");
    assert_refused("GIF89a", 6, "no SVG and no PNG");
    assert_refused("", 0, "no SVG and no PNG");
    assert_refused("<svg><path", 10, "no SVG and no PNG");
    assert_refused(text, strlen(text), "holds text");
    assert_refused(boundless, strlen(boundless), "how wide");
}

static void large_files_and_none_are_refused(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL, none = NULL;
    const size_t most = 5242880; /* 5 MiB */
    g_autofree char *spaces = g_strnfill(most + 1, ' ');
    assert_null(picture_of(spaces, most + 1, &error));
    assert_int_equal(error->code, AMONT_ERROR_DATA);
    assert_non_null(strstr(error->message, "6 MiB, and 5 at most"));
    assert_refused(spaces, most, "no SVG and no PNG");
    assert_null(amont_picture_read("/nowhere/logo.svg", &none));
    assert_int_equal(none->code, AMONT_ERROR_NO_INPUT);
    assert_non_null(strstr(none->message, "/nowhere/logo.svg"));
}

#define DRAWING "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">"

/* `n` groups after a path, each naming the one before it so many times. */
static char *nested(int n, int times, const char *before, const char *after) {
    GString *text = g_string_new(DRAWING "<path id=\"a0\" d=\"M0 0h9v9z\"/>");
    for (int i = 1; i <= n; i++) {
        g_string_append_printf(text, "<g id=\"a%d\">", i);
        for (int k = 0; k < times; k++)
            g_string_append_printf(text, "%sa%d%s", before, i - 1, after);
        g_string_append(text, "</g>");
    }
    g_string_append(text, "</svg>");
    return g_string_free(text, FALSE);
}

/* A group of two uses of what comes to t elements comes to 1 + 2 (1 + t), so that the path and n
 * groups come to 4 · 2^i - 3 each, i from 0: with the element svg, 13 groups to 65,491, 14 to
 * 131,024, 20 to 8.39 millions, 90 to 9.9e27. */
static void drawings_that_repeat_themselves_without_end_are_refused(void **state) {
    (void)state;
    g_autofree char *uses = nested(90, 2, "<use href=\"#", "\"/>");
    g_autofree char *fills = nested(20, 2, "<path fill=\"url('#", "')\" d=\"M0 0h9v9z\"/>");
    g_autofree char *chain = nested(5000, 1, "<use href=\"#", "\"/>");
    g_autofree char *few = nested(13, 2, "<use href=\"#", "\"/>");
    g_autofree char *many = nested(14, 2, "<use href=\"#", "\"/>");
    const char *hidden = "<!DOCTYPE svg [<!ENTITY a \"#a0\">]>" DRAWING "<use href=\"&a;\"/></svg>";
    const char *spaces = "<!DOCTYPE svg [<!ENTITY s \"http://www.w3.org/2000/svg\">]>"
                         "<svg xmlns=\"&s;\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";
    const char *own = DRAWING "<g id=\"a\"><use href=\"#a\"/></g></svg>";
    const char *latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" DRAWING
                        "<title>Ch\xe2teau</title><path d=\"M0 0h9v9z\"/></svg>";
    g_autoptr(GError) error = NULL;
    assert_refused(uses, strlen(uses), "draws 9.9e+27 elements");
    assert_refused(many, strlen(many), "draws 1.31e+05 elements");
    assert_refused(fills, strlen(fills), "draws 8.39e+06 elements");
    assert_refused(chain, strlen(chain), "cannot be counted");
    assert_refused(hidden, strlen(hidden), "cannot be counted");
    const char *fine[] = {few, spaces, own, latin};
    for (size_t i = 0; i < G_N_ELEMENTS(fine); i++) {
        g_autoptr(amont_picture) picture = picture_of(fine[i], strlen(fine[i]), &error);
        assert_ok(error);
    }
}

static void sides_are_those_of_the_file(void **state) {
    (void)state;
    g_autoptr(amont_picture) svg = bundled("logo.svg"), png = bundled("logo.png");
    assert_near(amont_picture_ratio(svg), 3, 1e-12);
    assert_near(amont_picture_ratio(png), 1, 1e-12);
}

/* ---- drawing ------------------------------------------------------------------------------- */

typedef struct sheet {
    atlas *a; /* for its fonts */
    amont_page *page;
} sheet;

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

/* One pixel a millimetre: 0xAARRGGBB. */
static guint32 pixel_at(const amont_page *page, unsigned x, unsigned y) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_pixels) pixels = amont_render_pixels(page, 25.4, false, &error);
    assert_ok(error);
    guint32 pixel;
    memcpy(&pixel, pixels->data + y * pixels->stride + 4 * (size_t)x, sizeof pixel);
    return pixel;
}

static bool has(const GByteArray *bytes, const char *part) {
    return memmem(bytes->data, bytes->len, part, strlen(part)) != NULL;
}

static const amont_colour green = {0, 0.6, 0.2}; /* #009933 */

static amont_picture *square(const char *attributes, const char *content) {
    g_autoptr(GError) error = NULL;
    g_autofree char *svg = g_strdup_printf("<svg xmlns=\"http://www.w3.org/2000/svg\" %s>%s</svg>",
                                           attributes, content);
    amont_picture *picture = picture_of(svg, strlen(svg), &error);
    assert_ok(error);
    return picture;
}

static void a_picture_fills_its_box_in_its_colour(void **state) {
    sheet *s = *state;
    g_autoptr(amont_picture) picture =
        square("viewBox=\"0 0 4 2\"", "<path fill=\"currentColor\" d=\"M0 0h2v2h-2z\"/>");
    amont_page_picture(s->page, "logo", picture, (amont_box){10, 10, 30, 20}, green);
    assert_int_equal(pixel_at(s->page, 11, 11), 0xff009933);
    assert_int_equal(pixel_at(s->page, 18, 18), 0xff009933);
    assert_int_equal(pixel_at(s->page, 22, 15), 0xffffffff); /* the other half is empty */
    assert_int_equal(pixel_at(s->page, 9, 15), 0xffffffff);
    assert_int_equal(pixel_at(s->page, 15, 21), 0xffffffff);
}

/* The middle of the disc of logo.png is (200, 60, 40); its corners are transparent. */
static void a_raster_fills_its_box(void **state) {
    sheet *s = *state;
    g_autoptr(amont_picture) picture = bundled("logo.png");
    amont_page_picture(s->page, "logo", picture, (amont_box){5, 5, 25, 25}, amont_no_colour);
    assert_int_equal(pixel_at(s->page, 15, 15), 0xffc83c28);
    assert_int_equal(pixel_at(s->page, 5, 5), 0xffffffff);
    assert_int_equal(pixel_at(s->page, 30, 15), 0xffffffff);
}

static void svg_stays_made_of_lines_in_pdf(void **state) {
    sheet *s = *state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_picture) svg = bundled("balise.svg"), png = bundled("logo.png");
    amont_page_picture(s->page, "logo", svg, (amont_box){5, 5, 10, 15}, green);
    g_autoptr(GByteArray) lines = amont_render_pdf(s->page, &error);
    assert_ok(error);
    amont_page_picture(s->page, "logo", png, (amont_box){15, 5, 25, 15}, amont_no_colour);
    g_autoptr(GByteArray) raster = amont_render_pdf(s->page, &error);
    assert_ok(error);
    assert_false(has(lines, "/Subtype /Image"));
    assert_true(has(raster, "/Subtype /Image"));
}

static char *svg_text(const amont_page *page) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GByteArray) bytes = amont_render_svg(page, &error);
    assert_ok(error);
    return g_strndup((const char *)bytes->data, bytes->len);
}

/* A name, a style or a script would reach what is around it. */
static void only_harmless_svg_is_copied(void **state) {
    sheet *s = *state;
    static const char *const harmful[] = {"<script>alert(1)</script>", "<style>*{fill:red}</style>",
                                          "<g id=\"a\"/>", "<g onclick=\"alert(1)\"/>"};
    g_autoptr(amont_picture) plain = bundled("balise.svg");
    amont_page_picture(s->page, "logo", plain, (amont_box){5, 5, 10, 15}, green);
    amont_page_picture(s->page, "logo", plain, (amont_box){15, 5, 20, 15}, green);
    g_autofree char *copied = svg_text(s->page);
    assert_non_null(strstr(copied, "color=\"#009933\" xmlns"));
    assert_non_null(strstr(copied, "<use href=\"#picture-1\" x=\"15\" y=\"5\" width=\"5\""));
    assert_null(strstr(copied, "picture-2"));
    for (size_t i = 0; i < G_N_ELEMENTS(harmful); i++) {
        g_autoptr(amont_picture) picture = square("viewBox=\"0 0 4 2\"", harmful[i]);
        amont_page_picture(s->page, "logo", picture, (amont_box){5, 5, 10, 15}, green);
        g_autofree char *kept = svg_text(s->page);
        assert_null(strstr(kept, harmful[i]));
        assert_non_null(strstr(kept, "data:image/svg+xml;base64,"));
    }
}

/* A file beside it, and one of the machine, are not opened. */
static void other_files_are_not_opened(void **state) {
    sheet *s = *state;
    g_autofree char *png = check_path("cli/files/logo.png");
    g_autofree char *content =
        g_strdup_printf("<image width=\"4\" height=\"4\" href=\"file://%s\"/>", png);
    g_autoptr(amont_picture) picture = square("viewBox=\"0 0 4 4\"", content);
    amont_page_picture(s->page, "logo", picture, (amont_box){0, 0, 30, 30}, green);
    assert_int_equal(pixel_at(s->page, 15, 15), 0xffffffff);
}

/* ---- symbols ------------------------------------------------------------------------------- */

/* 1.1 times as high as a circle is wide; the width follows. */
static void a_symbol_of_a_file_is_as_large_as_a_shape(void **state) {
    sheet *s = *state;
    const amont_paint paint = {.fill = green, .stroke = {NAN, NAN, NAN}};
    g_ptr_array_add(s->page->pictures, bundled("balise.svg"));
    amont_page_symbol(s->page, AMONT_SYMBOL_PICTURE, 20, 15, 20);
    amont_page_paint(s->page, "map.point", &paint, -1);
    const amont_item *item = atlas_item(s->page, 0);
    assert_int_equal(s->page->items->len, 1);
    assert_int_equal(item->kind, AMONT_ITEM_PICTURE);
    assert_near(item->box.max_y - item->box.min_y, 22, 1e-9);
    assert_near(item->box.max_x - item->box.min_x, 11, 1e-9);
    assert_near((item->box.min_x + item->box.max_x) / 2, 20, 1e-9);
    assert_int_equal(pixel_at(s->page, 19, 9), 0xff009933);
    assert_int_equal(pixel_at(s->page, 19, 15), 0xffffffff); /* its white middle */
}

static const amont_item *first_of(const amont_page *page, const char *role, amont_item_kind kind) {
    for (guint i = 0; i < page->items->len; i++)
        if (strcmp(atlas_item(page, i)->role, role) == 0 && atlas_item(page, i)->kind == kind)
            return atlas_item(page, i);
    return NULL;
}

static void a_legend_shows_the_picture_of_its_points(void **state) {
    (void)state;
    g_autofree char *study = check_path("cli/files/pictures.yaml");
    g_autoptr(atlas) a = atlas_open(study);
    g_autoptr(amont_page) page = atlas_page(a, "images");
    const amont_item *point = first_of(page, "map.point", AMONT_ITEM_PICTURE);
    const amont_item *key = first_of(page, "legend.key", AMONT_ITEM_PICTURE);
    assert_non_null(point);
    assert_non_null(key); /* of "phare", which comes first in both */
    const amont_legend_entry *entry = page->legend->pdata[0];
    assert_true(entry->symbol >= AMONT_SYMBOL_PICTURE);
    assert_near(point->box.max_y - point->box.min_y, key->box.max_y - key->box.min_y, 1e-9);
    assert_true(amont_colour_difference(key->paint.fill, entry->paint.fill, AMONT_VISION_NORMAL) <
                1e-9);
}

/* ---- logos --------------------------------------------------------------------------------- */

static amont_page *with_logos(const char *page, size_t n, GError **error) {
    g_autofree char *study = check_path("cli/files/pictures.yaml");
    g_autoptr(atlas) a = atlas_open(study);
    amont_map_spec map = *amont_study_map(a->study, "images");
    map.page = (char *)page;
    for (size_t i = 2; i < n; i++)
        g_ptr_array_add(a->study->logos, g_strdup("logo.svg"));
    amont_page *drawn =
        amont_compose(a->layers, &map, a->table, a->styles, a->fonts, a->findings, error);
    return drawn;
}

/* C41: no logo larger than the emblem; in order, from its words to the right. */
static void logos_stand_right_of_the_european_block(void **state) {
    (void)state;
    g_autofree char *study = check_path("cli/files/pictures.yaml");
    g_autoptr(atlas) a = atlas_open(study);
    g_autoptr(amont_page) page = atlas_page(a, "images");
    amont_box emblem = {0}, words = {0}, logos[2] = {{0}};
    size_t n = 0;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, "eu.emblem") == 0)
            emblem = item->box;
        if (strcmp(item->role, "eu.words") == 0)
            words = item->box;
        if (strcmp(item->role, "logo") == 0 && n < 2)
            logos[n++] = item->box;
    }
    assert_int_equal(n, 2);
    assert_near(logos[0].max_y - logos[0].min_y, emblem.max_y - emblem.min_y, 1e-9);
    assert_near(logos[0].min_y, emblem.min_y, 1e-9);
    assert_near(logos[0].max_x - logos[0].min_x, 30, 1e-9); /* 120 / 40 × 10 mm */
    assert_true(logos[0].min_x >= words.max_x + 3);
    assert_true(logos[1].min_x >= logos[0].max_x + 3);
    assert_near(logos[1].max_x - logos[1].min_x, 10, 1e-9);
}

static void inserts_have_small_logos_and_a_map_may_have_none(void **state) {
    (void)state;
    g_autofree char *study = check_path("cli/files/pictures.yaml");
    g_autoptr(atlas) a = atlas_open(study);
    g_autoptr(amont_page) insert = atlas_page(a, "encart");
    g_autoptr(amont_page) none = atlas_page(a, "sans");
    amont_box logo = first_of(insert, "logo", AMONT_ITEM_PICTURE)->box;
    assert_near(logo.max_y - logo.min_y, 7, 1e-9);
    assert_true(logo.min_x >= 0 && logo.max_y <= insert->height_mm);
    assert_int_equal(atlas_count(none, "logo"), 0);
}

/* Five logos of 21 mm and one of 7 mm with 5 mm between are 137 mm; the insert is 85 mm wide. */
static void logos_without_room_are_an_error(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL, none = NULL;
    assert_null(with_logos("insert-85", 6, &error));
    assert_int_equal(error->code, AMONT_ERROR_CONFIG);
    assert_non_null(strstr(error->message, "logos: "));
    assert_non_null(strstr(error->message, "137 mm"));
    g_autoptr(amont_page) fits = with_logos("a4-paysage", 6, &none);
    assert_ok(none);
}

/* ---- the stamp ------------------------------------------------------------------------------- */

static char *stamp_with(const char *from, const char *to) {
    g_autofree char *study = check_path("cli/files/pictures.yaml");
    g_autofree char *path = atlas_changed(study, "logo.svg", from, to);
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) page = atlas_page(a, "images");
    atlas_remove(path);
    return atlas_texts(page, "stamp.version");
}

static void the_stamp_counts_the_bytes_of_pictures(void **state) {
    (void)state;
    g_autofree char *same = stamp_with("of no one", "of no one");
    g_autofree char *again = stamp_with("of no one", "of no one");
    g_autofree char *other = stamp_with("of no one", "of no-one");
    assert_string_equal(same, again);
    assert_string_not_equal(same, other);
}

#define ON_A_SHEET(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_files_are_refused_in_a_sentence),
        cmocka_unit_test(large_files_and_none_are_refused),
        cmocka_unit_test(drawings_that_repeat_themselves_without_end_are_refused),
        cmocka_unit_test(sides_are_those_of_the_file),
        ON_A_SHEET(a_picture_fills_its_box_in_its_colour),
        ON_A_SHEET(a_raster_fills_its_box),
        ON_A_SHEET(svg_stays_made_of_lines_in_pdf),
        ON_A_SHEET(only_harmless_svg_is_copied),
        ON_A_SHEET(other_files_are_not_opened),
        ON_A_SHEET(a_symbol_of_a_file_is_as_large_as_a_shape),
        cmocka_unit_test(a_legend_shows_the_picture_of_its_points),
        cmocka_unit_test(logos_stand_right_of_the_european_block),
        cmocka_unit_test(inserts_have_small_logos_and_a_map_may_have_none),
        cmocka_unit_test(logos_without_room_are_an_error),
        cmocka_unit_test(the_stamp_counts_the_bytes_of_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
