#include "cli/gallery.h"

#include "amont/pool.h"
#include "cli/press.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static const double screen_dpi = 96; /* of the pictures in the index */

/* Labels are those of the pages, which live as long. */
typedef struct run {
    amont_gallery gallery;
    amont_session *session;
    amont_table *table;
    GPtrArray *pages; /* amont_page_style * */
    const char *folder;
    amont_edition *edition;
    amont_formats formats;
    pthread_mutex_t lock;
    GError *error; /* of the first file that could not be written, changed under the lock */
} run;

/* ---- what is shown ------------------------------------------------------------------------- */

static void free_exhibit(void *data) {
    amont_exhibit *e = data;
    g_free(e->spec.page);
    g_free(e->name);
    g_free(e->refusal);
    g_clear_pointer(&e->violations, amont_violations_free);
    g_ptr_array_unref(e->unplaced);
    g_free(e);
}

static void add_exhibit(run *r, const amont_map_spec *map, const char *page, const char *label) {
    amont_exhibit *e = g_new0(amont_exhibit, 1);
    e->map = map;
    e->spec = *map;
    e->spec.page = g_strdup(page);
    e->page = e->spec.page;
    e->label = label ? label : e->page;
    e->name = g_strconcat(map->id, "-", page, NULL);
    e->unplaced = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(r->gallery.exhibits, e);
}

static bool add_exhibits(run *r, const GPtrArray *maps, GError **error) {
    const amont_styles *styles = r->session->styles;
    g_auto(GStrv) names = amont_styles_names(styles->folder, "pages");
    r->gallery.n_pages = g_strv_length(names);
    for (size_t i = 0; names[i]; i++) {
        amont_page_style *page = amont_styles_page(styles, names[i], error);
        if (!page)
            return false;
        g_ptr_array_add(r->pages, page);
    }
    for (guint m = 0; m < maps->len; m++)
        for (size_t i = 0; names[i]; i++)
            add_exhibit(r, maps->pdata[m], names[i],
                        ((const amont_page_style *)r->pages->pdata[i])->label);
    return true;
}

static const char *const endings[] = {"pdf", "png"};

static char *path_of(const run *r, const amont_exhibit *e, const char *ending) {
    g_autofree char *file = g_strconcat(e->name, ".", ending, NULL);
    return g_build_filename(r->folder, file, NULL);
}

/* Before long work; links may make a file of ours what the study is read from. */
static bool try_file(const run *r, const char *path, GError **error) {
    return amont_study_spare(r->session->study, path, error) &&
           amont_edition_try(r->edition, path, error);
}

static bool try_files(const run *r, GError **error) {
    g_autofree char *index = g_build_filename(r->folder, "index.html", NULL);
    for (guint i = 0; i < r->gallery.exhibits->len; i++)
        for (size_t k = 0; k < G_N_ELEMENTS(endings); k++) {
            g_autofree char *path = path_of(r, r->gallery.exhibits->pdata[i], endings[k]);
            if (!try_file(r, path, error))
                return false;
        }
    return try_file(r, index, error);
}

/* ---- drawing ------------------------------------------------------------------------------- */

/* What a map shows is computed once for all its pages; where that cannot be, all say why. */
static void analyse(run *r) {
    const char *refusal = NULL;
    for (guint i = 0; i < r->gallery.exhibits->len; i++) {
        amont_exhibit *e = r->gallery.exhibits->pdata[i];
        if (i % r->gallery.n_pages == 0) {
            g_autoptr(GError) cause = NULL;
            bool done = amont_analyse_map(r->session->analysis, e->map, r->table, &cause);
            e->refusal = done ? NULL : g_strdup(cause->message);
            refusal = e->refusal;
        } else {
            e->refusal = g_strdup(refusal);
        }
    }
}

static bool write_file(run *r, const amont_exhibit *e, const char *ending, const GByteArray *bytes,
                       GError **error) {
    g_autofree char *path = path_of(r, e, ending);
    return amont_edition_add(r->edition, path, bytes->data, bytes->len, error);
}

static void note_unplaced(amont_exhibit *e, const amont_findings *findings) {
    const amont_example *example = NULL;
    for (size_t i = 0;
         (example = amont_findings_example(findings, AMONT_FINDING_LABEL_UNPLACED, i)); i++)
        g_ptr_array_add(e->unplaced, g_strdup(example->detail));
}

