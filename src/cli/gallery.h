/* `amont map --gallery`: every map of a study on every page of the program, and an index.html with
 * what the rules say of each. What does not fit on a page has the sentence that says so there. */
#ifndef AMONT_CLI_GALLERY_H
#define AMONT_CLI_GALLERY_H

#include "amont/rules.h"
#include "cli/cli.h"

/* A map on a page. */
typedef struct amont_exhibit {
    const amont_map_spec *map; /* of the study */
    amont_map_spec spec;       /* the same, on that page */
    const char *page, *label;  /* name and words of the page */
    char *name;                /* of its files, without ending */
    char *refusal;             /* why it is not drawn, or NULL */
    amont_violations *violations;
    GPtrArray *unplaced; /* char *: names that found no room */
    unsigned width_px, height_px;
} amont_exhibit;

/* The maps one after the other, each on all pages in turn; `n_pages` of them. */
typedef struct amont_gallery {
    const char *title;
    GPtrArray *exhibits; /* amont_exhibit * */
    size_t n_pages;
} amont_gallery;

/* What the rules say of all: errors or warnings. */
size_t amont_gallery_count(const amont_gallery *gallery, amont_rule_severity severity);
size_t amont_gallery_refused(const amont_gallery *gallery);

/* The page that shows them, in the language of messages. */
char *amont_gallery_index(const amont_gallery *gallery);

/* Draws, writes, and says how it went; exit code, or -1 with an error. */
int amont_gallery_run(amont_session *session, const GPtrArray *maps, const amont_options *options,
                      GError **error);

#endif
