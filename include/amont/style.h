/* folder: study */
/* Styles: how maps look, read from the commented YAML texts of `styles/`.
 *
 *     styles/themes/NAME.yaml   fonts, text styles, graphic styles
 *     styles/pages/NAME.yaml    paper sizes and what changes on them
 *     styles/symbols/NAME.svg   symbols beside the shapes that amont draws itself
 *     styles/palettes.yaml      colours of classes (amont/palette.h)
 *     styles/words/LANG.yaml    every word that maps print by themselves
 */
#ifndef AMONT_STYLE_H
#define AMONT_STYLE_H

#include "amont/palette.h"

typedef enum amont_weight {
    AMONT_WEIGHT_REGULAR,
    AMONT_WEIGHT_MEDIUM,
    AMONT_WEIGHT_BOLD
} amont_weight;

/* A text style; NaN sizes and colours mean "as before" in a page that changes a theme. */
typedef struct amont_text_style {
    amont_entry entry;
    double size_pt;
    int weight; /* amont_weight */
    bool italic;
    amont_colour colour;
    double halo_mm;
    amont_colour halo;
    double spacing_pt;  /* between letters */
    const char *family; /* not read: static text, or NULL: the theme's */
} amont_text_style;

typedef enum amont_symbol {
    AMONT_SYMBOL_CIRCLE,
    AMONT_SYMBOL_SQUARE,
    AMONT_SYMBOL_DIAMOND,
    AMONT_SYMBOL_TRIANGLE,
    AMONT_SYMBOL_HEXAGON,
    AMONT_SYMBOL_PICTURE /* the first picture of a page; the next ones follow */
} amont_symbol;
extern const char *const amont_symbol_names[]; /* of shapes, NULL-terminated */

/* A graphic style. A colour that is not given is not drawn. */
typedef struct amont_graphic_style {
    amont_entry entry;
    amont_colour fill, stroke;
    double width_mm;
    double width_m;                       /* width on the ground; width_mm is then its least */
    GArray *dashes_mm;                    /* double */
    double hatch_gap_mm, hatch_angle_deg; /* hatched with `stroke` when the gap is given */
    double opacity;                       /* 0..1; NaN: 1 */
    bool unmasked;                        /* of context: as strong outside the territory as in it */
    char *symbol;                         /* of points: a shape or a picture; NULL: a circle */
    double size_mm;
    char *text; /* text style of its names, or NULL: no names */
    char *word; /* its legend entry, in words/LANG.yaml */
} amont_graphic_style;

typedef struct amont_page_style amont_page_style;

/* The palettes of maps that name none, by amont_palette_kind; NULL: amont's own. */
typedef struct amont_usual_palettes {
    amont_entry entry;
    char *by_kind[AMONT_PALETTE_KINDS];
} amont_usual_palettes;

typedef struct amont_theme {
    amont_entry entry;
    char *extends, *label;
    char *family;
    GPtrArray *fonts;    /* font files, under the system's font folders */
    GPtrArray *texts;    /* amont_text_style */
    GPtrArray *graphics; /* amont_graphic_style */
    GPtrArray *pages;    /* amont_page_style: what it changes on pages, "all" on all of them */
    GPtrArray *palettes; /* amont_palette: its own, also in place of those of the same name */
    struct amont_usual_palettes *usual_palettes; /* or NULL */
} amont_theme;

/* Where a legend stands. */
typedef enum amont_legend_place {
    AMONT_LEGEND_AUTO,  /* where the map is largest, rather in it than beside it */
    AMONT_LEGEND_MAP,   /* in a free corner of the map */
    AMONT_LEGEND_RIGHT, /* in a column beside it */
    AMONT_LEGEND_BOTTOM /* in a strip under it */
} amont_legend_place;
extern const char *const amont_legend_places[]; /* NULL-terminated */

/* Whether a piece of furniture is on a page. */
typedef enum amont_presence {
    AMONT_PRESENCE_NEVER,
    AMONT_PRESENCE_AUTO,  /* where it says something and finds room */
    AMONT_PRESENCE_ALWAYS /* the map gives way */
} amont_presence;

struct amont_page_style {
    amont_entry entry;
    char *extends, *label;
    double width_mm, height_mm, margin_mm;
    double key_columns;  /* columns of the key list under the map; NaN: the lowest list */
    double inset_mm;     /* between the map's frame and what is laid in it */
    double bleed_mm;     /* paper beyond each side, with marks where to cut; NaN: none */
    double subject_mm;   /* between the map's frame and its subject */
    double symbol_scale; /* sizes of symbols and lines, against the theme */
    double largest_mm;   /* diameter of the largest proportional symbol */
    bool compact;        /* a column insert: short source line, no scale figure */
    int legend;          /* amont_legend_place */
    int locator;         /* amont_presence */
    int north_arrow;     /* amont_presence */
    int stamp;           /* amont_presence */
    amont_yaml *tree;    /* owned: what it was read from; NULL: it is part of a theme */
    GPtrArray *texts;    /* amont_text_style that change the theme's */
};

typedef struct amont_styles {
    char *folder;     /* of the bundled styles */
    char *home;       /* where relative names of files start from; NULL: the working directory */
    GPtrArray *trees; /* amont_yaml kept alive */
    amont_theme *theme;
    amont_palettes *palettes;
    amont_yaml *words;
    amont_language language;
} amont_styles;

/* `theme` is a name of styles/themes, or a file whose name ends in .yaml; NULL: amont. */
amont_styles *amont_styles_load(const char *folder, const char *home, const char *theme,
                                amont_language language, GError **error);
void amont_styles_free(amont_styles *styles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_styles, amont_styles_free)

/* A page of styles/pages, a file whose name ends in .yaml, or a size such as "120x90mm", which
 * takes the design that is meant for its width; then what the theme changes on it. Code CONFIG,
 * with the known names, when there is none. */
amont_page_style *amont_styles_page(const amont_styles *styles, const char *name, GError **error);
/* A size written as "120x90mm"; false when it is not one. */
bool amont_style_parse_size(const char *name, double *width_mm, double *height_mm);
void amont_page_style_free(amont_page_style *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_page_style, amont_page_style_free)

/* Every key of themes, pages and palettes, as the help page. */
char *amont_styles_help(void);

/* What holds on a page, as YAML with the line each value comes from: the page, then the theme with
 * the text styles as they are on that page. */
char *amont_styles_describe(const amont_styles *styles, const amont_page_style *page);

/* NULL when there is none. */
const amont_graphic_style *amont_styles_graphic(const amont_styles *styles, const char *name);
const amont_palette *amont_styles_palette(const amont_styles *styles, const char *name);

/* The text style of a name on a page: the theme's, with what the page changes. */
bool amont_styles_text(const amont_styles *styles, const amont_page_style *page, const char *name,
                       amont_text_style *style, GError **error);

/* The word of a key in the study's language; an error of code DATA names the missing key. */
const char *amont_styles_word(const amont_styles *styles, const char *key, GError **error);

/* The same, or the key itself: for words whose key comes from the data. */
const char *amont_styles_word_or(const amont_styles *styles, const char *key, const char *other);

/* Names of the files of `folder`/`between` ("pages", "themes", "symbols"), sorted, and of the
 * palettes of a kind; NULL-terminated, free with g_strfreev. */
char **amont_styles_names(const char *folder, const char *between);
char **amont_styles_palettes(const amont_styles *styles, int kind);

#endif
