/* Scales are round, so that a ruler laid on the paper can be read. Where no figure is printed, they
 * are finer, so that the map is as large as can be. */
#include "draw/composer.h"

#include <math.h>

static const double round_steps[] = {1,   1.25, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5,
                                     5.5, 6,    6.5, 7, 7.5, 8, 8.5, 9, 9.5};
static const double fine_steps[] = {1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.25, 2.5, 2.75,
                                    3, 3.5, 4,   4.5, 5,   5.5, 6,   6.5, 7, 8,    9};

/* The `skip`-th of the steps, times a power of ten, at or above `least`. */
static double round_scale(double least, const double *steps, size_t n, unsigned skip) {
    double power = pow(10, floor(log10(least)));
    for (size_t i = 0;; i++) {
        if (i == n) {
            i = 0;
            power *= 10;
        }
        double scale = steps[i] * power;
        if (scale >= least * (1 - 1e-9) && skip-- == 0)
            return scale;
    }
}

double amont_frame_scale(amont_box box, amont_box subject, double room_mm, double least, bool fine,
                         unsigned attempt) {
    double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
    double metres_per_mm = fmax((subject.max_x - subject.min_x) / (width - 2 * room_mm),
                                (subject.max_y - subject.min_y) / (height - 2 * room_mm));
    least = fmax(least, metres_per_mm * 1000);
    return fine ? round_scale(least, fine_steps, G_N_ELEMENTS(fine_steps), attempt)
                : round_scale(least, round_steps, G_N_ELEMENTS(round_steps), attempt);
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
