/* A text as YAML, then as a study: what it says is read, or refused with a message in UTF-8 and an
 * exit code of the study's own mistakes. The study is loaded from a file in memory. */
#include "amont/study.h"

#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

static void check_outcome(const void *result, const GError *error) {
    g_assert(!result == (error != NULL));
    if (!error)
        return;
    g_assert(error->code == AMONT_ERROR_CONFIG);
    g_assert(g_utf8_validate(error->message, -1, NULL));
}

static void check_tree(const amont_yaml *node) {
    g_assert(node->place.line > 0 && node->place.column > 0);
    g_assert((node->kind == AMONT_YAML_SCALAR) == (node->text != NULL));
    for (size_t i = 0; i < node->n; i++) {
        if (node->keys)
            g_assert(amont_yaml_find(node, node->keys[i]->text) == node->items[i]);
        check_tree(node->items[i]);
    }
}

static void parse(const uint8_t *data, size_t size) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_yaml) tree = amont_yaml_parse((const char *)data, size, "fuzz.yaml", &error);
    check_outcome(tree, error);
    if (tree)
        check_tree(tree);
}

static void look_at(const amont_study *study) {
    g_autofree char *date = amont_study_date(study);
    g_assert(g_utf8_validate(date, -1, NULL));
    for (guint i = 0; i < study->zones->len; i++) {
        const amont_zones_spec *zones = study->zones->pdata[i];
        g_autofree char *path = amont_study_resolve(study, zones->source);
        g_autofree char *line = amont_credit_line(&zones->credit);
        g_assert(g_path_is_absolute(path) && line);
    }
}

static void load(const uint8_t *data, size_t size) {
    int file = memfd_create("study.yaml", MFD_CLOEXEC);
    g_assert(file >= 0);
    bool written = write(file, data, size) == (ssize_t)size;
    g_assert(written);
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", file);
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_study) study = amont_study_load(path, &error);
    close(file);
    check_outcome(study, error);
    if (study)
        look_at(study);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    parse(data, size);
    load(data, size);
    return 0;
}
