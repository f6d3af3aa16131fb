/* The keys of a study file: the tables that read, check and document it. */
#ifndef AMONT_STUDY_KEYS_H
#define AMONT_STUDY_KEYS_H

#include "amont/study.h"

extern const amont_schema amont_study_schema, amont_map_schema, amont_pressure_schema;
extern const char *const amont_eu_programmes[]; /* NULL-terminated */

/* The words of the key `area`, by amont_area. */
extern const char *const amont_areas[];

#endif
