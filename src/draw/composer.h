/* What marks and furniture share while a page is composed.
 *
 * Order of a page: marks declare their legend entries, notes and credits (prepare); the furniture
 * above and below the map takes its height; the map gets what remains, at the largest round scale
 * at which its legend still finds room; then everything is drawn from the ground up. */
#ifndef AMONT_DRAW_COMPOSER_H
#define AMONT_DRAW_COMPOSER_H

#include "amont/compose.h"
#include "amont/map_classes.h"
#include "draw/placer/slab.h"

/* The map's frame on paper, and what it shows. */
typedef struct amont_frame {
    amont_box box;   /* mm */
    amont_box world; /* study CRS */
    double metres_per_mm;
    double denominator; /* 1:N */
} amont_frame;

static inline double amont_frame_x(const amont_frame *frame, double x) {
    return frame->box.min_x + (x - frame->world.min_x) / frame->metres_per_mm;
}

static inline double amont_frame_y(const amont_frame *frame, double y) {
    return frame->box.max_y - (y - frame->world.min_y) / frame->metres_per_mm;
}

/* How far the subject stands from the middle of its frame, as parts of the room that there is
 * between them: -1 at the left or the bottom, 1 at the right or the top. */
typedef struct amont_lean {
    double x, y;
} amont_lean;

/* A point of a context layer that is on the page and may want its name. */
typedef struct amont_drawn_point {
    const amont_context *context;
    size_t feature;
    const amont_graphic_style *style;
    double x, y, radius;
} amont_drawn_point;

typedef struct amont_mark amont_mark;
typedef struct amont_composer amont_composer;
typedef struct amont_focus amont_focus;

/* A mark at work: the map's, or the one that stands over it. */
typedef struct amont_plot {
    amont_composer *c;
    const amont_map_spec *spec;
    const amont_mark *mark;
    const amont_level *level;
    const amont_series *series; /* of `value`, or NULL */
    GPtrArray *several;         /* of `value` and `values`: const amont_series * */
    GPtrArray *pool;            /* series that share one scale: that of `value`, or those of all
                                   frames where the map is a series; const amont_series * */
    GPtrArray *shown;           /* of them, those in a larger unit than the table's: owned */
    void *state;                /* the mark's own */
} amont_plot;

enum { AMONT_PLOTS_MOST = 2 }; /* more cannot be read (C03) */

/* One map frame with what stands in it. Most pages have one; the panels of a page share what is
 * said of the page as a whole. */
struct amont_composer {
    const amont_layers *layers;
    const amont_study *study;
    const amont_map_spec *map;
    const amont_table *table;
    const amont_level *ground; /* the first level: territory and neighbours */
    amont_styles *styles;
    amont_page_style *look;
    amont_findings *findings;
    amont_plot plots[AMONT_PLOTS_MOST];
    size_t n_plots;
    int panel;      /* its index on the page */
    bool in_series; /* one map in several frames: they share legend, scale and extent */
    amont_page *page;
    amont_frame frame;
    size_t lean;                   /* where the subject stands in the frame (amont_frame_lean) */
    bool keys_named;               /* the legend shows what the map names, too */
    bool lacks_names;              /* such a name found no room */
    const amont_shapes *territory; /* the selected zones of the ground, as one */
    const amont_focus *focus;      /* what a page of an atlas is about (focus.h), or NULL */
    const amont_shapes
        *subject;             /* what is whole in the frame and kept free: that, or the territory */
    GArray *fore;             /* amont_span: items that the veil must not dim */
    GArray *obstacles;        /* amont_box: where no name may stand */
    guint first_furniture;    /* among them: those before are of what is drawn at points */
    amont_slab stamp;         /* of what is fictional, once it is drawn */
    GArray *points;           /* amont_drawn_point: context points on the page */
    GPtrArray *wishes;        /* amont_wish: names to be placed */
    const char *series_title; /* of a legend that has no title of its own and serves a series */
    bool fictional;
    const char *eu_family; /* the typeface beside the emblem, or NULL */
    bool lists_in_map;     /* a list may stand in the map, so that the map is larger */
    /* of the page */
    GPtrArray *credits;  /* char *, without repeats */
    GPtrArray *licences; /* char *, without repeats */
    GPtrArray *notes;    /* char * */
    guint n_prepared;    /* notes that are not of one drawing */
    GPtrArray *unplaced; /* char *: names that found no room */
    GPtrArray *pictures; /* amont_picture: symbols, also those of its pages */
    GPtrArray *logos;    /* amont_picture */
    GArray *outlines;    /* what outlines.c has simplified */
    GHashTable *anchors; /* what anchors.c has found */
};

