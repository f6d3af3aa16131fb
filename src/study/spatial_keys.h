/* The keys of `spatial`, and what they say about each other. */
#ifndef AMONT_STUDY_SPATIAL_KEYS_H
#define AMONT_STUDY_SPATIAL_KEYS_H

#include "amont/study.h"

extern const amont_schema amont_spatial_schema;

bool amont_study_check_spatial(const amont_study *study, GError **error);

#endif
