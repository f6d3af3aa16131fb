/* The first feature says which fields there are; the others may lack some, never have more or
 * another order, of which GDAL makes an order by its own rules. */
#include "io/loaders/geojson_fields.h"

#include <string.h>

enum { LONGEST_KEY = 1024 };

typedef enum kind { KIND_NONE, KIND_TEXT, KIND_DATE, KIND_NUMBER, KIND_TRUTH } kind;

typedef struct field {
    char *key;
    kind kind;        /* of its values, NONE as long as there is none */
    GPtrArray *texts; /* owned; NULL where missing; rows at the end may lack */
    GArray *numbers;  /* double: the same with NaN */
} field;

typedef enum identity { ID_NONE, ID_NUMBER, ID_TEXT } identity;

struct amont_geojson_fields {
    const amont_limits *limits;
    GPtrArray *all; /* field */
    identity id;    /* when it is a text, it is the first field */
    size_t n_rows;
};

static void field_free(void *data) {
    field *f = data;
    g_free(f->key);
    g_ptr_array_unref(f->texts);
    g_array_unref(f->numbers);
    g_free(f);
}

amont_geojson_fields *amont_geojson_fields_new(const amont_limits *limits) {
    amont_geojson_fields *fields = g_new0(amont_geojson_fields, 1);
    fields->limits = limits;
    fields->all = g_ptr_array_new_with_free_func(field_free);
    return fields;
}

void amont_geojson_fields_free(amont_geojson_fields *fields) {
    if (!fields)
        return;
    g_ptr_array_unref(fields->all);
    g_free(fields);
}

size_t amont_geojson_n_rows(const amont_geojson_fields *fields) {
    return fields->n_rows;
}

/* ---- values -------------------------------------------------------------------------------- */

/* GDAL takes a column for dates or times when the first text is one: each begins as 3-4-, 3/4/ or
 * 10:3 does, or with a minus. */
static bool may_be_date(const char *text) {
    static const char digits[] = "0123456789";
    text += strspn(text, " ");
    bool has_day = strpbrk(text, "-/");
    text += has_day && *text == '-';
    size_t n = strspn(text, digits);
    if (!has_day)
        return n > 0 && text[n] == ':' && g_ascii_isdigit(text[n + 1]);
    text += n;
    if (*text != '-' && *text != '/')
        return false;
    n = strspn(++text, digits);
    return n > 0 && (text[n] == '-' || text[n] == '/');
}

static int two_digits(const char *text) {
    return g_ascii_isdigit(text[0]) && g_ascii_isdigit(text[1])
               ? 10 * (text[0] - '0') + (text[1] - '0')
               : -1;
}