/* An error of writing; what cannot be drawn is a refusal. */
static bool show(run *r, amont_exhibit *e, amont_fonts *fonts, GError **error) {
    const amont_session *session = r->session;
    g_autoptr(amont_findings) findings = amont_findings_new();
    g_autoptr(GError) cause = NULL;
    g_autoptr(amont_page) page = amont_compose(session->layers, &e->spec, r->table, session->styles,
                                               fonts, findings, &cause);
    g_autoptr(GByteArray) pdf = page ? amont_formats_make(&r->formats, "pdf", page, &cause) : NULL;
    g_autoptr(GByteArray) png = pdf ? amont_formats_make(&r->formats, "png", page, &cause) : NULL;
    if (!png) {
        e->refusal = g_strdup(cause->message);
        return true;
    }
    note_unplaced(e, findings);
    e->violations = amont_rules_check(page, &(amont_outputs){pdf, png, screen_dpi});
    e->width_px = (unsigned)(page->width_mm * screen_dpi / 25.4 + 0.5);
    e->height_px = (unsigned)(page->height_mm * screen_dpi / 25.4 + 0.5);
    return write_file(r, e, "pdf", pdf, error) && write_file(r, e, "png", png, error);
}

static void keep_error(run *r, GError *error) {
    pthread_mutex_lock(&r->lock);
    if (r->error)
        g_error_free(error);
    else
        r->error = error;
    pthread_mutex_unlock(&r->lock);
}

static void show_one(size_t index, void *data) {
    run *r = data;
    amont_exhibit *e = r->gallery.exhibits->pdata[index];
    GError *error = NULL;
    if (e->refusal)
        return;
    amont_fonts *fonts = amont_session_borrow_fonts(r->session, &error);
    if (!fonts || !show(r, e, fonts, &error))
        keep_error(r, error);
    amont_session_return_fonts(r->session, fonts);
}

static bool show_all(run *r, GError **error) {
    analyse(r);
    pthread_mutex_init(&r->lock, NULL);
    amont_pool_run(amont_pool_threads(), r->gallery.exhibits->len, show_one, r);
    pthread_mutex_destroy(&r->lock);
    if (r->error)
        g_propagate_error(error, r->error);
    return !r->error;
}

/* ---- what is said of it -------------------------------------------------------------------- */

size_t amont_gallery_count(const amont_gallery *gallery, amont_rule_severity severity) {
    size_t n = 0;
    for (guint i = 0; i < gallery->exhibits->len; i++) {
        const amont_exhibit *e = gallery->exhibits->pdata[i];
        n += e->violations ? amont_violations_count(e->violations, severity) : 0;
    }
    return n;
}

size_t amont_gallery_refused(const amont_gallery *gallery) {
    size_t n = 0;
    for (guint i = 0; i < gallery->exhibits->len; i++)
        n += ((const amont_exhibit *)gallery->exhibits->pdata[i])->refusal != NULL;
    return n;
}

static bool write_index(run *r, GError **error) {
    g_autofree char *path = g_build_filename(r->folder, "index.html", NULL);
    g_autofree char *html = amont_gallery_index(&r->gallery);
    return amont_edition_add(r->edition, path, html, strlen(html), error);
}

static void say(const amont_gallery *gallery) {
    printf(_("pages: %u; not drawn: %zu; errors: %zu, warnings: %zu\n"), gallery->exhibits->len,
           amont_gallery_refused(gallery), amont_gallery_count(gallery, AMONT_RULE_ERROR),
           amont_gallery_count(gallery, AMONT_RULE_WARNING));
}

static bool takes_alone(const amont_options *options, GError **error) {
    const char *other = options->output        ? "--output"
                        : options->formats     ? "--format"
                        : options->size        ? "--size"
                        : options->dpi         ? "--dpi"
                        : options->check       ? "--check"
                        : options->resolve     ? "--explain"
                        : options->transparent ? "--transparent"
                                               : NULL;
    if (!other)
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'--gallery' and '%s' do not go together", other);
    amont_hint(error, "'--gallery' names its folder, and writes every page as PDF and PNG");
    return false;
}

static run begin(amont_session *session, const amont_options *options) {
    return (run){
        .gallery = {session->study->title, g_ptr_array_new_with_free_func(free_exhibit), 0},
        .session = session,
        .table = amont_table_new(),
        .pages = g_ptr_array_new_with_free_func((GDestroyNotify)amont_page_style_free),
        .folder = options->gallery,
        .edition = amont_edition_new(options->force),
        .formats = {.dpi = screen_dpi},
    };
}

static void clear(run *r) {
    g_ptr_array_unref(r->gallery.exhibits);
    amont_table_free(r->table);
    g_ptr_array_unref(r->pages);
    amont_edition_free(r->edition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(run, clear)

int amont_gallery_run(amont_session *session, const GPtrArray *maps, const amont_options *options,
                      GError **error) {
    if (!takes_alone(options, error))
        return -1;
    g_auto(run) r = begin(session, options);
    if (!add_exhibits(&r, maps, error) || !try_files(&r, error) || !show_all(&r, error) ||
        !write_index(&r, error) || !amont_press_publish(r.edition, r.folder, error))
        return -1;
    say(&r.gallery);
    return amont_session_close(session, options);
}
