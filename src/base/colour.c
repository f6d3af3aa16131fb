/* sRGB to linear RGB to XYZ to L*a*b* and back; CIEDE2000 in the order and with the names of
 * Sharma, Wu & Dalal 2005 (their numbers of equations stand beside the lines); simulation of colour
 * vision as a product with one matrix in linear RGB, clipped to what a screen shows. */
#include "amont/colour.h"

#include "base/i18n.h"
#include <glib.h>
#include <math.h>
#include <string.h>

typedef struct triple {
    double v[3];
} triple;

/* IEC 61966-2-1, linear RGB to XYZ. */
static const double to_xyz[3][3] = {
    {0.4124, 0.3576, 0.1805},
    {0.2126, 0.7152, 0.0722},
    {0.0193, 0.1192, 0.9505},
};

/* Machado, Oliveira & Fernandes 2009, severity 1.0. */
static const double seen_by[AMONT_VISIONS][3][3] = {
    [AMONT_VISION_NORMAL] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    [AMONT_VISION_PROTAN] = {{0.152286, 1.052583, -0.204868},
                             {0.114503, 0.786281, 0.099216},
                             {-0.003882, -0.048116, 1.051998}},
    [AMONT_VISION_DEUTAN] = {{0.367322, 0.860646, -0.227968},
                             {0.280085, 0.672501, 0.047413},
                             {-0.011820, 0.042940, 0.968881}},
    [AMONT_VISION_TRITAN] = {{1.255528, -0.076749, -0.178779},
                             {-0.078411, 0.930809, 0.147602},
                             {0.004733, 0.691367, 0.303900}},
};

static triple multiply(const double matrix[3][3], triple by) {
    triple product;
    for (int i = 0; i < 3; i++)
        product.v[i] = matrix[i][0] * by.v[0] + matrix[i][1] * by.v[1] + matrix[i][2] * by.v[2];
    return product;
}

/* The solution x of matrix · x = right, by Cramer's rule. */
static triple solve(const double m[3][3], triple right) {
    triple minors[3];
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        for (int c = 0; c < 3; c++) {
            int d = (c + 1) % 3, e = (c + 2) % 3;
            minors[i].v[c] = m[j][d] * m[k][e] - m[j][e] * m[k][d];
        }
    }
    double det = m[0][0] * minors[0].v[0] + m[0][1] * minors[0].v[1] + m[0][2] * minors[0].v[2];
    triple x;
    for (int c = 0; c < 3; c++)
        x.v[c] = (minors[0].v[c] * right.v[0] + minors[1].v[c] * right.v[1] +
                  minors[2].v[c] * right.v[2]) /
                 det;
    return x;
}

/* ---- sRGB ---------------------------------------------------------------------------------- */

bool amont_colour_parse(const char *text, amont_colour *colour) {
    if (!text || text[0] != '#' || strlen(text) != 7)
        return false;
    double channels[3];
    for (int i = 0; i < 3; i++) {
        int high = g_ascii_xdigit_value(text[1 + 2 * i]),
            low = g_ascii_xdigit_value(text[2 + 2 * i]);
        if (high < 0 || low < 0)
            return false;
        channels[i] = (16 * high + low) / 255.0;
    }
    *colour = (amont_colour){channels[0], channels[1], channels[2]};
    return true;
}

bool amont_colour_is_none(amont_colour colour) {
    return isnan(colour.red);
}

