#define AMONT_GDAL_PLAIN_NAMES
#include "io/gdal.h"

#include "amont/error.h"

#include <dlfcn.h>
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>

static amont_gdal_functions functions;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

G_GNUC_NORETURN static void fail(void) {
    g_printerr("amont: %s\n", dlerror()); /* NOLINT(concurrency-mt-unsafe): once */
    _Exit(AMONT_ERROR_UNAVAILABLE);
}

static void *find(void *library, const char *name) {
    void *found = dlsym(library, name);
    if (!found)
        fail();
    return found;
}

static void load(void) {
    void *library = dlopen(AMONT_GDAL_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
    if (!library)
        fail();
#define FIND(name) *(void **)(void *)&functions.name = find(library, #name);
    AMONT_GDAL_FUNCTIONS(FIND)
#undef FIND
}

const amont_gdal_functions *amont_gdal(void) {
    pthread_once(&loaded, load);
    return &functions;
}
