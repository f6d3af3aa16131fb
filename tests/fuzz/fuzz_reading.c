/* Lines as the texts of a column: numbers, dates, codes, names. What is read is finite, and printed
 * plainly it is read again. */
#include "fuzz.h"

#include "amont/encoding.h"
#include "amont/reading.h"
#include "amont/text.h"

#include <math.h>
#include <string.h>

static void check_date(amont_date date) {
    amont_date again;
    g_autofree char *iso = g_strdup_printf("%04d-%02d-%02d", date.year, date.month, date.day);
    g_assert(amont_date_read(iso, &again) && memcmp(&date, &again, sizeof date) == 0);
}

static void read_number(const char *text, amont_dialect dialect) {
    double value = 0;
    if (amont_number_read(text, dialect, &value) != AMONT_READ_NUMBER) {
        g_assert(isnan(value));
        return;
    }
    g_assert(isfinite(value));
    double again = 0;
    amont_dialect points = {.point_decimal = true};
    g_autofree char *plain = amont_number_plain(value);
    g_assert(amont_number_read(plain, points, &again) == AMONT_READ_NUMBER);
    g_assert(fabs(again - value) <= 1e-11 * fabs(value));
    amont_date date;
    if (amont_date_from_serial(value, &date))
        check_date(date);
}

static void read_date(const char *text) {
    amont_date date;
    if (amont_date_read(text, &date))
        check_date(date);
}

static void read_word(const char *text) {
    g_autofree char *restored = amont_code_restore(text, 5);
    g_assert(!restored || strlen(restored) == 5);
    g_assert(!amont_code_is_commune(text) || strlen(text) == 5);
    amont_code_is_department(text);
    g_autofree char *folded = amont_name_fold(text);
    g_autofree char *twice = amont_name_fold(folded);
    g_assert(g_utf8_validate(folded, -1, NULL) && strlen(twice) <= strlen(folded) + 8);
    g_free(amont_text_undo_twice(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autofree char *bytes = g_strndup((const char *)data, size);
    g_autofree char *text = g_utf8_make_valid(bytes, -1);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 100);
    size_t n = g_strv_length(lines);
    amont_dialect dialect = amont_column_dialect((const char *const *)lines, n);
    for (size_t i = 0; i < n; i++) {
        read_number(lines[i], dialect);
        read_date(lines[i]);
        read_word(lines[i]);
    }
    if (n > 0)
        amont_name_suggest(lines[0], (const char *const *)lines + 1, MIN(n - 1, 8));
    return 0;
}
