/* A made page that breaks no rule: an A4 sheet at 1:50 000 with a choropleth, proportional discs, a
 * river, two stations, two numbered projects and all the furniture. Everything on it is fictional.
 * Tests change one thing and look which rule fails. */
#ifndef AMONT_TESTS_SPECIMEN_H
#define AMONT_TESTS_SPECIMEN_H

#include "amont/facts.h"
#include "amont/rules.h"
#include "atlas.h"

typedef struct specimen {
    atlas *a; /* for its fonts */
    amont_page *page;
    amont_facts *facts;
    amont_outputs outputs;
    int zones[3], missing, water, discs[3], stations[2], projects[2]; /* legend entries */
} specimen;

specimen *specimen_new(void);
void specimen_free(specimen *s);

/* The `nth` item of that role, from 0; the test fails without it. */
amont_item *specimen_item(specimen *s, const char *role, size_t nth);
amont_legend_entry *specimen_entry(specimen *s, int entry);
amont_plot_facts *specimen_plot(specimen *s, size_t index);
amont_panel_facts *specimen_panel(specimen *s);

/* More on the page: a path of a rectangle, and a line of text. */
void specimen_box(specimen *s, const char *role, amont_box box, const amont_paint *paint,
                  int entry);
void specimen_text(specimen *s, const char *role, const char *text, double size_pt,
                   const char *colour, double x, double y);
amont_colour specimen_colour(const char *text);
/* Moves an item and all its steps. */
void specimen_move(specimen *s, amont_item *item, double dx, double dy);
/* The block of the European Union of 2014-2020, `height` mm high. */
void specimen_eu(specimen *s, double height);

/* Checks all rules on the page, and on `outputs` where a test has rendered some; each of these
 * fails with what was found. */
void specimen_assert_sound(specimen *s);
void specimen_assert_fails(specimen *s, const char *rule, amont_rule_severity severity);
/* The same where the sentence holds a text. */
void specimen_assert_says(specimen *s, const char *rule, amont_rule_severity severity,
                          const char *part);

#endif
