/* The keys of `pressure`: the index and what it meets, one row a key. */
#include "base/i18n.h"
#include "study/study_keys.h"

#define KEY(type_, struct_, member_, help_) \
    .name = #member_, .type = (type_), .offset = offsetof(struct_, member_), .help = (help_)

static const char *const directions[] = {"up", "down", NULL};
static const char *const treatments[] = {"none", "winsorise", "log", NULL};
static const char *const normalisations[] = {"minmax", "z", "rank", NULL};
static const char *const aggregations[] = {"arithmetic", "geometric", NULL};

static const amont_key input_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_input_of_index_spec, id, N_("an indicator, a field or a column")),
     .required = true},
    {KEY(AMONT_KEY_CHOICE, amont_input_of_index_spec, direction,
         N_("whether more of it is more ('up') or less ('down') of the index")),
     .choices = directions, .required = true},
    {KEY(AMONT_KEY_NUMBER, amont_input_of_index_spec, weight,
         N_("its weight beside the others of the pillar or set; default: 1")),
     .fallback = 1, .least = 0, .most = 1000},
    {KEY(AMONT_KEY_CHOICE, amont_input_of_index_spec, treat,
         N_("far values: brought in where skewness and kurtosis ask for it (the default), left as "
            "they are, or logarithms taken")),
     .choices = treatments, .fallback = AMONT_TREAT_WINSORISE},
};
static const amont_schema input_schema =
    AMONT_SCHEMA(N_("an indicator of the index"), amont_input_of_index_spec, input_keys);

static const amont_key pillar_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_pillar_spec, label, N_("name printed; default: that of the key"))},
    {KEY(AMONT_KEY_NUMBER, amont_pillar_spec, weight,
         N_("its weight beside the other pillars; default: 1")),
     .fallback = 1, .least = 0, .most = 1000},
    {KEY(AMONT_KEY_LIST, amont_pillar_spec, indicators, N_("what it is made of")),
     .schema = &input_schema, .required = true},
};
static const amont_schema pillar_schema =
    AMONT_SCHEMA(N_("a pillar"), amont_pillar_spec, pillar_keys);

static const amont_key set_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_pillar_spec, label, N_("name printed; default: the usual words"))},
    {KEY(AMONT_KEY_LIST, amont_pillar_spec, indicators, N_("what it is made of")),
     .schema = &input_schema, .required = true},
};
static const amont_schema set_schema = {
    .what = N_("a set of exposure"),
    .size = sizeof(amont_pillar_spec),
    .keys = set_keys,
    .n_keys = G_N_ELEMENTS(set_keys),
};

static const amont_key pressure_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_pressure_spec, zones, N_("level; default: the first"))},
    {KEY(AMONT_KEY_DICTIONARY, amont_pressure_spec, pillars,
         N_("what the index is made of, by pillar")),
     .schema = &pillar_schema, .required = true},
    {KEY(AMONT_KEY_CHOICE, amont_pressure_spec, normalisation,
         N_("how figures are made comparable: 0 to 100, z-scores, percentile ranks")),
     .choices = normalisations, .fallback = AMONT_NORMALISE_MINMAX},
    {KEY(AMONT_KEY_CHOICE, amont_pressure_spec, aggregation,
         N_("how they are put together; geometric: little of one is not made up for by another")),
     .choices = aggregations, .fallback = AMONT_AGGREGATE_ARITHMETIC},
    {KEY(AMONT_KEY_DICTIONARY, amont_pressure_spec, exposure,
         N_("what pressure meets, 'activity' and 'households'; never part of the index")),
     .schema = &set_schema},
    {KEY(AMONT_KEY_NUMBER, amont_pressure_spec, draws,
         N_("draws of the uncertainty; default: 10000")),
     .whole = true, .fallback = 10000, .least = 100, .most = 1000000},
    {KEY(AMONT_KEY_NUMBER, amont_pressure_spec, alpha,
         N_("how near drawn weights keep to the study's: Dirichlet(alpha × weights); default: 50")),
     .fallback = 50, .least = 1, .most = 1000000},
    {KEY(AMONT_KEY_NUMBER, amont_pressure_spec, seed, N_("of random numbers; default: 1")),
     .whole = true, .fallback = 1, .least = 0, .most = 4294967295},
    {KEY(AMONT_KEY_NUMBER, amont_pressure_spec, top,
         N_("first ranks of which the probability is given; default: 5")),
     .whole = true, .least = 1, .most = 100000},
    {KEY(AMONT_KEY_TEXTS, amont_pressure_spec, notes, N_("texts printed with the results"))},
};
const amont_schema amont_pressure_schema =
    AMONT_SCHEMA(N_("an index of pressure"), amont_pressure_spec, pressure_keys);
