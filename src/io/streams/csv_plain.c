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

/* The number that the first n of eight digits make, n at least 1. */
static inline guint64 value_of(guint64 digits, unsigned n) {
    const guint64 mask = G_GUINT64_CONSTANT(0x000000ff000000ff);
    const guint64 hundred_and_million = G_GUINT64_CONSTANT(0x000f424000000064);
    const guint64 one_and_ten_thousand = G_GUINT64_CONSTANT(0x0000271000000001);
    digits <<= 64 - 8 * n; /* zeros before them */
    digits = digits * 10 + (digits >> 8);
    return (guint32)(((digits & mask) * hundred_and_million +
                      (digits >> 16 & mask) * one_and_ten_thousand) >>
                     32);
}

/* Adds the digits at *at to a number; returns how many. Those beyond two words are left. */
static inline unsigned take_digits(const char **at, guint64 *number) {
    unsigned n_all = 0;
    for (int words = 0; words < 2; words++) {
        guint64 digits = load(*at) ^ EACH('0');
        guint64 others = (((digits & EACH(0x7f)) + EACH(0x80 - 10)) | digits) & EACH(0x80);
        unsigned n = others ? first_of(others) : WORD;
        if (n == 0)
            break;
        *number = *number * whole_powers[n] + value_of(digits, n);
        *at += n;
        n_all += n;
        if (n < WORD)
            break;
    }
    return n_all;
}

/* Digits with at most one mark, or nothing. Like read_plain (csv_scan.c) rounded once. */
static inline bool take_number(const char **at, char mark, double *number) {
    bool negative = **at == '-';
    *at += negative;
    guint64 digits = 0;
    unsigned before = take_digits(at, &digits), behind = 0;
    if (before > 0 && **at == mark) {
        ++*at;
        behind = take_digits(at, &digits);
    }
    if (before + behind > MOST_DIGITS)
        return false;
    double value = (double)digits / powers[behind];
    *number = before == 0 ? NAN : negative ? -value : value;
    return before > 0 || !negative;
}

/* ---- cells --------------------------------------------------------------------------------- */

typedef struct progress {
    const char *at, *last; /* the last place where a cell may begin */
    guint64 separators;
    guint64 any;  /* all bytes passed over, one over the other */
    bool numbers; /* one was there */
} progress;

/* To the next separator, quote or control character. */
static inline bool pass_text(progress *p, guint64 separators) {
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

static inline bool pass_cell(progress *p, bool is_quoted, csv_slice *cell) {
    const char *start = p->at;
    if (!pass_text(p, is_quoted ? EACH('"') : p->separators))
        return false;
    *cell = (csv_slice){start, (size_t)(p->at - start), 0};
    return true;
}

static inline bool scan_cell(const csv_scanner *scanner, size_t index, progress *p,
                             csv_scanned *row) {
    int number = scanner->shape->number_slot[index], text = scanner->shape->text_slot[index];
    if (p->at > p->last)
        return false;
    bool is_quoted = *p->at == '"';
    p->at += is_quoted;
    const char *start = p->at;
    csv_slice cell;
    if (number >= 0) {
        if (!take_number(&p->at, scanner->marks[number], &row->numbers[number]))
            return false;
        p->numbers = p->numbers || p->at > start;
        cell = (csv_slice){start, (size_t)(p->at - start), 0};
    } else if (!pass_cell(p, is_quoted, &cell)) {
        return false;
    }
    if (text >= 0)
        row->texts[text] = cell;
    if (!is_quoted)
        return true;
    return *p->at++ == '"';
}

/* ---- rows ---------------------------------------------------------------------------------- */

bool csv_plain_row(const csv_scanner *scanner, const char **at, const char *end, csv_scanned *row) {
    const csv_shape *shape = scanner->shape;
    if (end - *at < ROOM)
        return false;
    progress p = {.at = *at, .last = end - ROOM, .separators = EACH(shape->separator)};
    for (size_t i = 0; i < shape->n_titles; i++) {
        if (i > 0 && *p.at++ != shape->separator)
            return false;
        if (!scan_cell(scanner, i, &p, row))
            return false;
    }
    p.at += *p.at == '\r';
    if (*p.at++ != '\n' || !p.numbers)
        return false;
    row->n_cells = shape->n_titles;
    row->n_lines = 1;
    row->is_blank = false;
    row->is_ascii = (p.any & EACH(0x80)) == 0;
    row->wrong = -1;
    *at = p.at;
    return true;
}