/* A way to draw a layer. `prepare` runs once; the others each time the page is tried at a scale.
 * NULL: nothing to do. */
struct amont_mark {
    amont_mark_info info;
    bool (*prepare)(amont_plot *p, GError **error);
    void (*declare)(amont_plot *p);     /* legend entries */
    void (*draw_areas)(amont_plot *p);  /* on the ground, under water and limits */
    void (*draw_points)(amont_plot *p); /* above limits, before names */
    void (*draw_names)(amont_plot *p);  /* NULL: commune names in their zones */
    double (*list_height)(amont_plot *p, double width_mm); /* NULL: no list under the map */
    void (*draw_list)(amont_plot *p, amont_box box);
    bool (*draw_panel)(amont_plot *p); /* a list in the map; false: no room */
    void (*free)(void *state);
};
const amont_mark *amont_mark_find(const char *name);

/* ---- what marks ask of figures (plot.c) ------------------------------------------------------ */

/* The title of its legend. */
const char *amont_plot_section(const amont_plot *p);
/* The series as it is shown: large sums of euros in thousands or millions, as suits all of those
 * that stand beside it (const amont_series *). A copy is kept by `p`. */
const amont_series *amont_plot_show(amont_plot *p, const amont_series *series,
                                    const GPtrArray *beside);
/* Those of the pool, one by one; NULL past the end. */
const amont_series *amont_plot_pooled(const amont_plot *p, guint index);
/* A figure as it is written on the map: at most three significant digits (C31). */
char *amont_plot_figure(const amont_plot *p, const amont_series *series, double value);
/* What a project is shown as: its category, or the fund or the axis where `category` says so. */
const char *amont_plot_category(const amont_plot *p, const amont_project *project);
bool amont_plot_check_category(const amont_plot *p, GError **error);
/* Lightness shows ratios, size shows stocks (C02): errors of code CONFIG say what to do. */
bool amont_plot_takes_ratio(const amont_plot *p, const amont_series *series, GError **error);
bool amont_plot_takes_stock(const amont_plot *p, const amont_series *series, GError **error);
/* What all selected zones without a value have in common, for the key they stand under: missing at
 * the source, hidden, not defined. */
const char *amont_plot_word_for_no_value(const amont_plot *p, const amont_series *series);

/* Whether an earlier frame says the same of the ground: then names need not all be there. */
static inline bool amont_composer_repeats(const amont_composer *c) {
    return c->in_series && c->panel > 0;
}

/* ---- helpers (composer.c) ------------------------------------------------------------------ */

const char *amont_word(amont_composer *c, const char *key); /* sticky error when missing */
amont_text_style amont_text_of(amont_composer *c, const char *name);
amont_paint amont_graphic(amont_composer *c, const char *name);
const amont_graphic_style *amont_graphic_style_of(amont_composer *c, const char *name);
/* Errors stick to the page; takes `cause`. */
void amont_composer_stick(amont_composer *c, GError *cause);
/* A picture that a key of the study or a style names, relative to the file it is written in. */
amont_picture *amont_composer_picture(const amont_entry *entry, const char *key, const char *name,
                                      GError **error);
