/* The keys of maps. What stands over a map has those of a thematic layer alone. */
#include "study/study_keys.h"

#include "amont/style.h"
#include "base/i18n.h"

#define KEY(type_, struct_, member_, help_) \
    .name = #member_, .type = (type_), .offset = offsetof(struct_, member_), .help = (help_)

static const char *const methods[] = {
    "quantile",  "equal",      "fisher",       "headtail", "stddev", "pretty", "q6",
    "geometric", "arithmetic", "nested_means", "maximum",  "box",    "manual", NULL};

const char *const amont_eu_programmes[] = {"none", "2014-2020", "2021-2027", "external", NULL};

static const amont_key category_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_category_spec, label, N_("name in the legend")), .required = true},
    {KEY(
        AMONT_KEY_TEXT, amont_category_spec, symbol,
        N_("circle, square, diamond, triangle, hexagon; of points also a name of styles/symbols or "
           "an SVG file beside the study"))},
    {KEY(AMONT_KEY_COLOUR, amont_category_spec, colour, N_("fill colour"))},
};
static const amont_schema category_schema =
    AMONT_SCHEMA(N_("a category"), amont_category_spec, category_keys);

/* clang-format off */
#define PLOT_KEYS \
    {KEY(AMONT_KEY_TEXT, amont_map_spec, style, N_("a mark: see 'amont list marks'"))}, \
    {KEY(AMONT_KEY_TEXT, amont_map_spec, value, N_("the indicator shown"))}, \
    {KEY(AMONT_KEY_TEXTS, amont_map_spec, values, \
         N_("the indicators shown together, by marks that take several"))}, \
    {KEY(AMONT_KEY_TEXT, amont_map_spec, zones, N_("zone level; default: the first one"))}, \
    {KEY(AMONT_KEY_TEXT, amont_map_spec, layer, \
         N_("the sites shown; default: the first sites layer"))}, \
    {KEY(AMONT_KEY_NUMBER, amont_map_spec, classes, \
         N_("number of classes, a hint for pretty and stddev; default: the method's own, else 5")), \
     .least = 2, .most = 9}, \
    {KEY(AMONT_KEY_CHOICE, amont_map_spec, method, N_("how class limits are found")), \
     .choices = methods}, \
    {KEY(AMONT_KEY_NUMBERS, amont_map_spec, breaks, \
         N_("inner class limits, with method: manual"))}, \
    {KEY(AMONT_KEY_TEXT, amont_map_spec, breaks_of, \
         N_("a map whose class limits this one shares, instead of method and classes"))}, \
    {KEY(AMONT_KEY_TEXT, amont_map_spec, palette, N_("a palette: see 'amont list palettes'"))}, \
    {KEY(AMONT_KEY_DICTIONARY, amont_map_spec, categories, N_("look of each category")), \
     .schema = &category_schema}, \
    {KEY(AMONT_KEY_BOOL, amont_map_spec, full_range, \
         N_("true: classes without a zone stand in the legend too"))}, \
    {KEY(AMONT_KEY_NUMBER, amont_map_spec, centre, \
         N_("change: the value on either side of which it diverges")), .fallback = 0}, \
    {KEY(AMONT_KEY_NUMBER, amont_map_spec, radius_m, \
         N_("density: radius of the kernel in metres")), .fallback = 500, .least = 10, \
     .most = 100000}, \
    {KEY(AMONT_KEY_NUMBER, amont_map_spec, cell_m, \
         N_("grid: side of the square cells in metres")), .fallback = 200, .least = 10, \
     .most = 100000}, \
    {KEY(AMONT_KEY_TEXT, amont_map_spec, category, \
         N_("points: column of categories; projects: fund or axis; default: the layer's own"))}, \
    {KEY(AMONT_KEY_TEXT, amont_map_spec, field, N_("lines: column whose figure is the width"))}, \
    {KEY(AMONT_KEY_NUMBER, amont_map_spec, largest, \
         N_("value of the page's largest symbol, the same for a series; default: the greatest")), \
     .least = 1e-9, .most = 1e15}, \
    {KEY(AMONT_KEY_NUMBER, amont_map_spec, dot_value, \
         N_("dots: what one dot stands for; default: as the page allows")), \
     .least = 1e-9, .most = 1e15}, \
    {KEY(AMONT_KEY_NUMBER, amont_map_spec, distance_m, \
         N_("buffers: how far from the places, in metres")), \
     .least = 0.1, .most = 100000}, \
    {KEY(AMONT_KEY_TEXT, amont_map_spec, legend_title, N_("title of the legend"))}
