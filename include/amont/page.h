/* folder: draw */
/* Pages: a list of things to draw, in paper millimetres from the top left corner.
 *
 * A page is composed once and replayed on every format, so that PDF, PNG and the text of a golden
 * test show the same drawing. Errors stick to the page (a missing glyph, say) and are read once,
 * by amont_page_check or by the renderers.
 *
 *     amont_page_rectangle(page, box);                     (a path)
 *     amont_page_paint(page, "map.zone", &paint, entry);   (drawn, counted for legend entry)
 */
#ifndef AMONT_PAGE_H
#define AMONT_PAGE_H

#include "amont/picture.h"
#include "amont/shapes.h"
#include "amont/style.h"

/* Fonts: the files of the theme and no others (a private fontconfig set), so that a page looks the
 * same on every machine. Code UNAVAILABLE when one is missing. */
typedef struct amont_fonts amont_fonts;
amont_fonts *amont_fonts_new(const amont_theme *theme, GError **error);
void amont_fonts_free(amont_fonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_fonts, amont_fonts_free)

typedef enum amont_item_kind {
    AMONT_ITEM_PATH, /* filled, stroked or both */
    AMONT_ITEM_TEXT, /* one line */
    AMONT_ITEM_CLIP, /* what follows is cut to a path, until UNCLIP */
    AMONT_ITEM_UNCLIP,
    AMONT_ITEM_PICTURE /* a file of SVG or PNG, which fills its box */
} amont_item_kind;

typedef struct amont_paint {
    amont_colour fill, stroke; /* none: not drawn */
    double width_mm;
    double dashes_mm[4];
    int n_dashes;
    double transparency; /* 0: opaque; 1: nothing is seen */
} amont_paint;

typedef struct amont_step { /* of a path */
    enum { AMONT_MOVE, AMONT_LINE, AMONT_CLOSE, AMONT_CIRCLE } kind;
    double x, y, radius;
} amont_step;

typedef struct amont_item {
    amont_item_kind kind;
    const char *role; /* what it is: "map.zone", "legend.label", ...: static text */
    int entry;        /* legend entry it stands for, or -1 */
    amont_box box;    /* what it covers, in mm; empty for clips */
    size_t first_step, n_steps;
    amont_paint paint;
    char *text;       /* UTF-8 */
    double x, y;      /* left end of the base line */
    double angle_rad; /* about (x, y), clockwise */
    amont_text_style style;
    amont_picture *picture; /* its words `currentColor` are `paint.fill` */
} amont_item;

/* What a legend may show; it is shown when something drawn counts for it. */
typedef enum amont_legend_kind {
    AMONT_LEGEND_BOX,    /* a filled rectangle, hatched when hatch_gap_mm is given */
    AMONT_LEGEND_SYMBOL, /* a point */
    AMONT_LEGEND_LINE,
    AMONT_LEGEND_DISC,   /* a proportional disc of a value */
    AMONT_LEGEND_HEIGHT, /* the height of a value, size_mm */
    AMONT_LEGEND_WIDTH,  /* the line of a value, as wide as its paint says */
    AMONT_LEGEND_MATRIX  /* a cell of two classes: three rows of three, from low to high */
} amont_legend_kind;

typedef struct amont_legend_entry {
    amont_legend_kind kind;
    char *label;
    int section; /* entries of one section stand together */
    int panel;   /* the frame it is for */
    amont_paint paint;
    double hatch_gap_mm, hatch_angle_deg;
    amont_symbol symbol;
    double size_mm;
    bool descends;  /* a class, declared from high to low: a legend across turns them about */
    char *axes[2];  /* of a matrix, on its first cell: what grows to the right, and upwards */
    char *ticks[4]; /* its inner limits: two to the right, two upwards */
    bool in_range;  /* of a declared range: shown even where nothing counts for it */
    size_t drawn;   /* items that count for it */
} amont_legend_entry;

/* What the rules must know of it (amont/facts.h). */
struct amont_facts;