void amont_composer_credit(amont_composer *c, const char *line, const char *licence);
void amont_composer_note(amont_composer *c, const char *note); /* takes a copy */
char *amont_composer_number(const amont_composer *c, double value, int decimals);
/* A sentence of the dictionary with its {names} replaced: pairs of name and value, then NULL. */
char *amont_phrase(amont_composer *c, const char *key, ...) G_GNUC_NULL_TERMINATED;
char *amont_composer_date(amont_composer *c); /* 22 novembre 2026 */
/* Lines of text from a top edge down; returns the bottom edge. */
double amont_draw_lines(amont_composer *c, const char *role, char *const *lines,
                        const amont_text_style *style, double x, double top);

/* A wrapped text in a style of the theme: its height, and drawing it from `top` down; NULL: none.
 * Drawing returns the bottom edge. */
double amont_block_height(amont_composer *c, const char *text, const char *style_name,
                          double width_mm);
double amont_draw_block(amont_composer *c, const char *text, const char *style_name, amont_box box,
                        double top);
double amont_line_height(const amont_text_style *style); /* mm */

/* Letters that stand out from a ground, and a halo of that ground (C16, C17). */
void amont_text_over(amont_text_style *style, amont_colour ground);

/* Paths of a feature, in the frame; those of layers as fine as the frame's scale shows. */
void amont_trace_feature(amont_composer *c, const amont_shapes *shapes, size_t feature);
/* Paints the frame but for a polygon feature. */
void amont_paint_around(amont_composer *c, const char *role, const amont_shapes *shapes,
                        size_t feature, const amont_paint *paint);
bool amont_feature_in_frame(const amont_composer *c, const amont_shapes *shapes, size_t feature);

/* Fills a polygon feature and hatches it in the style's stroke colour. */
void amont_paint_hatched(amont_composer *c, const char *role, const amont_shapes *shapes,
                         size_t feature, const amont_graphic_style *style, int entry);

/* ---- symbols.c ----------------------------------------------------------------------------- */

/* A shape, a picture of styles/symbols or an SVG file: what the key `symbol` of an entry says.
 * Codes CONFIG, and those of amont_picture_read. */
bool amont_symbol_find(amont_composer *c, const amont_entry *entry, const char *name,
                       amont_symbol *symbol, GError **error);
/* That of a graphic style; errors stick to the page. */
amont_symbol amont_symbol_of(amont_composer *c, const amont_graphic_style *style);
/* Index of a shape, or -1. */
int amont_symbol_shape(const char *name);

/* A symbol whose visible area is that of the circle of diameter `size`: an outline lighter than the
 * fill lies around it, a darker one within. The item of `role` is that area. */
void amont_true_symbol(amont_page *page, const char *role, amont_symbol symbol, double x, double y,
                       double size, const amont_paint *paint, int entry);

/* A box filled, hatched and outlined as a style of areas says: for what has no value. */
void amont_hatch_box(amont_page *page, const char *role, amont_box box,
                     const amont_graphic_style *style, int entry);

/* A line from a name or symbol to where it belongs; a dot shows where that is. */
void amont_draw_leader(amont_composer *c, double x, double y, double to_x, double to_y, bool dot);

/* ---- outlines.c ---------------------------------------------------------------------------- */

/* The shapes of a layer (polygons or lines), the territory and the subject, simplified to 0.05 mm
 * on paper at the frame's scale; other shapes as they are. They live as long as `outlines` of the
 * composer. */
const amont_shapes *amont_outlines_at_scale(amont_composer *c, const amont_shapes *shapes);
/* Strokes the outlines of the zones of a level that are selected (or not) and in the frame, each
 * border once: a second stroke beside the first makes it darker and files larger. */
void amont_paint_limits(amont_composer *c, const char *role, const amont_level *level,
                        bool selected, const amont_paint *paint);
GArray *amont_outlines_new(void);

