#include "io/loaders/arrow.h"

#include "amont/reading.h"

#include "io/gdal.h"
#include "io/loaders/filter.h"
#include "io/loaders/wkb.h"
#include "io/source.h"

#include <math.h>
#include <ogr_recordbatch.h>
#include <string.h>

static const int64_t largest_exact = INT64_C(1) << 53;

/* Rows in a batch. Outlines are large: a few of them stay in the processor's cache, in memory that
 * is used again and again; with as many as points GDAL takes twice as long. */
enum { rows_of_shapes = 1024, rows_of_points = 65536 };

/* ---- cells --------------------------------------------------------------------------------- */

typedef enum cell_kind {
    CELL_NUMBER,
    CELL_TEXT,
    CELL_DATE,
    CELL_GEOMETRY,
    CELL_NOTHING,
    CELL_UNUSUAL
} cell_kind;

typedef struct field {
    const char *name;
    char format; /* the letter of the Arrow format; for dates and times the letters behind */
    const char *unit;
    cell_kind kind;
} field;

static bool is_geometry(const struct ArrowSchema *schema, const char *geometry) {
    return strcmp(schema->format, "z") == 0 && strcmp(schema->name, geometry) == 0;
}

static bool is_date(const char *format) {
    return strcmp(format, "tdD") == 0 || g_str_has_prefix(format, "tsm:") ||
           g_str_has_prefix(format, "tsu:") || g_str_has_prefix(format, "tss:");
}

static field field_of(const struct ArrowSchema *schema, const char *geometry) {
    field f = {schema->name, schema->format[0], schema->format, CELL_UNUSUAL};
    bool is_single = schema->format[1] == '\0';
    if (is_geometry(schema, geometry))
        f.kind = CELL_GEOMETRY;
    else if (is_single && strchr("cCsSiIlfgb", f.format))
        f.kind = CELL_NUMBER;
    else if (is_single && f.format == 'u')
        f.kind = CELL_TEXT;
    else if (is_date(schema->format))
        f.kind = CELL_DATE;
    else if (is_single && f.format == 'z')
        f.kind = CELL_NOTHING;
    if (schema->dictionary)
        f.kind = CELL_UNUSUAL;
    return f;
}

static bool is_null(const struct ArrowArray *array, int64_t i) {
    const uint8_t *valid = array->n_buffers > 0 ? array->buffers[0] : NULL;
    return valid && !(valid[i / 8] >> (i % 8) & 1);
}

/* `i` counts from the array's own offset. */
static double number_at(const struct ArrowArray *array, char format, int64_t i) {
    const void *values = array->buffers[1];
    switch (format) {
    case 'c':
        return ((const int8_t *)values)[i];
    case 'C':
        return ((const uint8_t *)values)[i];
    case 's':
        return ((const int16_t *)values)[i];
    case 'S':
        return ((const uint16_t *)values)[i];
    case 'i':
        return ((const int32_t *)values)[i];
    case 'I':
        return ((const uint32_t *)values)[i];
    case 'l':
        return (double)((const int64_t *)values)[i];
    case 'f':
        return (double)((const float *)values)[i];
    case 'b':
        return ((const uint8_t *)values)[i / 8] >> (i % 8) & 1;
    default:
        return ((const double *)values)[i];
    }
}

/* False for an identifier that a double would change. */
static bool read_numbers(const struct ArrowArray *array, char format, double *numbers) {
    for (int64_t row = 0; row < array->length; row++) {
        int64_t i = array->offset + row;
        double value = is_null(array, i) ? NAN : number_at(array, format, i);
        if (format == 'l' && fabs(value) > (double)largest_exact)
            return false;
        numbers[row] = isfinite(value) ? value : NAN;
    }
    return true;
}

/* Is there a text longer than is read? */
static bool has_long_text(const struct ArrowArray *array, size_t most) {
    const int32_t *offsets = array->buffers[1];
    for (int64_t row = 0; row < array->length; row++) {
        int64_t i = array->offset + row;
        if ((size_t)(offsets[i + 1] - offsets[i]) > most)
            return true;
    }
    return false;
}

