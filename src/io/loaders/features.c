/* Fields become columns. Integers and reals are numbers, except 64-bit integers of which one cannot
 * be held by a double (2^53): those stay text, being identifiers. Dates are ISO 8601 text. */
#include "io/loaders/features.h"

#include "io/loaders/database.h"
#include "io/loaders/texts.h"
#include "io/source.h"

#include <math.h>
#include <string.h>

static const gint64 largest_exact = G_GINT64_CONSTANT(1) << 53;

static bool has_value(OGRFeatureH feature, int field) {
    return OGR_F_IsFieldSetAndNotNull(feature, field);
}

static bool all_exact(const GPtrArray *features, int field) {
    for (guint i = 0; i < features->len; i++) {
        OGRFeatureH feature = features->pdata[i];
        if (!has_value(feature, field))
            continue;
        gint64 value = OGR_F_GetFieldAsInteger64(feature, field);
        if (value > largest_exact || value < -largest_exact)
            return false;
    }
    return true;
}

static amont_column_type type_of(const GPtrArray *features, OGRFieldDefnH definition, int field) {
    OGRFieldType type = OGR_Fld_GetType(definition);
    bool is_number = type == OFTInteger || type == OFTReal ||
                     (type == OFTInteger64 && all_exact(features, field));
    return is_number ? AMONT_COLUMN_NUMBER : AMONT_COLUMN_TEXT;
}

static void fill_numbers(amont_column *column, const GPtrArray *features, int field) {
    for (guint i = 0; i < features->len; i++) {
        if (!has_value(features->pdata[i], field))
            continue;
        double value = OGR_F_GetFieldAsDouble(features->pdata[i], field);
        if (isfinite(value))
            column->numbers[i] = value;
    }
}

/* 2021-03-04, 2021-03-04T10:30:00 or 10:30:00; time zones are left out. */
static char *iso_text(OGRFeatureH feature, int field, OGRFieldType type) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    OGR_F_GetFieldAsDateTimeEx(feature, field, &year, &month, &day, &hour, &minute, &second, &zone);
    g_autofree char *date = g_strdup_printf("%04d-%02d-%02d", year, month, day);
    g_autofree char *time = g_strdup_printf("%02d:%02d:%02d", hour, minute, (int)second);
    if (type == OFTDate)
        return g_steal_pointer(&date);
    return type == OFTTime ? g_steal_pointer(&time) : g_strconcat(date, "T", time, NULL);
}

static char *text_of(OGRFeatureH feature, int field, OGRFieldType type) {
    if (!has_value(feature, field) || type == OFTBinary)
        return NULL;
    if (type == OFTDate || type == OFTTime || type == OFTDateTime)
        return iso_text(feature, field, type);
    const char *text = OGR_F_GetFieldAsString(feature, field);
    return *text ? g_strdup(text) : NULL;
}

/* As the driver gives them, in whatever encoding: see amont_texts_decode. */
static void fill_texts(amont_column *column, const GPtrArray *features, int field,
                       OGRFieldType type) {
    for (guint i = 0; i < features->len; i++)
        column->texts[i] = text_of(features->pdata[i], field, type);
}

static void add_field(amont_layer *layer, const GPtrArray *features, OGRFieldDefnH definition,
                      int field) {
    g_autofree char *name = g_strstrip(g_strdup(OGR_Fld_GetNameRef(definition)));
    amont_column_type type = type_of(features, definition, field);
    amont_column *column = amont_layer_add_column(layer, name, type);
    if (type == AMONT_COLUMN_NUMBER)
        fill_numbers(column, features, field);
    else
        fill_texts(column, features, field, OGR_Fld_GetType(definition));
}

amont_layer *amont_features_mend(amont_layer *layer, const amont_source *source, GError **error) {
    if (!amont_texts_decode(layer, source, error)) {
        amont_layer_free(layer);
        return NULL;
    }
    amont_texts_undo_twice(layer, source);
    return layer;
}

static bool fail_fields(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' has more than %zu columns", amont_source_name(source),
                     amont_limits_of(source)->columns);
    amont_hint(error, "keep only the columns that the study needs");
    return false;
}

/* Before a single text is copied. */
static bool check_texts(const amont_vector *vector, const GPtrArray *features, int n_fields,
                        const amont_source *source, GError **error) {
    size_t most = amont_limits_of(source)->text_bytes;
    for (guint i = 0; i < features->len; i++)
        for (int field = 0; field < n_fields; field++) {
            OGRFieldDefnH definition = OGR_F_GetFieldDefnRef(features->pdata[i], field);
            if (OGR_Fld_GetType(definition) != OFTString || !has_value(features->pdata[i], field) ||
                strlen(OGR_F_GetFieldAsString(features->pdata[i], field)) <= most)
                continue;
            amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                             "row %ld of '%s' has a text of more than %zu bytes in the column '%s'",
                             vector->first_row + (long)i, amont_source_name(source), most,
                             OGR_Fld_GetNameRef(definition));
            amont_hint(error, "leave the column out of the file");
            return false;
        }
    return true;
}

bool amont_features_fit(const amont_vector *vector, const GPtrArray *features,
                        const amont_source *source, GError **error) {
    int n_fields = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(vector->layer));
    if ((size_t)n_fields > amont_limits_of(source)->columns)
        return fail_fields(source, error);
    return check_texts(vector, features, n_fields, source, error);
}

/* The key of a table is data as any other; in files, identifiers are the driver's own affair. */
static void add_key(amont_layer *layer, const GPtrArray *features, const amont_vector *vector) {
    const char *name = OGR_L_GetFIDColumn(vector->layer);
    if (!amont_database_is(vector->format) || !*name)
        return;
    amont_column *column = amont_layer_add_column(layer, name, AMONT_COLUMN_TEXT);
    for (guint i = 0; i < features->len; i++)
        column->texts[i] =
            g_strdup_printf("%" G_GINT64_FORMAT, (gint64)OGR_F_GetFID(features->pdata[i]));
}

amont_layer *amont_features_layer(const GPtrArray *features, const amont_vector *vector,
                                  const amont_source *source, GError **error) {
    g_autoptr(amont_layer) layer = amont_layer_new(amont_source_name(source), features->len);
    layer->first_row = vector->first_row;
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(vector->layer);
    int n_fields = OGR_FD_GetFieldCount(definition);
    if (!amont_features_fit(vector, features, source, error))
        return NULL;
    for (int field = 0; field < n_fields; field++)
        add_field(layer, features, OGR_FD_GetFieldDefn(definition, field), field);
    add_key(layer, features, vector);
    layer = amont_features_mend(layer, source, error);
    if (!layer)
        return NULL;
    return amont_features_shapes(features, layer, source, error) ? g_steal_pointer(&layer) : NULL;
}