/* ---- anchors.c ----------------------------------------------------------------------------- */

/* As amont_shapes_anchor of what the frame shows, for the shapes of a level; in the study's CRS. */
bool amont_anchor(const amont_composer *c, const amont_shapes *shapes, size_t feature, double *x,
                  double *y, double *radius);
GHashTable *amont_anchors_new(void);

/* ---- frame.c ------------------------------------------------------------------------------- */

/* 1:N of the largest round scale that shows `subject` in `box` with room around, 1:`least` or
 * smaller, or of the `attempt`-th smaller one from there; `fine`: in smaller steps. */
double amont_frame_scale(amont_box box, amont_box subject, double room_mm, double least, bool fine,
                         unsigned attempt);

/* The frame at a scale; the subject keeps `room_mm` from its sides where the scale allows. */
amont_frame amont_frame_fit(amont_box box, amont_box subject, double room_mm, double denominator,
                            amont_lean lean);

/* The leans that are tried, from the middle outwards. */
enum { AMONT_LEANS = 25 };
amont_lean amont_frame_lean(size_t index);

/* ---- labels.c ------------------------------------------------------------------------------ */

/* Room for a box inside a polygon feature, clear of obstacles, near its visual centre. `forced`
 * goes on to places beside the territory, then to any free place, at last to the centre itself. */
bool amont_place_in_area(amont_composer *c, const amont_shapes *shapes, size_t feature,
                         double width, double height, bool forced, amont_box *placed);

/* The same for two blocks, the second under the first; a round one is the disc in its box. */
typedef struct amont_block {
    double width, height;
    bool round;
} amont_block;
bool amont_place_stack(amont_composer *c, const amont_shapes *shapes, size_t feature,
                       amont_block upper, amont_block lower, double gap, bool forced,
                       amont_box placed[2]);

/* A name cut into as many lines as asked (after hyphens or at spaces), centred; false when it
 * cannot be. */
typedef struct amont_name {
    amont_text_style style;
    char **lines;
    double width, height, capital, step;
} amont_name;
bool amont_name_wrap(amont_composer *c, const char *text, const char *style, int n_lines,
                     amont_name *name);
void amont_name_draw(amont_composer *c, const amont_name *name, double x, double top,
                     amont_align align, const char *role);
void amont_name_clear(amont_name *name);

/* Whether a box of the page meets a polygon feature. */
bool amont_area_meets(const amont_frame *frame, const amont_shapes *shapes, size_t feature,
                      amont_box box);

/* Whether any of a polygon feature of the study is in the frame. */
bool amont_area_shows(amont_composer *c, const amont_shapes *shapes, size_t feature);

/* Whether a segment meets a box of the page. */
bool amont_segment_meets(amont_box box, double x1, double y1, double x2, double y2);

bool amont_is_free(const amont_composer *c, amont_box box, double clearance_mm);
void amont_occupy(amont_composer *c, amont_box box);

/* Takes the halo away where letters in a box of the page stand out without it, from what is drawn
 * so far (halo.c). */
void amont_halo_where_needed(amont_composer *c, amont_text_style *style, amont_box box);

/* ---- names.c, wishes.c --------------------------------------------------------------------- */

/* Names that are to be placed together, when all that they must keep clear of is there. Those of
 * zones of the ground are mandatory: in the zone, or beside the territory with a leader. */
void amont_want_zone_name(amont_composer *c, size_t zone);
void amont_want_zone_names(amont_composer *c);
void amont_want_neighbour_names(amont_composer *c);
void amont_want_subject_name(amont_composer *c); /* of a page about a zone of another level */

/* Beside a symbol of the page (C27), in a text style; a value is of more weight than a name. */
void amont_want_point_name(amont_composer *c, const char *text, const char *style, double x,
                           double y, double radius);
void amont_want_value(amont_composer *c, const char *text, const char *style, double x, double y,
                      double radius);

