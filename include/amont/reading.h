/* folder: base */
/* Reading what people write in tables: numbers, amounts, dates, codes and names.
 *
 * A planner writes « 1 234,5 », « 12 k€ » and « 12,5 % », a machine 1234.5. Nearly every number
 * says by itself what its marks are: in 12,5 and 1 234,567 the comma can only be decimal, in
 * 1,234,567 only part thousands. One cannot: 1,234. It is read as the other numbers of its column
 * show, and refused where they show nothing.
 *
 *     amont_dialect dialect = amont_column_dialect(texts, n);   {"0,5", "1,234"}
 *     double value;
 *     amont_number_read(texts[1], dialect, &value);              AMONT_READ_NUMBER, 1.234
 */
#ifndef AMONT_READING_H
#define AMONT_READING_H

#include <glib.h>
#include <stdbool.h>

/* What the marks have been seen to be, beyond doubt. Nothing seen: all false. */
typedef struct amont_dialect {
    bool comma_decimal; /* 12,5   1 234,567   1,234e3   0,125 */
    bool comma_group;   /* 1,234,567   1,234.5 */
    bool point_decimal;
    bool point_group;
} amont_dialect;

/* What the numbers of a column show together; texts that are no numbers, and NULL, show nothing. */
amont_dialect amont_column_dialect(const char *const *texts, size_t n);

/* Adds what one text shows. True where it is a number that can be read in two ways. */
bool amont_dialect_learn(amont_dialect *dialect, const char *text);

/* The same where the column shows nothing of its commas: then what the rest of the file shows. */
amont_dialect amont_dialect_complete(amont_dialect column, amont_dialect file);

typedef enum amont_reading {
    AMONT_READ_NUMBER,
    AMONT_READ_MISSING,   /* blank, or a word for it: nd, n/a, -, … */
    AMONT_READ_SECRET,    /* INSEE's s */
    AMONT_READ_AMBIGUOUS, /* 1,234 where the column does not decide */
    AMONT_READ_WRONG      /* no number */
} amont_reading;

/* Reads a whole text. Around the number: blanks; a sign; € before or after; k€, M€, Md€, millions
 * and milliards (d'euros), which multiply; HT or TTC; %, which does not divide: « 12,5 % » is 12.5.
 * In it: thousands apart by blanks (U+0020, U+00A0, U+2009, U+202F) or apostrophes, in groups of
 * three; an exponent. Lower-case m€ is refused: some mean thousands by it.
 *
 * 1,234 is decimal or thousands as the column shows of its commas, else ambiguous. 1.234 is decimal
 * unless points part thousands in the column; it is ambiguous where both are seen, or where only
 * commas are seen to be decimal. `value` is NaN unless a number is read. */
amont_reading amont_number_read(const char *text, amont_dialect dialect, double *value);

/* The same for digits with at most one point, if `points` are decimal, in [at, end): a whole number
 * below 2^53 divided by a power of ten below 10^23 is rounded once, hence rightly (W. D. Clinger,
 * How to read floating point numbers accurately, 1990). False for all else, numbers or not. */
bool amont_number_scan(const char *at, const char *end, bool points, double *number);

typedef struct amont_date {
    int year, month, day;
} amont_date;

/* 2021-03-04, 2021/03/04, 04/03/2021, 4.3.2021 or 04-03-2021 (the day first, always), with or
 * without a time, which is dropped; or a spreadsheet's serial of five digits (44259). Years of two
 * digits are refused: the century would be a guess. */
bool amont_date_read(const char *text, amont_date *date);

/* A serial of the 1900 system: 1 is 1900-01-01, 61 is 1900-03-01. Serial 60 stands for a day that
 * never was, 29 February 1900, and is refused. A part of a day is dropped.
 * Source: ECMA-376 part 1, 18.17.4.1. */
bool amont_date_from_serial(double serial, amont_date *date);

/* INSEE codes: 01001, 2A004, 97411; 01, 2A, 974. */
bool amont_code_is_commune(const char *code);
bool amont_code_is_department(const char *code);

/* The code as it was before a spreadsheet took it for a number: the zeros that it lacks to be
 * `length` long (1001 and 1001.0 are 01001), capital letters in Corsica (2a004). NULL when nothing
 * was lost. */
char *amont_code_restore(const char *code, size_t length);

/* The place in a list of the code that `written` was: with the zeros put back that it lacks to be
 * up to `longest` long, else, since the list may have lost them, with its own taken off. `find`
 * gives the place of a code as it stands, or G_MAXSIZE, which is the answer for none. */
typedef size_t (*amont_code_finder)(const void *list, const char *code);
size_t amont_code_find_restored(const char *written, size_t longest, amont_code_finder find,
                                const void *list);

/* What two spellings of a name have in common: no accents, capitals, hyphens, apostrophes and
 * articles, « Saint » in full, « s/ » as « sur »: « Le Kremlin-Bicêtre », « KREMLIN BICETRE (LE) »
 * -> "kremlin bicetre". */
char *amont_name_fold(const char *name);

/* The one name within two edits of `name` (one, below six letters), both folded; NULL when there is
 * none or more than one at the least distance. */
const char *amont_name_suggest(const char *name, const char *const *names, size_t n_names);

#endif
