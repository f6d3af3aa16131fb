/* One row per key. The help page, the checks and the list of known keys in messages all come from
 * these tables. */
#include "study/study_keys.h"

#include "base/i18n.h"
#include "study/spatial_keys.h"

#define KEY(type_, struct_, member_, help_) \
    .name = #member_, .type = (type_), .offset = offsetof(struct_, member_), .help = (help_)
#define NAMED(name_, type_, struct_, member_, help_) \
    .name = (name_), .type = (type_), .offset = offsetof(struct_, member_), .help = (help_)

/* The same five keys on everything that has a source. */
#define CREDIT_KEYS(struct_)                                                                      \
    {NAMED("producer", AMONT_KEY_TEXT, struct_, credit.producer, N_("who made the data"))},       \
        {NAMED("dataset", AMONT_KEY_TEXT, struct_, credit.dataset, N_("name of the data set"))},  \
        {NAMED("vintage", AMONT_KEY_TEXT, struct_, credit.vintage, N_("year or edition"))},       \
        {NAMED("updated", AMONT_KEY_TEXT, struct_, credit.updated,                                \
               N_("date of the last update"))},                                                   \
        {NAMED("licence", AMONT_KEY_TEXT, struct_, credit.licence, N_("licence, as printed"))}, { \
        NAMED("fictional", AMONT_KEY_BOOL, struct_, fictional,                                    \
              N_("true prints « données fictives » across every map it is on"))                   \
    }

/* ---- zones --------------------------------------------------------------------------------- */

static const char *const roll_ups[] = {"none", "sum", "area_mean", NULL};

static const amont_key field_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_field_spec, column,
         N_("column of the file; default: the same name"))},
    {KEY(AMONT_KEY_TEXT, amont_field_spec, flag, N_("column that marks single values, as 'est'"))},
    {KEY(AMONT_KEY_TEXT, amont_field_spec, label, N_("name printed in legends"))},
    {KEY(AMONT_KEY_TEXT, amont_field_spec, unit, N_("unit, as printed"))},
    {KEY(AMONT_KEY_NUMBER, amont_field_spec, scale, N_("the value is multiplied by it")),
     .fallback = 1},
    {KEY(AMONT_KEY_NUMBER, amont_field_spec, decimals, N_("digits printed after the decimal mark")),
     .least = 0, .most = 9},
    {KEY(AMONT_KEY_CHOICE, amont_field_spec, roll_up, N_("how it adds up to the parent level")),
     .choices = roll_ups},
    {KEY(AMONT_KEY_TEXT, amont_field_spec, source, N_("credit line, where not that of the zones"))},
};
static const amont_schema field_schema = AMONT_SCHEMA(N_("a field"), amont_field_spec, field_keys);

static const amont_key zones_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_zones_spec, source,
         N_("file, relative to the study; in an archive: 'data.zip/communes.shp'"))},
    {KEY(AMONT_KEY_NUMBER, amont_zones_spec, cell_m,
         N_("in place of a source: a grid of squares, so many metres wide, over the counted zones "
            "of 'within', by default the first level")),
     .least = 1, .most = 1e6},
    {KEY(AMONT_KEY_TEXT, amont_zones_spec, layer, N_("layer, where the file has several"))},
    {KEY(AMONT_KEY_TEXT, amont_zones_spec, crs, N_("CRS, where the file does not say it"))},
    {KEY(AMONT_KEY_TEXT, amont_zones_spec, code,
         N_("column of codes, one per zone; needless in known data sets"))},
    {KEY(AMONT_KEY_TEXT, amont_zones_spec, name,
         N_("column of names; needless in known data sets"))},
    {KEY(AMONT_KEY_TEXTS, amont_zones_spec, select, N_("codes counted; the others are context"))},
    {KEY(AMONT_KEY_TEXT, amont_zones_spec, reference,
         N_("filter: units that classes and indices are normalised on"))},
    {KEY(AMONT_KEY_TEXT, amont_zones_spec, within, N_("parent level"))},
    {KEY(AMONT_KEY_TEXT, amont_zones_spec, parent,
         N_("column of the parent's code; default: where it lies"))},
    {KEY(AMONT_KEY_BOOL, amont_zones_spec, accept_repairs,
         N_("true: invalid polygons may be repaired whatever it changes"))},
    {KEY(AMONT_KEY_DICTIONARY, amont_zones_spec, fields, N_("figures the zones carry")),
     .schema = &field_schema},
    CREDIT_KEYS(amont_zones_spec),
};
static const amont_schema zones_schema =
    AMONT_SCHEMA(N_("a zone level"), amont_zones_spec, zones_keys);

