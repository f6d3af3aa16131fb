/* GDAL is given one absolute path, one driver, an empty list of sibling files and options that keep
 * it from guessing types, writing side files or going to the network. Its error handler is pushed
 * while a file is open (a stack per thread), and set for the threads that GDAL starts to read
 * ahead; it keeps the first error, which is the most precise one; nothing is printed. */
#include "io/loaders/vector.h"

#include "amont/connection.h"

#include "io/gdal.h"
#include "io/loaders/database.h"
#include "io/loaders/markup.h"
#include "io/loaders/shapefile.h"
#include "io/loaders/sheet.h"
#include "io/source.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

typedef struct driver_row {
    const char *driver;
    const char *options[5];
    long first_row;
} driver_row;

/* Drivers that need telling, and what their first row is called. */
static const driver_row drivers[] = {
    {"GML", {"DOWNLOAD_SCHEMA=NO", "WRITE_GFS=NO", NULL}, 1},
    {"GeoJSON", {"ARRAY_AS_STRING=YES", "NATIVE_DATA=NO", NULL}, 1},
};
static const driver_row other_driver = {NULL, {NULL}, 1};

/* In force in this thread while a file is open. The proxy leads nowhere: no driver here should
 * fetch anything, and if one tries, it fails at once. */
static const char *const settings[][2] = {
    {"OGR_XLSX_HEADERS", "DISABLE"},     {"OGR_XLSX_FIELD_TYPES", "STRING"},
    {"OGR_ODS_HEADERS", "DISABLE"},      {"OGR_ODS_FIELD_TYPES", "STRING"},
    {"GML_FIELDTYPES", "ALWAYS_STRING"}, {"GDAL_HTTP_PROXY", "127.0.0.1:9"},
};

static pthread_once_t registered = PTHREAD_ONCE_INIT;

/* GDAL would load drivers from the folders of plug-ins and settings from the user's home: it is
 * shown a folder and a file that cannot be. */
static void register_once(void) {
    CPLSetConfigOption("GDAL_DRIVER_PATH", "/dev/null");
    CPLSetConfigOption("GDAL_CONFIG_FILE", "");
    GDALAllRegister();
}

void amont_vector_register(void) {
    pthread_once(&registered, register_once);
}

static void keep_first(CPLErr severity, CPLErrorNum number, const char *message) {
    amont_vector *vector = CPLGetErrorHandlerUserData();
    vector->starved = vector->starved || number == CPLE_OutOfMemory;
    if (severity >= CE_Failure && !vector->complaint)
        vector->complaint = g_strstrip(g_strdup(message));
}

static void forget_complaint(amont_vector *vector) {
    g_clear_pointer(&vector->complaint, g_free);
}

static const driver_row *driver_of(const amont_format *format) {
    for (size_t i = 0; i < G_N_ELEMENTS(drivers); i++)
        if (strcmp(drivers[i].driver, format->driver) == 0)
            return &drivers[i];
    return &other_driver;
}

static const char *const *options_of(const amont_format *format) {
    return amont_database_is(format) ? amont_database_options : driver_of(format)->options;
}

static void apply_settings(bool on) {
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
        CPLSetThreadLocalConfigOption(settings[i][0], on ? settings[i][1] : NULL);
}

/* GDAL's reason on one line, with the name that the study knows the file by, without a path into
 * GDAL's memory and without a password. */
static char *reason_of(const amont_vector *vector, const amont_source *source) {
    GString *reason = g_string_new(vector->complaint ? vector->complaint : "GDAL");
    if (vector->copy)
        g_string_replace(reason, vector->copy, amont_source_name(source), 0);
    g_string_replace(reason, source->path, amont_source_name(source), 0);
    if (g_str_has_prefix(source->path, "/vsimem/")) {
        g_autofree char *folder = g_path_get_dirname(source->path);
        g_autofree char *prefix = g_strconcat(folder, "/", NULL);
        g_string_replace(reason, prefix, "", 0);
    }
    g_autofree char *text = g_string_free(reason, FALSE);
    const char *connection = amont_source_connection(source);
    char *shown = connection ? amont_connection_hide(connection, text) : g_steal_pointer(&text);
    return g_strdelimit(shown, "\r\n\t", ' ');
}

static bool fail_database(const amont_vector *vector, const amont_source *source, GError **error) {
    g_autofree char *reason = reason_of(vector, source);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "the database '%s' cannot be read: %s", amont_source_name(source), reason);
    amont_hint(error, "a password is best kept out of the study: in ~/.pgpass or the file that "
                      "PGPASSFILE names, or with 'service=' in ~/.pg_service.conf");
    return false;
}

static bool fail_starved(const amont_vector *vector, const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' cannot be read: it takes more memory than a file of its size should",
                     amont_source_name(source));
    if (vector->format && amont_format_is_sheet(vector->format))
        amont_hint(error, "delete the blank rows and columns around the table, and save it anew");
    else
        amont_hint(error, "save the file anew from the program that made it, or as GeoPackage");
    return false;
}

