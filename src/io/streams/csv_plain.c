/* A word holds the next eight bytes, the first one lowest; questions about all of them are answered
 * in the highest bit of each (L. Lamport, Multiple byte processing with full-word instructions,
 * CACM 18, 1975). Eight digits become a number by three multiplications (D. Lemire, Number parsing
 * at a gigabyte per second, Software: Practice and Experience 51, 2021). */
#include "io/streams/csv_plain.h"

#include <math.h>
#include <string.h>

enum { WORD = sizeof(guint64) };

/* A cell is begun only where so much follows: the longest number, and a word behind it. */
enum { ROOM = 64, MOST_DIGITS = 15 };

#define INLINE G_ALWAYS_INLINE inline
#define EACH(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (guint8)(byte))

static const guint64 whole_powers[WORD + 1] = {1,      10,      100,      1000,     10000,
                                               100000, 1000000, 10000000, 100000000};
static const double powers[MOST_DIGITS + 1] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                               1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

static inline guint64 load(const char *at) {
    guint64 word;
    memcpy(&word, at, sizeof word);
    return GUINT64_FROM_LE(word);
}

static inline unsigned first_of(guint64 marks) {
    return (unsigned)__builtin_ctzll(marks) / 8;
}

/* Marks bytes less than `limit`, which is at most 128. Right up to the first one that is. */
static inline guint64 less(guint64 word, guint8 limit) {
    return (word - EACH(limit)) & ~word & EACH(0x80);
}

static inline guint64 equal(guint64 word, guint64 pattern) {
    return less(word ^ pattern, 1);
}

/* ---- numbers ------------------------------------------------------------------------------- */

/* Marks what is no digit among eight characters less '0'. Right up to the first one that is not. */
static inline guint64 not_digits(guint64 digits) {
    return ((digits + EACH(0x80 - 10)) | digits) & EACH(0x80);
}

/* The number that the first n of eight digits make, n at least 1. */
static inline guint64 value_of(guint64 digits, unsigned n) {
    const guint64 mask = G_GUINT64_CONSTANT(0x000000ff000000ff);
    const guint64 hundred_and_million = G_GUINT64_CONSTANT(0x000f424000000064);
    const guint64 one_and_ten_thousand = G_GUINT64_CONSTANT(0x0000271000000001);
    digits <<= (64 - 8 * n) % 64; /* zeros before them */
    digits = digits * 10 + (digits >> 8);
    return ((digits & mask) * hundred_and_million + (digits >> 16 & mask) * one_and_ten_thousand) >>
           32;
}

/* Adds the first n of eight digits, n at least 1, to a number; returns their end. */
static INLINE const char *add_digits(const char *at, guint64 digits, unsigned n, guint64 *number) {
    *number = *number * whole_powers[n] + (guint32)value_of(digits, n);
    return at + n;
}

/* Up to eight more. */
static G_GNUC_NO_INLINE const char *take_more(const char *at, guint64 *number) {
    guint64 digits = load(at) ^ EACH('0'), others = not_digits(digits);
    unsigned n = others ? first_of(others) : WORD;
    return n > 0 ? add_digits(at, digits, n, number) : at;
}

/* Adds the digits at `at` to a number and returns their end; by the word, as there are often seven
 * decimals. Stops where there are more than can be taken. A jump for each count, and not a sum,
 * lets processors guess where the next cell begins, and start on it meanwhile. */
static INLINE const char *take_decimals(const char *at, guint64 *number) {
    guint64 digits = load(at) ^ EACH('0'), others = not_digits(digits);
    switch (others ? first_of(others) : WORD) {
    case 0:
        return at;
    case 1:
        return add_digits(at, digits, 1, number);
    case 2:
        return add_digits(at, digits, 2, number);
    case 3:
        return add_digits(at, digits, 3, number);
    case 4:
        return add_digits(at, digits, 4, number);
    case 5:
        return add_digits(at, digits, 5, number);
    case 6:
        return add_digits(at, digits, 6, number);
    case 7:
        return add_digits(at, digits, 7, number);
    default:
        return take_more(add_digits(at, digits, WORD, number), number);
    }
}

