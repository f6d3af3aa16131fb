/* amont atlas: a map as a series of pages. */
#include "cli/cli.h"

#include "amont/atlas.h"
#include "amont/pool.h"
#include "cli/page_names.h"
#include "cli/press.h"
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* The pages, and the press that prints them. */
typedef struct series {
    amont_press press;
    const amont_map_spec *map;
    amont_atlas *atlas;
    double denominator; /* NaN: of each page the largest that fits */
} series;

static void clear_series(series *s) {
    amont_press_clear(&s->press);
    amont_atlas_free(s->atlas);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(series, clear_series)

static amont_page *compose(const amont_press *press, size_t index, amont_fonts *fonts,
                           amont_findings *findings, GError **error) {
    const series *s = press->data;
    return amont_atlas_compose(s->atlas, index, s->press.table, press->session->styles, fonts,
                               s->denominator, findings, error);
}

/* ---- where to ------------------------------------------------------------------------------ */

static bool check_file(const amont_options *options, const amont_formats *formats,
                       const char *format, GError **error) {
    if (!amont_formats_check_file(options->output, error))
        return false;
    if (strcmp(format, "pdf") != 0) {
        amont_fail(error, AMONT_ERROR_USAGE, "--output: pages cannot all stand in '%s'",
                   options->output);
        amont_hint(error, "name a folder, or a PDF");
        return false;
    }
    if (!options->name && amont_formats_are(formats, "pdf"))
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'%s' is one PDF of all pages", options->output);
    amont_hint(error, "for other formats, or files by --name, name a folder with -o");
    return false;
}

/* `--name` without the ending of the one format, which each file has anyway; NULL: an error. */
static char *pattern_of(const amont_options *options, const amont_formats *formats,
                        GError **error) {
    const char *pattern = options->name ? options->name : "{id}-{code}-{name}";
    const char *format = amont_formats_of_path(pattern);
    if (!format)
        return g_strdup(pattern);
    if (amont_formats_are(formats, format))
        return g_strndup(pattern, strlen(pattern) - strlen(format) - 1);
    g_autofree char *list = g_strjoinv(", ", formats->names);
    amont_fail(error, AMONT_ERROR_USAGE,
               "--name: '%s' ends as a file of %s, and pages are written as %s", pattern, format,
               list);
    amont_hint(error, "leave the ending out: each file has that of its format");
    return NULL;
}

static amont_page_words *words_of(const series *s) {
    amont_page_words *words = g_new0(amont_page_words, s->press.n_pages);
    for (size_t i = 0; i < s->press.n_pages; i++) {
        const amont_atlas_page *page = amont_atlas_page_at(s->atlas, i);
        words[i] = (amont_page_words){s->map->id, page->key, page->name};
    }
    return words;
}

static bool name_files(series *s, const amont_options *options, GError **error) {
    const char *folder = options->output ? options->output : "out";
    const char *format = amont_formats_of_path(folder);
    if (format) {
        s->press.document = g_strdup(options->output);
        return check_file(options, &s->press.formats, format, error);
    }
    g_autofree char *pattern = pattern_of(options, &s->press.formats, error);
    g_autofree amont_page_words *words = words_of(s);
    g_auto(GStrv) names =
        pattern ? amont_page_names(pattern, words, s->press.n_pages, error) : NULL;
    for (size_t i = 0; names && names[i]; i++)
        s->press.paths[i] = g_build_filename(folder, names[i], NULL);
    if (!options->name && amont_formats_have(&s->press.formats, "pdf")) {
        g_autofree char *name = g_strconcat(s->map->id, ".pdf", NULL);
        s->press.document = g_build_filename(folder, name, NULL);
    }
    return names != NULL;
}

static bool plan(series *s, amont_session *session, const amont_options *options,
                 const amont_formats *formats, GError **error) {
    *s = (series){.map = amont_session_map(session, session->ids[0], error)};
    s->atlas =
        s->map ? amont_atlas_plan(session->layers, s->map, options->each, session->findings, error)
               : NULL;
    if (!s->atlas) {
        if (s->map && options->each && g_error_matches(*error, AMONT_ERROR, AMONT_ERROR_USAGE))
            g_prefix_error(error, "--each: ");
        return false;
    }
    s->press = amont_press_of(session, amont_atlas_size(s->atlas), formats);
    s->press.compose = compose;
    s->press.data = s;
    s->press.map = s->map->id;
    s->press.title = s->map->title;
    for (size_t i = 0; i < s->press.n_pages; i++)
        s->press.titles[i] = amont_atlas_page_at(s->atlas, i)->name;
    return name_files(s, options, error);
}

static bool analyse(const series *s, GError **error) {
    for (size_t i = 0; i < s->press.n_pages; i++)
        if (!amont_analyse_map(s->press.session->analysis, amont_atlas_page_at(s->atlas, i)->map,
                               s->press.table, error))
            return false;
    return true;
}

/* ---- the scale ----------------------------------------------------------------------------- */

/* The scale that fits all pages, looked for by several threads: whoever asks first, the end is the
 * same (amont_atlas_scale). */
typedef struct search {
    const series *s;
    double *fits;    /* of each page: what it was last known to fit */
    GError **errors; /* of each page */
    pthread_mutex_t lock;
    double least;
} search;

static void fit(size_t index, void *data) {
    search *all = data;
    amont_session *session = all->s->press.session;
    pthread_mutex_lock(&all->lock);
    double least = all->least;
    pthread_mutex_unlock(&all->lock);
    if (all->fits[index] == least || all->errors[index])
        return;
    amont_fonts *fonts = amont_session_borrow_fonts(session, &all->errors[index]);
    if (!fonts)
        return;
    all->fits[index] = amont_atlas_fit(all->s->atlas, index, all->s->press.table, session->styles,
                                       fonts, least, &all->errors[index]);
    amont_press_name_page(&all->s->press, index, &all->errors[index]);
    amont_session_return_fonts(session, fonts);
    pthread_mutex_lock(&all->lock);
    all->least = fmax(all->least, all->fits[index]);
    pthread_mutex_unlock(&all->lock);
}

static bool is_found(const search *all) {
    bool fits = true;
    for (size_t i = 0; i < all->s->press.n_pages; i++) {
        if (all->errors[i])
            return true;
        fits = fits && all->fits[i] == all->least;
    }
    return fits;
}

static bool find_scale(series *s, GError **error) {
    size_t n = s->press.n_pages;
    g_autofree double *fits = g_new0(double, n);
    g_autofree GError **errors = g_new0(GError *, n);
    search all = {.s = s, .fits = fits, .errors = errors, .least = NAN};
    pthread_mutex_init(&all.lock, NULL);
    do
        amont_pool_run(amont_pool_threads(), n, fit, &all);
    while (!is_found(&all));
    pthread_mutex_destroy(&all.lock);
    s->denominator = all.least;
    GError *first = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!first)
            first = g_steal_pointer(&errors[i]);
        g_clear_error(&errors[i]);
    }
    if (first)
        g_propagate_error(error, first);
    return !first;
}

