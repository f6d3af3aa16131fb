/* Land use cut along the zones: the overlay says which pieces there are and how large, GEOS cuts
 * them. */
#include "amont/pieces.h"
#include "amont/write.h"

#include "io/writers/gpkg.h"

#include <math.h>

enum { ZONE_CODE, ZONE_NAME, FEATURE, FIRST_CLASS }; /* columns; area_m2 is the last */

typedef struct writing {
    amont_gpkg *gpkg;
    const amont_level *level;
    const amont_landuse *landuse;
    amont_findings *findings;
    amont_language language;
    GArray *pieces; /* amont_overlay_piece */
    bool all;
    size_t n_columns;
    amont_gpkg_value *values;
} writing;

/* ---- columns ------------------------------------------------------------------------------- */

/* "class", where there is one date and one dimension; else "cover_2017" and such. */
static char *class_name(const amont_landuse *landuse, size_t date, size_t dimension,
                        const char *alone) {
    static const char *const dimensions[AMONT_LANDUSE_DIMENSIONS] = {"cover", "use"};
    bool is_label = alone[0] == 'l';
    const char *what = landuse->n_dimensions > 1 ? dimensions[dimension] : alone;
    GString *name = g_string_new(what);
    if (landuse->n_dimensions > 1 && is_label)
        g_string_append(name, "_label");
    if (landuse->n_dates > 1)
        g_string_append_printf(
            name, "_%d", landuse->dates[date].year ? landuse->dates[date].year : (int)date + 1);
    return g_string_free(name, FALSE);
}

static size_t count_classes(const amont_landuse *landuse) {
    return landuse->n_dates * landuse->n_dimensions;
}

static bool add_layer(const writing *w, const char *title, GError **error) {
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree amont_gpkg_column *columns = g_new0(amont_gpkg_column, w->n_columns);
    const amont_landuse *landuse = w->landuse;
    columns[ZONE_CODE] = (amont_gpkg_column){"zone_code", true};
    columns[ZONE_NAME] = (amont_gpkg_column){"zone_name", true};
    columns[FEATURE] = (amont_gpkg_column){"feature", false};
    for (size_t c = 0; c < 2 * count_classes(landuse); c++) {
        char *name = class_name(landuse, c / 2 / landuse->n_dimensions,
                                c / 2 % landuse->n_dimensions, c % 2 ? "label" : "class");
        g_ptr_array_add(names, name);
        columns[FIRST_CLASS + c] = (amont_gpkg_column){name, true};
    }
    columns[w->n_columns - 1] = (amont_gpkg_column){"area_m2", false};
    g_autofree char *layer = g_strdup_printf("%s_%s", landuse->spec->entry.name, w->level->name);
    return amont_gpkg_add_layer(w->gpkg, layer, title, columns, w->n_columns, error);
}

/* ---- rows ---------------------------------------------------------------------------------- */

static void put_classes(writing *w, size_t row) {
    const amont_landuse *landuse = w->landuse;
    for (size_t c = 0; c < count_classes(landuse); c++) {
        size_t date = c / landuse->n_dimensions, dimension = c % landuse->n_dimensions;
        unsigned index = landuse->dates[date].class_of[dimension][row];
        amont_gpkg_value *at = &w->values[FIRST_CLASS + 2 * c];
        at[0].text = at[1].text = NULL;
        if (index == AMONT_NO_CLASS)
            continue;
        const amont_class *class = amont_nomenclature_class(landuse->classes[dimension], index);
        at[0].text = class->code;
        at[1].text = class->label[w->language];
    }
}

static void check_area(const writing *w, const amont_piece *piece) {
    const double most_m2 = 1e-3, most_share = 1e-9;
    double measured = piece->measured->measure;
    double off = fabs(amont_shapes_area(piece->shapes, piece->index) - measured);
    const amont_layer *layer = w->landuse->layer;
    if (off > most_m2 && off > most_share * measured)
        amont_find(w->findings, AMONT_FINDING_PIECE_AREA, layer->path,
                   amont_layer_row(layer, piece->measured->feature), "%s: %.3g m²",
                   w->level->names[piece->measured->zone], off);
}

static bool take_piece(const amont_piece *piece, void *data, GError **error) {
    writing *w = data;
    const amont_overlay_piece *measured = piece->measured;
    check_area(w, piece);
    w->values[ZONE_CODE].text = w->level->codes[measured->zone];
    w->values[ZONE_NAME].text = w->level->names[measured->zone];
    w->values[FEATURE].number = (double)amont_layer_row(w->landuse->layer, measured->feature);
    w->values[w->n_columns - 1].number = measured->measure;
    put_classes(w, measured->feature);
    return amont_gpkg_add_feature(w->gpkg, piece->shapes, piece->index, w->values, error);
}

static void keep_piece(const amont_overlay_piece *piece, void *data) {
    const writing *w = data;
    if (piece->zone != AMONT_NO_ZONE && (w->all || w->level->selected[piece->zone]))
        g_array_append_val(w->pieces, *piece);
}

static bool write_level(writing *w, const char *title, GError **error) {
    const amont_shapes *zones = w->level->layer->shapes, *land = w->landuse->layer->shapes;
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, w->level->by_code, w->level->n);
    g_array_set_size(w->pieces, 0);
    amont_overlay_pieces(overlay, land, keep_piece, w);
    return add_layer(w, title, error) &&
           amont_pieces_cut(zones, land, (const amont_overlay_piece *)(void *)w->pieces->data,
                            w->pieces->len, take_piece, w, error);
}

/* Pieces are cut and measured in the plane they are drawn in. */
static bool check_plane(const amont_study *study, GError **error) {
    if (study->area == AMONT_AREA_PLANAR)
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "pieces are not measured on the ellipsoid");
    amont_hint(error, "for the pieces, measure areas in the plane: --area planar");
    return false;
}

bool amont_pieces_gpkg(const char *path, const amont_layers *layers, const amont_landuse *landuse,
                       bool all_zones, amont_findings *findings, GError **error) {
    if (!check_plane(layers->study, error))
        return false;
    g_autofree char *date = amont_study_date(layers->study);
    g_autoptr(amont_gpkg) gpkg = amont_gpkg_new(path, layers->crs, date, error);
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(amont_overlay_piece));
    if (!gpkg)
        return false;
    writing w = {.gpkg = gpkg,
                 .landuse = landuse ? landuse : amont_layers_landuse(layers, NULL),
                 .findings = findings,
                 .language = (amont_language)layers->study->language,
                 .pieces = pieces,
                 .all = all_zones};
    w.n_columns = FIRST_CLASS + 2 * count_classes(w.landuse) + 1;
    g_autofree amont_gpkg_value *values = g_new0(amont_gpkg_value, w.n_columns);
    w.values = values;
    bool ok = true;
    for (guint i = 0; ok && i < layers->levels->len; i++) {
        w.level = layers->levels->pdata[i];
        ok = write_level(&w, layers->study->title, error);
    }
    return ok && amont_gpkg_finish(gpkg, error);
}
