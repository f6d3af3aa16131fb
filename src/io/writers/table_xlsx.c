/* The indicator table as a workbook of Excel, by libxlsxwriter: the rows of the CSV, texts as texts
 * and figures as figures, so that nothing depends on the language of who opens it. */
#include "io/writers/writers.h"

#include "amont/files.h"

#include <math.h>
#include <xlsxwriter.h>

typedef struct title {
    const char *name;
    double width; /* in digits */
} title;

static const title titles[] = {{"zone_level", 12}, {"zone_code", 11}, {"zone_name", 26},
                               {"indicator", 26},  {"value", 16},     {"unit", 10},
                               {"n", 10},          {"flag", 7},       {"source", 50}};

/* A sheet and the first thing that went wrong. */
typedef struct sheet {
    lxw_worksheet *page;
    lxw_error error;
} sheet;

static void put_text(sheet *s, lxw_row_t row, lxw_col_t column, const char *text,
                     lxw_format *format) {
    if (text && *text && s->error == LXW_NO_ERROR)
        s->error = worksheet_write_string(s->page, row, column, text, format);
}

static void put_number(sheet *s, lxw_row_t row, lxw_col_t column, double number) {
    if (isfinite(number) && s->error == LXW_NO_ERROR)
        s->error = worksheet_write_number(s->page, row, column, number, NULL);
}

static void put_titles(sheet *s, lxw_format *bold) {
    for (lxw_col_t c = 0; c < (lxw_col_t)G_N_ELEMENTS(titles); c++) {
        put_text(s, 0, c, titles[c].name, bold);
        worksheet_set_column(s->page, c, c, titles[c].width, NULL);
    }
    worksheet_freeze_panes(s->page, 1, 0);
}

static void put_row(sheet *s, lxw_row_t row, const amont_table_row *from) {
    const amont_figure *figure = from->figure;
    const char *const texts[] = {from->level, from->code, from->name, from->series->indicator};
    lxw_col_t column = 0;
    for (; column < (lxw_col_t)G_N_ELEMENTS(texts); column++)
        put_text(s, row, column, texts[column], NULL);
    const char *word = amont_series_word(from->series, figure);
    if (word)
        put_text(s, row, column++, word, NULL);
    else
        put_number(s, row, column++, amont_flag_has_value(figure->flag) ? figure->value : NAN);
    put_text(s, row, column++, from->series->unit, NULL);
    put_number(s, row, column++, figure->n);
    put_text(s, row, column++, amont_flag_name(figure->flag), NULL);
    put_text(s, row, column, from->series->source, NULL);
}

/* The date of the study is that of the file. */
static void describe(lxw_workbook *book, const amont_study *study) {
    g_autofree char *date = amont_study_date(study);
    g_autofree char *moment = g_strconcat(date, "T00:00:00Z", NULL);
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(moment, NULL);
    lxw_doc_properties properties = {.title = study->title,
                                     .author = study->author,
                                     .created = time ? g_date_time_to_unix(time) : 0};
    workbook_set_properties(book, &properties);
}

static lxw_error write_book(const char *path, const GArray *rows, const amont_study *study) {
    lxw_workbook *book = workbook_new(path);
    sheet s = {.page = workbook_add_worksheet(book, "amont")};
    lxw_format *bold = workbook_add_format(book);
    format_set_bold(bold);
    describe(book, study);
    put_titles(&s, bold);
    for (guint i = 0; i < rows->len; i++)
        put_row(&s, i + 1, &g_array_index(rows, amont_table_row, i));
    lxw_error closed = workbook_close(book);
    return s.error != LXW_NO_ERROR ? s.error : closed;
}

bool amont_table_xlsx(const char *path, const amont_table *table, const amont_layers *layers,
                      const amont_table_options *options, GError **error) {
    g_autoptr(GArray) rows = amont_table_rows(table, layers, options);
    g_autofree char *temporary = amont_files_begin(path, error);
    if (!temporary)
        return false;
    lxw_error result = write_book(temporary, rows, layers->study);
    if (result == LXW_NO_ERROR)
        return amont_files_publish(temporary, path, error);
    amont_files_abandon(temporary);
    return amont_fail(error, AMONT_ERROR_IO, "cannot write '%s': %s", path, lxw_strerror(result));
}