static bool fail_unreadable(const amont_vector *vector, const amont_source *source,
                            GError **error) {
    if (amont_database_is(vector->format))
        return fail_database(vector, source, error);
    if (vector->starved)
        return fail_starved(vector, source, error);
    g_autofree char *reason = reason_of(vector, source);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' cannot be read as %s: %s", amont_source_name(source),
                     vector->format ? vector->format->label : "CSV", reason);
    amont_hint(error, "is the file whole, and of the kind that its ending says?");
    return false;
}

static bool open_dataset(amont_vector *vector, const amont_source *source, GError **error) {
    if (!GDALGetDriverByName(vector->format->driver))
        return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_UNAVAILABLE,
                                "this GDAL cannot read %s", vector->format->label);
    if (strcmp(vector->format->driver, "ESRI Shapefile") == 0 &&
        !amont_shapefile_check(source, error))
        return false;
    if (amont_format_is_markup(vector->format) &&
        !(vector->copy = amont_markup_take(source, vector->format, error)))
        return false;
    const char *const allowed[] = {vector->format->driver, NULL};
    const char *const no_siblings[] = {NULL};
    vector->dataset = GDALOpenEx(vector->copy ? vector->copy : source->path,
                                 GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, allowed,
                                 options_of(vector->format), no_siblings);
    return vector->dataset || fail_unreadable(vector, source, error);
}

static GPtrArray *layer_names(const amont_vector *vector) {
    GPtrArray *names = g_ptr_array_new();
    int n = GDALDatasetGetLayerCount(vector->dataset);
    for (int i = 0; i < n; i++)
        g_ptr_array_add(names, (void *)OGR_L_GetName(GDALDatasetGetLayer(vector->dataset, i)));
    return names;
}

static char *join_names(const GPtrArray *names) {
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", (const char *)names->pdata[i]);
    return g_string_free(list, FALSE);
}

static bool fail_no_layer(const GPtrArray *names, const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, "layer", error, AMONT_ERROR_DATA, "no layer '%s' in '%s'",
                     source->layer, amont_source_name(source));
    g_autofree char *list = join_names(names);
    const char *nearest =
        amont_nearest(source->layer, (const char *const *)names->pdata, names->len);
    if (nearest)
        amont_hint(error, "did you mean '%s'? layers: %s", nearest, list);
    else
        amont_hint(error, "layers: %s", list);
    return false;
}

static bool fail_no_layers(const amont_vector *vector, const amont_source *source, GError **error) {
    if (vector->complaint)
        return fail_unreadable(vector, source, error);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA, "'%s' holds no layer",
                     amont_source_name(source));
    amont_hint(error, "what it only links to is not read: name the file that holds the data");
    return false;
}

/* A workbook often has sheets that nobody wrote on. */
static void drop_blank_sheets(const amont_vector *vector, GPtrArray *names) {
    for (int i = GDALDatasetGetLayerCount(vector->dataset); i-- > 0;)
        if (OGR_L_GetFeatureCount(GDALDatasetGetLayer(vector->dataset, i), TRUE) == 0)
            g_ptr_array_remove_index(names, (guint)i);
}

static bool only_layer(amont_vector *vector, const GPtrArray *names, const amont_source *source,
                       GError **error) {
    if (names->len == 0)
        return fail_no_layers(vector, source, error);
    if (names->len > 1) {
        amont_entry_fail(source->entry, "layer", error, AMONT_ERROR_DATA,
                         "'%s' holds %u layers and none is named", amont_source_name(source),
                         names->len);
        g_autofree char *list = join_names(names);
        amont_hint(error, "add 'layer:' with one of %s", list);
        return false;
    }
    vector->layer = GDALDatasetGetLayerByName(vector->dataset, names->pdata[0]);
    return vector->layer != NULL;
}

static bool choose_layer(amont_vector *vector, const amont_source *source, GError **error) {
    g_autoptr(GPtrArray) names = layer_names(vector);
    if (!source->layer) {
        if (names->len > 1 && amont_format_is_sheet(vector->format))
            drop_blank_sheets(vector, names);
        return only_layer(vector, names, source, error);
    }
    for (guint i = 0; i < names->len && !vector->layer; i++)
        if (strcmp(names->pdata[i], source->layer) == 0)
            vector->layer = GDALDatasetGetLayer(vector->dataset, (int)i);
    if (!vector->layer && amont_database_is(vector->format))
        vector->layer = amont_database_table(vector->dataset, source->layer);
    return vector->layer || fail_no_layer(names, source, error);
}

static amont_vector *new_vector(void) {
    amont_vector_register();
    amont_vector *vector = g_new0(amont_vector, 1);
    CPLSetErrorHandlerEx(keep_first, vector); /* for threads that GDAL starts */
    CPLPushErrorHandlerEx(keep_first, vector);
    apply_settings(true);
    return vector;
}

