/* The usual names of columns of classes. A year in a name is written %: four digits. */
#include "io/landuse.h"

#include <stdlib.h>
#include <string.h>

typedef struct spelling {
    int family; /* spellings of one family are dates of one layer; the first families go first */
    const char *columns[AMONT_LANDUSE_DIMENSIONS];
    const char *list;
    int since; /* the list holds for this year and later ones */
    int year;  /* where the name stands for one without %; 1 and 2: before, after */
} spelling;

enum {
    OCSGE,
    OCSGE_WORDS,
    OCSGE_YEARS,
    OCSGE_DATES,
    MOS_81_YEARS,
    MOS_81,
    MOS_YEARS,
    MOS_79,
    MOS_47_YEARS,
    MOS_47,
    MOS_24_YEARS,
    MOS_24,
    MOS_11_YEARS,
    MOS_11,
    CLC,
    N_FAMILIES
};
enum { BEFORE = 1, AFTER = 2 };

/* OCS GE as the IGN delivers it, exports of it and its files of differences; MOS as joined exports,
 * the open data and Evolumos have it: in one file, the most detailed classes come first; Corine
 * Land Cover. A column mos2021 is in 79 classes; those of earlier years are in others. */
static const spelling spellings[] = {
    {OCSGE, {"code_cs", "code_us"}, "ocsge", 0, 0},
    {OCSGE_WORDS, {"couverture", "usage"}, "ocsge", 0, 0},
    {OCSGE_YEARS, {"cs_%", "us_%"}, "ocsge", 0, 0},
    {OCSGE_DATES, {"cs_avant", "us_avant"}, "ocsge", 0, BEFORE},
    {OCSGE_DATES, {"cs_apres", "us_apres"}, "ocsge", 0, AFTER},
    {MOS_81_YEARS, {"mos%_81"}, NULL, 0, 0},
    {MOS_81, {"code_81"}, NULL, 0, 0},
    {MOS_YEARS, {"mos%"}, "mos-79", 2021, 0},
    {MOS_79, {"code_79"}, "mos-79", 0, 0},
    {MOS_47_YEARS, {"mos%_47"}, NULL, 0, 0},
    {MOS_47, {"code_47"}, NULL, 0, 0},
    {MOS_24_YEARS, {"mos%_24"}, NULL, 0, 0},
    {MOS_24, {"code_24"}, NULL, 0, 0},
    {MOS_11_YEARS, {"mos%_11"}, "mos-11", 0, 0},
    {MOS_11, {"code_11"}, "mos-11", 0, 0},
    {CLC, {"code_90"}, "clc", 0, 1990},
    {CLC, {"code_00"}, "clc", 0, 2000},
    {CLC, {"code_06"}, "clc", 0, 2006},
    {CLC, {"code_12"}, "clc", 0, 2012},
    {CLC, {"code_18"}, "clc", 0, 2018},
};

static bool are_digits(const char *text, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!g_ascii_isdigit(text[i]))
            return false;
    return true;
}

/* Does `name` follow the pattern? `*year` receives its %, and must be it where it is set already.
 */
static bool follows(const char *name, const char *pattern, int *year) {
    const char *mark = strchr(pattern, '%');
    if (!mark)
        return g_ascii_strcasecmp(name, pattern) == 0;
    size_t before = (size_t)(mark - pattern);
    if (g_ascii_strncasecmp(name, pattern, before) != 0 || !are_digits(name + before, 4) ||
        g_ascii_strcasecmp(name + before + 4, mark + 1) != 0)
        return false;
    int found = (int)strtol(name + before, NULL, 10);
    if (*year && *year != found)
        return false;
    *year = found;
    return true;
}

static amont_column *find_column(const amont_layer *layer, const char *pattern, int *year) {
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *column = layer->columns->pdata[i];
        if (follows(column->name, pattern, year))
            return amont_layer_column_at(layer, i);
    }
    return NULL;
}

/* What the spelling says of columns that follow it. */
static void describe(const spelling *s, int year, amont_class_columns *columns) {
    columns->year = s->year ? s->year : year;
    columns->list = columns->year >= s->since ? s->list : NULL;
}

/* The columns of one spelling with `first` for the first of them. */
static bool complete(const amont_layer *layer, const spelling *s, amont_column *first,
                     amont_class_columns *found) {
    int year = 0;
    if (!follows(first->name, s->columns[0], &year))
        return false;
    *found = (amont_class_columns){.columns = {first}, .n = 1};
    for (size_t d = 1; d < AMONT_LANDUSE_DIMENSIONS && s->columns[d]; d++, found->n++) {
        found->columns[d] = find_column(layer, s->columns[d], &year);
        if (!found->columns[d])
            return false;
    }
    describe(s, year, found);
    return true;
}

static bool has_year(const GArray *dates, int year) {
    for (guint i = 0; i < dates->len; i++)
        if (g_array_index(dates, amont_class_columns, i).year == year)
            return true;
    return false;
}

static int earlier_first(const void *a, const void *b) {
    const amont_class_columns *s = a, *t = b;
    return (s->year > t->year) - (s->year < t->year);
}

static GArray *find_family(const amont_layer *layer, int family) {
    GArray *dates = g_array_new(FALSE, FALSE, sizeof(amont_class_columns));
    for (size_t i = 0; i < G_N_ELEMENTS(spellings); i++)
        for (guint c = 0; spellings[i].family == family && c < layer->columns->len; c++) {
            amont_class_columns found;
            if (complete(layer, &spellings[i], amont_layer_column_at(layer, c), &found) &&
                !has_year(dates, found.year))
                g_array_append_val(dates, found);
        }
    g_array_sort(dates, earlier_first);
    for (guint i = 0; i < dates->len; i++) {
        amont_class_columns *date = &g_array_index(dates, amont_class_columns, i);
        date->year = date->year > AFTER ? date->year : 0;
    }
    return dates;
}

static bool goes_with(const GArray *dates, const char *list) {
    return dates->len > 0 &&
           (!list || g_strcmp0(g_array_index(dates, amont_class_columns, 0).list, list) == 0);
}

GArray *amont_landuse_recognise(const amont_layer *layer, const char *list) {
    g_autoptr(GArray) first = g_array_new(FALSE, FALSE, sizeof(amont_class_columns));
    for (int family = 0; family < N_FAMILIES; family++) {
        g_autoptr(GArray) dates = find_family(layer, family);
        if (goes_with(dates, list))
            return g_steal_pointer(&dates);
        if (first->len == 0)
            g_array_append_vals(first, dates->data, dates->len);
    }
    return g_steal_pointer(&first);
}

static bool all_follow(const amont_class_columns *columns, const spelling *s, int *year) {
    for (size_t d = 0; d < AMONT_LANDUSE_DIMENSIONS; d++)
        if ((d < columns->n) != (s->columns[d] != NULL) ||
            (d < columns->n && !follows(columns->columns[d]->name, s->columns[d], year)))
            return false;
    return true;
}

void amont_landuse_describe(amont_class_columns *columns) {
    for (size_t i = 0; i < G_N_ELEMENTS(spellings); i++) {
        int year = 0;
        if (!all_follow(columns, &spellings[i], &year))
            continue;
        describe(&spellings[i], year, columns);
        columns->year = columns->year > AFTER ? columns->year : 0;
        return;
    }
}
