/* UTF-8 is told by its form, UTF-16 by its byte order mark; what remains is Windows-1252 when all
 * its bytes have a meaning there. Five have none, among them the Macintosh's è and ê. Source: the
 * WHATWG Encoding Standard, index windows-1252. */
#include "amont/encoding.h"

#include "base/bytes.h"

#include <string.h>

/* 0x80..0x9F; 0 where a byte has no meaning. */
static const gunichar cp1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

const char *amont_encoding_name(amont_encoding encoding) {
    static const char *const names[] = {
        [AMONT_ENCODING_UTF8] = "UTF-8",        [AMONT_ENCODING_UTF16_LE] = "UTF-16LE",
        [AMONT_ENCODING_UTF16_BE] = "UTF-16BE", [AMONT_ENCODING_CP1252] = "Windows-1252",
        [AMONT_ENCODING_DAMAGED] = "?",
    };
    return names[encoding];
}

/* ---- detecting ----------------------------------------------------------------------------- */

static gunichar cp1252_letter(unsigned char byte) {
    return byte >= 0x80 && byte < 0xa0 ? cp1252[byte - 0x80] : byte;
}

/* Where the whole turns out to be Windows-1252, these bytes are too: each must have a meaning. */
static void add_sound(amont_encoding_count *count, const char *bytes, const char *end) {
    for (const char *c = bytes; c < end; c++) {
        count->sound += ((unsigned char)*c & 0xc0) == 0xc0;
        count->not_cp1252 |= cp1252_letter((unsigned char)*c) == 0;
    }
}

/* Bytes that are no ASCII. */
static void add_run(amont_encoding_count *count, const char *bytes, const char *end) {
    const char *stop = NULL;
    while (!g_utf8_validate_len(bytes, (gsize)(end - bytes), &stop)) {
        add_sound(count, bytes, stop);
        count->unsound++;
        count->not_cp1252 |= cp1252_letter((unsigned char)*stop) == 0;
        bytes = stop + 1;
    }
    add_sound(count, bytes, end);
}

void amont_encoding_add(amont_encoding_count *count, const char *bytes, size_t length) {
    const char *end = bytes + length;
    while ((bytes = amont_bytes_skip_ascii(bytes, end)) < end) {
        const char *run = bytes;
        while (bytes < end && (unsigned char)*bytes >= 0x80)
            bytes++;
        add_run(count, run, bytes);
    }
}

amont_encoding amont_encoding_judge(const amont_encoding_count *count) {
    if (count->unsound == 0)
        return AMONT_ENCODING_UTF8;
    bool damaged = count->not_cp1252 || count->sound > count->unsound;
    return damaged ? AMONT_ENCODING_DAMAGED : AMONT_ENCODING_CP1252;
}

amont_encoding amont_encoding_detect(const char *bytes, size_t length) {
    if (length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
        return AMONT_ENCODING_UTF16_LE;
    if (length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
        return AMONT_ENCODING_UTF16_BE;
    amont_encoding_count count = {0, 0, false};
    amont_encoding_add(&count, bytes, length);
    return amont_encoding_judge(&count);
}

/* ---- decoding ------------------------------------------------------------------------------ */

static char *decode_utf8(const char *bytes, size_t length, size_t *decoded_length) {
    size_t mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    amont_encoding_count count = {0, 0, false};
    amont_encoding_add(&count, bytes, length);
    if (count.unsound > 0)
        return NULL;
    char *text = g_malloc(length - mark + 1);
    if (length > mark) /* no bytes may be NULL, which memcpy does not take */
        memcpy(text, bytes + mark, length - mark);
    text[length - mark] = '\0';
    *decoded_length = length - mark;
    return text;
}

static char *decode_cp1252(const char *bytes, size_t length, size_t *decoded_length) {
    size_t needed = 1;
    for (size_t i = 0; i < length; i++)
        needed += (size_t)g_unichar_to_utf8(cp1252_letter((unsigned char)bytes[i]), NULL);
    char *text = g_malloc(needed), *to = text;
    for (size_t i = 0; i < length; i++) {
        gunichar letter = cp1252_letter((unsigned char)bytes[i]);
        if (letter == 0 && bytes[i] != '\0') {
            g_free(text);
            return NULL;
        }
        to += g_unichar_to_utf8(letter, to);
    }
    *to = '\0';
    *decoded_length = (size_t)(to - text);
    return text;
}

static unsigned unit_at(const char *bytes, bool big_endian) {
    unsigned first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];
    return big_endian ? first << 8 | second : second << 8 | first;
}

/* A pair of surrogates is one letter of the other planes. */
static char *decode_utf16(const char *bytes, size_t length, bool big_endian,
                          size_t *decoded_length) {
    if (length % 2 != 0)
        return NULL;
    GString *text = g_string_sized_new(length);
    for (size_t i = 2; i < length; i += 2) {
        gunichar letter = unit_at(bytes + i, big_endian);
        unsigned low = i + 3 < length ? unit_at(bytes + i + 2, big_endian) : 0;
        if (letter >= 0xd800 && letter < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
            letter = 0x10000 + ((letter - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        if (letter >= 0xd800 && letter < 0xe000) {
            g_string_free(text, TRUE);
            return NULL;
        }
        char letter_bytes[6];
        g_string_append_len(text, letter_bytes, g_unichar_to_utf8(letter, letter_bytes));
    }
    *decoded_length = text->len;
    return g_string_free(text, FALSE);
}

char *amont_text_decode(const char *bytes, size_t length, amont_encoding encoding,
                        size_t *decoded_length) {
    size_t ignored = 0;
    size_t *result = decoded_length ? decoded_length : &ignored;
    *result = 0;
    switch (encoding) {
    case AMONT_ENCODING_UTF8:
        return decode_utf8(bytes, length, result);
    case AMONT_ENCODING_CP1252:
        return decode_cp1252(bytes, length, result);
    case AMONT_ENCODING_UTF16_LE:
    case AMONT_ENCODING_UTF16_BE:
        return decode_utf16(bytes, length, encoding == AMONT_ENCODING_UTF16_BE, result);
    case AMONT_ENCODING_DAMAGED:
        break;
    }
    return NULL;
}

/* The byte that was taken for this letter, by Windows-1252 or by Latin-1; -1 when none was. */
static int byte_of(gunichar letter) {
    if (letter < 0x100)
        return (int)letter;
    for (int i = 0; i < 32; i++)
        if (cp1252[i] == letter)
            return 0x80 + i;
    return -1;
}

char *amont_text_undo_twice(const char *text) {
    GString *bytes = g_string_new(NULL);
    bool beyond_ascii = false, ok = true;
    for (const char *c = text; ok && *c; c = g_utf8_next_char(c)) {
        int byte = byte_of(g_utf8_get_char(c));
        ok = byte >= 0;
        beyond_ascii |= byte >= 0x80;
        if (ok)
            g_string_append_c(bytes, (char)byte);
    }
    ok = ok && beyond_ascii && g_utf8_validate(bytes->str, (gssize)bytes->len, NULL);
    return g_string_free(bytes, !ok);
}
