#include "bytes.h"

#include <math.h>
#include <string.h>

enum { LONGEST_CHUNK = 64, MOST_CHANGES = 8 };

typedef struct span {
    guint at, length;
} span;

static guint below(GRand *random, guint n) {
    return (guint)g_rand_int_range(random, 0, (gint32)MAX(n, 1));
}

/* A piece that lies within the bytes; empty only when there are none. */
static span any_span(const GByteArray *bytes, GRand *random) {
    guint at = below(random, bytes->len), length = 1 + below(random, LONGEST_CHUNK);
    return (span){at, MIN(length, bytes->len - at)};
}

static void insert(GByteArray *bytes, guint at, const void *block, guint length) {
    guint tail = bytes->len - at;
    g_byte_array_set_size(bytes, bytes->len + length);
    memmove(bytes->data + at + length, bytes->data + at, tail);
    memcpy(bytes->data + at, block, length);
}

/* ---- changes that keep the length ---------------------------------------------------------- */

static void flip_bit(GByteArray *bytes, GRand *random) {
    bytes->data[below(random, bytes->len)] ^= (guint8)(1U << below(random, 8));
}

static void set_byte(GByteArray *bytes, GRand *random) {
    bytes->data[below(random, bytes->len)] = (guint8)below(random, 256);
}

/* The least and the greatest of each width, in both byte orders; a NaN and an infinity. */
static void set_extreme(GByteArray *bytes, GRand *random) {
    const double not_a_number = NAN, infinite = INFINITY;
    guint64 values[] = {0,
                        1,
                        G_MAXUINT64,
                        G_MAXINT64,
                        (guint64)G_MAXINT64 + 1,
                        G_MAXINT32,
                        (guint64)G_MAXINT32 + 1,
                        G_MAXUINT32,
                        0xffff,
                        0x7fff,
                        GUINT64_SWAP_LE_BE(G_MAXINT64),
                        G_MAXUINT32 - 0x80U,
                        0,
                        0};
    memcpy(&values[G_N_ELEMENTS(values) - 2], &not_a_number, sizeof not_a_number);
    memcpy(&values[G_N_ELEMENTS(values) - 1], &infinite, sizeof infinite);
    guint64 value = values[below(random, G_N_ELEMENTS(values))];
    guint width = 1U << below(random, 4), at = below(random, bytes->len);
    memcpy(bytes->data + at, &value, MIN(width, bytes->len - at));
}

static void fill_chunk(GByteArray *bytes, GRand *random) {
    span chunk = any_span(bytes, random);
    memset(bytes->data + chunk.at, (int)below(random, 256), chunk.length);
}

static void copy_chunk(GByteArray *bytes, GRand *random) {
    span from = any_span(bytes, random), to = any_span(bytes, random);
    memmove(bytes->data + to.at, bytes->data + from.at, MIN(from.length, to.length));
}

static void swap_chunks(GByteArray *bytes, GRand *random) {
    span one = any_span(bytes, random), two = any_span(bytes, random);
    for (guint i = 0; i < MIN(one.length, two.length); i++) {
        guint8 kept = bytes->data[one.at + i];
        bytes->data[one.at + i] = bytes->data[two.at + i];
        bytes->data[two.at + i] = kept;
    }
}

/* ---- changes of length --------------------------------------------------------------------- */

static void insert_bytes(GByteArray *bytes, GRand *random) {
    guint8 block[8];
    for (size_t i = 0; i < sizeof block; i++)
        block[i] = (guint8)below(random, 256);
    insert(bytes, below(random, bytes->len + 1), block, 1 + below(random, sizeof block));
}

static void repeat_chunk(GByteArray *bytes, GRand *random) {
    span chunk = any_span(bytes, random);
    guint8 block[LONGEST_CHUNK];
    memcpy(block, bytes->data + chunk.at, chunk.length);
    guint times = 1U << below(random, 7), at = below(random, bytes->len + 1);
    for (guint i = 0; i < times; i++)
        insert(bytes, at, block, chunk.length);
}

static void remove_chunk(GByteArray *bytes, GRand *random) {
    span chunk = any_span(bytes, random);
    g_byte_array_remove_range(bytes, chunk.at, chunk.length);
}

static void cut(GByteArray *bytes, GRand *random) {
    g_byte_array_set_size(bytes, below(random, bytes->len));
}

/* A run of digits becomes another number, or none. */
static void change_number(GByteArray *bytes, GRand *random) {
    static const char *const numbers[] = {
        "0",    "-1",    "2147483648", "-2147483649", "18446744073709551616",
        "1e38", "1e999", "NaN",        "-Infinity",   "1048577",
    };
    guint at = below(random, bytes->len), end = 0;
    while (at < bytes->len && !g_ascii_isdigit(bytes->data[at]))
        at++;
    for (end = at; end < bytes->len && g_ascii_isdigit(bytes->data[end]);)
        end++;
    const char *number = numbers[below(random, G_N_ELEMENTS(numbers))];
    if (end > at)
        g_byte_array_remove_range(bytes, at, end - at);
    insert(bytes, at, number, (guint)strlen(number));
}

/* What opens and closes in JSON, XML and CSV, and what XML expands. */
static void insert_token(GByteArray *bytes, GRand *random) {
    static const char *const tokens[] = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "null",
        "true",
        ",",
        ":",
        "<",
        "</",
        "/>",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#0;",
        "&x;",
        "<!--",
        "\xff",
        "\xc3",
        "\n",
        "<a>",
        "\r\n",
        ";",
        "\xef\xbb\xbf",
        "-",
        "<!DOCTYPE a [",
        "<!ENTITY x 'y'>",
    };
    const char *token = tokens[below(random, G_N_ELEMENTS(tokens))];
    insert(bytes, below(random, bytes->len + 1), token, (guint)strlen(token));
}

/* ---- all ----------------------------------------------------------------------------------- */

typedef void (*change)(GByteArray *bytes, GRand *random);
static const change changes[] = {
    flip_bit,     set_byte,     set_extreme,  fill_chunk, copy_chunk,    swap_chunks,
    insert_bytes, repeat_chunk, remove_chunk, cut,        change_number, insert_token,
};
enum { KEEP_LENGTH = 6 }; /* so many of them */

void mutate_bytes(GByteArray *bytes, GRand *random, bool same_length) {
    for (guint i = 0; i < MOST_CHANGES && bytes->len > 0; i++) {
        changes[below(random, same_length ? KEEP_LENGTH : G_N_ELEMENTS(changes))](bytes, random);
        if (g_rand_boolean(random))
            return;
    }
}
