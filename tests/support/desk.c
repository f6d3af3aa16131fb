/* The folder is removed with what the test put there. */
#include "desk.h"

#include <glib/gstdio.h>
#include <string.h>

int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = g_dir_make_tmp("amont-XXXXXX", NULL);
    *state = d;
    return d->folder ? 0 : -1;
}

int tear_down(void **state) {
    desk *d = *state;
    amont_layers_free(d->layers);
    amont_findings_free(d->findings);
    amont_study_free(d->study);
    g_clear_error(&d->error);
    GDir *files = g_dir_open(d->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(files));) {
        g_autofree char *path = g_build_filename(d->folder, name, NULL);
        g_remove(path);
    }
    g_dir_close(files);
    g_rmdir(d->folder);
    g_free(d->folder);
    g_free(d);
    return 0;
}

void put(const desk *d, const char *name, const char *text) {
    g_autofree char *path = g_build_filename(d->folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

void open_text(desk *d, const char *text) {
    g_autofree char *shared = check_path("data/archipelago");
    g_auto(GStrv) pieces = g_strsplit(text, "@", -1);
    g_autofree char *whole = g_strjoinv(shared, pieces);
    put(d, "study.yaml", whole);
    d->study = amont_study_load(d->folder, &d->error);
    assert_ok(d->error);
    d->findings = amont_findings_new();
    d->layers = amont_study_open(d->study, d->findings, &d->error);
}

void open_well(desk *d, const char *body) {
    g_autofree char *text = g_strconcat(HEADER, body, NULL);
    open_text(d, text);
    assert_ok(d->error);
    assert_non_null(d->layers);
}

void open_badly(desk *d, const char *body, int code, const char *expected) {
    g_autofree char *text = g_strconcat(HEADER, body, NULL);
    open_text(d, text);
    assert_null(d->layers);
    assert_non_null(d->error);
    g_autofree char *start = g_strdup_printf("%s/study.yaml:%s", d->folder, expected);
    if (!g_str_has_prefix(d->error->message, start))
        fail_msg("message: %s\nexpected: %s", d->error->message, start);
    assert_int_equal(d->error->code, code);
}

void assert_hints(const desk *d, const char *part) {
    const char *second = strchr(d->error->message, '\n');
    if (!second || !strstr(second, part))
        fail_msg("no '%s' in the hint of: %s", part, d->error->message);
}

void assert_found(const desk *d, amont_finding_kind kind, size_t count, const char *first) {
    const char *const *examples = amont_findings_examples(d->findings, kind);
    if (amont_findings_count(d->findings, kind) != count)
        fail_msg("%zu %s, expected %zu; the first: %s", amont_findings_count(d->findings, kind),
                 amont_finding_name(kind), count, examples && *examples ? *examples : "-");
    if (count > 0 && !g_str_has_suffix(examples[0], first))
        fail_msg("%s\nexpected: %s", examples[0], first);
}