bool amont_geojson_is_date(const char *text) {
    if (strlen(text) != strlen("2021-03-04") || text[4] != '-' || text[7] != '-')
        return false;
    int century = two_digits(text), year = two_digits(text + 2);
    int month = two_digits(text + 5), day = two_digits(text + 8);
    return century >= 10 && year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool set_kind(field *f, kind wanted) {
    if (f->kind == KIND_NONE)
        f->kind = wanted;
    return f->kind == wanted;
}

static bool keep_text(field *f, size_t row, const json_t *value, size_t most) {
    const char *text = json_string_value(value);
    if (json_string_length(value) > most)
        return false;
    g_ptr_array_set_size(f->texts, (gint)row);
    g_ptr_array_add(f->texts, *text ? g_strdup(text) : NULL);
    return true;
}

static bool add_text(field *f, size_t row, const json_t *value, size_t most) {
    const char *text = json_string_value(value);
    bool date = amont_geojson_is_date(text);
    if (f->kind == KIND_NONE && may_be_date(text) && !date)
        return false;
    kind wanted = date && f->kind != KIND_TEXT ? KIND_DATE : KIND_TEXT;
    return set_kind(f, wanted) && keep_text(f, row, value, most);
}

static bool add_number(field *f, kind wanted, size_t row, double number) {
    const double missing = NAN;
    if (!set_kind(f, wanted))
        return false;
    while (f->numbers->len < row)
        g_array_append_val(f->numbers, missing);
    g_array_append_val(f->numbers, number);
    return true;
}

/* Beyond 2^53, whole numbers are identifiers: the column would be texts. */
static bool is_exact(json_int_t value) {
    const json_int_t most = (json_int_t)1 << 53;
    return value >= -most && value <= most;
}

static bool add_value(field *f, size_t row, const json_t *value, const amont_limits *limits) {
    switch (json_typeof(value)) {
    case JSON_NULL:
        return true;
    case JSON_STRING:
        return add_text(f, row, value, limits->text_bytes);
    case JSON_INTEGER:
        return is_exact(json_integer_value(value)) &&
               add_number(f, KIND_NUMBER, row, json_number_value(value));
    case JSON_REAL:
        return add_number(f, KIND_NUMBER, row, json_real_value(value));
    case JSON_TRUE:
    case JSON_FALSE:
        return add_number(f, KIND_TRUTH, row, json_is_true(value));
    default:
        return false;
    }
}

/* ---- rows ---------------------------------------------------------------------------------- */

static bool add_field(amont_geojson_fields *fields, const char *key) {
    g_autofree char *name = g_strstrip(g_strdup(key));
    if (fields->all->len >= fields->limits->columns || !*name || strcmp(name, key) != 0 ||
        strlen(key) > LONGEST_KEY)
        return false;
    field *f = g_new0(field, 1);
    f->key = g_steal_pointer(&name);
    f->texts = g_ptr_array_new_with_free_func(g_free);
    f->numbers = g_array_new(FALSE, FALSE, sizeof(double));
    g_ptr_array_add(fields->all, f);
    return true;
}

static identity identity_of(const json_t *id) {
    return !id ? ID_NONE : json_is_string(id) ? ID_TEXT : ID_NUMBER;
}

static bool add_fields(amont_geojson_fields *fields, json_t *properties, const json_t *id) {
    const char *key = NULL;
    json_t *value = NULL;
    fields->id = identity_of(id);
    if (fields->id == ID_TEXT && (json_object_get(properties, "id") || !add_field(fields, "id")))
        return false;
    json_object_foreach (properties, key, value) {
        if (!add_field(fields, key))
            return false;
    }
    return true;
}

/* Whole numbers name the features and are no column. */
static bool add_id(amont_geojson_fields *fields, const json_t *id) {
    if (identity_of(id) != fields->id)
        return false;
    if (fields->id == ID_NUMBER)
        return json_is_integer(id) && json_integer_value(id) >= 0;
    if (fields->id == ID_NONE)
        return true;
    field *f = fields->all->pdata[0];
    f->kind = KIND_TEXT; /* whatever the first one looks like */
    return keep_text(f, fields->n_rows, id, fields->limits->text_bytes);
}

/* The field of a key, at `*next` or behind; or NULL. */
static field *find_field(const amont_geojson_fields *fields, const char *key, guint *next) {
    while (*next < fields->all->len) {
        field *f = fields->all->pdata[(*next)++];
        if (strcmp(f->key, key) == 0)
            return f;
    }
    return NULL;
}

static bool add_values(amont_geojson_fields *fields, json_t *properties) {
    const char *key = NULL;
    json_t *value = NULL;
    guint next = fields->id == ID_TEXT ? 1 : 0;
    json_object_foreach (properties, key, value) {
        field *f = find_field(fields, key, &next);
        if (!f || !add_value(f, fields->n_rows, value, fields->limits))
            return false;
    }
    return true;
}

bool amont_geojson_add_row(amont_geojson_fields *fields, json_t *properties, const json_t *id) {
    if (fields->n_rows == 0 && !add_fields(fields, properties, id))
        return false;
    if (!add_id(fields, id) || !add_values(fields, properties))
        return false;
    return ++fields->n_rows <= fields->limits->rows;
}

/* ---- columns ------------------------------------------------------------------------------- */

static void move_field(field *f, amont_layer *layer) {
    bool is_text = f->kind != KIND_NUMBER && f->kind != KIND_TRUTH;
    amont_column *column =
        amont_layer_add_column(layer, f->key, is_text ? AMONT_COLUMN_TEXT : AMONT_COLUMN_NUMBER);
    for (guint i = 0; is_text && i < f->texts->len; i++)
        column->texts[i] = g_steal_pointer(&f->texts->pdata[i]);
    for (guint i = 0; !is_text && i < f->numbers->len; i++)
        column->numbers[i] = g_array_index(f->numbers, double, i);
}

void amont_geojson_fields_move(amont_geojson_fields *fields, amont_layer *layer) {
    for (guint i = 0; i < fields->all->len; i++)
        move_field(fields->all->pdata[i], layer);
}