/* `--scale`: "common", "each" or the denominator; NULL: as the map says. */
static bool read_scale(const char *text, double *denominator, GError **error) {
    *denominator = NAN;
    if (!text || strcmp(text, "common") == 0 || strcmp(text, "each") == 0)
        return true;
    const char *number = g_str_has_prefix(text, "1:") ? text + 2 : text;
    if (amont_number_parse(number, denominator) && *denominator >= 100 && *denominator <= 1e7)
        return true;
    const char *const words[] = {"common", "each"};
    const char *nearest = amont_nearest(text, words, G_N_ELEMENTS(words));
    amont_fail(error, AMONT_ERROR_USAGE, "--scale: '%s' is not a scale", text);
    if (nearest)
        amont_hint(error, "did you mean '%s'?", nearest);
    else
        amont_hint(error, "common: one for all pages; each: the largest of each; or a scale from "
                          "1:100 to 1:10000000, such as 1:25000");
    return false;
}

/* Of the pages, when what they show is computed. */
static bool choose_scale(series *s, const char *text, GError **error) {
    bool is_common = text ? strcmp(text, "common") == 0 : amont_atlas_has_one_scale(s->atlas);
    return !isnan(s->denominator) || !is_common || find_scale(s, error);
}

/* ---- running ------------------------------------------------------------------------------- */