typedef struct amont_page {
    double width_mm, height_mm;
    double bleed_mm; /* paper beyond each side, to be cut off; items there have negative places */
    char *title, *author, *subject, *date; /* metadata of the file */
    const char *language;                  /* "fr" */
    GArray *items;                         /* amont_item */
    GArray *steps;                         /* amont_step */
    GPtrArray *legend;                     /* amont_legend_entry */
    GPtrArray *sections;                   /* titles of legend sections, char * */
    size_t pending;                        /* first step of the path being made */
    amont_picture *pending_picture;        /* a symbol to be painted, in its box, or NULL */
    amont_box pending_box;
    GPtrArray *pictures;       /* amont_picture: those that symbols name */
    int panel;                 /* the frame being drawn: legends are each for one */
    bool merges_legends;       /* what is declared twice is one entry */
    amont_box window;          /* what is seen of it: legends count no more; empty: all */
    amont_fonts *fonts;        /* borrowed */
    GError *error;             /* sticky */
    struct amont_facts *facts; /* once composed; or NULL */
} amont_page;

amont_page *amont_page_new(double width_mm, double height_mm, amont_fonts *fonts);
void amont_page_free(amont_page *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_page, amont_page_free)

/* Passes the sticky error on. */
bool amont_page_check(const amont_page *page, GError **error);

/* Eight hexadecimal digits, the same for the same drawing: what stands in `items`, the size of the
 * page and its fonts. Two drawings that differ share one by a chance of 1 in 4 thousand million.
 * Free with g_free. */
char *amont_page_sum(const amont_page *page);

/* Making a path, then painting it or cutting to it. */
void amont_page_move(amont_page *page, double x, double y);
void amont_page_line(amont_page *page, double x, double y);
void amont_page_close(amont_page *page);
void amont_page_circle(amont_page *page, double x, double y, double radius);
void amont_page_rectangle(amont_page *page, amont_box box);
/* A shape is a path; a picture of `pictures` is 1.1 times as high as its size and is drawn by the
 * next amont_page_paint, in the colour that would fill it. */
void amont_page_symbol(amont_page *page, amont_symbol symbol, double x, double y, double size);
/* What a symbol about a place covers, without its line: shapes of one size have one area, so that a
 * diamond reaches 1.25 times as far as a circle. */
amont_box amont_symbol_box(const amont_page *page, amont_symbol symbol, double x, double y,
                           double size);
/* The least size of a symbol that holds a box about its centre. */
double amont_symbol_size_around(amont_symbol symbol, double width, double height);
void amont_page_paint(amont_page *page, const char *role, const amont_paint *paint, int entry);
void amont_page_clip(amont_page *page);
void amont_page_unclip(amont_page *page);

/* A picture that fills a box; the colour is that of `currentColor` in an SVG (none: black). */
void amont_page_picture(amont_page *page, const char *role, amont_picture *picture, amont_box box,
                        amont_colour colour);

/* Parallel lines over a box, `gap` apart, as one path to be painted (within a clip). */
void amont_page_hatch(amont_page *page, amont_box box, double gap_mm, double angle_deg);

/* Size of a line of text: advance width, and heights of capitals and of the whole line. */
typedef struct amont_extent {
    double width, ascent, descent, capital; /* mm */
} amont_extent;
amont_extent amont_page_measure(amont_page *page, const char *text, const amont_text_style *style);

/* Cuts a text into lines no wider than `width_mm`: at spaces, after hyphens only when a word alone
 * is too wide; line breaks of the text are kept. Free with g_strfreev. */
char **amont_page_wrap(amont_page *page, const char *text, const amont_text_style *style,
                       double width_mm);

typedef enum amont_align { AMONT_LEFT, AMONT_CENTRE, AMONT_RIGHT } amont_align;

/* One line of text at a base line; returns what it covers. */
amont_box amont_page_text(amont_page *page, const char *role, const char *text,
                          const amont_text_style *style, double x, double y, amont_align align);
void amont_page_text_turned(amont_page *page, const char *role, const char *text,
                            const amont_text_style *style, double x, double y, double angle_rad);

/* The paint of a graphic style, its widths multiplied by `scale`. */
amont_paint amont_paint_of(const amont_graphic_style *style, double scale);
extern const amont_colour amont_no_colour;

/* Declares a legend entry; returns its index. The section is made when it is new. */
int amont_page_declare(amont_page *page, const char *section, const amont_legend_entry *entry);

#endif
