/* A planner's file: every row is looked for, and goes to the sites or to the review. */
#include "amont/geocode.h"

#include "io/geocode/records.h"

#include "amont/csv.h"
#include "amont/text.h"

#include <string.h>

enum { ADDRESS, POSTCODE, COMMUNE, N_ASKED, N_ADDED = 7 };
static const gsize longest_file = (gsize)256 << 20;

static const char *const added[N_ADDED] = {"lon",   "lat",    "score",  "precision",
                                           "label", "ban_id", "remarks"};

/* Names that a column may have without being named, compared without case. */
static const char *const usual[N_ASKED][8] = {
    [ADDRESS] = {"adresse", "address", "adresse_complete", "adresse complete", "adr", "voie",
                 "libelle_adresse"},
    [POSTCODE] = {"code_postal", "code postal", "codepostal", "cp", "postcode"},
    [COMMUNE] = {"commune", "nom_commune", "ville", "city", "commune_insee", "code_insee", "insee"},
};

typedef struct table {
    const amont_geocode_options *options;
    const char *path;
    char separator;
    size_t n_own;    /* columns that are copied */
    int at[N_ASKED]; /* -1: none */
} table;

/* ---- text ---------------------------------------------------------------------------------- */

/* UTF-8 as it is, else the text of a Windows spreadsheet. */
static char *read_text(const char *path, gsize *length, GError **error) {
    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "no file '%s'", path);
        return NULL;
    }
    g_autoptr(GMappedFile) map = g_mapped_file_new(path, FALSE, &cause);
    if (!map) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "file '%s' cannot be read: %s", path,
                   cause->message);
        return NULL;
    }
    *length = g_mapped_file_get_length(map);
    if (*length > longest_file) {
        amont_fail(error, AMONT_ERROR_DATA, "'%s' is larger than 256 MiB", path);
        return NULL;
    }
    const char *bytes = g_mapped_file_get_contents(map);
    if (g_utf8_validate_len(bytes ? bytes : "", *length, NULL))
        return g_strndup(bytes ? bytes : "", *length);
    text = g_convert(bytes, (gssize)*length, "UTF-8", "CP1252", NULL, length, NULL);
    if (!text)
        amont_fail(error, AMONT_ERROR_DATA, "'%s' is text neither in UTF-8 nor in Windows-1252",
                   path);
    return g_steal_pointer(&text);
}

/* ---- columns ------------------------------------------------------------------------------- */

static int column_named(const amont_record *header, const char *name) {
    for (size_t i = 0; i < header->n; i++)
        if (g_ascii_strcasecmp(header->fields[i], name) == 0)
            return (int)i;
    return -1;
}

static int usual_column(const amont_record *header, int asked) {
    int found = -1;
    for (size_t k = 0; found < 0 && k < G_N_ELEMENTS(usual[asked]) && usual[asked][k]; k++)
        found = column_named(header, usual[asked][k]);
    return found;
}

static void hint_columns(const amont_record *header, GError **error) {
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < header->n; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", header->fields[i]);
    amont_hint(error, "the columns are: %s; choose with --column, --postcode and --commune",
               names->str);
}

static bool choose_columns(table *t, const amont_record *header, GError **error) {
    const char *names[N_ASKED] = {t->options->address, t->options->postcode, t->options->commune};
    for (int k = 0; k < N_ASKED; k++) {
        t->at[k] = names[k] ? column_named(header, names[k]) : usual_column(header, k);
        if (t->at[k] >= 0 || (!names[k] && k != ADDRESS))
            continue;
        if (names[k])
            amont_fail(error, AMONT_ERROR_DATA, "'%s' has no column '%s'", t->path, names[k]);
        else
            amont_fail(error, AMONT_ERROR_DATA, "no column of '%s' looks like an address", t->path);
        hint_columns(header, error);
        return false;
    }
    return true;
}

static bool ends_in_ours(const amont_record *header) {
    for (size_t i = 0; i < N_ADDED; i++)
        if (header->n <= N_ADDED || strcmp(header->fields[header->n - N_ADDED + i], added[i]) != 0)
            return false;
    return true;
}

/* ---- writing ------------------------------------------------------------------------------- */

/* The row's own columns, as many as the header has. */
static void append_own(const table *t, GString *out, const amont_record *row) {
    for (size_t i = 0; i < t->n_own; i++) {
        amont_csv_append_cell(out, t->separator, i < row->n ? row->fields[i] : "");
        g_string_append_c(out, t->separator);
    }
}

