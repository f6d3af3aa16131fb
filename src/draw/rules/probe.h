/* What the rules share: reporting, reading the draw list, and geometry on paper. */
#ifndef AMONT_DRAW_PROBE_H
#define AMONT_DRAW_PROBE_H

#include "amont/facts.h"
#include "amont/rules.h"

typedef struct amont_probe {
    const amont_page *page;
    const amont_facts *facts;
    const amont_outputs *outputs;
    amont_rule_severity severity; /* of the rule at work */
    amont_violation worst;        /* `count` 0: none so far */
} amont_probe;

/* The rules of rules.h, by section. */
typedef void amont_rule_check(amont_probe *p);
amont_rule_check amont_rule_c01, amont_rule_c02, amont_rule_c03, amont_rule_c04, amont_rule_c05,
    amont_rule_c06, amont_rule_c07, amont_rule_c08, amont_rule_c09, amont_rule_c10, amont_rule_c11,
    amont_rule_c12, amont_rule_c13, amont_rule_c14, amont_rule_c15, amont_rule_c16, amont_rule_c17,
    amont_rule_c18, amont_rule_c19, amont_rule_c20, amont_rule_c21, amont_rule_c22, amont_rule_c23,
    amont_rule_c25, amont_rule_c26, amont_rule_c27, amont_rule_c28, amont_rule_c29, amont_rule_c30,
    amont_rule_c31, amont_rule_c32, amont_rule_c33, amont_rule_c34, amont_rule_c35, amont_rule_c36,
    amont_rule_c37, amont_rule_c38, amont_rule_c40, amont_rule_c41, amont_rule_c42, amont_rule_c43,
    amont_rule_c44, amont_rule_c46, amont_rule_c48, amont_rule_c49, amont_rule_c51, amont_rule_c52;

/* ---- reporting ----------------------------------------------------------------------------- */

/* A case; the sentence of the heaviest is told. Formats are translated inside. */
void amont_rule_fails(amont_probe *p, double weight, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The same for a matter of taste, whatever the rule. */
void amont_rule_warns(amont_probe *p, double weight, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* ---- the draw list ------------------------------------------------------------------------- */

size_t amont_probe_count(const amont_probe *p);
const amont_item *amont_probe_item(const amont_probe *p, size_t index);
bool amont_item_has_role(const amont_item *item, const char *prefix);
bool amont_item_is_text(const amont_item *item, const char *prefix);
bool amont_item_fills(const amont_item *item);
bool amont_item_strokes(const amont_item *item);

/* The legend entry that an item counts for, or NULL. */
const amont_legend_entry *amont_probe_entry(const amont_probe *p, const amont_item *item);

/* Whether an entry is no class: missing, secret, doubtful... */
bool amont_entry_is_apart(const amont_probe *p, const amont_legend_entry *entry);

/* The frame whose legend a plot's entries stand in. */
int amont_probe_legend_of(const amont_plot_facts *plot);

/* The entries (const amont_legend_entry *) of a plot's section: those of a kind, or of all where it
 * is -1, but those apart. */
GPtrArray *amont_probe_entries(const amont_probe *p, const amont_plot_facts *plot, int kind);

/* ---- texts --------------------------------------------------------------------------------- */

/* A text without blanks of any kind, with plain apostrophes and hyphens, for comparing. */
char *amont_text_squeeze(const char *text);
/* All texts of the roles that begin so, one after the other, squeezed. */
char *amont_probe_said(const amont_probe *p, const char *prefix);
/* Whether squeezed texts hold `text`, which is squeezed first; NULL and "" are held. */
bool amont_text_holds(const char *squeezed, const char *text);

/* A number in a text of the page's language. */
typedef struct amont_printed {
    double value;
    int decimals, digits; /* after the mark; significant ones */
} amont_printed;
/* The numbers of a text, at most `most`; returns how many. */
size_t amont_text_numbers(const amont_probe *p, const char *text, amont_printed *numbers,
                          size_t most);

/* ---- geometry ------------------------------------------------------------------------------ */

typedef struct amont_quad {
    double x[4], y[4]; /* corners, in order */
} amont_quad;

/* What a text covers, turned with it; `margin` is taken off all around. */
amont_quad amont_item_quad(const amont_probe *p, const amont_item *text, double margin);
bool amont_quads_meet(const amont_quad *a, const amont_quad *b);
amont_quad amont_quad_of_box(amont_box box);
/* Whether an item's outline crosses the quad. */
bool amont_item_crosses(const amont_probe *p, const amont_item *path, const amont_quad *quad);

/* Whether a point is in a path (even-odd), and the area of one, mm². */
bool amont_item_holds(const amont_probe *p, const amont_item *path, double x, double y);
double amont_item_area(const amont_probe *p, const amont_item *path);

/* The colour under a point before item `index` is drawn: the topmost fill there, or paper. */
amont_colour amont_probe_under(const amont_probe *p, size_t index, double x, double y);

/* The colours under a text: at its centre, corners and the middles of its sides. */
enum { AMONT_SAMPLES = 9 };
void amont_probe_grounds(const amont_probe *p, size_t index, amont_colour colours[AMONT_SAMPLES]);

/* Chroma C*ab. */
double amont_colour_chroma(amont_colour colour);

/* ---- facts --------------------------------------------------------------------------------- */

const amont_plot_facts *amont_probe_plot(const amont_probe *p, size_t index);   /* NULL past end */
const amont_panel_facts *amont_probe_panel(const amont_probe *p, size_t index); /* the same */
/* The limit of an insert, or that of a page. */
double amont_probe_limit(const amont_probe *p, double page, double insert);

#endif
