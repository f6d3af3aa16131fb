/* A mended study is written beside its target, opened and compared; only then it takes its name. */
#include "cli/cli.h"

#include "amont/mend.h"
#include "amont/quality.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

amont_table *amont_session_check(amont_session *session, GError **error) {
    if (!amont_quality_check(session->layers, session->findings, error))
        return NULL;
    g_autoptr(amont_table) table = amont_analyse(session->analysis, error);
    if (!table || !amont_session_need_fonts(session, error) ||
        (session->study->pressure && !amont_pressure_of(session->analysis, error)))
        return NULL;
    for (guint i = 0; i < session->study->maps->len; i++) {
        g_autoptr(amont_page) page =
            amont_session_compose(session, session->study->maps->pdata[i], table, error);
        if (!page)
            return NULL;
    }
    return g_steal_pointer(&table);
}

/* ---- the same figures ---------------------------------------------------------------------- */

/* A repaired polygon that went to its file's CRS and back may differ in the last digits. */
static bool is_same(double a, double b) {
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * MAX(1, fabs(a));
}

static bool is_same_figure(const amont_figure *a, const amont_figure *b) {
    return a->flag == b->flag && is_same(a->value, b->value) && is_same(a->n, b->n);
}

static bool is_same_series(const amont_series *a, const amont_series *b) {
    if (!b || a->n_zones != b->n_zones || !is_same_figure(&a->unplaced, &b->unplaced) ||
        !is_same_figure(&a->outside, &b->outside) || !is_same_figure(&a->elsewhere, &b->elsewhere))
        return false;
    for (size_t zone = 0; zone < a->n_zones; zone++)
        if (!is_same_figure(&a->figures[zone], &b->figures[zone]))
            return false;
    return true;
}

static bool check_figures(const amont_table *before, const amont_table *after, GError **error) {
    for (guint i = 0; i < before->series->len; i++) {
        const amont_series *series = before->series->pdata[i];
        if (is_same_series(series, amont_table_find(after, series->indicator, series->level)))
            continue;
        amont_fail(error, AMONT_ERROR_INTERNAL,
                   "mended, the study would give other figures of '%s'; nothing was written",
                   series->indicator);
        amont_hint(error, "mend the files by hand, as 'amont check' says");
        return false;
    }
    return true;
}

/* ---- what is left -------------------------------------------------------------------------- */

static void print_left(const amont_findings *findings) {
    amont_finding_kind kinds[AMONT_FINDING_KINDS];
    size_t n = amont_findings_by_weight(findings, kinds);
    for (size_t i = 0; i < n; i++)
        if (amont_finding_is_mendable(kinds[i]))
            fprintf(stderr, _("to be mended by hand: %s (%zu), %s\n"),
                    amont_finding_summary(kinds[i]), amont_findings_count(findings, kinds[i]),
                    amont_findings_examples(findings, kinds[i])[0]);
}

static void print_done(const char *target, size_t n, const amont_findings *left) {
    fputs("amont: ", stderr);
    fprintf(
        stderr,
        dngettext(AMONT_DOMAIN,
                  "%zu correction in '%s', see corrections.csv there; the figures are the same\n",
                  "%zu corrections in '%s', see corrections.csv there; the figures are the same\n",
                  n),
        n, target);
    print_left(left);
}

/* ---- writing ------------------------------------------------------------------------------- */

static bool mend_into(amont_session *session, const amont_table *table, const char *folder,
                      const char *target, GError **error) {
    size_t n = 0;
    if (!amont_mend(session->layers, session->findings, folder, &n, error))
        return false;
    g_autoptr(amont_session) mended = amont_session_open_at(folder, error);
    g_autoptr(amont_table) after = mended ? amont_session_check(mended, error) : NULL;
    if (!after || !check_figures(table, after, error))
        return false;
    if (g_rename(folder, target) != 0)
        return amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot write '%s': %s", target,
                          g_strerror(errno));
    print_done(target, n, mended->findings);
    return true;
}

static char *make_beside(const char *target, GError **error) {
    g_autofree char *path = g_canonicalize_filename(target, NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    char *folder = g_strdup_printf("%s.XXXXXX", path);
    mode_t mask = umask(0);
    umask(mask);
    bool is_there = g_file_test(parent, G_FILE_TEST_IS_DIR);
    if ((is_there || g_mkdir_with_parents(parent, 0777) == 0) &&
        g_mkdtemp_full(folder, 0777 & (int)~mask))
        return folder;
    amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot make the folder '%s': %s", target,
               g_strerror(errno));
    g_free(folder);
    return NULL;
}

/* ---- runs that are cut off ----------------------------------------------------------------- */

/* A process that removes the folder when this one ends without a word. */
typedef struct watch {
    pid_t child;
    int channel;
} watch;

G_GNUC_NORETURN static void keep_watch(int channel, const char *folder) {
    char word = 0;
    ssize_t n = 0;
    while ((n = read(channel, &word, 1)) < 0 && errno == EINTR)
        continue;
    if (n <= 0)
        amont_files_remove_folder(folder);
    _exit(0);
}

/* Nobody watches where the system has no room for another process. */
static watch start_watch(const char *folder) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return (watch){-1, -1};
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        keep_watch(ends[0], folder);
    }
    close(ends[0]);
    return (watch){child, ends[1]};
}

/* Signals wait until the folder is watched; the watch never hears them. */
static char *make_watched(const char *target, watch *w, GError **error) {
    sigset_t cuts, before;
    sigemptyset(&cuts);
    sigaddset(&cuts, SIGINT);
    sigaddset(&cuts, SIGTERM);
    sigaddset(&cuts, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &cuts, &before);
    char *folder = make_beside(target, error);
    if (folder)
        *w = start_watch(folder);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return folder;
}

static void end_watch(watch w) {
    if (w.channel < 0)
        return;
    (void)!send(w.channel, "", 1, MSG_NOSIGNAL);
    close(w.channel);
    while (w.child > 0 && waitpid(w.child, NULL, 0) < 0 && errno == EINTR)
        continue;
}

bool amont_session_mend(amont_session *session, const amont_table *table, const char *target,
                        GError **error) {
    watch w;
    g_autofree char *folder = make_watched(target, &w, error);
    if (!folder)
        return false;
    bool done = mend_into(session, table, folder, target, error);
    if (!done)
        amont_files_remove_folder(folder);
    end_watch(w);
    return done;
}
