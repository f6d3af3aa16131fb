/* Files of every format changed at random, and read as a study's sources are, by the reader
 * process. The process may die of a file; the program must not: it answers with a layer or with one
 * error, in time, and reads the next file. Mutation number i is made with the random seed SEED + i,
 * so that one can be repeated: give its seed and 1.
 *
 * Usage: mutate_main FILE AMOUNT SEED FOLDER
 * FILE is a sound one; AMOUNT is a number of mutations, or of seconds (120s). What kills or stops
 * the reader process is kept in FOLDER, which is made. */
#include "mutate/bytes.h"
#include "mutate/inner.h"

#include "amont/open.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double longest_s = 15; /* a wait of the program, on a busy machine */
static const double stopped_s = 3;  /* what is lost after that was stopped by its limits */

typedef struct part {
    const char *ending; /* borrowed */
    GByteArray *bytes;
} part;

typedef struct session {
    const char *seed_file, *ending;
    char *folder, *path;
    GArray *parts; /* the file, and for a shapefile its others */
    amont_yaml *root;
    amont_entry entry;
    amont_reader *reader;
    guint runs, layers, refused, unavailable, filters, crashed, stopped;
    double slowest_s;
} session;

static G_NORETURN void die(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    _exit(EXIT_FAILURE);
}

/* ---- files --------------------------------------------------------------------------------- */

static char *with_ending(const char *path, const char *ending) {
    g_autofree char *stem = g_strndup(path, (gsize)(strrchr(path, '.') - path));
    return g_strconcat(stem, ".", ending, NULL);
}

static void load_part(session *s, const char *ending) {
    g_autofree char *path = with_ending(s->seed_file, ending);
    char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, &length, &error))
        die(path, error->message);
    part loaded = {ending, g_byte_array_new_take((guint8 *)text, length)};
    g_array_append_val(s->parts, loaded);
}

static void load_parts(session *s) {
    static const char *const beside_a_shapefile[] = {"shx", "dbf", "prj", "cpg"};
    load_part(s, s->ending);
    for (size_t i = 0; strcmp(s->ending, "shp") == 0 && i < G_N_ELEMENTS(beside_a_shapefile); i++)
        load_part(s, beside_a_shapefile[i]);
}

static void put(const char *path, const GByteArray *bytes) {
    g_autoptr(GError) error = NULL;
    g_unlink(path); /* written in place, which is quick, but not made shorter */
    if (!g_file_set_contents_full(path, (const char *)bytes->data, bytes->len,
                                  G_FILE_SET_CONTENTS_NONE, 0600, &error))
        die(path, error->message);
}

/* All parts as they are but `changed`, which may be none of them. */
static void put_parts(const session *s, const char *path, const part *changed) {
    for (guint i = 0; i < s->parts->len; i++) {
        const part *p = &g_array_index(s->parts, part, i);
        g_autofree char *beside = with_ending(path, p->ending);
        put(beside, changed && p->ending == changed->ending ? changed->bytes : p->bytes);
    }
}

/* Each file has a name of its own: GDAL remembers what it saw in a zip file. */
static void move_on(session *s, const char *stem, guint number) {
    for (guint i = 0; s->path && i < s->parts->len; i++) {
        g_autofree char *path = with_ending(s->path, g_array_index(s->parts, part, i).ending);
        g_unlink(path);
    }
    g_free(s->path);
    s->path = g_strdup_printf("%s/%s_%u.%s", s->folder, stem, number, s->ending);
}

/* ---- one mutation -------------------------------------------------------------------------- */

static bool ends_in(const session *s, const char *ending) {
    return strcmp(s->ending, ending) == 0;
}

static void put_changed_bytes(const session *s, const char *path, GRand *random) {
    const part *chosen =
        &g_array_index(s->parts, part, (guint)g_rand_int_range(random, 0, (gint32)s->parts->len));
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, chosen->bytes->data, chosen->bytes->len);
    bool same_length = g_rand_boolean(random);
    mutate_bytes(bytes, random, same_length);
    put_parts(s, path, &(part){chosen->ending, bytes});
}

/* Half the files of a kind that has an inside are changed inside. */
static void put_mutation(const session *s, const char *path, guint32 seed) {
    GRand *random = g_rand_new_with_seed(seed);
    bool inside = g_rand_boolean(random);
    if (inside && (ends_in(s, "xlsx") || ends_in(s, "ods") || ends_in(s, "zip"))) {
        mutate_zip_member(s->seed_file, path, random);
    } else if (inside && ends_in(s, "gpkg")) {
        put_parts(s, path, NULL);
        mutate_sqlite_value(path, random);
    } else {
        put_changed_bytes(s, path, random);
    }
    g_rand_free(random);
}

/* ---- one reading --------------------------------------------------------------------------- */

static amont_source source_of(session *s) {
    return (amont_source){
        .entry = &s->entry, .key = "source", .path = s->path, .reader = s->reader};
}

static void check_error(session *s, const GError *error, guint32 seed, double took_s) {
    bool is_expected = error->code == AMONT_ERROR_DATA || error->code == AMONT_ERROR_UNAVAILABLE;
    const char *second = strchr(error->message, '\n');
    if (!is_expected || !g_utf8_validate(error->message, -1, NULL) ||
        (second && strchr(second + 1, '\n')))
        die("an error that should not be", error->message);
    s->refused += error->code == AMONT_ERROR_DATA;
    s->unavailable += error->code == AMONT_ERROR_UNAVAILABLE;
    if (!strstr(error->message, "breaks its reader"))
        return;
    s->crashed += took_s < stopped_s;
    s->stopped += took_s >= stopped_s;
    g_autofree char *kept = g_strdup_printf("%s/lost_%u.%s", s->folder, seed, s->ending);
    put_mutation(s, kept, seed);
}

