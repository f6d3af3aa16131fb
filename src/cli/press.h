/* Printing pages: several threads compose and render, each with fonts and findings of its own; what
 * goes into one file (a PDF of all pages, a report, the findings) goes there in the order of the
 * pages. So the bytes are the same for any number of threads, and no more pages are held than there
 * are threads: the one that made a page waits until it is that page's turn. */
#ifndef AMONT_CLI_PRESS_H
#define AMONT_CLI_PRESS_H

#include "amont/edition.h"
#include "cli/formats.h"
#include "cli/rules.h"

typedef struct amont_press amont_press;
struct amont_press {
    amont_session *session;
    size_t n_pages;
    /* Called by several threads at once; all that pages show has been computed before. */
    amont_page *(*compose)(const amont_press *press, size_t index, amont_fonts *fonts,
                           amont_findings *findings, GError **error);
    const void *data;      /* for `compose` */
    const char **titles;   /* of pages: for people; owned, each borrowed */
    const char *map;       /* that all pages are of, or NULL: `titles` are maps */
    char **paths;          /* of the files of each page, without endings; owned */
    const char *file;      /* of the one page in the one format, or NULL: `paths`; borrowed */
    char *document;        /* path of the PDF of all pages, or NULL: a PDF each; owned */
    const char *title;     /* of the document, or NULL: that of its first page */
    amont_formats formats; /* borrowed */
    amont_table *table;    /* of what the pages show; owned */
};

/* A press for so many pages, whose titles, paths and table are still empty. */
amont_press amont_press_of(amont_session *session, size_t n_pages, const amont_formats *formats);
/* Frees what it owns. */
void amont_press_clear(amont_press *press);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_press, amont_press_clear)

/* Whether all files can be written, and none is read by the study: before long work. */
bool amont_press_prepare(const amont_press *press, amont_edition *edition, GError **error);
/* Adds all files to the edition. */
bool amont_press_run(const amont_press *press, amont_edition *edition, GError **error);
/* No file is written: each page is measured against the rules. */
bool amont_press_check(const amont_press *press, amont_rule_report *report, GError **error);

/* Adds to an error which map or page could not be composed: what several have in common, as a
 * theme, is written on one line of one file. */
void amont_press_name_page(const amont_press *press, size_t index, GError **error);

/* Publishes the files, and says on stderr how many were written there. */
bool amont_press_publish(amont_edition *edition, const char *where, GError **error);

#endif
