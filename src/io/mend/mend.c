/* The uses of each file are gone through in the order of the study, as its text is read once; then
 * every file is written, and the rest is mended in the copies. */
#include "io/mend/mending.h"

#include "amont/csv.h"
#include "amont/files.h"

#include "io/loaders/archive.h"
#include "io/source.h"

#include <string.h>
#include <sys/stat.h>

/* Bytes of a file of points that is still read: a row has seven at least, and five million rows are
 * read. */
enum { LARGEST_POINTS = 32 << 20 };

/* ---- the report ---------------------------------------------------------------------------- */

void amont_mending_note(amont_mending *mending, const amont_mended *file, long row,
                        const char *column, const char *kind, const char *before,
                        const char *after) {
    g_autofree char *line = row > 0 ? g_strdup_printf("%ld", row) : g_strdup("");
    const char *const cells[] = {file->name, line, column ? column : "", kind, before, after};
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        if (i > 0)
            g_string_append_c(mending->report, ',');
        amont_csv_append_cell(mending->report, ',', cells[i]);
    }
    g_string_append_c(mending->report, '\n');
    mending->n_corrections++;
}

/* ---- the text of a CSV --------------------------------------------------------------------- */

static void mend_encoding(amont_mending *mending, const amont_mended *file) {
    const char *before = amont_encoding_name(file->grid->encoding);
    if (file->grid->encoding != AMONT_ENCODING_UTF8)
        amont_mending_note(mending, file, 0, NULL,
                           amont_finding_name(AMONT_FINDING_ENCODING_CONVERTED), before,
                           amont_encoding_name(AMONT_ENCODING_UTF8));
}

static void mend_rows(amont_mending *mending, const amont_mended *file) {
    for (guint i = 0; i < file->grid->rows->len; i++) {
        amont_grid_row *row = amont_grid_at(file->grid, i);
        if (!row->strays && row->n == file->grid->n_columns)
            continue;
        g_autofree char *before = amont_grid_row_before(file->grid, row);
        g_autofree char *after = amont_grid_row_after(file->grid, row);
        amont_finding_kind kind = row->strays ? AMONT_FINDING_CSV_QUOTE : AMONT_FINDING_CSV_RAGGED;
        amont_mending_note(mending, file, row->line, NULL, amont_finding_name(kind), before, after);
        row->changed = true;
    }
}

static void undo_twice(amont_mending *mending, const amont_mended *file) {
    char **titles = amont_grid_cells(file->grid, amont_grid_at(file->grid, 0));
    const char *kind = amont_finding_name(AMONT_FINDING_ENCODING_TWICE);
    for (guint i = 0; i < file->grid->rows->len; i++) {
        amont_grid_row *row = amont_grid_at(file->grid, i);
        char **cells = amont_grid_cells(file->grid, row);
        for (size_t c = 0; c < file->grid->n_columns; c++) {
            char *undone = amont_text_undo_twice(cells[c]);
            if (!undone)
                continue;
            amont_mending_note(mending, file, row->line, titles[c], kind, cells[c], undone);
            g_free(cells[c]);
            cells[c] = undone;
            row->changed = true;
        }
        if (!row->changed && i > 0)
            g_clear_pointer(&row->cells, g_strfreev);
    }
}

static bool read_grid(amont_mending *mending, amont_mended *file, const amont_naming *naming,
                      GError **error) {
    g_autoptr(amont_findings) findings = amont_findings_new();
    amont_source source = {
        .entry = naming->entry, .key = naming->key, .path = file->path, .findings = findings};
    g_autoptr(amont_layer) layer = amont_source_read(&source, NULL, error);
    file->grid = layer ? amont_grid_read(file->path, layer, error) : NULL;
    if (!file->grid)
        return false;
    mend_encoding(mending, file);
    mend_rows(mending, file);
    if (amont_findings_count(findings, AMONT_FINDING_ENCODING_TWICE) > 0)
        undo_twice(mending, file);
    return true;
}

/* ---- files --------------------------------------------------------------------------------- */

static void free_file(void *item) {
    amont_mended *file = item;
    g_free(file->path);
    g_free(file->target);
    amont_grid_free(file->grid);
    g_ptr_array_unref(file->layers);
    g_array_unref(file->numbers);
    g_free(file);
}

static void clear_naming(void *item) {
    g_free(((amont_naming *)item)->inner);
}

static bool is_taken(const amont_mending *mending, const char *target) {
    for (guint i = 0; i < mending->files->len; i++)
        if (strcmp(((const amont_mended *)mending->files->pdata[i])->target, target) == 0)
            return true;
    return false;
}