/* Along a line feature. */
void amont_want_line_name(amont_composer *c, const char *text, const char *style,
                          const amont_shapes *shapes, size_t feature);

/* Places and draws them; what finds no room is told in `unplaced`. */
void amont_draw_wishes(amont_composer *c);
GPtrArray *amont_wishes_new(void);

/* ---- focus.c: what all drawing asks of the page of an atlas
 * -------------------------------------- */

/* Whether a zone is of what the page is about, or holds it; a project. All are where the page is
 * about the territory. */
bool amont_is_own_zone(const amont_composer *c, const amont_level *level, size_t zone);
bool amont_is_own_project(const amont_composer *c, const amont_projects *list, size_t project);

/* Whether a zone of the ground is named as one of the page's own, not as a neighbour. */
bool amont_is_named_as_own(const amont_composer *c, size_t zone);

/* The items from `first` on are drawn over the veil; no-op where there is none. */
typedef struct amont_span {
    guint first, end;
} amont_span;
void amont_lift(amont_composer *c, guint first);

/* What marks and context layers draw at points; then what lies beside the page's zone is dimmed. A
 * colour under that veil. */
void amont_draw_points(amont_composer *c);
amont_colour amont_dimmed(amont_composer *c, amont_colour colour);

/* ---- furniture ----------------------------------------------------------------------------- */

double amont_title_height(amont_composer *c, double width_mm);
void amont_draw_title(amont_composer *c, amont_box box);
double amont_footer_height(amont_composer *c, double width_mm);
void amont_draw_footer(amont_composer *c, amont_box box);
bool amont_draw_legend(amont_composer *c); /* in the map; false: no room in the frame */
/* Beside a map, or in a cell among those of a series (MAP): what it takes of the width of map and
 * legend together, when it shows what `counted` counted; and drawing what the page did, from the
 * top left corner of `box`. */
amont_block amont_legend_size(amont_composer *c, amont_page *counted, amont_legend_place place,
                              double width_mm);
void amont_draw_legend_beside(amont_composer *c, amont_legend_place place, double width_mm,
                              amont_box box);
bool amont_draw_scale_bar(amont_composer *c); /* false: no room in the frame */
/* In the footer: the emblem of the European Union with its words, and the stamp, which is drawn
 * when all else is; 0 wide: none. Errors of amont_eu_prepare: no fund (CONFIG), no typeface
 * (UNAVAILABLE). */
bool amont_eu_prepare(amont_composer *c, amont_fonts *fonts, GError **error);
amont_block amont_eu_size(amont_composer *c, double width_mm);
void amont_draw_eu(amont_composer *c, amont_box box);
/* The block of the European Union and the logos right of it. Errors: those of amont_picture_read,
 * and no room (CONFIG). */
bool amont_logos_prepare(amont_composer *c, GError **error);
amont_block amont_foot_size(amont_composer *c, double width_mm);
void amont_draw_foot(amont_composer *c, amont_box box);
double amont_stamp_width(amont_composer *c);
void amont_draw_stamp(amont_composer *c, double right, double base);
/* What need not be there is left out where it has no room; false: it must be, and has none. */
bool amont_draw_locator(amont_composer *c);
bool amont_draw_north(amont_composer *c);
void amont_draw_ground(amont_composer *c);
void amont_draw_limits(amont_composer *c);
/* Fills the zones of the ground that are selected (or not), then strokes their limits. */
void amont_draw_zones(amont_composer *c, bool selected, const char *graphic, const char *role);
void amont_declare_context(amont_composer *c);
void amont_draw_context_areas(amont_composer *c);
void amont_draw_context_points(amont_composer *c);
void amont_want_context_names(amont_composer *c);
void amont_draw_fictional(amont_composer *c);

/* A free place in the frame for furniture of that size: corners first. */
bool amont_find_corner(amont_composer *c, double width, double height, const int *order,
                       amont_box *placed);

#endif