amont_vector *amont_vector_open(const amont_source *source, const amont_format *format,
                                GError **error) {
    amont_vector *vector = new_vector();
    vector->format = format;
    vector->first_row = driver_of(format)->first_row;
    if (!open_dataset(vector, source, error) || !choose_layer(vector, source, error))
        g_clear_pointer(&vector, amont_vector_close);
    return vector;
}

/* A missing text is empty, not null, so that `column <> 'x'` keeps its row. */
static void add_feature(const amont_vector *table, const amont_column *const *columns, guint n,
                        size_t row) {
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(table->layer));
    OGR_F_SetFID(feature, (GIntBig)row + 1);
    for (guint i = 0; i < n; i++) {
        const amont_column *column = columns[i];
        if (column->type == AMONT_COLUMN_TEXT)
            OGR_F_SetFieldString(feature, (int)i, column->texts[row] ? column->texts[row] : "");
        else if (!isnan(column->numbers[row]))
            OGR_F_SetFieldDouble(feature, (int)i, column->numbers[row]);
    }
    (void)!OGR_L_CreateFeature(table->layer, feature);
    OGR_F_Destroy(feature);
}

amont_vector *amont_vector_table(const amont_column *const *columns, guint n, size_t n_rows) {
    amont_vector *table = new_vector();
    table->dataset = GDALCreate(GDALGetDriverByName("Memory"), "", 0, 0, 0, GDT_Unknown, NULL);
    table->layer = GDALDatasetCreateLayer(table->dataset, "table", NULL, wkbNone, NULL);
    for (guint i = 0; i < n; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(
            columns[i]->name, columns[i]->type == AMONT_COLUMN_TEXT ? OFTString : OFTReal);
        (void)!OGR_L_CreateField(table->layer, field, FALSE);
        OGR_Fld_Destroy(field);
    }
    for (size_t row = 0; row < n_rows; row++)
        add_feature(table, columns, n, row);
    return table;
}

void amont_vector_close(amont_vector *vector) {
    if (!vector)
        return;
    if (vector->dataset)
        GDALClose(vector->dataset);
    amont_markup_drop(vector->copy);
    apply_settings(false);
    CPLPopErrorHandler();
    CPLSetErrorHandler(CPLDefaultErrorHandler);
    g_free(vector->complaint);
    g_free(vector);
}

/* GeoPackage looks at a filter only when the first feature is asked for. */
bool amont_vector_accepts(amont_vector *vector, const char *filter) {
    forget_complaint(vector);
    if (filter && amont_database_is(vector->format) &&
        !amont_database_accepts(vector->layer, filter))
        return false;
    vector->filtered = filter != NULL;
    if (OGR_L_SetAttributeFilter(vector->layer, filter) != OGRERR_NONE)
        return false;
    if (filter) {
        OGR_L_ResetReading(vector->layer);
        OGR_F_Destroy(OGR_L_GetNextFeature(vector->layer));
    }
    return vector->complaint == NULL;
}

bool amont_vector_filter(amont_vector *vector, const amont_source *source, const char *key,
                         const char *filter, GError **error) {
    if (amont_vector_accepts(vector, filter))
        return true;
    g_autofree char *reason = reason_of(vector, source);
    amont_entry_fail(source->entry, key, error, AMONT_ERROR_CONFIG,
                     "filter '%s' is not accepted: %s", filter ? filter : "", reason);
    if (vector->format)
        amont_hint(error, "filters look like: departement = '94' AND population > 1000");
    return false;
}

/* FlatGeobuf goes by the count in its header, and stops without a word where that is wrong. */
static bool holds_what_it_says(const amont_vector *vector, const amont_source *source, guint n,
                               GError **error) {
    bool has_count = vector->format && strcmp(vector->format->driver, "FlatGeobuf") == 0;
    GIntBig said =
        has_count && !vector->filtered ? OGR_L_GetFeatureCount(vector->layer, FALSE) : -1;
    if (said < 0 || said == n)
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' says that it has %lld rows, but %u can be read",
                     amont_source_name(source), (long long)said, n);
    amont_hint(error, "is the file whole? copy it or save it anew");
    return false;
}

GPtrArray *amont_vector_features(amont_vector *vector, const amont_source *source, GError **error) {
    g_autoptr(GPtrArray) features = g_ptr_array_new_with_free_func(OGR_F_Destroy);
    forget_complaint(vector);
    OGR_L_ResetReading(vector->layer);
    OGRFeatureH feature = NULL;
    while ((feature = OGR_L_GetNextFeature(vector->layer))) {
        g_ptr_array_add(features, feature);
        if (features->len == source->first_rows)
            return g_steal_pointer(&features);
        if (features->len > amont_limits_of(source)->rows) {
            amont_source_fail_rows(source, error);
            return NULL;
        }
    }
    if (vector->complaint) {
        fail_unreadable(vector, source, error);
        return NULL;
    }
    return holds_what_it_says(vector, source, features->len, error) ? g_steal_pointer(&features)
                                                                    : NULL;
}
