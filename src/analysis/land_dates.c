/* Dates of land use: layers whose classes are of one list make one record, whatever file each date
 * stands in. */
#include "analysis/land_store.h"
#include "analysis/landuse.h"

#include <math.h>
#include <string.h>

bool amont_dated_same(const amont_dated *one, const amont_dated *other) {
    return one->landuse == other->landuse && one->date == other->date;
}

const amont_landuse_date *amont_dated_date(const amont_dated *dated) {
    return &dated->landuse->dates[dated->date];
}

/* ---- records ------------------------------------------------------------------------------- */

/* A list that the study does not name is called like the layer it was made from. */
static const char *name_of_list(const amont_landuse *landuse, size_t dimension) {
    const char *name = landuse->classes[dimension]->name;
    return strcmp(name, landuse->layer->path) == 0 ? "" : name;
}

static bool have_same_lists(const amont_landuse *one, const amont_landuse *other) {
    bool same = one->n_dimensions == other->n_dimensions;
    for (size_t d = 0; same && d < one->n_dimensions; d++)
        same = strcmp(name_of_list(one, d), name_of_list(other, d)) == 0;
    return same;
}

static GArray *find_record(GPtrArray *records, const amont_landuse *landuse) {
    for (guint i = 0; i < records->len; i++) {
        GArray *record = records->pdata[i];
        if (have_same_lists(g_array_index(record, amont_dated, 0).landuse, landuse))
            return record;
    }
    GArray *record = g_array_new(FALSE, FALSE, sizeof(amont_dated));
    g_ptr_array_add(records, record);
    return record;
}

/* Before the first that is later: dates of one year keep the order of the layers. */
static void insert(GArray *record, amont_dated dated) {
    int year = amont_dated_date(&dated)->year;
    guint at = record->len;
    while (year > 0 && at > 0 &&
           amont_dated_date(&g_array_index(record, amont_dated, at - 1))->year > year)
        at--;
    g_array_insert_val(record, at, dated);
}

const GPtrArray *amont_analysis_records(amont_analysis *analysis) {
    amont_land *land = amont_analysis_land(analysis);
    if (land->records)
        return land->records;
    land->records = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    const GPtrArray *landuses = amont_analysis_layers(analysis)->landuses;
    for (guint i = 0; i < landuses->len; i++) {
        amont_dated dated = {landuses->pdata[i], 0};
        GArray *record = find_record(land->records, dated.landuse);
        for (; dated.date < dated.landuse->n_dates; dated.date++)
            insert(record, dated);
    }
    return land->records;
}

/* ---- elapsed years ------------------------------------------------------------------------- */

/* The day of a cell such as 2021-06-30, or NaN. */
static double day_of_cell(const amont_column *column, size_t row) {
    g_autofree char *text = amont_cell_text(column, row);
    amont_date date;
    GDate day;
    if (!text || !amont_date_read(text, &date))
        return NAN;
    g_date_set_dmy(&day, (GDateDay)date.day, (GDateMonth)date.month, (GDateYear)date.year);
    return (double)g_date_get_julian(&day);
}

/* The mean day of a layer's polygons, NaN where one of them has none. */
static double mean_day(const amont_dated *dated) {
    const amont_landuse *landuse = dated->landuse;
    amont_sum days = {0, 0}, areas = {0, 0};
    if (!landuse->vintage || landuse->n_dates != 1)
        return NAN;
    for (size_t row = 0; row < landuse->layer->n_rows; row++) {
        double day = day_of_cell(landuse->vintage, row);
        if (isnan(day))
            return NAN;
        amont_sum_add(&days, day * landuse->area_m2[row]);
        amont_sum_add(&areas, landuse->area_m2[row]);
    }
    return amont_sum_value(&days) / amont_sum_value(&areas);
}

double amont_dated_elapsed(const amont_dated *from, const amont_dated *to) {
    const double days_in_year = 365.25;
    double days = mean_day(to) - mean_day(from);
    if (!isnan(days))
        return days / days_in_year;
    int first = amont_dated_date(from)->year, last = amont_dated_date(to)->year;
    return first && last ? (double)last - first : (double)NAN;
}
