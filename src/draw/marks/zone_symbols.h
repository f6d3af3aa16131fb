/* Symbols that stand for zones: in the zone, with its name under or over them where the zones are
 * those that are named; else at its visual centre. */
#ifndef AMONT_DRAW_ZONE_SYMBOLS_H
#define AMONT_DRAW_ZONE_SYMBOLS_H

#include "draw/composer.h"

typedef struct amont_zone_symbols {
    /* What the symbol of a zone takes. */
    amont_block (*measure)(amont_plot *p, size_t zone);
    /* About the centre (x, y) of that block. */
    void (*draw)(amont_plot *p, size_t zone, double x, double y);
    /* What is written by the symbol, to be freed; NULL: nothing. */
    char *(*caption)(amont_plot *p, size_t zone);
} amont_zone_symbols;

/* Draws the symbols of n zones in that order and keeps their places clear. `named`, of all zones of
 * the ground, says which names are written. */
void amont_zone_symbols_draw(amont_plot *p, const amont_zone_symbols *symbols, const size_t *order,
                             size_t n, bool *named);

/* The selected zones to be drawn, the heaviest first so that none hides a lighter one; then those
 * of weight NaN, without a value. Those of weight zero have no symbol. Free it. */
size_t *amont_zone_symbols_order(const amont_plot *p,
                                 double (*weight)(const amont_plot *p, size_t zone), size_t *n);

/* A note of the selected zones of value zero: by name where they are few. */
void amont_zone_symbols_note_zeros(amont_plot *p,
                                   bool (*is_zero)(const amont_plot *p, size_t zone));

/* What stands for a zone without a value, hatched as an area without one is. */
extern const amont_block amont_missing_block;
int amont_zone_symbols_declare_missing(amont_plot *p, const char *section,
                                       const amont_series *series);
void amont_zone_symbols_draw_missing(amont_plot *p, double x, double y, int entry);

/* Light limits of zones that are not those of the ground, under the symbols. */
void amont_zone_symbols_edges(amont_plot *p);

/* The names of the selected zones of the ground that are not written yet. */
void amont_zone_symbols_name(amont_plot *p, const bool *named);

#endif
