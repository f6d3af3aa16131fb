/* Rectangles as a layer, in metres from (650000, 6860000) in Lambert-93. */
#ifndef TESTS_RECTANGLES_H
#define TESTS_RECTANGLES_H

#include "desk.h"

typedef struct rectangle {
    int left, right, bottom, top;
    const char *properties; /* JSON members: "\"code\":\"1\"" */
} rectangle;

/* Writes them as GeoJSON into the folder of the desk. */
void rectangles_put(const desk *d, const char *name, const rectangle *rectangles, size_t n);

#endif
