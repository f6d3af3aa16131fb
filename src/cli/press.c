#include "cli/press.h"

#include "amont/pool.h"
#include "amont/render.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A run of the press. What follows the lock is changed under it. */
typedef struct run {
    const amont_press *press;
    amont_edition *edition;    /* or NULL */
    amont_rule_report *report; /* or NULL */
    pthread_mutex_t lock;
    pthread_cond_t moved;
    size_t turn;   /* the page that goes out next */
    GError *error; /* of the first page that failed */
    amont_draft *draft;
    amont_document *document;
} run;

/* A page on its way. */
typedef struct work {
    size_t index;
    amont_fonts *fonts;
    amont_findings *findings;
    amont_page *page;
    amont_violations *violations;
} work;

static void clear_work(work *w, amont_session *session) {
    g_clear_pointer(&w->violations, amont_violations_free);
    g_clear_pointer(&w->page, amont_page_free);
    g_clear_pointer(&w->findings, amont_findings_free);
    amont_session_return_fonts(session, w->fonts);
}

amont_press amont_press_of(amont_session *session, size_t n_pages, const amont_formats *formats) {
    return (amont_press){
        .session = session,
        .n_pages = n_pages,
        .titles = g_new0(const char *, n_pages),
        .paths = g_new0(char *, n_pages + 1),
        .formats = *formats,
        .table = amont_table_new(),
    };
}

void amont_press_clear(amont_press *press) {
    g_clear_pointer(&press->titles, g_free);
    g_clear_pointer(&press->paths, g_strfreev);
    g_clear_pointer(&press->document, g_free);
    g_clear_pointer(&press->table, amont_table_free);
}

/* ---- what each thread does by itself ------------------------------------------------------- */

static void say_progress(const amont_press *press, size_t index) {
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K%zu/%zu %s", index + 1, press->n_pages, press->titles[index]);
}

static void clear_progress(void) {
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

/* Of a page in a format; NULL: it goes into the document. */
static char *path_of(const amont_press *press, size_t index, const char *format) {
    if (press->document && strcmp(format, "pdf") == 0)
        return NULL;
    return press->file ? g_strdup(press->file)
                       : g_strconcat(press->paths[index], ".", format, NULL);
}

static bool write_files(const run *r, const work *w, GError **error) {
    const amont_press *press = r->press;
    for (size_t i = 0; press->formats.names[i]; i++) {
        const char *name = press->formats.names[i];
        g_autofree char *path = path_of(press, w->index, name);
        if (!path)
            continue;
        g_autoptr(GByteArray) bytes = amont_formats_make(&press->formats, name, w->page, error);
        if (!bytes || !amont_edition_add(r->edition, path, bytes->data, bytes->len, error))
            return false;
    }
    return true;
}

static bool measure(const run *r, work *w, GError **error) {
    const amont_formats *formats = &r->press->formats;
    g_autoptr(GByteArray) pdf = amont_formats_make(formats, "pdf", w->page, error);
    g_autoptr(GByteArray) png = pdf ? amont_formats_make(formats, "png", w->page, error) : NULL;
    if (png)
        w->violations = amont_rules_check(w->page, &(amont_outputs){pdf, png, formats->dpi});
    return png != NULL;
}

void amont_press_name_page(const amont_press *press, size_t index, GError **error) {
    if (press->n_pages == 1)
        return;
    if (press->map)
        amont_fail_about(error, "page '%s' of the map '%s'", press->titles[index], press->map);
    else
        amont_fail_about(error, "map '%s'", press->titles[index]);
}

static bool make(const run *r, work *w, GError **error) {
    w->fonts = amont_session_borrow_fonts(r->press->session, error);
    if (!w->fonts)
        return false;
    w->findings = amont_findings_new();
    w->page = r->press->compose(r->press, w->index, w->fonts, w->findings, error);
    if (!w->page)
        amont_press_name_page(r->press, w->index, error);
    return w->page && (r->report ? measure(r, w, error) : write_files(r, w, error));
}

/* ---- what is done in turn ------------------------------------------------------------------ */

static void write_draft(void *data, const void *bytes, size_t length) {
    amont_draft_write(data, bytes, length);
}

static bool open_document(run *r, const amont_page *page, GError **error) {
    const amont_press *press = r->press;
    const amont_document_about about = {press->title ? press->title : page->title, page->author,
                                        page->subject, page->date};
    r->draft = amont_edition_begin(r->edition, press->document, error);
    if (r->draft)
        r->document = amont_document_new(&about, write_draft, r->draft);
    return r->draft != NULL;
}

/* What is said of the fonts of this machine or of a map is said once, not for each page. */
static bool is_told(const amont_findings *all, amont_finding_kind kind,
                    const amont_example *example) {
    if (kind != AMONT_FINDING_EU_TYPEFACE && kind != AMONT_FINDING_EU_EXTERNAL)
        return false;
    const amont_example *told = NULL;
    for (size_t i = 0; (told = amont_findings_example(all, kind, i)); i++)
        if (strcmp(told->detail, example->detail) == 0)
            return true;
    return false;
}

static void add_findings(amont_findings *all, const amont_findings *some) {
    for (int i = 0; i < AMONT_FINDING_KINDS; i++) {
        amont_finding_kind kind = (amont_finding_kind)i;
        amont_example examples[AMONT_FINDING_EXAMPLES];
        const amont_example *example = NULL;
        size_t n = 0;
        while ((example = amont_findings_example(some, kind, n)))
            examples[n++] = *example;
        if (n > 0 && !is_told(all, kind, &examples[0]))
            amont_findings_add(all, kind, amont_findings_count(some, kind), examples, n);
    }
}

static bool deliver(run *r, const work *w, GError **error) {
    const amont_press *press = r->press;
    add_findings(press->session->findings, w->findings);
    if (r->report)
        amont_rule_report_add(r->report, press->titles[w->index], w->violations);
    if (r->report || !press->document)
        return true;
    if (!(r->document || open_document(r, w->page, error)) ||
        !amont_document_add(r->document, w->page, press->titles[w->index], error))
        return false;
    /* a full disk is told now, not when all pages are drawn */
    return amont_draft_write(r->draft, "", 0) || amont_draft_finish(r->draft, error);
}

/* False when an earlier page failed. */
static bool await_turn(run *r, size_t index) {
    pthread_mutex_lock(&r->lock);
    while (r->turn != index && !r->error)
        pthread_cond_wait(&r->moved, &r->lock);
    bool goes_on = !r->error;
    pthread_mutex_unlock(&r->lock);
    return goes_on;
}

static void end_turn(run *r, GError *error) {
    pthread_mutex_lock(&r->lock);
    r->error = error;
    r->turn++;
    pthread_cond_broadcast(&r->moved);
    pthread_mutex_unlock(&r->lock);
}

static bool begin(run *r, size_t index) {
    pthread_mutex_lock(&r->lock);
    bool goes_on = !r->error;
    if (goes_on)
        say_progress(r->press, index);
    pthread_mutex_unlock(&r->lock);
    return goes_on;
}

static void print_page(size_t index, void *data) {
    run *r = data;
    work w = {.index = index};
    g_autoptr(GError) error = NULL;
    if (!begin(r, index))
        return;
    bool made = make(r, &w, &error);
    if (await_turn(r, index)) {
        bool delivered = made && deliver(r, &w, &error);
        end_turn(r, delivered ? NULL : g_steal_pointer(&error));
    }
    clear_work(&w, r->press->session);
}

/* ---- running ------------------------------------------------------------------------------- */

static bool close_document(run *r, GError **error) {
    if (r->error) {
        g_propagate_error(error, r->error);
        return false;
    }
    return !r->document ||
           (amont_document_finish(r->document, error) && amont_draft_finish(r->draft, error));
}

static bool print_all(const amont_press *press, amont_edition *edition, amont_rule_report *report,
                      GError **error) {
    run r = {.press = press, .edition = edition, .report = report};
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.moved, NULL);
    amont_pool_run(amont_pool_threads(), press->n_pages, print_page, &r);
    bool done = close_document(&r, error);
    clear_progress();
    amont_document_free(r.document);
    pthread_cond_destroy(&r.moved);
    pthread_mutex_destroy(&r.lock);
    return done;
}

