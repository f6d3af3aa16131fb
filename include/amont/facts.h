/* folder: draw */
/* Facts: what the rules of a page (amont/rules.h) must know and its draw list does not say. They
 * are noted when the page is composed; everything is owned. */
#ifndef AMONT_FACTS_H
#define AMONT_FACTS_H

#include "amont/shapes.h"
#include "amont/table.h"

/* A thematic layer of a frame. */
typedef struct amont_plot_facts {
    int panel;
    bool in_series;       /* its legend is that of the first frame */
    char *section;        /* title of its legend, or NULL */
    char *unit;           /* of its figures, or NULL */
    bool has_series;      /* it shows figures of zones: those below hold */
    bool is_ordered;      /* from low to high; else categories */
    bool stands_in_order; /* its parts do, in each symbol as in the legend */
    amont_measure measure;
    size_t n_reference;        /* figures that class limits are found on, of all such frames */
    size_t n_values;           /* zones drawn with a value ... */
    size_t n_low, n_estimated; /* ... of few observations; estimated */
    size_t n_missing, n_secret, n_undefined;
    double least, greatest; /* of the values drawn in all frames that share its scale; NaN: none */
    double centre;          /* of diverging classes; NaN: none */
    char *method;           /* how a note begins that names its method, or NULL */
} amont_plot_facts;

/* A frame. */
typedef struct amont_panel_facts {
    amont_box box;       /* mm */
    double denominator;  /* 1:N */
    double north_deg;    /* clockwise from the top of the page */
    GPtrArray *names;    /* char *: zones whose names must be there, as officially spelt */
    bool repeats;        /* an earlier frame has the same ground: some names may lack */
    amont_shapes *zones; /* these, in mm on the page; or NULL */
} amont_panel_facts;

/* Where something on the page comes from; NULL: not said. */
typedef struct amont_credit_facts {
    char *producer, *vintage, *updated, *licence;
} amont_credit_facts;

typedef struct amont_facts {
    bool is_insert;        /* a design for a column of text: its own limits hold */
    bool is_of_atlas;      /* it may show a few of the zones whose classes it has */
    bool shows_north;      /* the page asks for a north arrow whatever the map */
    char *author, *date;   /* as they are printed */
    char *crs;             /* its name */
    bool has_water;        /* the study has rivers that this page may show */
    char *low;             /* how a text begins that flags few observations, or NULL */
    bool is_funded_by_eu;  /* it shows projects that the Union pays for */
    bool has_eu_elsewhere; /* the report carries the block */
    GPtrArray *eu_words;   /* char *: what must stand beside the emblem */
    GPtrArray *apart;      /* char *: how legend entries begin that are no class */
    GPtrArray *notes;      /* char *: sentences that must be on the page */
    GPtrArray *credits;    /* amont_credit_facts */
    GPtrArray *plots;      /* amont_plot_facts */
    GPtrArray *panels;     /* amont_panel_facts */
} amont_facts;

amont_facts *amont_facts_new(void);
void amont_facts_free(amont_facts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_facts, amont_facts_free)

/* Added with nothing known, to be filled. */
amont_plot_facts *amont_facts_add_plot(amont_facts *facts);
amont_panel_facts *amont_facts_add_panel(amont_facts *facts);
amont_credit_facts *amont_facts_add_credit(amont_facts *facts);

#endif
