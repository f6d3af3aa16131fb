/* The renderers: sizes, resolution, and the same bytes twice. */
#include "atlas.h"

#include "amont/render.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static amont_page *sample_page(const atlas *a, double width_mm, double height_mm) {
    const amont_paint paint = {.fill = {0.8, 0.4, 0.2},
                               .stroke = {0, 0, 0},
                               .width_mm = 0.5,
                               .dashes_mm = {2, 1},
                               .n_dashes = 2};
    amont_text_style text = atlas_text(a, "zone");
    amont_page *page = amont_page_new(width_mm, height_mm, a->fonts);
    page->title = g_strdup("Essai");
    page->author = g_strdup("Service des cartes");
    page->date = g_strdup("2026-11-22");
    amont_page_rectangle(page, (amont_box){10, 10, 30, 20});
    amont_page_paint(page, "map.zone", &paint, -1);
    amont_page_circle(page, 40, 40, 5);
    amont_page_clip(page);
    amont_page_hatch(page, (amont_box){35, 35, 45, 45}, 1, 30);
    amont_page_paint(page, "map.missing", &paint, -1);
    amont_page_unclip(page);
    amont_page_text(page, "label.zone", "Choisy-le-Roi", &text, 10, 60, AMONT_LEFT);
    amont_page_text_turned(page, "label.water", "Seine", &text, 10, 70, 0.3);
    return page;
}

static bool holds(const GByteArray *bytes, const char *text) {
    return memmem(bytes->data, bytes->len, text, strlen(text)) != NULL;
}

/* ---- PDF ----------------------------------------------------------------------------------- */

/* Width and height after the /MediaBox of a page, in points. */
static void media_box(const GByteArray *pdf, size_t page, double *width, double *height) {
    const char key[] = "/MediaBox", *end_of_all = (const char *)pdf->data + pdf->len;
    const char *at = (const char *)pdf->data;
    for (size_t i = 0; i <= page; i++) {
        at = memmem(at + 1, (size_t)(end_of_all - at - 1), key, strlen(key));
        assert_non_null(at);
    }
    at = strchr(at, '[') + 1;
    double numbers[4];
    for (int i = 0; i < 4; i++) {
        char *end = NULL;
        numbers[i] = g_ascii_strtod(at, &end);
        assert_ptr_not_equal(end, at);
        at = end;
    }
    *width = numbers[2] - numbers[0];
    *height = numbers[3] - numbers[1];
}

static void a_pdf_is_as_large_as_its_page(void **state) {
    const double sizes[][2] = {{210, 297}, {85, 112}, {297, 210}};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_page) page = sample_page(*state, sizes[i][0], sizes[i][1]);
        g_autoptr(GByteArray) pdf = amont_render_pdf(page, &error);
        assert_ok(error);
        double width = 0, height = 0;
        media_box(pdf, 0, &width, &height);
        assert_near(width, sizes[i][0] * 72 / 25.4, 0.001);
        assert_near(height, sizes[i][1] * 72 / 25.4, 0.001);
    }
}

static void a_pdf_says_what_it_is(void **state) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_page) page = sample_page(*state, 210, 297);
    g_autoptr(GByteArray) pdf = amont_render_pdf(page, &error);
    assert_ok(error);
    assert_memory_equal(pdf->data, "%PDF-1.5", 8);
    assert_true(holds(pdf, "(Essai)"));
    assert_true(holds(pdf, "(Service des cartes)"));
    assert_true(holds(pdf, "20261122000000Z"));
}

static void a_pdf_is_the_same_bytes_twice(void **state) {
    g_autoptr(amont_page) one = sample_page(*state, 210, 297);
    g_autoptr(amont_page) other = sample_page(*state, 210, 297);
    g_autoptr(GByteArray) first = amont_render_pdf(one, NULL);
    g_autoptr(GByteArray) again = amont_render_pdf(one, NULL);
    g_autoptr(GByteArray) anew = amont_render_pdf(other, NULL);
    assert_int_equal(first->len, again->len);
    assert_memory_equal(first->data, again->data, first->len);
    assert_int_equal(first->len, anew->len);
    assert_memory_equal(first->data, anew->data, first->len);
}

/* ---- PDF of many pages --------------------------------------------------------------------- */

static void keep(void *data, const void *bytes, size_t length) {
    g_byte_array_append(data, bytes, (guint)length);
}

static GByteArray *three_pages(const atlas *a) {
    g_autoptr(GError) error = NULL;
    GByteArray *bytes = g_byte_array_new();
    g_autoptr(amont_document) document =
        amont_document_new(&(amont_document_about){.title = "Série"}, keep, bytes);
    const double widths[] = {210, 85, 297};
    const char *const names[] = {"Ablon", "L’Haÿ-les-Roses", NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
        guint before = bytes->len;
        g_autoptr(amont_page) page = sample_page(a, widths[i], 120);
        assert_true(amont_document_add(document, page, names[i], &error));
        assert_true(bytes->len > before); /* it is not held back */
    }
    assert_true(amont_document_finish(document, &error));
    assert_ok(error);
    return bytes;
}

static size_t count(const GByteArray *bytes, const char *text) {
    size_t n = 0;
    const char *end = (const char *)bytes->data + bytes->len;
    for (const char *at = (const char *)bytes->data;
         (at = memmem(at, (size_t)(end - at), text, strlen(text))); at++)
        n++;
    return n;
}

static void each_page_of_a_document_has_its_own_size(void **state) {
    g_autoptr(GByteArray) pdf = three_pages(*state);
    assert_int_equal(count(pdf, "/MediaBox"), 3);
    const double widths[] = {210, 85, 297};
    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
        double width = 0, height = 0;
        media_box(pdf, i, &width, &height);
        assert_near(width, widths[i] * 72 / 25.4, 0.001);
        assert_near(height, 120 * 72 / 25.4, 0.001);
    }
}

