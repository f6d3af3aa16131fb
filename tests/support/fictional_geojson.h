/* Made-up GeoJSON, mostly plain, with every odd thing that files have now and then. */
#ifndef AMONT_TESTS_FICTIONAL_GEOJSON_H
#define AMONT_TESTS_FICTIONAL_GEOJSON_H

#include <glib.h>

/* Odd things happen once in `oddity` chances; 0: never. */
GString *fictional_geojson(GRand *random, int oddity);

/* Changes a few bytes for others that mean something in JSON. */
void fictional_geojson_damage(GString *text, GRand *random);

#endif
