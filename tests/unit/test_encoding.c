#include "amont/encoding.h"

#include "check.h"

#include <string.h>

#define BYTES(text) (text), sizeof(text) - 1

static void assert_decoded(const char *bytes, size_t length, amont_encoding encoding,
                           const char *expected) {
    assert_int_equal(amont_encoding_detect(bytes, length), encoding);
    size_t n = 99;
    g_autofree char *text = amont_text_decode(bytes, length, encoding, &n);
    assert_non_null(text);
    assert_string_equal(text, expected);
    assert_int_equal(n, strlen(expected));
}

static void encodings_are_told_apart(void **state) {
    (void)state;
    assert_decoded(BYTES("Orly"), AMONT_ENCODING_UTF8, "Orly");
    assert_decoded(BYTES("Cr\u00e9teil"), AMONT_ENCODING_UTF8, "Créteil");
    assert_decoded(BYTES("\xef\xbb\xbf"
                         "Orly"),
                   AMONT_ENCODING_UTF8, "Orly");
    assert_decoded(BYTES("Cr\xe9teil \x80 \x9cuf"), AMONT_ENCODING_CP1252, "Créteil € œuf");
    assert_decoded(BYTES("\xff\xfeO\0\xe9\0"), AMONT_ENCODING_UTF16_LE, "Oé");
    assert_decoded(BYTES("\xfe\xff\0O\0\xe9\xd8\x3d\xde\x00"), AMONT_ENCODING_UTF16_BE,
                   "Oé\U0001f600");
    assert_decoded("", 0, AMONT_ENCODING_UTF8, "");
}

/* É followed by a no-break space or a closing quote is, by chance, a letter of two bytes. */
static void chance_letters_of_two_bytes_do_not_hide_windows(void **state) {
    (void)state;
    assert_decoded(BYTES("QUALIT\xc9\xa0: \xe9t\xe9"), AMONT_ENCODING_CP1252, "QUALITÉ\u00a0: été");
}

static void what_is_nothing_throughout_is_damaged(void **state) {
    (void)state;
    /* the Macintosh's è; three sound letters and one byte */
    assert_int_equal(amont_encoding_detect(BYTES("Gen\x8fve")), AMONT_ENCODING_DAMAGED);
    assert_int_equal(amont_encoding_detect(BYTES("\u00e9\u00e9\u00e9 \xe9.")),
                     AMONT_ENCODING_DAMAGED);
    /* two single bytes to one letter of two, whose second byte Windows-1252 does not have */
    assert_int_equal(amont_encoding_detect(BYTES("caf\xe9 \xe8 \xc8\x81")), AMONT_ENCODING_DAMAGED);
    assert_null(amont_text_decode(BYTES("\xe9."), AMONT_ENCODING_UTF8, NULL));
    assert_null(amont_text_decode(BYTES("\x81"), AMONT_ENCODING_CP1252, NULL));
    assert_null(amont_text_decode(BYTES("\xff\xfeO"), AMONT_ENCODING_UTF16_LE, NULL));
    assert_null(amont_text_decode(BYTES("\xff\xfe\x3d\xd8"), AMONT_ENCODING_UTF16_LE, NULL));
    assert_null(amont_text_decode(BYTES("O"), AMONT_ENCODING_DAMAGED, NULL));
}

static void an_encoding_done_twice_is_undone(void **state) {
    (void)state;
    g_autofree char *once = amont_text_undo_twice("CrÃ©teil â‚¬");
    assert_string_equal(once, "Créteil €");
    assert_null(amont_text_undo_twice("Créteil"));
    assert_null(amont_text_undo_twice("Orly"));
    assert_null(amont_text_undo_twice("Łódź"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_told_apart),
        cmocka_unit_test(chance_letters_of_two_bytes_do_not_hide_windows),
        cmocka_unit_test(what_is_nothing_throughout_is_damaged),
        cmocka_unit_test(an_encoding_done_twice_is_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
