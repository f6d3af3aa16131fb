/* Bytes in every encoding: what is decoded is UTF-8, and encoded anew it is what it was. Counted in
 * pieces cut between letters, a text is judged as in one piece. */
#include "fuzz.h"

#include "amont/encoding.h"

#include <string.h>

static void check_detected(const char *bytes, size_t size) {
    amont_encoding encoding = amont_encoding_detect(bytes, size);
    size_t length = 0;
    g_autofree char *text = amont_text_decode(bytes, size, encoding, &length);
    g_assert(amont_encoding_name(encoding));
    g_assert(!text || g_utf8_validate_len(text, length, NULL) || memchr(text, '\0', length));
    bool is_utf8 = g_utf8_validate_len(bytes, size, NULL);
    g_assert(!is_utf8 || (encoding == AMONT_ENCODING_UTF8 && text));
    g_assert(encoding != AMONT_ENCODING_CP1252 || text);
}

/* iconv knows these encodings too; it keeps the byte order mark and refuses other bytes or none. */
static void check_encoded_anew(const char *bytes, size_t size, size_t mark, amont_encoding encoding,
                               const char *name) {
    size_t length = 0, size_again = 0;
    g_autofree char *text = amont_text_decode(bytes, size, encoding, &length);
    if (!text)
        return;
    g_assert(strlen(text) <= length && text[length] == '\0');
    g_autofree char *again =
        g_convert(text, (gssize)length, name, "UTF-8", NULL, &size_again, NULL);
    size_t kept = MIN(mark, size);
    g_assert(again && size_again == size - kept && memcmp(again, bytes + kept, size_again) == 0);
}

static void check_pieces(const char *bytes, size_t size) {
    amont_encoding_count whole = {0, 0, false}, pieces = {0, 0, false};
    amont_encoding_add(&whole, bytes, size);
    size_t from = 0;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != '\n')
            continue;
        amont_encoding_add(&pieces, bytes + from, i - from);
        from = i;
    }
    amont_encoding_add(&pieces, bytes + from, size - from);
    g_assert(whole.sound == pieces.sound && whole.unsound == pieces.unsound &&
             whole.not_cp1252 == pieces.not_cp1252);
}

/* « CrÃ©teil » is undone to « Créteil », never to something longer. */
static void check_twice(const char *bytes, size_t size) {
    g_autofree char *text = g_utf8_make_valid(bytes, (gssize)size);
    g_autofree char *undone = amont_text_undo_twice(text);
    g_assert(!undone || (g_utf8_validate(undone, -1, NULL) && strlen(undone) < strlen(text)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *bytes = size > 0 ? (const char *)data : "";
    check_detected(bytes, size);
    check_encoded_anew(bytes, size, 0, AMONT_ENCODING_CP1252, "WINDOWS-1252");
    check_encoded_anew(bytes, size, 2, AMONT_ENCODING_UTF16_LE, "UTF-16LE");
    check_encoded_anew(bytes, size, 2, AMONT_ENCODING_UTF16_BE, "UTF-16BE");
    check_pieces(bytes, size);
    if (size > 0)
        check_twice(bytes, size);
    return 0;
}
