/* Lines whose lengths are measured: held once, with the rows that each filter of the study keeps.
 */
#include "io/opening.h"
#include "io/source.h"

#include <string.h>

static bool fail_not_lines(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA, "'%s' holds no lines",
                     amont_source_name(source));
    amont_hint(error, "roads, paths and networks are lines; 'layer:' chooses among several layers");
    return false;
}

static bool has_lines(const amont_source *source, amont_layer *layer, GError **error) {
    if (!layer->shapes && layer->n_rows == 0)
        layer->shapes = amont_shapes_finish(amont_shapes_builder_new(AMONT_SHAPE_LINE));
    bool none = layer->shapes && layer->shapes->n_parts == 0;
    if (none)
        layer->shapes->type = AMONT_SHAPE_LINE;
    return none || (layer->shapes && layer->shapes->type == AMONT_SHAPE_LINE) ||
           fail_not_lines(source, error);
}

static bool is_known(const amont_lines *lines, const char *where) {
    for (guint i = 0; i < lines->filters->len; i++)
        if (strcmp(g_array_index(lines->filters, amont_lines_filter, i).where, where) == 0)
            return true;
    return false;
}

/* Asked here because only this folder reads files. */
static bool ask_filters(const amont_opening *opening, amont_lines *lines,
                        const amont_source *source, GError **error) {
    const GPtrArray *indicators = opening->study->indicators;
    size_t n = lines->layer->n_rows;
    for (guint i = 0; i < indicators->len; i++) {
        const amont_indicator_spec *spec = indicators->pdata[i];
        if (g_strcmp0(spec->layer, lines->spec->entry.name) != 0 || !spec->where ||
            is_known(lines, spec->where))
            continue;
        amont_source filtered = *source;
        filtered.entry = &spec->entry;
        amont_lines_filter filter = {spec->where, g_new0(bool, n + 1)};
        g_array_append_val(lines->filters, filter);
        if (!amont_source_match(&filtered, spec->where, "where", filter.kept, n, error))
            return false;
    }
    return true;
}

bool amont_open_lines(const amont_opening *opening, const amont_layer_spec *spec, GError **error) {
    amont_lines *lines = amont_lines_new(spec);
    g_ptr_array_add(opening->layers->lines, lines);
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    g_autofree char *stated_crs = NULL;
    amont_source source = amont_opening_source(opening, spec, path);
    lines->layer = amont_source_read(&source, &stated_crs, error);
    if (!lines->layer || !has_lines(&source, lines->layer, error))
        return false;
    amont_shapes *shapes = lines->layer->shapes;
    amont_opening_find_empty(opening, lines->layer, NULL);
    bool placed =
        shapes->n_points == 0 || amont_opening_place(opening, &source, spec->crs, stated_crs,
                                                     shapes->x, shapes->y, shapes->n_points, error);
    return placed && ask_filters(opening, lines, &source, error);
}
