/* The rules: adding one is a line here, and a function in the file of its section. Included by
 * check.c alone. */
#ifndef AMONT_DRAW_RULES_H
#define AMONT_DRAW_RULES_H

#include "draw/rules/probe.h"

typedef struct amont_rule {
    amont_rule_info info;
    void (*check)(amont_probe *p); /* NULL: not checked yet */
} amont_rule;

static const amont_rule amont_rules[] = {
    /* message.c */
    {{"C01", AMONT_RULE_ERROR, "title, subtitle and year stand on the page"}, amont_rule_c01},
    {{"C02", AMONT_RULE_ERROR, "counts are shown by size, ratios by lightness"}, amont_rule_c02},
    {{"C03", AMONT_RULE_ERROR, "at most two thematic layers and seven categories"}, amont_rule_c03},
    /* classes.c */
    {{"C04", AMONT_RULE_ERROR, "colours that diverge do so from a centre, evenly"}, amont_rule_c04},
    {{"C05", AMONT_RULE_ERROR, "no more classes than can be told apart"}, amont_rule_c05},
    {{"C06", AMONT_RULE_ERROR, "no class is empty, and a note names the method"}, amont_rule_c06},
    {{"C07", AMONT_RULE_ERROR, "class limits meet, do not overlap and hold all values"},
     amont_rule_c07},
    /* message.c */
    {{"C08", AMONT_RULE_ERROR, "frames of a page share scale and classes"}, amont_rule_c08},
    {{"C09", AMONT_RULE_ERROR, "what has no value has a key of its own"}, amont_rule_c09},
    {{"C10", AMONT_RULE_ERROR, "figures of few observations are flagged"}, amont_rule_c10},
    /* legibility.c */
    {{"C11", AMONT_RULE_ERROR, "no text is smaller than its floor"}, amont_rule_c11},
    {{"C12", AMONT_RULE_ERROR, "no line is thinner than its floor"}, amont_rule_c12},
    {{"C13", AMONT_RULE_ERROR, "lines of hatches do not run together"}, amont_rule_c13},
    {{"C14", AMONT_RULE_ERROR, "no symbol is smaller than its floor"}, amont_rule_c14},
    {{"C15", AMONT_RULE_ERROR, "no patch is too small to be seen"}, amont_rule_c15},
    {{"C16", AMONT_RULE_ERROR, "texts and symbols stand out from their ground"}, amont_rule_c16},
    /* typography.c */
    {{"C17", AMONT_RULE_WARNING, "halos are thin and have the colour of the ground"},
     amont_rule_c17},
    {{"C18", AMONT_RULE_ERROR, "few typefaces and sizes; italics for water only"}, amont_rule_c18},
    {{"C19", AMONT_RULE_ERROR, "the page is filled, nothing lies outside it"}, amont_rule_c19},
    /* hierarchy.c */
    {{"C20", AMONT_RULE_WARNING, "the theme stands out more than its ground"}, amont_rule_c20},
    {{"C21", AMONT_RULE_ERROR, "the territory lies among named, pale neighbours"}, amont_rule_c21},
    {{"C22", AMONT_RULE_ERROR, "rivers are there, blue, their names in italics"}, amont_rule_c22},
    {{"C23", AMONT_RULE_ERROR, "the ground is grey, so that the theme has the colours"},
     amont_rule_c23},
    {{"C25", AMONT_RULE_ERROR, "no transparent overlap makes a colour of its own"}, amont_rule_c25},
    /* labels.c */
    {{"C26", AMONT_RULE_ERROR, "names overlap nothing and lie in their zones, or beside them"},
     amont_rule_c26},
    {{"C27", AMONT_RULE_ERROR, "names of points stand beside them"}, amont_rule_c27},
    {{"C28", AMONT_RULE_ERROR, "names are spelt officially"}, amont_rule_c28},
    {{"C29", AMONT_RULE_ERROR, "numbers on the map have a key, in order"}, amont_rule_c29},
    {{"C30", AMONT_RULE_ERROR, "every name that must be there is"}, amont_rule_c30},
    {{"C31", AMONT_RULE_ERROR, "figures on the map are French and short"}, amont_rule_c31},
    /* furniture.c */
    {{"C32", AMONT_RULE_ERROR, "the legend shows what is drawn, in order, with its unit"},
     amont_rule_c32},
    {{"C33", AMONT_RULE_ERROR, "discs of the legend are to the scale of the map"}, amont_rule_c33},
    {{"C34", AMONT_RULE_ERROR, "the scale bar is round and true"}, amont_rule_c34},
    {{"C35", AMONT_RULE_ERROR, "a north arrow stands where north is not up, and only there"},
     amont_rule_c35},
    {{"C36", AMONT_RULE_ERROR, "sources, author, date and projection stand on the page"},
     amont_rule_c36},
    {{"C37", AMONT_RULE_ERROR, "every note on methods stands on the page"}, amont_rule_c37},
    {{"C38", AMONT_RULE_ERROR, "frames are thin"}, amont_rule_c38},
    {{"C40", AMONT_RULE_WARNING, "a stamp tells which drawing it is"}, amont_rule_c40},
    /* legal.c */
    {{"C41", AMONT_RULE_ERROR, "the block of the European Union is there and whole"},
     amont_rule_c41},
    {{"C42", AMONT_RULE_ERROR, "the emblem has its geometry, colours and size"}, amont_rule_c42},
    {{"C43", AMONT_RULE_ERROR, "words beside the emblem are in a typeface that is allowed"},
     amont_rule_c43},
    {{"C44", AMONT_RULE_ERROR, "licences have what they ask for"}, amont_rule_c44},
    {{"C45", AMONT_RULE_UNCHECKED, "the PDF is tagged"}, NULL},
    {{"C46", AMONT_RULE_ERROR, "nothing is told by colour alone"}, amont_rule_c46},
    {{"C47", AMONT_RULE_UNCHECKED, "figures have an alternative text"}, NULL},
    {{"C48", AMONT_RULE_ERROR, "classes survive a photocopy"}, amont_rule_c48},
    /* print.c */
    {{"C49", AMONT_RULE_ERROR, "fonts of the PDF are embedded, and it holds no picture"},
     amont_rule_c49},
    {{"C50", AMONT_RULE_UNCHECKED, "the PDF says its colour space"}, NULL},
    {{"C51", AMONT_RULE_ERROR, "the PNG has the pixels and the resolution asked for"},
     amont_rule_c51},
    {{"C52", AMONT_RULE_ERROR, "the PDF is light"}, amont_rule_c52},
};

#endif