/* ---- layers -------------------------------------------------------------------------------- */

static const amont_key attributes_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, source, N_("file with one row per project")),
     .required = true},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, layer, N_("layer, where the file has several"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, id, N_("column of identifiers")), .required = true},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, zone,
         N_("column of zone codes, separated by ';'"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, name, N_("column of names; default: name"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, holder, N_("column of holders; default: holder"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, category, N_("column that colours the map"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, amount,
         N_("column of amounts in euros; default: eu_amount_eur"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, amount_kind,
         N_("column: exact, rounded or lower_bound; default: eu_amount_kind"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, fund,
         N_("column of European funds (FEDER, FSE); default: fund"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, axis,
         N_("column of the programme's axes; default: strategic_axis"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, cost,
         N_("column of eligible total costs in euros; default: total_cost_eur"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, contracted,
         N_("column of EU money under contract; default: eu_contracted_eur"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, certified,
         N_("column of EU money certified; default: eu_certified_eur"))},
    {KEY(AMONT_KEY_TEXT, amont_attributes_spec, paid,
         N_("column of EU money paid; default: eu_paid_eur"))},
};
static const amont_schema attributes_schema = {
    .what = N_("a table of projects"),
    .size = sizeof(amont_attributes_spec),
    .keys = attributes_keys,
    .n_keys = G_N_ELEMENTS(attributes_keys),
};

static const char *const kinds[] = {"sites",   "points", "sales",  "landuse", "table",
                                    "context", "lines",  "raster", NULL};

static const amont_key layer_keys[] = {
    {KEY(AMONT_KEY_CHOICE, amont_layer_spec, kind, N_("what the layer is")), .required = true,
     .choices = kinds},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, source,
         N_("file, relative to the study; in an archive: 'data.zip/communes.shp'")),
     .required = true},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, layer, N_("layer, where the file has several"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, crs, N_("CRS, where the file does not say it"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, where, N_("filter on the rows"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, id,
         N_("sites: column of the project's identifier; needless in known data sets"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, x,
         N_("points: column of longitude or easting; needless in known data sets"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, y, N_("points: column of latitude or northing"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, precision,
         N_("sites: column: address, site, street, iris or commune"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, site, N_("sites: column of the site's name"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, zone, N_("sites: column of the zone they state"))},
    {KEY(AMONT_KEY_ENTRY, amont_layer_spec, attributes, N_("sites: the table of projects")),
     .schema = &attributes_schema},
    {KEY(AMONT_KEY_NUMBER, amont_layer_spec, envelope,
         N_("sites: EU money of the whole programme, in euros")),
     .least = 1, .most = 1e12},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, code,
         N_("table: column of zone codes; needless in known data sets"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, zones, N_("table: zone level it speaks of"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, dictionary,
         N_("table: file with column, label_fr, unit, year, source"))},
    {NAMED("class", AMONT_KEY_TEXTS, amont_layer_spec, classes,
           N_("landuse: column of classes, or [cover, use]; default: recognised"))},
    {KEY(AMONT_KEY_TEXTS, amont_layer_spec, nomenclature,
         N_("landuse: a bundled list or a CSV file: see 'amont help list'"))},
    {KEY(AMONT_KEY_NUMBER, amont_layer_spec, year,
         N_("landuse: year of observation; default: as the columns say")),
     .least = 1900, .most = 2100},
    {KEY(AMONT_KEY_NUMBER, amont_layer_spec, minimum_unit_m2,
         N_("landuse: contiguous changes of less area are noise; default: none is")),
     .least = 0, .most = 1e6},
    {KEY(AMONT_KEY_BOOL, amont_layer_spec, accept_repairs,
         N_("landuse: true: invalid polygons may be repaired whatever it changes"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, style, N_("context: a style of the theme, as 'water'"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, label, N_("context, points: column of names to print"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, category, N_("context: column that chooses the style"))},
    {KEY(AMONT_KEY_TEXT, amont_layer_spec, legend, N_("context: its legend entry"))},
    {KEY(AMONT_KEY_NUMBER, amont_layer_spec, band,
         N_("raster: number of its band, from 1, where it has several")),
     .least = 1, .most = 65535},
    CREDIT_KEYS(amont_layer_spec),
};
static const amont_schema layer_schema = AMONT_SCHEMA(N_("a layer"), amont_layer_spec, layer_keys);

/* ---- indicators ---------------------------------------------------------------------------- */

static const char *const stats[] = {
    "count",  "sum",    "mean",        "median", "quantile", "min",  "max",   "stddev",
    "length", "within", "area_within", "areal",  "distinct", "area", "share", NULL};

static const amont_key indicator_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_indicator_spec, id, N_("name of the indicator")), .required = true},
    {KEY(AMONT_KEY_CHOICE, amont_indicator_spec, stat, N_("own indicator: what of the rows")),
     .choices = stats, .fallback = -1},
    {KEY(
        AMONT_KEY_TEXT, amont_indicator_spec, layer,
        N_("own indicator: a layer of points, sales or cells (raster); length: of lines; within: or "
           "of sites"))},
    {KEY(AMONT_KEY_TEXT, amont_indicator_spec, field,
         N_("own indicator: column of figures; needless for a count; areal: a figure of 'from'"))},
    {KEY(AMONT_KEY_TEXT, amont_indicator_spec, where, N_("own indicator: filter on the rows"))},
    {KEY(AMONT_KEY_TEXT, amont_indicator_spec, weight,
         N_("own indicator: column of weights, for sum, mean, median and quantile"))},
    {NAMED("class", AMONT_KEY_TEXTS, amont_indicator_spec, classes,
           N_("own indicator: values of a raster that count; needed for a share"))},
    {KEY(AMONT_KEY_TEXT, amont_indicator_spec, formula,
         N_("own indicator: of others, as \"emplois / area_km2\" or \"100 * [landuse.area(X)]\""))},
    {KEY(AMONT_KEY_NUMBER, amont_indicator_spec, p,
         N_("own indicator: order of the quantile, 0 to 1; needed for one")),
     .least = 0, .most = 1},
    {KEY(AMONT_KEY_NUMBER, amont_indicator_spec, distance_m,
         N_("within, area_within: metres from the places of the layer, as the crow flies")),
     .least = 0.1, .most = 100000},
    {KEY(AMONT_KEY_TEXT, amont_indicator_spec, from,
         N_("areal, within: the level whose figure 'field' is shared out by area"))},
    {KEY(AMONT_KEY_TEXTS, amont_indicator_spec, zones, N_("levels it is computed on"))},
    {KEY(AMONT_KEY_TEXT, amont_indicator_spec, label, N_("name printed in legends"))},
    {KEY(AMONT_KEY_TEXT, amont_indicator_spec, unit, N_("unit, as printed"))},
    {KEY(AMONT_KEY_NUMBER, amont_indicator_spec, decimals,
         N_("digits printed after the decimal mark")),
     .least = 0, .most = 9},
};
static const amont_schema indicator_schema = {
    .what = N_("an indicator"),
    .size = sizeof(amont_indicator_spec),
    .keys = indicator_keys,
    .n_keys = G_N_ELEMENTS(indicator_keys),
    .shorthand = "id",
};

static const amont_key input_keys[] = {
    {KEY(AMONT_KEY_TEXTS, amont_input_spec, columns,
         N_("columns of tables or fields, one a year, named with the year")),
     .required = true},
};
static const amont_schema input_schema = {
    .what = N_("an input"),
    .size = sizeof(amont_input_spec),
    .keys = input_keys,
    .n_keys = G_N_ELEMENTS(input_keys),
    .shorthand = "columns",
};

static const char *const target_statuses[] = {"national", "inherited", "regulatory", "custom",
                                              NULL};

static const amont_key trajectory_keys[] = {
    {KEY(AMONT_KEY_NUMBER, amont_trajectory_spec, target_percent,
         N_("reduction from the reference decade in per cent; default: 50, the national average")),
     .least = 0, .most = 100},
    {KEY(AMONT_KEY_CHOICE, amont_trajectory_spec, target_status,
         N_("where the target comes from; printed with the figures")),
     .choices = target_statuses, .fallback = -1},
    {KEY(AMONT_KEY_TEXT, amont_trajectory_spec, reference,
         N_("the reference decade, ten calendar years; default: 2011-2020"))},
    {KEY(AMONT_KEY_NUMBER, amont_trajectory_spec, guarantee_ha,
         N_("floor of communes that an urban plan covers; default: 1")),
     .fallback = 1, .least = 0, .most = 1000},
    {KEY(AMONT_KEY_TEXTS, amont_trajectory_spec, planned,
         N_("codes of the zones that an urban plan covers, or 'all'"))},
};
static const amont_schema trajectory_schema =
    AMONT_SCHEMA(N_("a trajectory"), amont_trajectory_spec, trajectory_keys);

static const amont_key eu_keys[] = {
    {KEY(AMONT_KEY_CHOICE, amont_eu_spec, programme,
         N_("2014-2020, 2021-2027, external where the report carries the emblem, or none")),
     .choices = amont_eu_programmes, .required = true},
    {KEY(AMONT_KEY_TEXTS, amont_eu_spec, funds, N_("2014-2020: FEDER, FSE, or several"))},
};
static const amont_schema eu_schema = {
    .what = N_("the block of the European Union"),
    .size = sizeof(amont_eu_spec),
    .keys = eu_keys,
    .n_keys = G_N_ELEMENTS(eu_keys),
    .shorthand = "programme",
};

/* ---- the study ----------------------------------------------------------------------------- */

static const char *const languages[] = {"fr", "en", NULL};

const char *const amont_areas[] = {"planar", "ellipsoid", NULL};

static const amont_key study_keys[] = {
    {NAMED("study", AMONT_KEY_TEXT, amont_study, title, N_("title of the study")),
     .required = true},
    {KEY(AMONT_KEY_CHOICE, amont_study, language, N_("language of what is printed on maps")),
     .choices = languages},
    {KEY(AMONT_KEY_DATE, amont_study, date, N_("printed on maps and written in outputs")),
     .required = true},
    {KEY(AMONT_KEY_TEXT, amont_study, author, N_("who makes the maps")), .required = true},
    {KEY(AMONT_KEY_TEXT, amont_study, crs,
         N_("everything is computed and drawn in this CRS, in metres")),
     .required = true},
    {KEY(AMONT_KEY_BOOL, amont_study, allow_databases,
         N_("true: a source may be a database, 'PG:host=... dbname=...', asked over the network"))},
    {KEY(AMONT_KEY_CHOICE, amont_study, area,
         N_("what areas are measured on: the plane of the CRS, or its ellipsoid; distances and "
            "lengths stay in the plane")),
     .choices = amont_areas},
    {KEY(AMONT_KEY_TEXT, amont_study, theme, N_("a theme of styles/themes; default: amont"))},
    {KEY(AMONT_KEY_ENTRY, amont_study, eu_block,
         N_("the emblem of the European Union and its words under maps; default: none")),
     .schema = &eu_schema},
    {KEY(AMONT_KEY_TEXTS, amont_study, logos,
         N_("files of SVG or PNG at the foot of pages, beside the study"))},
    {KEY(AMONT_KEY_TEXT, amont_study, locator_label,
         N_("words under the small map of where a map lies"))},
    {KEY(AMONT_KEY_DICTIONARY, amont_study, zones, N_("zone levels; the first is the default")),
     .schema = &zones_schema, .required = true},
    {KEY(AMONT_KEY_DICTIONARY, amont_study, layers, N_("what there is on and about the zones")),
     .schema = &layer_schema},
    {KEY(AMONT_KEY_DICTIONARY, amont_study, inputs,
         N_("columns that are a quantity, where titles do not say it: 'amont list inputs'")),
     .schema = &input_schema},
    {KEY(AMONT_KEY_ENTRY, amont_study, trajectory,
         N_("the target of land consumption 2021-2030; default: half of 2011-2020")),
     .schema = &trajectory_schema},
    {KEY(AMONT_KEY_ENTRY, amont_study, spatial,
         N_("what Moran's I and hot spots are computed with; default: zones that touch")),
     .schema = &amont_spatial_schema},
    {KEY(AMONT_KEY_ENTRY, amont_study, pressure,
         N_("the index of land pressure and what it meets, for 'amont pressure'")),
     .schema = &amont_pressure_schema},
    {KEY(AMONT_KEY_LIST, amont_study, indicators, N_("figures of the indicator table")),
     .schema = &indicator_schema},
    {KEY(AMONT_KEY_LIST, amont_study, maps, N_("the maps")), .schema = &amont_map_schema},
};
const amont_schema amont_study_schema = AMONT_SCHEMA(N_("a study"), amont_study, study_keys);