/* The same before the mark, one by one: mostly a few. */
static INLINE const char *take_whole(const char *at, guint64 *number) {
    const char *most = at + MOST_DIGITS + 1;
    for (unsigned digit; at < most && (digit = (unsigned)*at - '0') < 10; at++)
        *number = *number * 10 + digit;
    return at;
}

/* Digits with at most one mark; rounded once, like read_plain (csv_scan.c). Returns their end, or
 * NULL. */
static INLINE const char *take_number(const char *at, char mark, double *number) {
    bool negative = *at == '-';
    guint64 digits = 0;
    const char *start = at + negative, *point = take_whole(start, &digits), *end = point;
    size_t before = (size_t)(point - start), behind = 0;
    if (*point == mark) {
        end = take_decimals(point + 1, &digits);
        behind = (size_t)(end - point) - 1;
    }
    if (before == 0 || behind >= G_N_ELEMENTS(powers) || before + behind > MOST_DIGITS)
        return NULL;
    double value = (double)(gint64)digits / powers[behind];
    *number = G_UNLIKELY(negative) ? -value : value;
    return end;
}

/* ---- cells --------------------------------------------------------------------------------- */

typedef struct progress {
    const char *at, *last; /* the last place where a cell may begin */
    guint64 separators;
    guint64 any;  /* all bytes passed over, one over the other */
    bool numbers; /* one was there */
} progress;

/* To the next separator, quote or control character. */
static INLINE bool pass_text(progress *p, guint64 separators) {
    for (; p->at <= p->last; p->at += WORD) {
        guint64 word = load(p->at);
        guint64 stops = less(word, ' ') | equal(word, separators) | equal(word, EACH('"'));
        if (stops) {
            p->any |= word & ((stops & -stops) - 1);
            p->at += first_of(stops);
            return true;
        }
        p->any |= word;
    }
    return false;
}

/* A number that is missing. */
static bool pass_nothing(const char *start, progress *p, char stop, double *number) {
    p->at = start;
    *number = NAN;
    return *start == stop || *start == '\r' || *start == '\n';
}

/* A cell without its quotes; `stop` is what ends it. */
static INLINE bool scan_cell(const csv_use *use, progress *p, char stop, csv_scanned *row) {
    const char *start = p->at;
    if (use->number < 0) {
        if (!pass_text(p, EACH(stop)))
            return false;
    } else {
        p->at = take_number(start, use->mark, &row->numbers[use->number]);
        p->numbers |= p->at != NULL;
        if (!p->at && !pass_nothing(start, p, stop, &row->numbers[use->number]))
            return false;
    }
    if (use->text >= 0)
        row->texts[use->text] = (csv_slice){start, (size_t)(p->at - start), 0};
    return true;
}

static G_GNUC_NO_INLINE bool scan_quoted(const csv_use *use, progress *p, csv_scanned *row) {
    p->at++;
    return scan_cell(use, p, '"', row) && *p->at++ == '"';
}

/* ---- rows ---------------------------------------------------------------------------------- */

bool csv_plain_row(const csv_scanner *scanner, const char **at, const char *end, csv_scanned *row) {
    const char separator = scanner->shape->separator;
    if (end - *at < ROOM)
        return false;
    progress p = {.at = *at, .last = end - ROOM};
    const csv_use *use = scanner->uses, *behind = use + scanner->shape->n_titles;
    for (;;) {
        if (p.at > p.last)
            return false;
        if (G_UNLIKELY(*p.at == '"')) {
            progress copy = p;
            if (!scan_quoted(use, &copy, row))
                return false;
            p = copy;
        } else if (!scan_cell(use, &p, separator, row))
            return false;
        if (++use == behind)
            break;
        if (*p.at++ != separator)
            return false;
    }
    p.at += *p.at == '\r';
    if (*p.at++ != '\n' || !p.numbers)
        return false;
    row->n_cells = scanner->shape->n_titles;
    row->n_lines = 1;
    row->is_blank = false;
    row->is_ascii = (p.any & EACH(0x80)) == 0;
    row->wrong = -1;
    *at = p.at;
    return true;
}
