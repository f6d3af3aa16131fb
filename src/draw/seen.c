/* A path is seen when a side of it meets the window, or when it is filled and holds the window. */
#include "draw/seen.h"

#include "draw/composer.h"

static bool is_inside(amont_box box, amont_box window) {
    return box.min_x >= window.min_x && box.max_x <= window.max_x && box.min_y >= window.min_y &&
           box.max_y <= window.max_y;
}

/* Whether a level line from (x, y) to the right crosses a side. */
static bool crosses(const amont_step *from, const amont_step *to, double x, double y) {
    return (from->y > y) != (to->y > y) &&
           x < from->x + (y - from->y) / (to->y - from->y) * (to->x - from->x);
}

typedef struct walk {
    const amont_step *begin, *from; /* of the part; the last place */
    amont_box window;
    double x, y; /* its middle */
    bool meets, holds;
} walk;

static void go_to(walk *w, const amont_step *to) {
    w->meets = w->meets || amont_segment_meets(w->window, w->from->x, w->from->y, to->x, to->y);
    w->holds = w->holds != crosses(w->from, to, w->x, w->y);
    w->from = to;
}

static void take_step(walk *w, const amont_step *step) {
    if (step->kind == AMONT_CIRCLE) {
        double r = step->radius;
        amont_box box = {step->x - r, step->y - r, step->x + r, step->y + r};
        w->meets = w->meets || amont_box_overlaps(box, w->window);
    } else if (step->kind == AMONT_MOVE) {
        w->begin = w->from = step;
    } else if (w->from) {
        go_to(w, step->kind == AMONT_CLOSE ? w->begin : step);
    }
}

bool amont_page_sees(const amont_page *page, const amont_item *item) {
    amont_box window = page->window;
    if (amont_box_is_empty(window) || is_inside(item->box, window))
        return true;
    if (!amont_box_overlaps(item->box, window))
        return false;
    walk w = {.window = window,
              .x = (window.min_x + window.max_x) / 2,
              .y = (window.min_y + window.max_y) / 2};
    for (size_t i = 0; i < item->n_steps && !w.meets; i++)
        take_step(&w, &g_array_index(page->steps, amont_step, item->first_step + i));
    return w.meets || item->n_steps == 0 || (w.holds && !amont_colour_is_none(item->paint.fill));
}