static void append_header(const table *t, GString *out, const amont_record *header) {
    append_own(t, out, header);
    amont_record own = {header->fields, t->n_own, header->line};
    for (size_t i = 0; i < N_ADDED; i++)
        g_string_append_printf(out, "%s%s%c", column_named(&own, added[i]) >= 0 ? "geo_" : "",
                               added[i], i + 1 < N_ADDED ? t->separator : '\n');
}

static void append_number(GString *out, double value, int decimals) {
    g_autofree char *text = amont_number_plain(amont_number_round(value, decimals));
    g_string_append(out, text);
}

static void append_match(const table *t, GString *out, const amont_match *match) {
    bool found = match->precision != AMONT_MATCH_NONE;
    if (found)
        append_number(out, match->lon, 6);
    g_string_append_c(out, t->separator);
    if (found)
        append_number(out, match->lat, 6);
    g_string_append_c(out, t->separator);
    append_number(out, match->score, 2);
    g_autofree char *remarks = amont_match_remarks_text(match->remarks);
    const char *const texts[] = {amont_match_precision_name(match->precision),
                                 found ? match->label : "", found ? match->ban_id : "", remarks};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_string_append_c(out, t->separator);
        amont_csv_append_cell(out, t->separator, texts[i]);
    }
    g_string_append_c(out, '\n');
}

/* ---- rows ---------------------------------------------------------------------------------- */

static const char *get(const table *t, const amont_record *row, int asked) {
    int i = t->at[asked];
    return i >= 0 && (size_t)i < row->n ? row->fields[i] : NULL;
}

static bool add_row(const table *t, amont_gazetteer *gazetteer, const amont_record *row,
                    amont_geocoded *result, GError **error) {
    amont_match match = {0};
    amont_address address = {get(t, row, ADDRESS), get(t, row, POSTCODE), get(t, row, COMMUNE)};
    if (!amont_geocode(gazetteer, &address, &match, error))
        return false;
    bool is_site = match.precision != AMONT_MATCH_NONE && match.score >= t->options->min_score;
    GString *out = is_site ? result->sites : result->review;
    append_own(t, out, row);
    append_match(t, out, &match);
    result->n_sites += is_site;
    result->n_review += !is_site;
    result->by_precision[match.precision] += is_site;
    amont_match_clear(&match);
    return true;
}

static bool add_rows(table *t, amont_gazetteer *gazetteer, amont_records *records,
                     amont_geocoded *result, GError **error) {
    amont_record row = {0};
    GError *cause = NULL;
    if (!amont_records_next(records, &row, &cause)) {
        if (!cause)
            amont_fail(&cause, AMONT_ERROR_DATA, "'%s' is empty", t->path);
        g_propagate_error(error, cause);
        return false;
    }
    if (!choose_columns(t, &row, error))
        return false;
    t->n_own = ends_in_ours(&row) ? row.n - N_ADDED : row.n;
    append_header(t, result->sites, &row);
    append_header(t, result->review, &row);
    size_t n_columns = row.n;
    while (!cause && amont_records_next(records, &row, &cause)) {
        if (row.n > n_columns)
            amont_fail(&cause, AMONT_ERROR_DATA, "%s:%ld: %zu columns where the header has %zu",
                       t->path, row.line, row.n, n_columns);
        else
            add_row(t, gazetteer, &row, result, &cause);
    }
    if (!cause)
        return true;
    g_propagate_error(error, cause);
    return false;
}

bool amont_geocode_table(amont_gazetteer *gazetteer, const char *path,
                         const amont_geocode_options *options, amont_geocoded *result,
                         GError **error) {
    gsize length = 0;
    g_autofree char *text = read_text(path, &length, error);
    if (!text)
        return false;
    g_autoptr(amont_records) records = amont_records_of_text(path, text, length);
    table t = {.options = options, .path = path, .separator = amont_records_separator(records)};
    *result = (amont_geocoded){.sites = g_string_new(NULL), .review = g_string_new(NULL)};
    if (add_rows(&t, gazetteer, records, result, error))
        return true;
    amont_geocoded_clear(result);
    return false;
}

void amont_geocoded_clear(amont_geocoded *result) {
    if (result->sites)
        g_string_free(result->sites, TRUE);
    if (result->review)
        g_string_free(result->review, TRUE);
    *result = (amont_geocoded){0};
}