static const uint8_t *bytes_at(const struct ArrowArray *array, int64_t i, size_t *length) {
    const int32_t *offsets = array->buffers[1];
    const uint8_t *bytes = array->buffers[2];
    *length = (size_t)(offsets[i + 1] - offsets[i]);
    return bytes + offsets[i];
}

/* As features are read: 2021-03-04 and 2021-03-04T10:30:00. */
static char *date_text(const struct ArrowArray *array, const char *format, int64_t i) {
    bool is_day = format[1] == 'd';
    gint64 seconds = 0;
    if (is_day)
        seconds = (gint64)((const int32_t *)array->buffers[1])[i] * 86400;
    else
        seconds = ((const int64_t *)array->buffers[1])[i] / (format[2] == 'm'   ? 1000
                                                             : format[2] == 'u' ? 1000000
                                                                                : 1);
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(seconds);
    if (!when)
        return NULL;
    g_autofree char *day =
        g_strdup_printf("%04d-%02d-%02d", g_date_time_get_year(when), g_date_time_get_month(when),
                        g_date_time_get_day_of_month(when));
    if (is_day)
        return g_steal_pointer(&day);
    return g_strdup_printf("%sT%02d:%02d:%02d", day, g_date_time_get_hour(when),
                           g_date_time_get_minute(when), g_date_time_get_second(when));
}

static char *text_at(const struct ArrowArray *array, const field *f, int64_t row) {
    int64_t i = array->offset + row;
    if (f->kind == CELL_NOTHING || is_null(array, i))
        return NULL;
    if (f->kind == CELL_DATE)
        return date_text(array, f->unit, i);
    size_t length = 0;
    const uint8_t *bytes = bytes_at(array, i, &length);
    return length > 0 ? g_strndup((const char *)bytes, length) : NULL;
}

/* ---- the stream ---------------------------------------------------------------------------- */

typedef struct reading {
    const amont_vector *vector;
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    field *fields;
    size_t n_fields;
} reading;

bool amont_arrow_is_for_driver(const char *driver) {
    return strcmp(driver, "GPKG") == 0 || strcmp(driver, "FlatGeobuf") == 0;
}

bool amont_arrow_is_for(const amont_vector *vector) {
    return vector->format && amont_arrow_is_for_driver(vector->format->driver);
}

static bool open_reading(reading *r, const amont_vector *vector, int rows_at_once) {
    *r = (reading){.vector = vector};
    char **options = CSLAddString(NULL, "INCLUDE_FID=NO");
    g_autofree char *rows = g_strdup_printf("MAX_FEATURES_IN_BATCH=%d", rows_at_once);
    options = CSLAddString(options, rows);
    OGR_L_ResetReading(vector->layer);
    bool ok = OGR_L_GetArrowStream(vector->layer, &r->stream, options) &&
              r->stream.get_schema(&r->stream, &r->schema) == 0;
    CSLDestroy(options);
    if (!ok)
        return false;
    const char *geometry = OGR_L_GetGeometryColumn(vector->layer);
    r->n_fields = (size_t)r->schema.n_children;
    r->fields = g_new(field, r->n_fields);
    for (size_t i = 0; i < r->n_fields; i++)
        r->fields[i] =
            field_of(r->schema.children[i], geometry && *geometry ? geometry : "wkb_geometry");
    return true;
}

static void release_batch(reading *r) {
    if (r->batch.release)
        r->batch.release(&r->batch);
    r->batch.release = NULL;
}

static void close_reading(reading *r) {
    release_batch(r);
    if (r->schema.release)
        r->schema.release(&r->schema);
    if (r->stream.release)
        r->stream.release(&r->stream);
    g_free(r->fields);
}

/* False at the end and at a failure, which leaves a complaint. */
static bool next_batch(reading *r) {
    release_batch(r);
    return r->stream.get_next(&r->stream, &r->batch) == 0 && r->batch.release;
}

/* GDAL 3.6 gives batches without rows for ever where a page of a GeoPackage is damaged. */
static bool is_stuck(const reading *r) {
    return r->batch.length == 0;
}

