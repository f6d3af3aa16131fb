/* `amont stats` on a number of threads, to compare bytes: stats_threads N STUDY.yaml */
#include "amont/analyse.h"
#include "amont/open.h"
#include "amont/pool.h"
#include "amont/write.h"

#include <stdio.h>
#include <stdlib.h>

static char *table_of(const char *path, GError **error) {
    const amont_table_options how = {.unplaced = "not located", .outside = "outside"};
    g_autoptr(amont_findings) findings = amont_findings_new();
    g_autoptr(amont_study) study = amont_study_load(path, error);
    g_autoptr(amont_layers) layers = study ? amont_study_open(study, findings, error) : NULL;
    g_autoptr(amont_analysis) analysis = layers ? amont_analysis_new(layers, findings) : NULL;
    g_autoptr(amont_table) table = analysis ? amont_analyse(analysis, error) : NULL;
    return table ? amont_table_text(table, layers, "csv", &how, error) : NULL;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: stats_threads N STUDY.yaml\n", stderr);
        return 64;
    }
    amont_pool_set_threads((unsigned)strtoul(argv[1], NULL, 10));
    g_autoptr(GError) error = NULL;
    g_autofree char *text = table_of(argv[2], &error);
    if (!text) {
        fprintf(stderr, "%s\n", error->message);
        return EXIT_FAILURE;
    }
    fputs(text, stdout);
    return EXIT_SUCCESS;
}