/* Within the study's folder a file keeps its place; others get one of their own. */
static void choose_target(const amont_mending *mending, amont_mended *file) {
    g_autofree char *here = g_canonicalize_filename(mending->layers->study->folder, NULL);
    g_autofree char *prefix =
        g_str_has_suffix(here, "/") ? g_strdup(here) : g_strconcat(here, "/", NULL);
    file->moved = g_path_is_absolute(file->name) || !g_str_has_prefix(file->path, prefix);
    if (!file->moved) {
        file->target = g_strdup(file->path + strlen(prefix));
        return;
    }
    g_autofree char *base = g_path_get_basename(file->path);
    file->target = g_build_filename("sources", base, NULL);
    for (int i = 2; is_taken(mending, file->target); i++) {
        g_free(file->target);
        file->target = g_strdup_printf("sources/%d/%s", i, base);
    }
}

static amont_mended *find_file(const amont_mending *mending, const char *path) {
    for (guint i = 0; i < mending->files->len; i++) {
        amont_mended *file = mending->files->pdata[i];
        if (strcmp(file->path, path) == 0)
            return file;
    }
    return NULL;
}

static bool is_plain_csv(const amont_naming *naming, const char *path) {
    amont_source source = {.entry = naming->entry, .key = naming->key, .path = path};
    return amont_source_is_plain_csv(&source);
}

static bool is_packed(const char *path) {
    const amont_format *format = amont_format_find(path);
    return format && (strcmp(format->ending, "zip") == 0 || strcmp(format->ending, "csv.gz") == 0);
}

static amont_mended *add_file(amont_mending *mending, char *path, const char *name) {
    amont_mended *file = g_new0(amont_mended, 1);
    file->path = path;
    file->name = name;
    file->left = is_packed(path);
    file->layers = g_ptr_array_new_with_free_func((GDestroyNotify)amont_layer_free);
    file->numbers = g_array_new(FALSE, FALSE, sizeof(amont_number_column));
    choose_target(mending, file);
    g_ptr_array_add(mending->files, file);
    return file;
}

/* Points are not read whole. */
static bool is_streamed(const amont_mending *mending, const amont_entry *entry) {
    const GPtrArray *points = mending->layers->points;
    for (guint i = 0; i < points->len; i++)
        if (&((const amont_points *)points->pdata[i])->spec->entry == entry)
            return true;
    return false;
}

static bool is_large(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && status.st_size > LARGEST_POINTS;
}

amont_mended *amont_mending_file(amont_mending *mending, const amont_entry *entry, const char *key,
                                 GError **error) {
    return amont_mending_name(mending, entry, key, amont_yaml_find(entry->node, key), error);
}

/* The file on disk that a name leads to or through. */
static char *path_of(const amont_mending *mending, amont_naming *naming) {
    const char *inner = NULL;
    g_autofree char *path = amont_study_resolve(mending->layers->study, naming->node->text);
    char *archive = amont_archive_path(path, &inner);
    naming->inner = g_strdup(inner);
    return archive ? archive : g_steal_pointer(&path);
}

amont_mended *amont_mending_name(amont_mending *mending, const amont_entry *entry, const char *key,
                                 const amont_yaml *node, GError **error) {
    if (node->connection)
        return &mending->database;
    for (guint i = 0; i < mending->namings->len; i++) {
        const amont_naming *known = &g_array_index(mending->namings, amont_naming, i);
        if (known->node == node)
            return known->file;
    }
    amont_naming naming = {.entry = entry, .key = key, .node = node};
    g_autofree char *path = path_of(mending, &naming);
    naming.file = find_file(mending, path);
    if (!naming.file) {
        bool is_read =
            is_plain_csv(&naming, path) && !(is_streamed(mending, entry) && is_large(path));
        naming.file = add_file(mending, g_steal_pointer(&path), node->text);
        if (is_read && !read_grid(mending, naming.file, &naming, error)) {
            g_free(naming.inner);
            return NULL;
        }
    }
    g_array_append_val(mending->namings, naming);
    return naming.file;
}

/* ---- writing ------------------------------------------------------------------------------- */

/* A file of several parts: beside `from`, the same name with another ending. */
static bool copy_parts(const char *from, const char *to, GError **error) {
    static const char *const endings[] = {"shx", "dbf", "prj", "cpg", "xsd",
                                          "SHX", "DBF", "PRJ", "CPG"};
    const amont_format *format = amont_format_find(from);
    bool has_parts = format && (strcmp(format->driver, "ESRI Shapefile") == 0 ||
                                strcmp(format->driver, "GML") == 0);
    for (size_t i = 0; has_parts && i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *part = amont_mending_part(from, endings[i]);
        g_autofree char *target = amont_mending_part(to, endings[i]);
        if (g_file_test(part, G_FILE_TEST_IS_REGULAR) && !amont_files_copy(part, target, error))
            return false;
    }
    return true;
}

