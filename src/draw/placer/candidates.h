/* Where names might stand: beside points, in areas and along lines. Places are appended to an array
 * of amont_candidate with what they cost; what stands in their way is the placer's concern, unless
 * it is said otherwise. All in millimetres on paper. */
#ifndef AMONT_DRAW_PLACER_CANDIDATES_H
#define AMONT_DRAW_PLACER_CANDIDATES_H

#include "draw/placer/placer.h"

/* One wording of a name: on one line or two. */
typedef struct amont_wording {
    int form;
    double width, height;
} amont_wording;

/* How the lines of a name stand to each other: amont_candidate.align. */
enum { AMONT_LINES_LEFT, AMONT_LINES_CENTRED, AMONT_LINES_RIGHT };

#define AMONT_LEADER_LEAST 3.0 /* mm: nearer names need no leader (C27) */

/* Beside a point whose symbol has that radius: NE, E, SE, N, S, NW, W, SW (C27); then farther off,
 * with a leader to the symbol's edge. */
void amont_candidates_at_point(GArray *candidates, double x, double y, double radius,
                               const amont_wording *wording);

/* A side of a polygon. */
typedef struct amont_side {
    double x1, y1, x2, y2;
} amont_side;

typedef struct amont_label_area {
    const amont_side *sides;
    size_t n_sides;
    double x, y;              /* its visual centre */
    amont_box room;           /* where names may stand */
    const amont_box *blocked; /* and where they may not */
    size_t n_blocked;
} amont_label_area;

/* Level names inside an area, off its limit: the nearer to its centre the better (C26). */
void amont_candidates_in_area(GArray *candidates, const amont_label_area *area,
                              const amont_wording *wording);

/* Names off the area, within `reach_mm` of (x, y), to which a leader goes. */
void amont_candidates_off_area(GArray *candidates, const amont_label_area *area, double reach_mm,
                               const amont_wording *wording);

/* Along a line of n places, where it is nearly straight: the less bend the better. Names are never
 * upside down. */
void amont_candidates_along(GArray *candidates, const double *x, const double *y, size_t n,
                            amont_box room, const amont_wording *wording);

/* ---- shared ------------------------------------------------------------------------------------ */

/* Keeps at most `most` of the candidates from `first` on: the best, and those that stand apart from
 * all better ones. */
typedef struct amont_thinning {
    guint most;
    double apart_mm;
    double share, x, y; /* of the distance from (x, y), where that is more */
} amont_thinning;
void amont_candidates_thin(GArray *candidates, guint first, amont_thinning how);

/* Gives it a leader from the candidate's slab, which is level, to a point; none that is short. */
void amont_candidate_lead(amont_candidate *candidate, double x, double y);

/* Lets its leader end at a box about that point, 0.3 mm off it. */
void amont_candidate_stop(amont_candidate *candidate, amont_box box);

#endif
