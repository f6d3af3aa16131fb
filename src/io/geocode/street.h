/* How alike two street names are. */
#ifndef AMONT_IO_GEOCODE_STREET_H
#define AMONT_IO_GEOCODE_STREET_H

#include <glib.h>

/* 0..1, the factor `street` of geocode.h; words as amont_words gives them. */
double amont_street_likeness(char *const *asked, char *const *there);

#endif