char *amont_mending_part(const char *path, const char *ending) {
    return g_strdup_printf("%.*s.%s", (int)(strrchr(path, '.') - path), path, ending);
}

bool amont_mending_write(const amont_mending *mending, const amont_mended *file, GError **error) {
    g_autofree char *to = g_build_filename(mending->folder, file->target, NULL);
    GString *text = file->grid ? amont_grid_write(file->grid) : NULL;
    if (!text)
        return amont_files_copy(file->path, to, error) && copy_parts(file->path, to, error);
    bool written = amont_files_replace(to, text->str, text->len, error);
    g_string_free(text, TRUE);
    return written;
}

static bool write_text(const amont_mending *mending, const char *name, const char *text,
                       GError **error) {
    g_autofree char *path = g_build_filename(mending->folder, name, NULL);
    return amont_files_replace(path, text, strlen(text), error);
}

static bool write_all(amont_mending *mending, GError **error) {
    for (guint i = 0; i < mending->files->len; i++) {
        amont_mended *file = mending->files->pdata[i];
        if (file->grid)
            amont_mend_numbers(mending, file);
        if (!amont_mending_write(mending, file, error))
            return false;
        g_array_set_size(file->numbers, 0);
        g_ptr_array_set_size(file->layers, 0);
        g_clear_pointer(&file->grid, amont_grid_free);
    }
    g_autofree char *study = amont_mend_study_text(mending, error);
    return study && write_text(mending, "study.yaml", study, error);
}

/* ---- all ----------------------------------------------------------------------------------- */

static bool mend_tables(amont_mending *mending, GError **error) {
    const amont_layers *layers = mending->layers;
    for (guint i = 0; i < layers->levels->len; i++) {
        const amont_level *level = layers->levels->pdata[i];
        if (!amont_zones_are_grid(level->spec) &&
            !amont_mending_file(mending, &level->spec->entry, "source", error))
            return false;
    }
    for (guint i = 0; i < layers->projects->len; i++)
        if (!amont_mend_projects(mending, layers->projects->pdata[i], error))
            return false;
    for (guint i = 0; i < layers->tables->len; i++)
        if (!amont_mend_table(mending, layers->tables->pdata[i], error))
            return false;
    for (guint i = 0; i < layers->sales->len; i++)
        if (!amont_mend_points(mending, ((amont_sales *)layers->sales->pdata[i])->spec, error))
            return false;
    for (guint i = 0; i < layers->points->len; i++)
        if (!amont_mend_points(mending, ((amont_points *)layers->points->pdata[i])->spec, error))
            return false;
    for (guint i = 0; i < layers->landuses->len; i++)
        if (!amont_mend_classes(mending, layers->landuses->pdata[i], error))
            return false;
    for (guint i = 0; i < layers->lines->len; i++)
        if (!amont_mending_file(mending, &((amont_lines *)layers->lines->pdata[i])->spec->entry,
                                "source", error))
            return false;
    for (guint i = 0; i < layers->rasters->len; i++) {
        const amont_cells_layer *raster = layers->rasters->pdata[i];
        if (!amont_mending_file(mending, &raster->spec->entry, "source", error)) /* copied */
            return false;
    }
    for (guint i = 0; i < layers->contexts->len; i++)
        if (!amont_mend_points(mending, ((amont_context *)layers->contexts->pdata[i])->spec, error))
            return false;
    return true;
}

static bool mend_copies(amont_mending *mending, GError **error) {
    const amont_layers *layers = mending->layers;
    for (guint i = 0; i < layers->levels->len; i++) {
        const amont_level *level = layers->levels->pdata[i];
        if (!amont_zones_are_grid(level->spec) && !amont_mend_zones(mending, level, error))
            return false;
    }
    for (guint i = 0; i < layers->landuses->len; i++)
        if (!amont_mend_landuse(mending, layers->landuses->pdata[i], error))
            return false;
    for (guint i = 0; i < mending->files->len; i++)
        if (!amont_mend_codepage(mending, mending->files->pdata[i], error))
            return false;
    return true;
}

bool amont_mend(const amont_layers *layers, const amont_findings *findings, const char *folder,
                size_t *n_corrections, GError **error) {
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
    g_autoptr(GArray) namings = g_array_new(FALSE, FALSE, sizeof(amont_naming));
    g_array_set_clear_func(namings, clear_naming);
    g_autoptr(GString) report = g_string_new("file,row,column,kind,before,after\n");
    amont_mending mending = {.layers = layers,
                             .findings = findings,
                             .folder = folder,
                             .files = files,
                             .namings = namings,
                             .database = {.left = true},
                             .report = report};
    bool done = mend_tables(&mending, error) && write_all(&mending, error) &&
                mend_copies(&mending, error) &&
                write_text(&mending, "corrections.csv", report->str, error);
    *n_corrections = mending.n_corrections;
    return done;
}