/* ---- a whole layer ------------------------------------------------------------------------- */

/* Columns grow as batches come. */
typedef struct growing {
    const amont_source *source;
    GArray **numbers;     /* of double, or NULL */
    GPtrArray **texts;    /* or NULL */
    amont_outlet *outlet; /* for the shapes, or NULL */
    amont_shapes_builder *builder;
    amont_shape_type type;
    size_t n_rows, n_handed_over; /* vertices */
    bool typed;                   /* a geometry has said what the layer is of */
} growing;

static void start_columns(const reading *r, growing *g) {
    g->numbers = g_new0(GArray *, r->n_fields);
    g->texts = g_new0(GPtrArray *, r->n_fields);
    for (size_t i = 0; i < r->n_fields; i++) {
        cell_kind kind = r->fields[i].kind;
        if (kind == CELL_NUMBER)
            g->numbers[i] = g_array_new(FALSE, FALSE, sizeof(double));
        else if (kind != CELL_GEOMETRY)
            g->texts[i] = g_ptr_array_new_with_free_func(g_free);
    }
}

static void clear_growing(const reading *r, growing *g) {
    for (size_t i = 0; g->numbers && i < r->n_fields; i++) {
        if (g->numbers[i])
            g_array_unref(g->numbers[i]);
        if (g->texts[i])
            g_ptr_array_unref(g->texts[i]);
    }
    g_free(g->numbers);
    g_free(g->texts);
    amont_shapes_builder_free(g->builder);
}

static bool begin_shapes(growing *g) {
    g->builder =
        g->outlet ? g->outlet->begin(g->outlet->data, g->type) : amont_shapes_builder_new(g->type);
    return g->builder != NULL;
}

/* Features before the first with a geometry had none. */
static bool start_shapes(growing *g, size_t rows_before) {
    g->typed = true;
    if (!begin_shapes(g))
        return false;
    for (size_t i = 0; i < rows_before; i++)
        amont_shapes_add_feature(g->builder);
    return true;
}

/* The shapes of a batch leave by the outlet. */
static bool hand_over(growing *g) {
    if (!g->outlet || !g->builder)
        return true;
    g->outlet->used = true;
    g->n_handed_over += amont_shapes_builder_points(g->builder);
    return g->outlet->take(g->outlet->data, amont_shapes_finish(g_steal_pointer(&g->builder)));
}

static bool add_geometries(growing *g, const struct ArrowArray *array) {
    if (g->typed && !g->builder && !begin_shapes(g))
        return false;
    for (int64_t row = 0; row < array->length; row++) {
        int64_t i = array->offset + row;
        size_t length = 0;
        const uint8_t *bytes = is_null(array, i) ? NULL : bytes_at(array, i, &length);
        if (length > 0 && !g->typed) {
            if (!wkb_kind(bytes, length, &g->type) || !start_shapes(g, g->n_rows + (size_t)row))
                return false;
        }
        if (g->typed)
            amont_shapes_add_feature(g->builder);
        if (length > 0 && !wkb_add(bytes, length, g->type, g->builder))
            return false;
    }
    return true;
}

static bool add_column(growing *g, const field *f, size_t index, const struct ArrowArray *array) {
    if (f->kind == CELL_GEOMETRY)
        return add_geometries(g, array);
    if (g->numbers[index]) {
        guint before = g->numbers[index]->len;
        g_array_set_size(g->numbers[index], before + (guint)array->length);
        return read_numbers(array, f->format, &g_array_index(g->numbers[index], double, before));
    }
    if (f->kind == CELL_TEXT && has_long_text(array, amont_limits_of(g->source)->text_bytes))
        return false;
    for (int64_t row = 0; row < array->length; row++)
        g_ptr_array_add(g->texts[index], text_at(array, f, row));
    return true;
}

