#include "desk.h"

#include "scratch.h"

#include <glib/gstdio.h>
#include <string.h>

int desk_set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    *state = d;
    return d->folder ? 0 : -1;
}

static void clear(desk *d) {
    g_clear_pointer(&d->table, amont_table_free);
    g_clear_pointer(&d->analysis, amont_analysis_free);
    g_clear_pointer(&d->layers, amont_layers_free);
    g_clear_pointer(&d->findings, amont_findings_free);
    g_clear_pointer(&d->study, amont_study_free);
    g_clear_error(&d->error);
}

int desk_tear_down(void **state) {
    desk *d = *state;
    clear(d);
    scratch_remove(d->folder);
    g_free(d);
    return 0;
}

void desk_put(const desk *d, const char *name, const char *text) {
    g_autofree char *path = g_build_filename(d->folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

void desk_open(desk *d, const char *text) {
    g_autofree char *data = check_path("data");
    g_auto(GStrv) pieces = g_strsplit(text, "@", -1);
    g_autofree char *whole = g_strjoinv(data, pieces);
    clear(d);
    desk_put(d, "study.yaml", whole);
    d->study = amont_study_load(d->folder, &d->error);
    assert_ok(d->error);
    d->findings = amont_findings_new();
    d->layers = amont_study_open(d->study, d->findings, &d->error);
}

void desk_compute(desk *d, const char *text) {
    desk_open(d, text);
    assert_ok(d->error);
    d->analysis = amont_analysis_new(d->layers, d->findings);
    d->table = amont_analyse(d->analysis, &d->error);
    assert_ok(d->error);
}

void desk_assert_error(const desk *d, int code, const char *part, const char *hint) {
    assert_null(d->layers);
    assert_non_null(d->error);
    const char *second = strchr(d->error->message, '\n');
    if (!strstr(d->error->message, part) || (hint && (!second || !strstr(second, hint))))
        fail_msg("message: %s\nexpected: %s\n%s", d->error->message, part, hint ? hint : "");
    assert_int_equal(d->error->code, code);
}

void desk_assert_found(const desk *d, amont_finding_kind kind, size_t count, const char *first) {
    const char *const *examples = amont_findings_examples(d->findings, kind);
    if (amont_findings_count(d->findings, kind) != count)
        fail_msg("%zu %s, expected %zu; the first: %s", amont_findings_count(d->findings, kind),
                 amont_finding_name(kind), count, examples && *examples ? *examples : "-");
    if (count > 0 && first && !g_str_has_suffix(examples[0], first))
        fail_msg("%s\nexpected: %s", examples[0], first);
}

amont_figure desk_figure(const desk *d, const char *indicator, const char *level,
                         const char *code) {
    const amont_series *series = amont_table_find(d->table, indicator, level);
    assert_non_null(series);
    size_t zone = amont_level_find(amont_layers_level(d->layers, level), code);
    assert_true(zone != AMONT_NO_ZONE);
    return series->figures[zone];
}
