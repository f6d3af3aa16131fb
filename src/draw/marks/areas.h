/* What marks that fill zones have in common: classes of a series, keys of what has no class, values
 * written in zones. */
#ifndef AMONT_DRAW_AREAS_H
#define AMONT_DRAW_AREAS_H

#include "draw/composer.h"

/* ---- classes ------------------------------------------------------------------------------- */

/* Classes of one series of a map. Limits come from the reference units whose value is sound: what
 * its source flags as doubtful is drawn, but moves no limit. */
typedef struct amont_scale {
    const amont_series *series;
    amont_classes classes;
    bool flagged_by_source; /* what is estimated is doubtful */
} amont_scale;

/* Sound values (double) of the zones whose flag is set, in all series that share the map's scale;
 * free the array. */
GArray *amont_scale_values(const amont_plot *p, const amont_scale *scale, const bool *zones);

/* The classes of the map's own indicator, as it asks for them (amont/map_classes.h). */
bool amont_scale_of_map(const amont_plot *p, amont_scale *scale, GError **error);

/* So many classes of a series by the map's method. An error of code DATA where no reference zone
 * has a value. */
bool amont_scale_make(const amont_plot *p, const amont_series *series, size_t n_classes,
                      amont_scale *scale, GError **error);
bool amont_scale_is_doubtful(const amont_scale *scale, const amont_figure *figure);

/* Doubtful, and beyond all limits: it is in no class. */
bool amont_scale_is_suspect(const amont_scale *scale, const amont_figure *figure);

/* The fewest digits after the decimal mark that say a number. */
int amont_decimals_of(double value);

/* Of classes that have no series, as those of a density. */
bool amont_values_classify(const amont_plot *p, const amont_class_values *values, size_t n_classes,
                           const GArray *breaks, amont_classes *classes, GError **error);
char *amont_classes_label(const amont_plot *p, const amont_classes *classes, int decimals,
                          size_t class);
void amont_classes_note(amont_plot *p, const amont_classes *classes);

/* « de 20 000 à moins de 25 000 » : limits that do not overlap. */
char *amont_scale_label(const amont_plot *p, const amont_scale *scale, size_t class);

/* The same, with a word where no zone is in it. */
char *amont_scale_label_in_range(const amont_plot *p, const amont_scale *scale, size_t class);

/* How many selected zones a class has, in all frames that share it. */
size_t amont_scale_count(const amont_plot *p, const amont_scale *scale, size_t class);

/* Notes: the method, doubtful figures by name, how many are estimated. */
void amont_scale_notes(amont_plot *p, const amont_scale *scale);

/* ---- keys of what has no class (C09) ------------------------------------------------------- */

typedef struct amont_apart {
    int missing, secret, undefined, suspect, low_n; /* legend entries */
} amont_apart;

void amont_apart_declare(amont_plot *p, const char *section, const amont_series *series,
                         amont_apart *keys);

/* A zone without a value; one whose value is in no class. */
void amont_apart_draw_none(amont_plot *p, const amont_apart *keys, size_t zone, amont_flag flag);
void amont_apart_draw_suspect(amont_plot *p, const amont_apart *keys, size_t zone);

/* Hatches a zone of few observations over its colour. */
void amont_apart_draw_low(amont_plot *p, const amont_apart *keys, size_t zone);

/* ---- zones in classes of colour (classed.c) ------------------------------------------------- */

/* The state of a mark that prepares it and leaves the rest to these functions. */
typedef struct amont_classed {
    amont_scale scale;
    amont_colour colours[AMONT_CLASSES_MOST];
    int entries[AMONT_CLASSES_MOST]; /* legend entries of the classes */
    amont_apart apart;
} amont_classed;
void amont_classed_declare(amont_plot *p);
void amont_classed_draw_areas(amont_plot *p);
void amont_classed_draw_names(amont_plot *p);

/* ---- zones --------------------------------------------------------------------------------- */

void amont_zone_fill(amont_plot *p, size_t zone, const char *role, amont_colour colour, int entry);

/* The credit lines of the figures and of the zones' outlines. */
void amont_zones_credit(amont_plot *p);

/* Lines over what is drawn: the casing keeps them readable on any colour. */
void amont_zone_hatch(amont_plot *p, size_t zone, const char *role,
                      const amont_graphic_style *style, int entry);

/* A dark line on a light one shows between classes of any lightness. */
void amont_zone_edges(amont_plot *p);

/* A key of colour; a key of lines on a ground, both of which may be none. */
int amont_zone_key(amont_plot *p, const char *section, const char *label, amont_colour colour);
/* That of a class; classes are declared from high to low. */
int amont_class_key(amont_plot *p, const char *section, const char *label, amont_colour colour);
int amont_class_key_hatched(amont_plot *p, const char *section, const char *label,
                            const amont_graphic_style *style);
int amont_zone_key_hatched(amont_plot *p, const char *section, const char *label,
                           amont_colour ground, const amont_graphic_style *style);

/* ---- values in zones ----------------------------------------------------------------------- */

enum { AMONT_ZONES_WRITTEN = 6 }; /* with so few zones each value is written in its own (C05) */

/* The zone's name and under it a text, in letters for a ground; the name alone where `under` is
 * NULL, and in the theme's letters where there is no ground. */
void amont_zone_caption(amont_plot *p, size_t zone, const char *under, amont_colour ground);

/* Writes in each zone of the ground, by code, where they are few; else names alone. */
void amont_zones_caption(amont_plot *p, void (*write)(amont_plot *p, size_t zone));

#endif
