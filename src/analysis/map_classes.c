/* Which values a map's classes are made of. */
#include "amont/map_classes.h"

#include <math.h>
#include <string.h>

bool amont_series_is_flagged(const amont_study *study, const amont_series *series) {
    for (guint i = 0; i < study->zones->len; i++) {
        const amont_zones_spec *level = study->zones->pdata[i];
        for (guint k = 0; k < level->fields->len; k++) {
            const amont_field_spec *field = level->fields->pdata[k];
            if (field->flag && strcmp(field->entry.name, series->indicator) == 0)
                return true;
        }
    }
    return false;
}

/* What a map shows, and where. */
typedef struct shown {
    const amont_study *study;
    const amont_table *table;
    const amont_map_spec *map;
    const char *value; /* the first of a series */
    const amont_level *level;
    const amont_series *series;
} shown;

static shown what_shows(const amont_layers *layers, const amont_table *table,
                        const amont_map_spec *map) {
    const amont_level *level = amont_layers_level(layers, map->zones);
    const char *value = amont_map_value(map);
    const amont_series *series = amont_table_find(table, value, level->name);
    return (shown){layers->study, table, map, value, level, series};
}

void amont_series_sound(const amont_study *study, const amont_series *series, const bool *zones,
                        GArray *values) {
    bool is_flagged = amont_series_is_flagged(study, series);
    for (size_t zone = 0; zone < series->n_zones; zone++) {
        const amont_figure *figure = &series->figures[zone];
        bool is_doubtful = is_flagged && figure->flag == AMONT_FLAG_ESTIMATED;
        if (zones[zone] && amont_flag_has_value(figure->flag) && !is_doubtful)
            g_array_append_val(values, figure->value);
    }
}

/* Of a series of maps, those of all its indicators together. */
static GArray *sound_values(const shown *s, const bool *zones) {
    GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
    if (amont_map_series(s->map) == 0)
        amont_series_sound(s->study, s->series, zones, values);
    for (size_t i = 0; i < amont_map_series(s->map); i++) {
        const amont_each_spec *each = s->map->each->pdata[i];
        amont_series_sound(s->study, amont_table_find(s->table, each->value, s->level->name), zones,
                           values);
    }
    return values;
}

static bool classify(const shown *s, amont_classes *classes, GError **error) {
    g_autoptr(GArray) values = sound_values(s, s->level->reference);
    g_autoptr(GArray) drawn = sound_values(s, s->level->selected);
    if (values->len == 0) {
        amont_entry_fail(&s->map->entry, amont_map_series(s->map) > 0 ? "each" : "value", error,
                         AMONT_ERROR_DATA, "no reference zone has a value of '%s'", s->value);
        amont_hint(error,
                   "'amont stats' shows where there are values: choose a level with 'zones:'");
        return false;
    }
    amont_class_values all = {(const double *)(void *)values->data, values->len,
                              (const double *)(void *)drawn->data, drawn->len};
    if (amont_classify(&all, (amont_method)s->map->method, amont_map_class_count(s->map),
                       s->map->breaks, classes, error))
        return true;
    amont_place place = amont_yaml_place(s->map->entry.node, "method");
    g_prefix_error(error, "%s:%d:%d: method: ", place.file, place.line, place.column);
    return false;
}

static bool check_units(const shown *s, const shown *other, GError **error) {
    if (g_strcmp0(s->series->unit, other->series->unit) == 0)
        return true;
    amont_entry_fail(&s->map->entry, "breaks_of", error, AMONT_ERROR_CONFIG,
                     "'%s' is in '%s', '%s' of the map '%s' in '%s'", s->value, s->series->unit,
                     other->value, other->map->id, other->series->unit);
    amont_hint(error, "only figures of one unit can share class limits");
    return false;
}

static void widen(amont_classes *classes, const GArray *values) {
    for (guint i = 0; i < values->len; i++) {
        double value = g_array_index(values, double, i);
        classes->limits[0] = fmin(classes->limits[0], value);
        classes->limits[classes->n] = fmax(classes->limits[classes->n], value);
    }
}

bool amont_map_classes(const amont_layers *layers, const amont_table *table,
                       const amont_map_spec *map, amont_classes *classes, GError **error) {
    shown own = what_shows(layers, table, map);
    if (!map->breaks_of)
        return classify(&own, classes, error);
    shown other = what_shows(layers, table, amont_study_map(layers->study, map->breaks_of));
    if (!check_units(&own, &other, error) || !classify(&other, classes, error))
        return false;
    g_autoptr(GArray) drawn = sound_values(&own, own.level->selected);
    widen(classes, drawn);
    return true;
}