static amont_layer *finish(const reading *r, growing *g) {
    amont_layer *layer = amont_layer_new(amont_source_name(g->source), g->n_rows);
    layer->first_row = r->vector->first_row;
    for (size_t i = 0; i < r->n_fields; i++) {
        g_autofree char *name = g_strstrip(g_strdup(r->fields[i].name));
        if (g->numbers[i]) {
            amont_column *column = amont_layer_add_column(layer, name, AMONT_COLUMN_NUMBER);
            if (g->n_rows > 0)
                memcpy(column->numbers, g->numbers[i]->data, g->n_rows * sizeof(double));
        } else if (g->texts[i]) {
            amont_column *column = amont_layer_add_column(layer, name, AMONT_COLUMN_TEXT);
            for (size_t row = 0; row < g->n_rows; row++)
                column->texts[row] = g_steal_pointer(&g->texts[i]->pdata[row]);
        }
    }
    if (g->builder)
        layer->shapes = amont_shapes_finish(g_steal_pointer(&g->builder));
    return layer;
}

/* Without a single column of figures or texts, GeoPackage's stream has no geometry either. */
static bool all_usual(const reading *r) {
    if (r->n_fields < 2)
        return false;
    for (size_t i = 0; i < r->n_fields; i++)
        if (r->fields[i].kind == CELL_UNUSUAL)
            return false;
    return true;
}

/* FlatGeobuf stops without a word where the count in its header is wrong. */
static bool holds_what_it_says(const reading *r, size_t n_rows) {
    bool has_count = strcmp(r->vector->format->driver, "FlatGeobuf") == 0 && !r->vector->filtered;
    return !has_count || OGR_L_GetFeatureCount(r->vector->layer, FALSE) == (GIntBig)n_rows;
}

static size_t n_vertices(const growing *g) {
    return g->n_handed_over + (g->builder ? amont_shapes_builder_points(g->builder) : 0);
}

static amont_arrow_outcome read_layer(reading *r, growing *g) {
    const amont_limits *most = amont_limits_of(g->source);
    if (!all_usual(r) || r->n_fields > most->columns)
        return AMONT_ARROW_UNUSUAL;
    start_columns(r, g);
    while (next_batch(r)) {
        if (is_stuck(r))
            return AMONT_ARROW_UNUSUAL;
        for (size_t i = 0; i < r->n_fields; i++)
            if (!add_column(g, &r->fields[i], i, r->batch.children[i]))
                return AMONT_ARROW_UNUSUAL;
        g->n_rows += (size_t)r->batch.length;
        if (g->n_rows > most->rows || n_vertices(g) > most->vertices || !hand_over(g))
            return AMONT_ARROW_UNUSUAL;
    }
    if (r->vector->complaint)
        return AMONT_ARROW_FAILED;
    return holds_what_it_says(r, g->n_rows) ? AMONT_ARROW_DONE : AMONT_ARROW_UNUSUAL;
}

amont_arrow_outcome amont_arrow_layer(const amont_vector *vector, const amont_source *source,
                                      amont_outlet *outlet, amont_layer **layer) {
    reading r;
    growing g = {.source = source, .outlet = outlet};
    amont_arrow_outcome outcome =
        open_reading(&r, vector, rows_of_shapes) ? read_layer(&r, &g) : AMONT_ARROW_UNUSUAL;
    if (outcome == AMONT_ARROW_DONE)
        *layer = finish(&r, &g);
    clear_growing(&r, &g);
    close_reading(&r);
    return outcome;
}

/* ---- points -------------------------------------------------------------------------------- */

typedef struct points {
    const amont_arrow_points *wanted;
    int geometry; /* field, or -1 */
    int *columns; /* fields */
    double *x, *y, **numbers;
    int64_t room;
} points;

static bool find_fields(const reading *r, points *p) {
    p->geometry = -1;
    for (size_t c = 0; c < p->wanted->n_columns; c++)
        p->columns[c] = -1;
    for (size_t i = 0; i < r->n_fields; i++) {
        const field *f = &r->fields[i];
        if (f->kind == CELL_GEOMETRY)
            p->geometry = (int)i;
        for (size_t c = 0; c < p->wanted->n_columns; c++)
            if (f->kind == CELL_NUMBER && strcmp(f->name, p->wanted->columns[c]) == 0)
                p->columns[c] = (int)i;
    }
    for (size_t c = 0; c < p->wanted->n_columns; c++)
        if (p->columns[c] < 0)
            return false;
    return p->geometry >= 0;
}

