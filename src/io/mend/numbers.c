/* How a number is read may depend on the others of its file, so all that the study uses are gone
 * through together, and none is written where one of them can be read in two ways. A column keeps
 * its decimal mark: a French spreadsheet takes 1.5 for a date. */
#include "io/mend/mending.h"

#include "amont/text.h"

#include <math.h>
#include <string.h>

static bool is_ambiguous(const amont_number_column *number) {
    double value = NAN;
    for (size_t row = 0; row < number->layer->n_rows; row++) {
        const char *text = number->column->texts[row];
        if (text &&
            amont_number_read(text, number->column->dialect, &value) == AMONT_READ_AMBIGUOUS)
            return true;
    }
    return false;
}

/* Of a column that has both, the one that goes with the separator of the file. */
static char mark_of(const amont_column *column, char separator) {
    if (column->dialect.comma_decimal && column->dialect.point_decimal)
        return separator == ';' ? ',' : '.';
    return column->dialect.comma_decimal ? ',' : '.';
}

/* Digits with at most one mark, and that the right one. */
static bool is_plain(const char *text, char mark, double value) {
    double plain = NAN;
    if (strchr(text, mark == ',' ? '.' : ','))
        return false;
    g_autofree char *pointed = g_strdelimit(g_strdup(text), ",", '.');
    return amont_number_parse(pointed, &plain) && plain == value;
}

/* 1.234 can be read in two ways, 1.2340 in one. */
static bool has_three(const char *text, char mark) {
    const char *decimals = strchr(text, mark);
    return decimals && strspn(decimals + 1, "0123456789") == 3;
}

static char *write_number(double value, char mark, bool four) {
    g_autofree char *text = amont_number_exact(value);
    const char *zero = four && has_three(text, '.') ? "0" : "";
    return g_strdelimit(g_strconcat(text, zero, NULL), ".", mark);
}

/* The column as it will be; with `four`, without any number that others must explain. */
static GPtrArray *write_column(const amont_number_column *number, char mark, bool four) {
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (size_t row = 0; row < number->layer->n_rows; row++) {
        const char *text = number->column->texts[row];
        double value = NAN;
        bool stays =
            !text ||
            amont_number_read(text, number->column->dialect, &value) != AMONT_READ_NUMBER ||
            (is_plain(text, mark, value) && !(four && has_three(text, mark)));
        g_ptr_array_add(texts, stays ? g_strdup(text) : write_number(value, mark, four));
    }
    return texts;
}

static bool is_changed(const amont_number_column *number, const GPtrArray *texts) {
    for (size_t row = 0; row < number->layer->n_rows; row++)
        if (g_strcmp0(texts->pdata[row], number->column->texts[row]) != 0)
            return true;
    return false;
}

/* Do the texts still show what the mark is? « 1,5 k€ » did, 1500 does not. */
static bool shows_mark(const GPtrArray *texts, char mark) {
    amont_dialect dialect = amont_column_dialect((const char *const *)texts->pdata, texts->len);
    return mark == ',' ? dialect.comma_decimal : dialect.point_decimal;
}

static void mend_column(const amont_use *u, const amont_number_column *number) {
    char mark = mark_of(number->column, u->file->grid->separator);
    g_autoptr(GPtrArray) texts = write_column(number, mark, false);
    if (!shows_mark(texts, mark)) {
        g_ptr_array_unref(texts);
        texts = write_column(number, mark, true);
    }
    for (size_t row = 0; row < number->layer->n_rows; row++)
        if (g_strcmp0(texts->pdata[row], number->column->texts[row]) != 0)
            amont_use_set(u, row, number->column, texts->pdata[row], "number");
}

/* Is there anything that only people read? */
static bool is_wanting(const amont_mended *file) {
    for (guint i = 0; i < file->numbers->len; i++) {
        const amont_number_column *number = &g_array_index(file->numbers, amont_number_column, i);
        char mark = mark_of(number->column, file->grid->separator);
        g_autoptr(GPtrArray) texts = write_column(number, mark, false);
        if (is_changed(number, texts))
            return true;
    }
    return false;
}

void amont_mend_numbers(amont_mending *mending, amont_mended *file) {
    for (guint i = 0; i < file->numbers->len; i++)
        if (is_ambiguous(&g_array_index(file->numbers, amont_number_column, i)))
            return;
    if (!is_wanting(file))
        return;
    for (guint i = 0; i < file->numbers->len; i++) {
        const amont_number_column *number = &g_array_index(file->numbers, amont_number_column, i);
        amont_use u = {.mending = mending, .file = file, .layer = number->layer};
        mend_column(&u, number);
    }
}