static bool takes_one_map(const amont_session *session, GError **error) {
    if (session->ids && session->ids[0] && !session->ids[1])
        return true;
    g_autofree char *list = amont_session_maps(session);
    amont_fail(error, AMONT_ERROR_USAGE, "an atlas is made of one map");
    amont_hint(error, "name one of: %s", list);
    return false;
}

static bool takes_no_output(const amont_options *options, GError **error) {
    if (!options->output && !options->formats && !options->name)
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'--check' writes no file");
    amont_hint(error, "run 'amont atlas' without it for the files");
    return false;
}

static int check(series *s, const amont_options *options, GError **error) {
    g_autoptr(amont_rule_report) report = amont_rule_report_new(options->json);
    return takes_no_output(options, error) && analyse(s, error) &&
                   choose_scale(s, options->scale, error) &&
                   amont_press_check(&s->press, report, error)
               ? amont_rule_report_print(report)
               : -1;
}

static int run(amont_options *options, GError **error) {
    g_auto(amont_formats) formats = {0};
    g_auto(series) s = {0};
    double scale = NAN;
    if (!amont_formats_read(&formats, options, "pdf", error) ||
        !read_scale(options->scale, &scale, error))
        return -1;
    g_autoptr(amont_session) session = amont_session_open(options, error);
    if (!session || !takes_one_map(session, error) || !plan(&s, session, options, &formats, error))
        return -1;
    s.denominator = scale;
    if (!isnan(scale))
        amont_atlas_fix_scale(s.atlas, scale, "--scale");
    if (options->check)
        return check(&s, options, error);
    g_autoptr(amont_edition) edition = amont_edition_new(options->force);
    if (!amont_press_prepare(&s.press, edition, error) || !analyse(&s, error) ||
        !choose_scale(&s, options->scale, error) || !amont_press_run(&s.press, edition, error) ||
        !amont_press_publish(edition, options->output ? options->output : "out", error))
        return -1;
    return amont_session_close(session, options);
}

const amont_command amont_command_atlas = {
    .name = "atlas",
    .french = "atlas",
    .arguments = N_("[STUDY] ID"),
    .summary = N_("a map as a series of pages, in one PDF or one file each"),
    .help =
        N_("  --each LEVEL         a page for each zone of that level; or 'project', 'indicator';\n"
           "                       default: as the map's key 'atlas' says\n"
           "  -o, --output FILE    all pages in this PDF, with bookmarks\n"
           "  -o, --output DIR     write there; default: out. PDF: all pages in ID.pdf, unless\n"
           "                       --name is given; PNG and SVG: one file each\n"
           "  --name PATTERN       one file for each page and format, called so:\n"
           "                       {id} of the map, {code} and {name} of the page, its {number};\n"
           "                       default: {id}-{code}-{name}; without an ending, or that of the\n"
           "                       one format\n"
           "  -f, --format LIST    of pdf, png, svg; default: pdf\n"
           "  --scale common       one scale for all pages; 'each': the largest of each;\n"
           "                       or a scale, 1:25000\n"
           "  --dpi N              resolution of PNG; default: 300\n"
           "  --size 120x90mm      a page of that size instead of the map's own\n"
           "  --check              no file is written: the rules of a good map that each page\n"
           "                       breaks, with --json for machines; exit code 1 on an error\n"
           "  --area ellipsoid     areas on the ellipsoid, not in the plane of the CRS\n"
           "  --transparent        PNG without a white ground\n"
           "  --force              files that would not change are written all the same\n"
           "  --strict             exit code 1 when there are findings\n"
           "  --threads N          work with so many; default: one for each processor\n"),
    .options = "oyNfSdzCjAtFsn",
    .run = run,
};