/* clang-format on */

static const amont_key over_keys[] = {PLOT_KEYS};
static const amont_schema over_schema =
    AMONT_SCHEMA(N_("what stands over a map"), amont_map_spec, over_keys);

static const amont_key each_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_each_spec, value, N_("the indicator shown")), .required = true},
    {KEY(AMONT_KEY_TEXT, amont_each_spec, title,
         N_("title of its frame; default: the indicator's label"))},
};
static const amont_schema each_schema = {
    .what = N_("a map of a series"),
    .size = sizeof(amont_each_spec),
    .keys = each_keys,
    .n_keys = G_N_ELEMENTS(each_keys),
    .shorthand = "value",
};

static const char *const atlas_scales[] = {"common", "each", NULL};

static const amont_key atlas_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_atlas_spec, each,
         N_("a page for each zone of this level, or for each 'project' or 'indicator'"))},
    {KEY(AMONT_KEY_TEXTS, amont_atlas_spec, values,
         N_("each: indicator: the indicators, each drawn alone in place of 'value'"))},
    {KEY(AMONT_KEY_TEXT, amont_atlas_spec, title,
         N_("title of the pages, with {name}, {title} of the map, {study} and {code}"))},
    {KEY(AMONT_KEY_CHOICE, amont_atlas_spec, scale,
         N_("one scale for all pages, or the largest of each")),
     .choices = atlas_scales},
};
static const amont_schema atlas_schema = AMONT_SCHEMA(N_("an atlas"), amont_atlas_spec, atlas_keys);

static const amont_key map_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_map_spec, id, N_("name of the output files")), .required = true},
    {KEY(AMONT_KEY_TEXT, amont_map_spec, title, N_("subject, place and date")), .required = true},
    {KEY(AMONT_KEY_TEXT, amont_map_spec, subtitle, N_("indicator and unit"))},
    {KEY(AMONT_KEY_TEXT, amont_map_spec, page, N_("a page: see 'amont list styles'")),
     .required = true},
    PLOT_KEYS,
    {KEY(AMONT_KEY_ENTRY, amont_map_spec, over, N_("a second thematic layer, drawn on top")),
     .schema = &over_schema},
    {KEY(AMONT_KEY_TEXTS, amont_map_spec, panels,
         N_("instead of 'style': maps of the study that stand side by side on the page"))},
    {KEY(AMONT_KEY_LIST, amont_map_spec, each,
         N_("instead of 'value': indicators of one unit, each in a frame of its own; one legend")),
     .schema = &each_schema},
    {KEY(AMONT_KEY_TEXTS, amont_map_spec, context, N_("context layers drawn; default: none"))},
    {KEY(AMONT_KEY_CHOICE, amont_map_spec, eu_block,
         N_("emblem of the European Union; default: as the study says")),
     .choices = amont_eu_programmes, .fallback = -1},
    {KEY(AMONT_KEY_TEXTS, amont_map_spec, logos,
         N_("files of SVG or PNG at the foot of the page; default: those of the study"))},
    {KEY(AMONT_KEY_CHOICE, amont_map_spec, legend,
         N_("where the legend stands; default: as the page says")),
     .choices = amont_legend_places, .fallback = -1},
    {KEY(AMONT_KEY_TEXTS, amont_map_spec, notes, N_("sentences printed under the map"))},
    {KEY(AMONT_KEY_NUMBER, amont_map_spec, scale,
         N_("denominator; default: the largest round one")),
     .least = 100, .most = 10000000},
    {KEY(AMONT_KEY_ENTRY, amont_map_spec, atlas, N_("the map as a series of pages: 'amont atlas'")),
     .schema = &atlas_schema},
};
const amont_schema amont_map_schema = AMONT_SCHEMA(N_("a map"), amont_map_spec, map_keys);
