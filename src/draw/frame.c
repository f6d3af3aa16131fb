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

double amont_frame_scale(amont_box box, amont_box subject, double room_mm, unsigned attempt) {
    double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
    double least = fmax((subject.max_x - subject.min_x) / (width - 2 * room_mm),
                        (subject.max_y - subject.min_y) / (height - 2 * room_mm));
    return round_scale(least * 1000, attempt);
}

/* Half of the ground that a side of the frame shows, and where its middle is. */
typedef struct span {
    double half, middle;
} span;

/* The frame goes the other way when the subject leans to one. */
static span span_of(double side_mm, double room_mm, double metres, double from, double to,
                    double lean) {
    span s = {side_mm * metres / 2, (from + to) / 2};
    s.middle -= lean * fmax(0, s.half - room_mm * metres - (to - from) / 2);
    return s;
}

amont_frame amont_frame_fit(amont_box box, amont_box subject, double room_mm, double denominator,
                            amont_lean lean) {
    double metres = denominator / 1000;
    span x = span_of(box.max_x - box.min_x, room_mm, metres, subject.min_x, subject.max_x, lean.x);
    span y = span_of(box.max_y - box.min_y, room_mm, metres, subject.min_y, subject.max_y, lean.y);
    return (amont_frame){
        .box = box,
        .world = {x.middle - x.half, y.middle - y.half, x.middle + x.half, y.middle + y.half},
        .metres_per_mm = metres,
        .denominator = denominator,
    };
}

/* Halves of the room there is. */
amont_lean amont_frame_lean(size_t index) {
    static const amont_lean leans[AMONT_LEANS] = {
        {0, 0},       {-0.5, 0},   {0.5, 0},  {0, -0.5}, {0, 0.5}, {-0.5, 0.5}, {0.5, 0.5},
        {-0.5, -0.5}, {0.5, -0.5}, {-1, 0},   {1, 0},    {0, -1},  {0, 1},      {-1, 0.5},
        {1, 0.5},     {-1, -0.5},  {1, -0.5}, {-0.5, 1}, {0.5, 1}, {-0.5, -1},  {0.5, -1},
        {-1, 1},      {1, 1},      {-1, -1},  {1, -1},
    };
    g_assert(index < AMONT_LEANS);
    return leans[index];
}
