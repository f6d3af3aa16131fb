/* What the parts of amont_study_open share: one file a kind of layer, each adding to `layers`. */
#ifndef AMONT_IO_OPENING_H
#define AMONT_IO_OPENING_H

#include "amont/open.h"
#include "amont/place.h"

typedef struct amont_opening {
    const amont_study *study;
    amont_layers *layers;
    amont_findings *findings;
    amont_reader *reader; /* opens the files */
    amont_box territory;  /* where layers must lie: the study CRS's area of use, then the
                             selected zones of the first level with 20 km around */
} amont_opening;

/* Will the reader process need GDAL, as far as the study tells? */
bool amont_study_wants_gdal(const amont_study *study);

/* One a kind; earlier zone levels and every zone level, respectively, are already open. */
bool amont_open_zones(const amont_opening *opening, const amont_zones_spec *spec, GError **error);
bool amont_open_projects(const amont_opening *opening, const amont_layer_spec *spec,
                         GError **error);
bool amont_open_sales(const amont_opening *opening, const amont_layer_spec *spec, GError **error);
bool amont_open_points(const amont_opening *opening, const amont_layer_spec *spec, GError **error);
bool amont_open_table(const amont_opening *opening, const amont_layer_spec *spec, GError **error);
bool amont_open_context(const amont_opening *opening, const amont_layer_spec *spec, GError **error);

bool amont_open_lines(const amont_opening *opening, const amont_layer_spec *spec, GError **error);
bool amont_open_raster(const amont_opening *opening, const amont_layer_spec *spec, GError **error);
bool amont_open_landuse(const amont_opening *opening, const amont_layer_spec *spec, GError **error);

/* Tells the rows of a layer with shapes that have none; `label` (may be NULL) names them. */
void amont_opening_find_empty(const amont_opening *opening, const amont_layer *layer,
                              const amont_column *label);

/* The sites of `projects`: read from the rows of `layer`. `project_of_row` is NULL where the rows
 * name their project in the column spec->id. */
bool amont_open_sites(const amont_opening *opening, amont_projects *projects,
                      const amont_source *source, const amont_layer *layer, const char *stated_crs,
                      const size_t *project_of_row, GError **error);

/* Polygons of a source, in the study's CRS and on the territory. Another geometry, or none, is an
 * error of code DATA, but for a filter that keeps no row. */
amont_layer *amont_polygons_read(const amont_opening *opening, const amont_source *source,
                                 const char *written_crs, GError **error);

/* The cells of a grid, with the columns code and name. */
amont_layer *amont_grid_layer(const amont_opening *opening, const amont_zones_spec *spec,
                              GError **error);

/* Repairs invalid polygons, each a finding with its change of area, and gives the areas of all, in
 * square metres, planar or ellipsoidal as the study says; free them. `names` (may be NULL) are the
 * rows' names in findings. A repair that changes more than 0.01 % of the whole is an error of code
 * DATA unless it is accepted. */
double *amont_polygons_measure(const amont_opening *opening, const amont_entry *entry,
                               amont_layer *layer, char *const *names, bool accept_repairs,
                               GError **error);

/* Zones: finds the parents. */
bool amont_zones_find_parents(const amont_opening *opening, amont_level *level, GError **error);

/* The source of a layer; `path` is what amont_study_resolve makes of its name. */
amont_source amont_opening_source(const amont_opening *opening, const amont_layer_spec *spec,
                                  const char *path);

/* The column that `key` names, else an error of code DATA there with the nearest name. */
amont_column *amont_column_need(const amont_layer *layer, const amont_entry *entry, const char *key,
                                const char *name, GError **error);

/* The same where the key may be left out (`written` NULL): then `fallback`, if there is such a
 * column, else `*column` is NULL. */
bool amont_column_choose(const amont_layer *layer, const amont_entry *entry, const char *key,
                         const char *written, const char *fallback, amont_column **column,
                         GError **error);