bool amont_press_run(const amont_press *press, amont_edition *edition, GError **error) {
    return print_all(press, edition, NULL, error);
}

bool amont_press_check(const amont_press *press, amont_rule_report *report, GError **error) {
    return print_all(press, NULL, report, error);
}

/* Links may make a file of the press what the study is read from. */
static bool try_file(const amont_press *press, amont_edition *edition, const char *path,
                     GError **error) {
    return amont_study_spare(press->session->study, path, error) &&
           amont_edition_try(edition, path, error);
}

bool amont_press_prepare(const amont_press *press, amont_edition *edition, GError **error) {
    amont_fonts *fonts = amont_session_borrow_fonts(press->session, error);
    amont_session_return_fonts(press->session, fonts);
    if (!fonts)
        return false;
    if (press->document && !try_file(press, edition, press->document, error))
        return false;
    for (size_t i = 0; i < press->n_pages; i++)
        for (size_t f = 0; press->formats.names[f]; f++) {
            g_autofree char *path = path_of(press, i, press->formats.names[f]);
            if (path && !try_file(press, edition, path, error))
                return false;
        }
    return true;
}

bool amont_press_publish(amont_edition *edition, const char *where, GError **error) {
    if (!amont_edition_publish(edition, error))
        return false;
    unsigned written = amont_edition_written(edition), unchanged = amont_edition_unchanged(edition);
    if (written > 0) {
        fputs("amont: ", stderr);
        fprintf(stderr,
                dngettext(AMONT_DOMAIN, "%u file written in '%s'\n", "%u files written in '%s'\n",
                          written),
                written, where);
    }
    if (unchanged > 0) {
        fputs("amont: ", stderr);
        fprintf(stderr,
                dngettext(AMONT_DOMAIN, "%u file unchanged in '%s'\n",
                          "%u files unchanged in '%s'\n", unchanged),
                unchanged, where);
    }
    return true;
}
