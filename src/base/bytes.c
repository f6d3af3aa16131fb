/* Bytes that are zero, in a word of eight, without branches: Hacker's Delight (H. S. Warren, 2nd
 * edition, 6-1). The order of bytes in the word does not matter for counting. */
#include "base/bytes.h"

#include <glib.h>
#include <string.h>

static const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
static const guint64 lows = G_GUINT64_CONSTANT(0x7f7f7f7f7f7f7f7f);

static guint64 load(const char *at) {
    guint64 word = 0;
    memcpy(&word, at, sizeof word);
    return word;
}

static size_t count_in_word(guint64 word, guint64 pattern) {
    guint64 x = word ^ pattern;
    guint64 zero = ~(((x & lows) + lows) | x | lows); /* 0x80 in each byte that is equal */
    return (size_t)(((zero >> 7) * ones) >> 56);
}

size_t amont_bytes_count(const char *from, const char *to, char byte) {
    guint64 pattern = ones * (unsigned char)byte;
    size_t n = 0;
    for (; to - from >= 8; from += 8)
        n += count_in_word(load(from), pattern);
    for (; from < to; from++)
        n += *from == byte;
    return n;
}

const char *amont_bytes_skip(const char *from, const char *to, char byte, size_t n) {
    guint64 pattern = ones * (unsigned char)byte;
    for (; to - from >= 8; from += 8) {
        size_t here = count_in_word(load(from), pattern);
        if (here >= n)
            break;
        n -= here;
    }
    for (; n > 0 && from < to; from++)
        n -= *from == byte;
    return from;
}

const char *amont_bytes_skip_ascii(const char *from, const char *to) {
    while (to - from >= 8 && (load(from) & ~lows) == 0)
        from += 8;
    while (from < to && (unsigned char)*from < 0x80)
        from++;
    return from;
}
