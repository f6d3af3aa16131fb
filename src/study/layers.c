/* The opened study: owning what io has read, and finding it by name. */
#include "amont/layers.h"

#include <pthread.h>
#include <string.h>

static void free_level(void *data) {
    amont_level *level = data;
    for (size_t i = 0; i < level->n; i++) {
        if (level->codes)
            g_free(level->codes[i]);
        if (level->names)
            g_free(level->names[i]);
    }
    g_free(level->codes);
    g_free(level->names);
    g_free(level->selected);
    g_free(level->reference);
    g_free(level->area_m2);
    g_free(level->by_code);
    g_free(level->parent);
    g_free(level->centres);
    amont_layer_free(level->layer);
    amont_shapes_free(level->territory);
    g_free(level);
}

const amont_shapes *amont_level_territory(const amont_level *level, GError **error) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    amont_level *keeper = (amont_level *)level;
    pthread_mutex_lock(&lock);
    if (!keeper->territory)
        keeper->territory = amont_shapes_dissolve(level->layer->shapes, level->selected, error);
    const amont_shapes *territory = keeper->territory;
    pthread_mutex_unlock(&lock);
    return territory;
}

static void free_project(amont_project *project) {
    g_free(project->id);
    g_free(project->name);
    g_free(project->holder);
    g_free(project->category);
    g_free(project->fund);
    g_free(project->axis);
    g_free(project->amount_kind);
    for (size_t i = 0; i < project->n_zones; i++)
        g_free(project->zones[i]);
    g_free(project->zones);
}

static void free_projects(void *data) {
    amont_projects *projects = data;
    for (size_t i = 0; i < projects->n_projects; i++)
        free_project(&projects->projects[i]);
    for (size_t i = 0; i < projects->n_sites; i++)
        g_free(projects->sites[i].label);
    g_free(projects->projects);
    g_free(projects->sites);
    g_free(projects);
}

static void free_table(void *data) {
    amont_zone_table *table = data;
    amont_layer_free(table->layer);
    amont_layer_free(table->dictionary);
    g_free(table->row_of);
    g_free(table);
}

static void free_points(void *data) {
    amont_points *points = data;
    amont_stream_free(points->stream);
    amont_crs_free(points->crs);
    g_free(points);
}

static void free_sales(void *data) {
    amont_sales *sales = data;
    amont_layer_free(sales->layer);
    g_free(sales->x);
    g_free(sales->y);
    g_free(sales->sale_of_row);
    g_free(sales);
}

static void free_context(void *data) {
    amont_context *context = data;
    amont_layer_free(context->layer);
    g_free(context);
}

static void free_raster(void *data) {
    amont_cells_layer *layer = data;
    amont_raster_free(layer->raster);
    amont_crs_free(layer->crs);
    g_free(layer);
}

static void free_landuse(void *data) {
    amont_landuse *landuse = data;
    for (size_t i = 0; i < landuse->n_dates; i++)
        for (size_t d = 0; d < AMONT_LANDUSE_DIMENSIONS; d++)
            g_free(landuse->dates[i].class_of[d]);
    g_free(landuse->dates);
    for (size_t d = 0; d < AMONT_LANDUSE_DIMENSIONS; d++)
        amont_nomenclature_free(landuse->classes[d]);
    amont_pairs_free(landuse->artificialised);
    amont_layer_free(landuse->layer);
    g_free(landuse->area_m2);
    g_free(landuse);
}

static void clear_filter(void *item) {
    amont_lines_filter *filter = item;
    g_free(filter->kept);
}

static void free_lines(void *data) {
    amont_lines *lines = data;
    amont_layer_free(lines->layer);
    g_array_unref(lines->filters);
    g_free(lines);
}

amont_lines *amont_lines_new(const amont_layer_spec *spec) {
    amont_lines *lines = g_new0(amont_lines, 1);
    lines->spec = spec;
    lines->filters = g_array_new(FALSE, FALSE, sizeof(amont_lines_filter));
    g_array_set_clear_func(lines->filters, clear_filter);
    return lines;
}

amont_layers *amont_layers_new(const amont_study *study) {
    amont_layers *layers = g_new0(amont_layers, 1);
    layers->study = study;
    layers->levels = g_ptr_array_new_with_free_func(free_level);
    layers->projects = g_ptr_array_new_with_free_func(free_projects);
    layers->tables = g_ptr_array_new_with_free_func(free_table);
    layers->points = g_ptr_array_new_with_free_func(free_points);
    layers->sales = g_ptr_array_new_with_free_func(free_sales);
    layers->contexts = g_ptr_array_new_with_free_func(free_context);
    layers->landuses = g_ptr_array_new_with_free_func(free_landuse);
    layers->lines = g_ptr_array_new_with_free_func(free_lines);
    layers->rasters = g_ptr_array_new_with_free_func(free_raster);
    return layers;
}

void amont_layers_free(amont_layers *layers) {
    if (!layers)
        return;
    g_ptr_array_unref(layers->levels);
    g_ptr_array_unref(layers->projects);
    g_ptr_array_unref(layers->tables);
    g_ptr_array_unref(layers->points);
    g_ptr_array_unref(layers->sales);
    g_ptr_array_unref(layers->contexts);
    g_ptr_array_unref(layers->landuses);
    g_ptr_array_unref(layers->lines);
    g_ptr_array_unref(layers->rasters);
    amont_crs_free(layers->crs);
    if (layers->reader)
        layers->end_reader(layers->reader);
    g_free(layers);
}

amont_level *amont_layers_level(const amont_layers *layers, const char *name) {
    if (!name)
        return layers->levels->len > 0 ? layers->levels->pdata[0] : NULL;
    for (guint i = 0; i < layers->levels->len; i++) {
        amont_level *level = layers->levels->pdata[i];
        if (strcmp(level->name, name) == 0)
            return level;
    }
    return NULL;
}

amont_projects *amont_layers_projects(const amont_layers *layers, const char *id) {
    for (guint i = 0; i < layers->projects->len; i++) {
        amont_projects *projects = layers->projects->pdata[i];
        if (!id || strcmp(projects->spec->entry.name, id) == 0)
            return projects;
    }
    return NULL;
}

amont_landuse *amont_layers_landuse(const amont_layers *layers, const char *id) {
    for (guint i = 0; i < layers->landuses->len; i++) {
        amont_landuse *landuse = layers->landuses->pdata[i];
        if (!id || strcmp(landuse->spec->entry.name, id) == 0)
            return landuse;
    }
    return NULL;
}

amont_lines *amont_layers_lines(const amont_layers *layers, const char *id) {
    for (guint i = 0; i < layers->lines->len; i++) {
        amont_lines *lines = layers->lines->pdata[i];
        if (!id || strcmp(lines->spec->entry.name, id) == 0)
            return lines;
    }
    return NULL;
}

const bool *amont_lines_kept(const amont_lines *lines, const char *where) {
    for (guint i = 0; where && i < lines->filters->len; i++) {
        const amont_lines_filter *filter = &g_array_index(lines->filters, amont_lines_filter, i);
        if (strcmp(filter->where, where) == 0)
            return filter->kept;
    }
    g_assert(!where);
    return NULL;
}

size_t amont_level_find(const amont_level *level, const char *code) {
    size_t low = 0, high = level->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = amont_code_compare(level->codes[level->by_code[middle]], code);
        if (order == 0)
            return level->by_code[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return AMONT_NO_ZONE;
}
