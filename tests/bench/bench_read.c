/* Reads a layer as columns and shapes in this process, without a reader of its own, and prints its
 * rows: bench_read FILE [WHERE]. For callgrind (instructions.sh): it does not see what a process
 * did that is ended by a signal, as the reader is. */
#include "amont/open.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: bench_read FILE [WHERE]\n", stderr);
        return 64;
    }
    const amont_entry entry = {0};
    g_autofree char *path = g_canonicalize_filename(argv[1], NULL);
    const amont_source source = {
        .entry = &entry, .key = "source", .path = path, .where = argc > 2 ? argv[2] : NULL};
    g_autofree char *crs = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_layer) layer = amont_source_read(&source, &crs, &error);
    if (!layer) {
        fprintf(stderr, "%s\n", error->message);
        return EXIT_FAILURE;
    }
    printf("%zu\n", layer->n_rows);
    return EXIT_SUCCESS;
}