/* The column that `key` names (`written`); where the key is left out, the one that plays `role` in
 * the data set whose columns these are (known.h), else an error of code DATA. */
amont_column *amont_column_resolve(const amont_layer *layer, const amont_entry *entry,
                                   const char *key, const char *written, amont_role role,
                                   GError **error);

/* The column that plays `role` in the data set whose columns these are, or NULL. */
amont_column *amont_column_recognise(const amont_layer *layer, amont_role role);

/* Puts the place of a key of the study in front of an error. Always returns false. */
bool amont_opening_prefix(const amont_entry *entry, const char *key, GError **error);

/* Zones of a level by what people write for their code: the code, the code that a spreadsheet took
 * for a number, the name. `how` receives what there is to tell of it: CODE_ZERO_LOST,
 * NAME_FOR_CODE, NAME_SHARED and UNMATCHED (AMONT_NO_ZONE is returned), or AMONT_FINDING_KINDS for
 * a code as it should be. */
typedef struct amont_join amont_join;
amont_join *amont_join_new(const amont_level *level);
void amont_join_free(amont_join *join);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_join, amont_join_free)
size_t amont_join_find(amont_join *join, const char *written, amont_finding_kind *how);

/* The code that is meant, the codes where several zones share the name, or the nearest (not
 * `sure`); NULL where nothing is near. Borrowed from the join. */
const char *amont_join_meant(amont_join *join, const char *written, bool *sure);

/* Tells how the code in a cell was found, with what is meant. `who`, whose code it is, may be NULL.
 */
void amont_join_note(amont_join *join, amont_findings *findings, const char *file, long row,
                     const char *column, const char *who, const char *written,
                     amont_finding_kind how);

/* The CRS that the study writes, else the one that the file states or that is known of its columns;
 * neither is an error of code DATA. */
amont_crs *amont_opening_crs(const amont_source *source, const char *written, const char *stated,
                             GError **error);

/* Brings coordinates of a source into the study's CRS: from `written` (the key `crs`), else from
 * `stated` (by the file); neither is an error of code DATA. */
bool amont_opening_project(const amont_opening *opening, const amont_source *source,
                           const char *written, const char *stated, double *x, double *y, size_t n,
                           GError **error);

/* An error of code DATA when coordinates, already projected, do not lie on the territory: none of
 * them, or fewer than half while another CRS puts nearly all there. `before` holds them as the file
 * has them; the CRS under which they would land is named. */
bool amont_opening_check_place(const amont_opening *opening, const amont_source *source,
                               const amont_place_sample *before, const double *x, const double *y,
                               size_t n, GError **error);

/* What to write so that it would lie there; NULL: nothing is known. */
void amont_opening_hint_crs(const amont_place_guess *guess, GError **error);

/* Both at once, for geometries: projected, then checked. */
bool amont_opening_place(const amont_opening *opening, const amont_source *source,
                         const char *written, const char *stated, double *x, double *y, size_t n,
                         GError **error);

/* Where the rows of a point layer lie, in the study's CRS: from the columns spec->x and spec->y,
 * else from its points, else from the columns that hold coordinates in a known data set. NaN where
 * a row has no usable position, which is a finding of `missing` that names the row by `label` (may
 * be NULL). */
/* Whether they are to be found in columns. */
bool amont_positions_in_columns(const amont_layer_spec *spec, const amont_layer *layer);

/* What is known of the CRS of these columns, or NULL. */
const char *amont_positions_known_crs(const amont_layer_spec *spec, const amont_layer *layer);

typedef struct amont_positions {
    double *x, *y;
    bool *exchanged; /* off the territory, where it would lie with x and y exchanged */
} amont_positions;
bool amont_positions_read(const amont_opening *opening, const amont_layer_spec *spec,
                          const amont_source *source, const amont_layer *layer,
                          const char *stated_crs, const amont_column *label,
                          amont_finding_kind missing, amont_positions *positions, GError **error);
void amont_positions_clear(amont_positions *positions);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_positions, amont_positions_clear)

#endif
