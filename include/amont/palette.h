/* folder: study */
/* Palettes: the colours of classes, and the gate they have to pass.
 *
 *     amont_shades shades;
 *     if (amont_palette_shades(palette, 5, &shades)) {
 *         amont_palette_figures figures = amont_palette_measure(palette->kind, &shades);
 *         bool passes = amont_palette_passes(&figures);
 *     }
 *
 * A palette is written in styles/palettes.yaml as lists by number of classes, as a ramp from which
 * colours are taken at even steps of CIE L*, or (qualitative, bivariate) as one list.
 *
 * The gate, by calculation on the colours as they are printed:
 *
 *     CIEDE2000 between any two classes, under normal, protan, deutan and tritan vision
 *         up to five classes 8; six and seven 6; eight and nine 5; bivariate 5
 *     L* from one class to the next, in a sequential palette and in each arm of a diverging one,
 *         the centre included: at least 8, from light to dark
 */
#ifndef AMONT_PALETTE_H
#define AMONT_PALETTE_H

#include "amont/schema.h"

typedef enum amont_palette_kind {
    AMONT_PALETTE_SEQUENTIAL,  /* from light to dark: low to high */
    AMONT_PALETTE_DIVERGING,   /* two arms that grow dark away from a light centre */
    AMONT_PALETTE_QUALITATIVE, /* hues without order; never the only sign */
    AMONT_PALETTE_BIVARIATE    /* 3 x 3: rows from low to high of the first variable */
} amont_palette_kind;
extern const char *const amont_palette_kinds[]; /* NULL-terminated */

enum { AMONT_PALETTE_KINDS = AMONT_PALETTE_BIVARIATE + 1 };
enum { AMONT_PALETTE_MOST = 9 }; /* classes */

typedef struct amont_palette {
    amont_entry entry;
    int kind; /* amont_palette_kind */
    char *label, *source, *licence;
    GArray *by_count[AMONT_PALETTE_MOST - 1]; /* amont_colour: lists for 2..9 classes, or NULL */
    GArray *ramp;                             /* amont_colour, or NULL */
    double most;                              /* classes that the ramp is for */
    GArray *colours;                          /* amont_colour, or NULL */
} amont_palette;

typedef struct amont_palettes {
    amont_entry entry;
    GPtrArray *palettes; /* amont_palette, in the order of the file */
} amont_palettes;

/* Colours of the classes of one map, from low to high. */
typedef struct amont_shades {
    size_t n;
    size_t n_below;  /* classes below the centre of a diverging palette; else 0 */
    bool has_centre; /* one class stands on the centre */
    amont_colour colours[AMONT_PALETTE_MOST];
} amont_shades;

/* Colours for n classes; false when the palette has none for that number. A bivariate palette has
 * nine. An odd number of diverging classes has one on the centre. A single class gets a middle
 * tone. */
bool amont_palette_shades(const amont_palette *palette, size_t n, amont_shades *shades);

/* Colours of a diverging palette for so many classes on either side: the same distance from the
 * centre has the same lightness, so the shorter side keeps to the light tones. */
bool amont_palette_arms(const amont_palette *palette, size_t n_below, size_t n_above,
                        bool has_centre, amont_shades *shades);

typedef struct amont_palette_figures {
    double
        difference[AMONT_VISIONS]; /* the least CIEDE2000 between two classes; infinite for one */
    size_t pair[AMONT_VISIONS][2]; /* these classes, from 0 */
    double needed;                 /* the least difference that passes */
    double step;                   /* the least L*; infinite without steps; < 0: the wrong way */
    size_t step_at;                /* from this class to the next */
} amont_palette_figures;

enum { AMONT_PALETTE_STEP = 8 }; /* the least L* that passes */

amont_palette_figures amont_palette_measure(int kind, const amont_shades *shades);
bool amont_palette_passes(const amont_palette_figures *figures);

/* The vision under which two classes are nearest. */
amont_vision amont_palette_worst(const amont_palette_figures *figures);

/* The palette of that kind whose colours for the same classes pass and are nearest to `shades`: the
 * least mean of CIEDE2000 between classes of the same place. NULL when none passes. */
const amont_palette *amont_palettes_nearest(const amont_palettes *palettes, int kind,
                                            const amont_shades *shades);

#endif