static double decode(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double encode(double light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

static triple linear(amont_colour colour) {
    return (triple){{decode(colour.red), decode(colour.green), decode(colour.blue)}};
}

static double luminance(amont_colour colour) {
    return multiply(to_xyz, linear(colour)).v[1];
}

/* ---- L*a*b* -------------------------------------------------------------------------------- */

static const double epsilon = 216.0 / 24389, kappa = 24389.0 / 27; /* CIE 15 */

static double response(double ratio) {
    return ratio > epsilon ? cbrt(ratio) : (kappa * ratio + 16) / 116;
}

static double ratio_of(double response_value) {
    double cube = response_value * response_value * response_value;
    return cube > epsilon ? cube : (116 * response_value - 16) / kappa;
}

static double white(int i) {
    return to_xyz[i][0] + to_xyz[i][1] + to_xyz[i][2];
}

static amont_lab lab_of_linear(triple light) {
    triple xyz = multiply(to_xyz, light);
    double f[3];
    for (int i = 0; i < 3; i++)
        f[i] = response(xyz.v[i] / white(i));
    return (amont_lab){116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

amont_lab amont_colour_lab(amont_colour colour) {
    return lab_of_linear(linear(colour));
}

static double to_screen(double light) {
    return floor(encode(CLAMP(light, 0, 1)) * 255 + 0.5) / 255;
}

amont_colour amont_colour_of_lab(amont_lab lab) {
    double y = (lab.l + 16) / 116;
    triple xyz = {{white(0) * ratio_of(y + lab.a / 500), white(1) * ratio_of(y),
                   white(2) * ratio_of(y - lab.b / 200)}};
    triple light = solve(to_xyz, xyz);
    return (amont_colour){to_screen(light.v[0]), to_screen(light.v[1]), to_screen(light.v[2])};
}

double amont_colour_lightness(amont_colour colour) {
    return amont_colour_lab(colour).l;
}

/* ---- CIEDE2000 ----------------------------------------------------------------------------- */

static double degrees(double radians) {
    return radians * 180 / G_PI;
}

static double cosine(double degrees_) {
    return cos(degrees_ * G_PI / 180);
}

static double sine(double degrees_) {
    return sin(degrees_ * G_PI / 180);
}

/* sqrt(c^7 / (c^7 + 25^7)) */
static double seventh(double chroma) {
    double power = pow(chroma, 7);
    return sqrt(power / (power + 6103515625.0));
}

/* (7): 0..360; 0 for a grey. */
static double hue(double a, double b) {
    if (a == 0 && b == 0)
        return 0;
    double angle = degrees(atan2(b, a));
    return angle < 0 ? angle + 360 : angle;
}

/* Hues that are 180° apart in decimals may differ by an ulp more in binary. */
static bool is_beyond_half(double angle) {
    return fabs(angle) > 180 + 1e-9;
}

/* (10) */
static double hue_step(double from, double to) {
    double step = to - from;
    if (is_beyond_half(step))
        step += step > 0 ? -360 : 360;
    return step;
}

/* (14) */
static double mean_hue(double one, double other) {
    double sum = one + other;
    if (!is_beyond_half(one - other))
        return sum / 2;
    return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

double amont_lab_difference(amont_lab one, amont_lab other) {
    double stretch =
        1.5 - 0.5 * seventh((hypot(one.a, one.b) + hypot(other.a, other.b)) / 2); /* (4) */
    double a1 = stretch * one.a, a2 = stretch * other.a;                          /* (5) */
    double c1 = hypot(a1, one.b), c2 = hypot(a2, other.b);                        /* (6) */
    double h1 = hue(a1, one.b), h2 = hue(a2, other.b);                            /* (7) */
    bool is_grey = c1 * c2 == 0;
    double step = is_grey ? 0 : hue_step(h1, h2);        /* (10) */
    double dl = other.l - one.l, dc = c2 - c1;           /* (8), (9) */
    double dh = 2 * sqrt(c1 * c2) * sine(step / 2);      /* (11) */
    double l = (one.l + other.l) / 2, c = (c1 + c2) / 2; /* (12), (13) */
    double h = is_grey ? h1 + h2 : mean_hue(h1, h2);     /* (14) */
    double t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) -
               0.20 * cosine(4 * h - 63);            /* (15) */
    double turn = 30 * exp(-pow((h - 275) / 25, 2)); /* (16) */
    double from_middle = pow(l - 50, 2);
    double sl = 1 + 0.015 * from_middle / sqrt(20 + from_middle); /* (18) */
    double sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;            /* (19), (20) */
    double rt = -sine(2 * turn) * 2 * seventh(c);                 /* (17), (21) */
    double x = dl / sl, y = dc / sc, z = dh / sh;
    return sqrt(x * x + y * y + z * z + rt * y * z); /* (22) */
}

/* ---- who sees what ------------------------------------------------------------------------- */

const char *amont_vision_name(amont_vision vision) {
    static const char *const names[] = {
        [AMONT_VISION_NORMAL] = N_("normal vision"),
        [AMONT_VISION_PROTAN] = N_("protan vision"),
        [AMONT_VISION_DEUTAN] = N_("deutan vision"),
        [AMONT_VISION_TRITAN] = N_("tritan vision"),
    };
    return _(names[vision]);
}

amont_lab amont_colour_seen(amont_colour colour, amont_vision vision) {
    triple light = multiply(seen_by[vision], linear(colour));
    for (int i = 0; i < 3; i++)
        light.v[i] = CLAMP(light.v[i], 0, 1);
    return lab_of_linear(light);
}

double amont_colour_difference(amont_colour one, amont_colour other, amont_vision vision) {
    return amont_lab_difference(amont_colour_seen(one, vision), amont_colour_seen(other, vision));
}

double amont_colour_contrast(amont_colour one, amont_colour other) {
    double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
    return MAX(a, b) / MIN(a, b);
}
