/* The archive as a whole is measured against its size on disk, which cannot lie, before anything of
 * it is unpacked: entries that overlap, as in bombs without nesting, count each time. */
#include "io/loaders/archive.h"

#include "io/gdal.h"
#include "io/loaders/packed.h"
#include "io/source.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

enum { MOST_ENTRIES = 10000 };

struct amont_archive {
    zip_t *zip;
    GPtrArray *entries; /* amont_archive_entry */
    const amont_archive_entry *chosen;
    GPtrArray *parts; /* borrowed: the chosen one first */
    char *folder;     /* in GDAL's memory, or NULL */
};

/* ---- paths --------------------------------------------------------------------------------- */

static const char ending[] = ".zip";

char *amont_archive_path(const char *path, const char **inner) {
    *inner = NULL;
    for (const char *end = path; (end = strchr(end + 1, G_DIR_SEPARATOR)) != NULL;) {
        g_autofree char *front = g_strndup(path, (size_t)(end - path));
        size_t length = strlen(front);
        if (length <= strlen(ending) ||
            g_ascii_strcasecmp(front + length - strlen(ending), ending) != 0 ||
            g_file_test(front, G_FILE_TEST_IS_DIR))
            continue;
        *inner = end + 1;
        return g_steal_pointer(&front);
    }
    const amont_format *format = amont_format_find(path);
    return format && strcmp(format->ending, ending + 1) == 0 ? g_strdup(path) : NULL;
}

guint64 amont_archive_disk_size(const char *path) {
    const char *inner = NULL;
    g_autofree char *archive = amont_archive_path(path, &inner);
    GStatBuf status;
    return g_stat(archive ? archive : path, &status) == 0 ? (guint64)status.st_size : 0;
}

guint64 amont_archive_most(const char *path) {
    const char *inner = NULL;
    g_autofree char *archive = amont_archive_path(path, &inner);
    guint64 size = amont_archive_disk_size(path);
    return archive && size > 0 ? amont_packed_most(size) : size;
}

/* ---- the directory ------------------------------------------------------------------------- */

static void free_entry(gpointer data) {
    amont_archive_entry *entry = data;
    g_free(entry->name);
    g_free(entry);
}

/* Names are marked as UTF-8, or are in the code page of the system that packed them: in France that
 * is CP850, whose letters are those of CP437 and capitals with accents besides. */
static char *name_of(zip_t *zip, zip_uint64_t index) {
    const char *raw = zip_get_name(zip, index, ZIP_FL_ENC_RAW);
    if (!raw)
        return NULL;
    g_autofree char *text = g_utf8_validate(raw, -1, NULL)
                                ? g_strdup(raw)
                                : g_convert(raw, -1, "UTF-8", "CP850", NULL, NULL, NULL);
    if (!text) /* this system knows no CP850 */
        text = g_strdup(zip_get_name(zip, index, ZIP_FL_ENC_GUESS));
    return text ? g_utf8_normalize(g_strdelimit(text, "\\", '/'), -1, G_NORMALIZE_NFC) : NULL;
}

static bool fail_unreadable(const amont_source *source, const char *reason, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' cannot be read as a ZIP archive: %s", amont_source_name(source), reason);
    amont_hint(error, "is the archive whole? pack it anew, or name the file without archive");
    return false;
}

static bool name_is_safe(const char *name) {
    bool is_drive = g_ascii_isalpha(name[0]) && name[1] == ':';
    if (!*name || *name == '/' || is_drive)
        return false;
    for (const char *c = name; *c; c++)
        if (g_ascii_iscntrl(*c))
            return false;
    g_auto(GStrv) steps = g_strsplit(name, "/", -1);
    return !g_strv_contains((const char *const *)steps, "..");
}

static bool fail_unsafe(const amont_source *source, char *name, GError **error) {
    for (char *c = name; *c; c++)
        if (g_ascii_iscntrl(*c))
            *c = '?';
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' holds an entry whose name leads elsewhere: '%.60s'",
                     amont_source_name(source), name);
    amont_hint(error, "names in an archive are relative, without '..': pack the files anew");
    return false;
}

