/* Rules on the files: those of a sound page pass; a few bytes changed, and they do not. */
#include "amont/render.h"
#include "amont/write.h"
#include "specimen.h"

#include <string.h>

typedef struct files {
    specimen *s;
    GByteArray *pdf, *png;
} files;

static int set_up(void **state) {
    g_autoptr(GError) error = NULL;
    files *f = g_new0(files, 1);
    f->s = specimen_new();
    f->pdf = amont_render_pdf(f->s->page, &error);
    assert_ok(error);
    g_autoptr(amont_pixels) pixels = amont_render_pixels(f->s->page, 72, false, &error);
    assert_ok(error);
    amont_image image = {pixels->width, pixels->height, pixels->stride, pixels->data, 72, false};
    f->png = g_byte_array_new();
    amont_png_encode(&image, f->png, &error);
    assert_ok(error);
    f->s->outputs = (amont_outputs){f->pdf, f->png, 72};
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    files *f = *state;
    g_byte_array_unref(f->pdf);
    g_byte_array_unref(f->png);
    specimen_free(f->s);
    g_free(f);
    return 0;
}

/* Where a text stands in the bytes; the test fails without it. */
static guint8 *find(GByteArray *bytes, const char *text) {
    for (size_t i = 0; i + strlen(text) <= bytes->len; i++)
        if (memcmp(bytes->data + i, text, strlen(text)) == 0)
            return bytes->data + i;
    fail_msg("no '%s'", text);
    return NULL;
}

static void change(GByteArray *bytes, const char *from, const char *to) {
    guint8 *at = find(bytes, from);
    for (size_t i = 0; to[i]; i++)
        at[i] = (guint8)to[i];
}

static void append(GByteArray *bytes, const char *text) {
    g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
}

#define SAYS(f, rule, part) specimen_assert_says((f)->s, rule, AMONT_RULE_ERROR, part)

static void sound_files_break_no_rule(void **state) {
    specimen_assert_sound(((files *)*state)->s);
}

static void c49_counts_pictures_and_drawn_fonts(void **state) {
    files *f = *state;
    append(f->pdf, "<< /Subtype /Type3 >>");
    SAYS(f, "C49", "1 fonts of the PDF are Type 3");
    append(f->pdf, "<< /Subtype /Image >> << /Subtype /Image >>");
    SAYS(f, "C49", "2 pictures");
}

static void c49_wants_subsets_embedded(void **state) {
    files *f = *state;
    change(f->pdf, "/FontFile", "/FontLost");
    SAYS(f, "C49", "1 fonts of the PDF are not embedded");
    change(f->pdf, "/FontLost", "/FontFile");
    change(f->pdf, "/BaseFont ", "/BaseFont /Inter-Regular"); /* over the tag of the subset */
    SAYS(f, "C49", "1 fonts of the PDF are no subsets");
}

static void c49_says_what_it_cannot_read(void **state) {
    files *f = *state;
    append(f->pdf, "/ObjStm");
    SAYS(f, "C49", "cannot be looked into");
}

/* A4 at 72 dpi is 595.3 x 841.9 pixels. */
static void c51_wants_the_pixels_asked_for(void **state) {
    files *f = *state;
    find(f->png, "IHDR")[7] ^= 1; /* last byte of the width, 595 */
    SAYS(f, "C51", "594 × 842 pixels, not 595 × 842");
}

static void c51_wants_the_resolution(void **state) {
    files *f = *state;
    find(f->png, "pHYs")[7] ^= 0x80;
    SAYS(f, "C51", "dots per inch, not 72");
    change(f->png, "pHYs", "pHYz");
    SAYS(f, "C51", "does not say its resolution");
}

/* A chunk after the header, whose sum nobody reads. */
static void add_chunk(GByteArray *png, const char *type, guint8 length) {
    enum { HEADER_END = 33 };
    g_autoptr(GByteArray) rest = g_byte_array_new();
    g_byte_array_append(rest, png->data + HEADER_END, png->len - HEADER_END);
    g_byte_array_set_size(png, HEADER_END);
    const guint8 size[4] = {0, 0, 0, length};
    g_byte_array_append(png, size, sizeof size);
    append(png, type);
    for (int i = 0; i < length + 4; i++)
        g_byte_array_append(png, (const guint8 *)"", 1);
    g_byte_array_append(png, rest->data, rest->len);
}

static void c51_wants_no_profile(void **state) {
    files *f = *state;
    add_chunk(f->png, "gAMA", 4);
    SAYS(f, "C51", "colour profile");
}

static void c51_wants_the_colours_of_the_legend(void **state) {
    files *f = *state;
    add_chunk(f->png, "PLTE", 3); /* black alone */
    specimen_assert_sound(f->s);  /* but the picture does not use it */
    find(f->png, "IHDR")[4 + 9] = 3;
    SAYS(f, "C51", "lacks the colour of 'de 22 900 à 24 000'");
    change(f->png, "IHDR", "IHDX");
    SAYS(f, "C51", "cannot be looked into");
}

static void c52_weighs_the_pdf(void **state) {
    files *f = *state;
    guint more = 400001 - f->pdf->len;
    g_autofree guint8 *blanks = g_malloc0(more);
    g_byte_array_append(f->pdf, blanks, more);
    SAYS(f, "C52", "400 kB, more than 400");
    f->s->facts->is_insert = true;
    SAYS(f, "C52", "more than 120");
}

#define RULE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        RULE(sound_files_break_no_rule),
        RULE(c49_counts_pictures_and_drawn_fonts),
        RULE(c49_wants_subsets_embedded),
        RULE(c49_says_what_it_cannot_read),
        RULE(c51_wants_the_pixels_asked_for),
        RULE(c51_wants_the_resolution),
        RULE(c51_wants_no_profile),
        RULE(c51_wants_the_colours_of_the_legend),
        RULE(c52_weighs_the_pdf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
