/* folder: base */
/* Colours: how light they are, how far apart they look, and to whom.
 *
 *     amont_colour a, b;
 *     amont_colour_parse("#d73027", &a) && amont_colour_parse("#1a9850", &b);
 *     amont_colour_difference(a, b, AMONT_VISION_NORMAL);  // 68.3
 *     amont_colour_difference(a, b, AMONT_VISION_DEUTAN);  // 9.6: hardly a traffic light
 *
 * Sources:
 *     sRGB                 IEC 61966-2-1:1999, its matrix to XYZ with four decimals
 *     CIE XYZ, L*a*b*      CIE 15:2004; the white is that of sRGB (D65), which the matrix gives for
 *                          1, 1, 1, so that greys have a* = b* = 0
 *     CIEDE2000            Sharma, Wu & Dalal 2005, Color Research and Application 30(1)
 *     colour vision        Machado, Oliveira & Fernandes 2009, IEEE Transactions on Visualization
 * and Computer Graphics 15(6): their matrices for severity 1.0, in linear RGB contrast WCAG 2.1,
 * "contrast ratio" and "relative luminance"
 */
#ifndef AMONT_COLOUR_H
#define AMONT_COLOUR_H

#include <stdbool.h>

/* sRGB, 0..1. `red` is NaN where there is no colour. */
typedef struct amont_colour {
    double red, green, blue;
} amont_colour;

/* Reads `#rrggbb`. */
bool amont_colour_parse(const char *text, amont_colour *colour);
bool amont_colour_is_none(amont_colour colour);

/* L* 0 (black) .. 100 (white). */
typedef struct amont_lab {
    double l, a, b;
} amont_lab;
amont_lab amont_colour_lab(amont_colour colour);

/* The nearest colour that a screen has: clipped in linear RGB, rounded to 1/255. */
amont_colour amont_colour_of_lab(amont_lab lab);

double amont_colour_lightness(amont_colour colour); /* L* alone */

/* CIEDE2000 with kL = kC = kH = 1. Halfway hues follow the published table (h' 180° apart: the mean
 * is not turned round). */
double amont_lab_difference(amont_lab one, amont_lab other);

typedef enum amont_vision {
    AMONT_VISION_NORMAL,
    AMONT_VISION_PROTAN,
    AMONT_VISION_DEUTAN,
    AMONT_VISION_TRITAN,
    AMONT_VISIONS /* how many */
} amont_vision;
const char *amont_vision_name(amont_vision vision); /* translated: "deutan vision" */

/* What somebody sees of a colour. */
amont_lab amont_colour_seen(amont_colour colour, amont_vision vision);

/* CIEDE2000 between two colours, as somebody sees them. */
double amont_colour_difference(amont_colour one, amont_colour other, amont_vision vision);

/* From 1 (the same luminance) to 21 (black on white), whichever comes first. */
double amont_colour_contrast(amont_colour one, amont_colour other);

#endif