/* A sound file is read, whatever came before. */
static void check_sound(session *s) {
    g_autoptr(GError) error = NULL;
    move_on(s, "sound", s->runs);
    put_parts(s, s->path, NULL);
    amont_source source = source_of(s);
    g_autoptr(amont_layer) layer = amont_source_read(&source, NULL, &error);
    if (!layer)
        die("the sound file", error->message);
    if (layer->n_rows == 0 || layer->columns->len == 0)
        die("the sound file", "no rows or no columns");
}

/* Any answer will do: that a filter is refused, too. */
static void filter(session *s, size_t n_rows) {
    g_autoptr(GError) error = NULL;
    g_autofree bool *matches = g_new0(bool, n_rows + 1);
    amont_source source = source_of(s);
    bool done =
        amont_source_match(&source, "code = '01' OR n > 1", "where", matches, n_rows, &error);
    if (done == (error != NULL))
        die("a filter", error ? error->message : "neither an answer nor an error");
    s->filters++;
}

static void use_layer(const amont_layer *layer) {
    const amont_shapes *shapes = layer->shapes;
    for (size_t i = 0; shapes && i < shapes->n_features; i++)
        if (isnan(amont_shapes_box(shapes, i).min_x))
            die("a shape", "not a number");
}

static void run_one(session *s, guint32 seed) {
    g_autoptr(GError) error = NULL;
    move_on(s, "mutation", seed);
    put_mutation(s, s->path, seed);
    gint64 start = g_get_monotonic_time();
    amont_source source = source_of(s);
    g_autofree char *crs = NULL;
    g_autoptr(amont_layer) layer = amont_source_read(&source, &crs, &error);
    double took_s = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
    s->runs++;
    s->slowest_s = MAX(s->slowest_s, took_s);
    if (!layer == !error)
        die(s->path, "neither a layer nor an error, or both");
    if (took_s > longest_s)
        die(s->path, "no answer in time");
    s->layers += layer != NULL;
    if (!layer) {
        check_error(s, error, seed, took_s);
    } else {
        use_layer(layer);
        if (seed % 4 == 0)
            filter(s, layer->n_rows);
    }
    if (s->runs % 50 == 0 || (error && strstr(error->message, "breaks its reader")))
        check_sound(s);
}

/* ---- all ----------------------------------------------------------------------------------- */

/* The reader process writes no file: what lies in the folder was put there by this program. */
static void check_folder(const session *s) {
    g_autoptr(GDir) directory = g_dir_open(s->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(directory));) {
        const char *dot = strrchr(name, '.');
        bool ours = g_str_has_prefix(name, "lost_");
        for (guint i = 0; !ours && dot && i < s->parts->len; i++)
            ours = g_str_equal(dot + 1, g_array_index(s->parts, part, i).ending);
        if (!ours)
            die(name, "a file that the reader process has made");
    }
}

static void report(const session *s, guint32 seed) {
    printf("%s: seeds %u to %u: %u read, %u refused, %u unavailable, %u filtered; "
           "the reader process died of %u and was stopped at %u; slowest %.1f s\n",
           s->ending, seed, seed + s->runs - 1, s->layers, s->refused, s->unavailable, s->filters,
           s->crashed, s->stopped, s->slowest_s);
}

static void start(session *s) {
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strdup_printf("source: mutation.%s\n", s->ending);
    s->root = amont_yaml_parse(text, strlen(text), "study.yaml", NULL);
    s->entry.node = s->root;
    s->parts = g_array_new(FALSE, FALSE, sizeof(part));
    load_parts(s);
    if (g_mkdir_with_parents(s->folder, 0700) != 0)
        die(s->folder, "this folder cannot be made");
    s->reader = amont_reader_start(&error);
    if (!s->reader)
        die("reader", error->message);
    check_sound(s);
}

static void finish(session *s) {
    check_sound(s);
    check_folder(s);
    move_on(s, "end", 0);
    for (guint i = 0; i < s->parts->len; i++)
        g_byte_array_unref(g_array_index(s->parts, part, i).bytes);
    g_array_unref(s->parts);
    amont_reader_stop(s->reader);
    amont_yaml_free(s->root);
    g_free(s->path);
    g_free(s->folder);
}

int main(int argc, char **argv) {
    if (argc != 5 || !strrchr(argv[1], '.')) {
        fprintf(stderr, "usage: %s FILE MUTATIONS|SECONDSs SEED FOLDER\n", argv[0]);
        return EXIT_FAILURE;
    }
    session s = {.seed_file = argv[1], .ending = strrchr(argv[1], '.') + 1};
    s.folder = g_canonicalize_filename(argv[4], NULL);
    guint64 amount = g_ascii_strtoull(argv[2], NULL, 10);
    guint32 seed = (guint32)g_ascii_strtoull(argv[3], NULL, 10);
    bool for_seconds = g_str_has_suffix(argv[2], "s");
    gint64 end = g_get_monotonic_time() + (gint64)amount * G_USEC_PER_SEC;
    start(&s);
    while (for_seconds ? g_get_monotonic_time() < end : s.runs < amount)
        run_one(&s, seed + s.runs);
    report(&s, seed);
    finish(&s);
    return EXIT_SUCCESS;
}