static void pages_with_a_name_have_a_bookmark(void **state) {
    g_autoptr(GByteArray) pdf = three_pages(*state);
    assert_true(holds(pdf, "/Type /Outlines"));
    assert_int_equal(count(pdf, "/Title"), 3); /* with that of the document */
    assert_int_equal(count(pdf, "/Title (Ablon)"), 1);
    /* in UTF-16, as ISO 32000 has it */
    assert_int_equal(count(pdf, "/Title <FEFF004C20190048006100FF002D"), 1);
}

static void a_document_is_the_same_bytes_twice(void **state) {
    g_autoptr(GByteArray) one = three_pages(*state);
    g_autoptr(GByteArray) other = three_pages(*state);
    assert_int_equal(one->len, other->len);
    assert_memory_equal(one->data, other->data, one->len);
}

/* ---- pixels -------------------------------------------------------------------------------- */

static void assert_pixels(const atlas *a, double width_mm, double height_mm, double dpi,
                          unsigned width, unsigned height) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_page) page = sample_page(a, width_mm, height_mm);
    g_autoptr(amont_pixels) pixels = amont_render_pixels(page, dpi, false, &error);
    assert_ok(error);
    assert_int_equal(pixels->width, width);
    assert_int_equal(pixels->height, height);
    assert_true(pixels->stride >= (size_t)4 * width);
}

static void pictures_have_the_pixels_of_their_paper(void **state) {
    assert_pixels(*state, 210, 297, 300, 2480, 3508);
    assert_pixels(*state, 85, 112, 300, 1004, 1323);
    assert_pixels(*state, 210, 297, 96, 794, 1123);
}

static uint32_t pixel_at(const amont_pixels *pixels, double x_mm, double y_mm, double dpi) {
    size_t x = (size_t)(x_mm * dpi / 25.4), y = (size_t)(y_mm * dpi / 25.4);
    uint32_t pixel;
    memcpy(&pixel, pixels->data + y * pixels->stride + 4 * x, sizeof pixel);
    return pixel;
}

static void the_ground_is_white_or_transparent(void **state) {
    g_autoptr(amont_page) page = sample_page(*state, 85, 112);
    g_autoptr(amont_pixels) white = amont_render_pixels(page, 100, false, NULL);
    g_autoptr(amont_pixels) clear = amont_render_pixels(page, 100, true, NULL);
    assert_int_equal(pixel_at(white, 80, 100, 100), 0xffffffff);
    assert_int_equal(pixel_at(clear, 80, 100, 100), 0);
    assert_int_equal(pixel_at(white, 20, 15, 100), 0xffcc6633);
    assert_int_equal(pixel_at(clear, 20, 15, 100), 0xffcc6633);
}

static void pixels_are_the_same_twice(void **state) {
    g_autoptr(amont_page) page = sample_page(*state, 85, 112);
    g_autoptr(amont_pixels) first = amont_render_pixels(page, 150, false, NULL);
    g_autoptr(amont_pixels) again = amont_render_pixels(page, 150, false, NULL);
    assert_memory_equal(first->data, again->data, first->stride * first->height);
}

static void a_picture_too_large_is_refused(void **state) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_page) page = sample_page(*state, 2000, 2000);
    assert_null(amont_render_pixels(page, 2400, false, &error));
    assert_int_equal(error->code, AMONT_ERROR_USAGE);
    assert_non_null(strstr(error->message, "188976"));
}

/* ---- errors and the script ----------------------------------------------------------------- */

static void a_page_in_error_is_not_rendered(void **state) {
    const atlas *a = *state;
    amont_text_style text = atlas_text(a, "zone");
    g_autoptr(amont_page) page = sample_page(a, 85, 112);
    amont_page_text(page, "note", "港", &text, 10, 10, AMONT_LEFT);
    g_autoptr(GError) pdf = NULL, pixels = NULL, script = NULL;
    assert_null(amont_render_pdf(page, &pdf));
    assert_null(amont_render_pixels(page, 100, false, &pixels));
    assert_null(amont_render_script(page, &script));
    assert_int_equal(pdf->code, AMONT_ERROR_UNAVAILABLE);
    assert_int_equal(pixels->code, AMONT_ERROR_UNAVAILABLE);
    assert_int_equal(script->code, AMONT_ERROR_UNAVAILABLE);
}

static void the_script_is_text_and_the_same_twice(void **state) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_page) page = sample_page(*state, 85, 112);
    g_autofree char *first = amont_render_script(page, &error);
    assert_ok(error);
    g_autofree char *again = amont_render_script(page, &error);
    assert_true(g_str_has_prefix(first, "%!CairoScript"));
    assert_string_equal(first, again);
}

static int open_small(void **state) {
    *state = atlas_open(ATLAS_SMALL);
    return 0;
}

static int close_small(void **state) {
    atlas_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pdf_is_as_large_as_its_page),
        cmocka_unit_test(a_pdf_says_what_it_is),
        cmocka_unit_test(a_pdf_is_the_same_bytes_twice),
        cmocka_unit_test(each_page_of_a_document_has_its_own_size),
        cmocka_unit_test(pages_with_a_name_have_a_bookmark),
        cmocka_unit_test(a_document_is_the_same_bytes_twice),
        cmocka_unit_test(pictures_have_the_pixels_of_their_paper),
        cmocka_unit_test(the_ground_is_white_or_transparent),
        cmocka_unit_test(pixels_are_the_same_twice),
        cmocka_unit_test(a_picture_too_large_is_refused),
        cmocka_unit_test(a_page_in_error_is_not_rendered),
        cmocka_unit_test(the_script_is_text_and_the_same_twice),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
