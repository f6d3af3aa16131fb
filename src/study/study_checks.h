/* What the checks of a study share. */
#ifndef AMONT_STUDY_CHECKS_H
#define AMONT_STUDY_CHECKS_H

#include "amont/study.h"

/* The error of a layer that is not there, with those that are. Returns false. */
bool amont_study_fail_layer(const amont_study *study, const amont_entry *entry, const char *key,
                            const char *name, GError **error);

/* Whether there is a zone level of that name; NULL, the first one, always is. */
bool amont_study_check_level(const amont_study *study, const amont_entry *entry, const char *key,
                             const char *level, GError **error);

/* The keys of lengths, of what lies within a distance, and of figures shared out by area; of
 * another indicator, that it has none of theirs. */
bool amont_study_check_measure(const amont_study *study, const amont_indicator_spec *spec,
                               GError **error);

/* A zone level has a source, or is a grid and has nothing of one. */
bool amont_study_check_grid(const amont_study *study, const amont_zones_spec *zones,
                            GError **error);
/* What the keys of `pressure` say about each other. */
bool amont_study_check_pressure(const amont_study *study, GError **error);

/* What the keys of maps say about each other and about the study. */
bool amont_study_check_maps(const amont_study *study, GError **error);

/* The keys that say how a map's class limits are found. */
bool amont_study_check_classing(const amont_study *study, const amont_map_spec *map,
                                GError **error);

#endif