static bool add_entry(amont_archive *archive, zip_uint64_t index, const amont_source *source,
                      GError **error) {
    zip_stat_t status;
    g_autofree char *name = name_of(archive->zip, index);
    if (!name || zip_stat_index(archive->zip, index, 0, &status) != 0 ||
        !(status.valid & ZIP_STAT_SIZE))
        return fail_unreadable(source, zip_strerror(archive->zip), error);
    if (!name_is_safe(name))
        return fail_unsafe(source, name, error);
    amont_archive_entry *entry = g_new0(amont_archive_entry, 1);
    entry->format = amont_format_find(name);
    entry->name = g_steal_pointer(&name);
    entry->index = index;
    entry->size = status.size;
    entry->is_encrypted = status.encryption_method != ZIP_EM_NONE;
    entry->is_packed_oddly = !zip_compression_method_supported(status.comp_method, 0);
    g_ptr_array_add(archive->entries, entry);
    return true;
}

static bool fail_entries(const amont_source *source, zip_int64_t n, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' holds %ld entries, and %d at most are looked at",
                     amont_source_name(source), (long)n, MOST_ENTRIES);
    amont_hint(error, "pack only the files that the study needs");
    return false;
}

static bool read_directory(amont_archive *archive, const amont_source *source, GError **error) {
    zip_int64_t n = zip_get_num_entries(archive->zip, 0);
    if (n > MOST_ENTRIES)
        return fail_entries(source, n, error);
    for (zip_int64_t i = 0; i < n; i++)
        if (!add_entry(archive, (zip_uint64_t)i, source, error))
            return false;
    return true;
}

static bool check_total(const amont_archive *archive, guint64 most, const amont_source *source,
                        GError **error) {
    guint64 total = 0;
    for (guint i = 0; i < archive->entries->len && total <= most; i++) {
        const amont_archive_entry *entry = archive->entries->pdata[i];
        total = entry->size > most ? entry->size : total + entry->size;
    }
    if (total <= most)
        return true;
    g_autoptr(GError) reason = NULL;
    amont_packed_fail(&reason, most);
    return amont_source_fail(source, reason, error);
}

/* ---- the parts of a shapefile -------------------------------------------------------------- */

static const char *const shape_parts[] = {".shx", ".dbf", ".prj", ".cpg"};

static size_t stem_length(const char *name) {
    return (size_t)(strrchr(name, '.') - name);
}

static const amont_archive_entry *find_part(const amont_archive *archive, const char *part) {
    const char *name = archive->chosen->name;
    size_t length = stem_length(name);
    for (guint i = 0; i < archive->entries->len; i++) {
        const amont_archive_entry *entry = archive->entries->pdata[i];
        if (strncmp(entry->name, name, length) == 0 &&
            g_ascii_strcasecmp(entry->name + length, part) == 0)
            return entry;
    }
    return NULL;
}

static void find_parts(amont_archive *archive) {
    g_ptr_array_add(archive->parts, (void *)archive->chosen);
    bool is_shape = strcmp(archive->chosen->format->ending, "shp") == 0;
    for (size_t i = 0; is_shape && i < G_N_ELEMENTS(shape_parts); i++) {
        const amont_archive_entry *part = find_part(archive, shape_parts[i]);
        if (part)
            g_ptr_array_add(archive->parts, (void *)part);
    }
}

static bool check_part(const amont_archive_entry *part, const amont_source *source,
                       GError **error) {
    if (part->is_encrypted) {
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "'%s' in '%s' is encrypted", part->name, amont_source_name(source));
        amont_hint(error, "unpack it with its password, and name the file itself");
        return false;
    }
    if (part->is_packed_oddly) {
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "'%s' in '%s' is packed by a method that is not known here", part->name,
                         amont_source_name(source));
        amont_hint(error, "unpack it and name the file itself, or pack it anew as a usual ZIP");
        return false;
    }
    return true;
}

/* ---- opening ------------------------------------------------------------------------------- */

static bool open_zip(amont_archive *archive, const char *path, const amont_source *source,
                     GError **error) {
    int code = 0;
    archive->zip = zip_open(path, ZIP_RDONLY, &code);
    if (archive->zip)
        return true;
    zip_error_t reason;
    zip_error_init_with_code(&reason, code);
    fail_unreadable(source, zip_error_strerror(&reason), error);
    zip_error_fini(&reason);
    return false;
}

