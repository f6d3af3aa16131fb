/* What the keys of an indicator of the study's own say about each other. */
#ifndef AMONT_STUDY_OWN_CHECKS_H
#define AMONT_STUDY_OWN_CHECKS_H

#include "amont/study.h"

/* On the rows of a layer of points or sales, and on the cells of a raster. */
bool amont_study_check_rows(const amont_indicator_spec *spec, GError **error);
bool amont_study_check_cells(const amont_indicator_spec *spec, GError **error);

#endif
