/* Scales are round, so that a ruler laid on the paper can be read. */
#include "draw/composer.h"

#include <math.h>

static const double round_steps[] = {1,   1.25, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5,
                                     5.5, 6,    6.5, 7, 7.5, 8, 8.5, 9, 9.5};

/* The `skip`-th round number at or above `least`. */
static double round_scale(double least, unsigned skip) {
    double power = pow(10, floor(log10(least)));
    for (unsigned i = 0;; i++) {
        if (i == G_N_ELEMENTS(round_steps)) {
            i = 0;
            power *= 10;
        }
        double scale = round_steps[i] * power;
        if (scale >= least * (1 - 1e-9) && skip-- == 0)
            return scale;
    }
}

amont_frame amont_frame_fit(amont_box box, amont_box subject, double room_mm, double fixed,
                            unsigned attempt) {
    double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
    double least = fmax((subject.max_x - subject.min_x) / (width - 2 * room_mm),
                        (subject.max_y - subject.min_y) / (height - 2 * room_mm));
    double denominator = isnan(fixed) ? round_scale(least * 1000, attempt) : fixed;
    double metres = denominator / 1000;
    double cx = (subject.min_x + subject.max_x) / 2, cy = (subject.min_y + subject.max_y) / 2;
    return (amont_frame){
        .box = box,
        .world = {cx - width * metres / 2, cy - height * metres / 2, cx + width * metres / 2,
                  cy + height * metres / 2},
        .metres_per_mm = metres,
        .denominator = denominator,
    };
}