static bool fill(amont_archive *archive, const amont_source *source, GError **error) {
    const char *inner = NULL;
    g_autofree char *path = amont_archive_path(source->path, &inner);
    if (!open_zip(archive, path, source, error) || !read_directory(archive, source, error) ||
        !check_total(archive, amont_archive_most(source->path), source, error))
        return false;
    archive->chosen = amont_archive_choose(archive->entries, inner, source, error);
    if (!archive->chosen)
        return false;
    find_parts(archive);
    for (guint i = 0; i < archive->parts->len; i++)
        if (!check_part(archive->parts->pdata[i], source, error))
            return false;
    return true;
}

amont_archive *amont_archive_open(const amont_source *source, GError **error) {
    g_autoptr(amont_archive) archive = g_new0(amont_archive, 1);
    archive->entries = g_ptr_array_new_with_free_func(free_entry);
    archive->parts = g_ptr_array_new();
    return fill(archive, source, error) ? g_steal_pointer(&archive) : NULL;
}

void amont_archive_close(amont_archive *archive) {
    if (!archive)
        return;
    if (archive->folder)
        VSIRmdirRecursive(archive->folder);
    g_free(archive->folder);
    if (archive->zip)
        zip_discard(archive->zip);
    g_ptr_array_unref(archive->entries);
    g_ptr_array_unref(archive->parts);
    g_free(archive);
}

const amont_format *amont_archive_format(const amont_archive *archive) {
    return archive->chosen->format;
}

guint64 amont_archive_size(const amont_archive *archive) {
    guint64 size = 0;
    for (guint i = 0; i < archive->parts->len; i++)
        size += ((const amont_archive_entry *)archive->parts->pdata[i])->size;
    return size;
}

/* ---- unpacking ----------------------------------------------------------------------------- */

/* True when the entry has as many bytes as the directory says. The checksum is compared by libzip
 * when the end is asked for. */
static bool unpack_into(zip_file_t *file, char *bytes, guint64 size) {
    guint64 at = 0;
    while (at < size) {
        zip_int64_t n = zip_fread(file, bytes + at, size - at);
        if (n <= 0)
            return false;
        at += (guint64)n;
    }
    char beyond = 0;
    return zip_fread(file, &beyond, 1) == 0;
}

static char *unpack(const amont_archive *archive, const amont_archive_entry *entry,
                    const amont_source *source, GError **error) {
    g_autofree char *bytes = g_malloc(entry->size + 1);
    bytes[entry->size] = '\0';
    zip_file_t *file = zip_fopen_index(archive->zip, entry->index, 0);
    bool whole = file && unpack_into(file, bytes, entry->size);
    if (file)
        zip_fclose(file);
    if (whole)
        return g_steal_pointer(&bytes);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' in '%s' is damaged: it does not unpack to what the archive says",
                     entry->name, amont_source_name(source));
    amont_hint(error, "fetch the archive again, or pack it anew");
    return NULL;
}

char *amont_archive_bytes(const amont_archive *archive, const amont_source *source, size_t *length,
                          GError **error) {
    *length = (size_t)archive->chosen->size;
    return unpack(archive, archive->chosen, source, error);
}

static bool mount_part(const amont_archive *archive, const amont_archive_entry *part,
                       const char *path, const amont_source *source, GError **error) {
    char *bytes = unpack(archive, part, source, error);
    if (!bytes)
        return false;
    VSIFCloseL(VSIFileFromMemBuffer(path, (GByte *)bytes, part->size, TRUE));
    return true;
}

/* The base name stays, since drivers call their layer by it; endings become small letters. */
char *amont_archive_mount(amont_archive *archive, const amont_source *source, GError **error) {
    g_autofree char *base = g_path_get_basename(archive->chosen->name);
    base[stem_length(base)] = '\0';
    archive->folder = g_strdup_printf("/vsimem/amont-%p", (void *)archive);
    for (guint i = 0; i < archive->parts->len; i++) {
        const amont_archive_entry *part = archive->parts->pdata[i];
        g_autofree char *end = g_ascii_strdown(strrchr(part->name, '.'), -1);
        g_autofree char *path = g_strconcat(archive->folder, "/", base, end, NULL);
        if (!mount_part(archive, part, path, source, error))
            return NULL;
    }
    return g_strconcat(archive->folder, "/", base, ".", archive->chosen->format->ending, NULL);
}
