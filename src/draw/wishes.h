/* Names that wait to be placed, all those of a frame together. */
#ifndef AMONT_DRAW_WISHES_H
#define AMONT_DRAW_WISHES_H

#include "draw/composer.h"
#include "draw/placer/candidates.h"

enum { AMONT_WORDINGS = 2 }; /* on one line and on two */

typedef struct amont_wish {
    const char *text; /* owned */
    const char *role;
    amont_name names[AMONT_WORDINGS]; /* the first n_wordings of them */
    amont_wording wordings[AMONT_WORDINGS];
    size_t n_wordings;
    GArray *candidates; /* amont_candidate */
    amont_label label;  /* its key and candidates are filled in when all is placed */
    bool is_told;       /* when it finds no room */
    bool has_dot;       /* where its leader ends */
} amont_wish;

/* A name in a text style of the theme, in the wordings that it has, at most so many; its candidates
 * are the caller's to add. It avoids limits and belongs to the composer. */
amont_wish *amont_wish_new(amont_composer *c, const char *text, const char *style, int n_wordings,
                           const char *role);

/* The stamp across a map of what is fictional, which names avoid; false: there is none
 * (fictional.c).
 */
bool amont_fictional_slab(amont_composer *c, amont_slab *slab);

/* Where names may stand. */
amont_box amont_names_room(const amont_composer *c);

#endif