static void make_room(points *p, int64_t n) {
    if (n <= p->room)
        return;
    p->room = n;
    p->x = g_renew(double, p->x, (size_t)n);
    p->y = g_renew(double, p->y, (size_t)n);
    for (size_t c = 0; c < p->wanted->n_columns; c++)
        p->numbers[c] = g_renew(double, p->numbers[c], (size_t)n);
}

static bool read_points(const struct ArrowArray *array, points *p) {
    for (int64_t row = 0; row < array->length; row++) {
        int64_t i = array->offset + row;
        size_t length = 0;
        p->x[row] = p->y[row] = NAN;
        const uint8_t *bytes = is_null(array, i) ? NULL : bytes_at(array, i, &length);
        if (length > 0 && !wkb_point(bytes, length, &p->x[row], &p->y[row]))
            return false;
    }
    return true;
}

static bool read_batch(const reading *r, points *p) {
    make_room(p, r->batch.length);
    if (!read_points(r->batch.children[p->geometry], p))
        return false;
    for (size_t c = 0; c < p->wanted->n_columns; c++)
        if (!read_numbers(r->batch.children[p->columns[c]], r->fields[p->columns[c]].format,
                          p->numbers[c]))
            return false;
    return true;
}

static amont_arrow_outcome run_points(reading *r, points *p) {
    const amont_arrow_points *wanted = p->wanted;
    if (r->n_fields < 2 || !find_fields(r, p))
        return AMONT_ARROW_UNUSUAL;
    size_t n_rows = 0;
    while (next_batch(r)) {
        if (is_stuck(r) || !read_batch(r, p))
            return AMONT_ARROW_UNUSUAL;
        n_rows += (size_t)r->batch.length;
        if (!wanted->take(wanted->data, (size_t)r->batch.length, p->x, p->y,
                          (const double *const *)p->numbers))
            return AMONT_ARROW_DONE;
    }
    if (r->vector->complaint)
        return AMONT_ARROW_FAILED;
    return holds_what_it_says(r, n_rows) ? AMONT_ARROW_DONE : AMONT_ARROW_UNUSUAL;
}

/* Columns that nobody wants are not read, but for one: without any, GeoPackage's stream has no
 * geometry either. A filter finds nothing in a column that FlatGeobuf does not read. */
static void ignore_others(const amont_vector *vector, const char *filter,
                          const amont_arrow_points *wanted) {
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(vector->layer);
    char **others = NULL;
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); i++) {
        const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i));
        bool is_wanted = wanted->n_columns == 0 && i == 0;
        is_wanted = is_wanted || (filter && amont_filter_names(filter, name));
        for (size_t c = 0; c < wanted->n_columns; c++)
            is_wanted = is_wanted || strcmp(name, wanted->columns[c]) == 0;
        if (!is_wanted)
            others = CSLAddString(others, name);
    }
    (void)!OGR_L_SetIgnoredFields(vector->layer, (const char **)others);
    CSLDestroy(others);
}

amont_arrow_outcome amont_arrow_run(const amont_vector *vector, const amont_source *source,
                                    const amont_arrow_points *wanted) {
    reading r;
    points p = {.wanted = wanted,
                .columns = g_new(int, wanted->n_columns),
                .numbers = g_new0(double *, wanted->n_columns)};
    ignore_others(vector, source->where, wanted);
    amont_arrow_outcome outcome =
        open_reading(&r, vector, rows_of_points) ? run_points(&r, &p) : AMONT_ARROW_UNUSUAL;
    close_reading(&r);
    for (size_t c = 0; c < wanted->n_columns; c++)
        g_free(p.numbers[c]);
    g_free(p.numbers);
    g_free(p.columns);
    g_free(p.x);
    g_free(p.y);
    return outcome;
}
