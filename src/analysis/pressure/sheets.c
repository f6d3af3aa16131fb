/* Results as sheets, for CSV and JSON: ids and plain numbers, no words of a language but names. */
#include "analysis/pressure/pressure.h"

#include <math.h>
#include <string.h>

static const char *const class_names[AMONT_PRESSURE_CLASSES + 1] = {"low", "middle", "high", NULL};
const char *const amont_normalisation_names[AMONT_NORMALISATIONS] = {"minmax", "z", "rank"};
const char *const amont_aggregation_names[AMONT_AGGREGATIONS] = {"arithmetic", "geometric"};
static const char *const treatments[] = {"none", "winsorise", "log"};

static const char *truth(bool value) {
    return value ? "true" : "false";
}

/* ---- what was asked and counted ------------------------------------------------------------ */

static amont_sheet *write_summary(const amont_pressure *p) {
    amont_sheet *sheet = amont_sheet_new(
        "study;date;zone_level;reference_units;without_score;normalisation;aggregation;draws;alpha;"
        "seed;top;mean_rank_shift;fictional");
    const amont_study *study = p->layers->study;
    g_autofree char *date = amont_study_date(study);
    amont_sheet_add_text(sheet, study->title);
    amont_sheet_add_text(sheet, date);
    amont_sheet_add_text(sheet, p->reference->level->name);
    amont_sheet_add_number(sheet, (double)p->reference->n_units);
    amont_sheet_add_number(sheet, (double)p->reference->unscored->len);
    amont_sheet_add_text(sheet, amont_normalisation_names[p->spec->normalisation]);
    amont_sheet_add_text(sheet, amont_aggregation_names[p->spec->aggregation]);
    amont_sheet_add_number(sheet, (double)p->draws.n);
    amont_sheet_add_number(sheet, p->draws.alpha);
    amont_sheet_add_number(sheet, (double)p->draws.seed);
    amont_sheet_add_number(sheet, p->draws.top);
    amont_sheet_add_number(sheet, p->mean_shift);
    amont_sheet_add_text(sheet, truth(amont_pressure_is_fictional(p)));
    return sheet;
}

/* ---- zones --------------------------------------------------------------------------------- */

/* Indicators of sets of exposure, each once; none is in the index. */
static GPtrArray *exposed_by(const amont_pressure *p) {
    GPtrArray *inputs = g_ptr_array_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < p->exposures->len; i++) {
        const amont_exposure *exposure = p->exposures->pdata[i];
        for (guint j = 0; j < exposure->reference->inputs->len; j++) {
            amont_pressure_input *input = exposure->reference->inputs->pdata[j];
            if (g_hash_table_add(seen, input->spec->id))
                g_ptr_array_add(inputs, input);
        }
    }
    return inputs;
}

static char *zone_titles(const amont_pressure *p) {
    GString *titles = g_string_new(
        "zone_code;zone_name;selected;score;rank;rank_median;rank_low;rank_high;top_share_pct;"
        "mean_shift;robust;class;class_at_low;class_at_high;one_class;raised_by;lowered_by;lacks");
    for (guint i = 0; i < p->exposures->len; i++) {
        const amont_exposure *exposure = p->exposures->pdata[i];
        const char *name = exposure->spec->entry.name;
        g_string_append_printf(titles, ";exposure_%s;exposure_%s_rank;exposure_%s_class", name,
                               name, name);
    }
    for (guint i = 0; i < p->spec->pillars->len; i++)
        g_string_append_printf(titles, ";pillar_%s",
                               ((const amont_entry *)p->spec->pillars->pdata[i])->name);
    for (guint i = 0; i < p->reference->inputs->len; i++) {
        const amont_pressure_input *input = p->reference->inputs->pdata[i];
        g_string_append_printf(titles, ";%s;contribution_%s", input->spec->id, input->spec->id);
    }
    g_autoptr(GPtrArray) exposed = exposed_by(p);
    for (guint i = 0; i < exposed->len; i++)
        g_string_append_printf(titles, ";%s",
                               ((const amont_pressure_input *)exposed->pdata[i])->spec->id);
    return g_string_free(titles, FALSE);
}

static void add_drivers(amont_sheet *sheet, const amont_pressure *p, size_t unit, int sign) {
    size_t k = p->reference->inputs->len;
    g_autofree size_t *inputs = g_new(size_t, k);
    size_t n = amont_pressure_drivers(p, unit, sign, k, inputs);
    g_autoptr(GString) ids = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        const amont_pressure_input *input = p->reference->inputs->pdata[inputs[i]];
        g_string_append_printf(ids, "%s%s", i ? ", " : "", input->spec->id);
    }
    amont_sheet_add_text(sheet, ids->str);
}

static void add_unit(amont_sheet *sheet, const amont_pressure *p, size_t unit) {
    const amont_rank_spread *spread = &p->spreads[unit];
    amont_sheet_add_number(sheet, p->scores[unit]);
    amont_sheet_add_number(sheet, spread->rank);
    amont_sheet_add_number(sheet, spread->median);
    amont_sheet_add_number(sheet, spread->low);
    amont_sheet_add_number(sheet, spread->high);
    amont_sheet_add_number(sheet, 100 * spread->top_share);
    amont_sheet_add_number(sheet, spread->mean_shift);
    amont_sheet_add_text(sheet, truth(amont_pressure_is_robust(p, unit)));
    amont_sheet_add_text(sheet, class_names[p->classes[unit]]);
    amont_sheet_add_text(sheet, class_names[amont_pressure_class_of_rank(p, spread->low)]);
    amont_sheet_add_text(sheet, class_names[amont_pressure_class_of_rank(p, spread->high)]);
    amont_sheet_add_text(sheet, truth(amont_pressure_is_one_class(p, unit)));
    add_drivers(sheet, p, unit, 1);
    add_drivers(sheet, p, unit, -1);
    amont_sheet_add_text(sheet, NULL);
}

/* A zone without score: as many empty cells, then what it lacks. */
static void add_unscored(amont_sheet *sheet, const amont_pressure *p, size_t zone) {
    enum { CELLS = 14 };
    for (int i = 0; i < CELLS; i++)
        amont_sheet_add_text(sheet, NULL);
    for (guint i = 0; i < p->reference->unscored->len; i++) {
        const amont_unscored *unscored = p->reference->unscored->pdata[i];
        if (unscored->zone != zone)
            continue;
        g_autofree char *ids = g_strjoinv(", ", (char **)unscored->lacks->pdata);
        amont_sheet_add_text(sheet, ids);
    }
}

static void add_beside(amont_sheet *sheet, const amont_pressure *p, size_t zone, size_t unit) {
    size_t n = p->reference->n_units;
    for (guint i = 0; i < p->exposures->len; i++) {
        const amont_exposure *exposure = p->exposures->pdata[i];
        size_t exposed = exposure->reference->unit_of[zone];
        bool is_scored = exposed != AMONT_NO_ZONE;
        amont_sheet_add_number(sheet, is_scored ? exposure->scores[exposed] : NAN);
        amont_sheet_add_number(sheet, is_scored ? (double)exposure->ranks[exposed] : NAN);
        amont_sheet_add_text(sheet, class_names[amont_exposure_class(exposure, zone)]);
    }
    for (size_t i = 0; i < p->reference->n_pillars; i++)
        amont_sheet_add_number(sheet, unit == AMONT_NO_ZONE ? NAN : p->pillars[i * n + unit]);
    for (guint i = 0; i < p->reference->inputs->len; i++) {
        const amont_pressure_input *input = p->reference->inputs->pdata[i];
        amont_sheet_add_number(sheet, input->series->figures[zone].value);
        amont_sheet_add_number(sheet, unit == AMONT_NO_ZONE ? NAN : p->contributions[i * n + unit]);
    }
    g_autoptr(GPtrArray) exposed = exposed_by(p);
    for (guint i = 0; i < exposed->len; i++) {
        const amont_pressure_input *input = exposed->pdata[i];
        amont_sheet_add_number(sheet, input->series->figures[zone].value);
    }
}

static amont_sheet *write_zones(const amont_pressure *p) {
    const amont_level *level = p->reference->level;
    g_autofree char *titles = zone_titles(p);
    amont_sheet *sheet = amont_sheet_new(titles);
    for (size_t i = 0; i < level->n; i++) {
        size_t zone = level->by_code[i], unit = p->reference->unit_of[zone];
        if (!level->reference[zone])
            continue;
        amont_sheet_add_text(sheet, level->codes[zone]);
        amont_sheet_add_text(sheet, level->names[zone]);
        amont_sheet_add_text(sheet, truth(level->selected[zone]));
        if (unit == AMONT_NO_ZONE)
            add_unscored(sheet, p, zone);
        else
            add_unit(sheet, p, unit);
        add_beside(sheet, p, zone, unit);
    }
    return sheet;
}

/* ---- indicators ---------------------------------------------------------------------------- */

/* `index`: the set is that of the index; NULL: of an exposure, where nothing is raised. */
static void add_indicators(amont_sheet *sheet, const amont_reference *reference, const char *set,
                           const amont_pressure *index) {
    const GPtrArray *pillars = index ? index->spec->pillars : NULL;
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        const amont_pillar_spec *pillar = pillars ? pillars->pdata[input->pillar] : NULL;
        g_autoptr(GString) moved = g_string_new(NULL);
        for (guint j = 0; j < input->moved->len; j++) {
            size_t zone = reference->zones[g_array_index(input->moved, size_t, j)];
            g_string_append_printf(moved, "%s%s", j ? ", " : "", reference->level->codes[zone]);
        }
        amont_sheet_add_text(sheet, set);
        amont_sheet_add_text(sheet, pillar ? pillar->entry.name : NULL);
        amont_sheet_add_text(sheet, input->spec->id);
        amont_sheet_add_text(sheet, input->series->label);
        amont_sheet_add_text(sheet, input->series->unit);
        amont_sheet_add_text(sheet, input->spec->direction == AMONT_DIRECTION_UP ? "up" : "down");
        amont_sheet_add_number(sheet, input->weight);
        amont_sheet_add_number(sheet, input->skewness);
        amont_sheet_add_number(sheet, input->kurtosis);
        amont_sheet_add_text(sheet, treatments[input->spec->treat]);
        amont_sheet_add_text(sheet, moved->str);
        amont_sheet_add_text(sheet, truth(input->is_far_spread));
        amont_sheet_add_number(sheet, input->reference);
        amont_sheet_add_number(sheet, index ? amont_pressure_neutral(index, i) : NAN);
        amont_sheet_add_number(sheet, (double)reference->n_units);
        amont_sheet_add_text(sheet, input->series->parts[0]);
        amont_sheet_add_text(sheet, input->series->parts[1]);
        amont_sheet_add_text(sheet, input->series->source);
    }
}

static amont_sheet *write_indicators(const amont_pressure *p) {
    amont_sheet *sheet = amont_sheet_new(
        "set;pillar;indicator;label;unit;direction;weight;skewness;kurtosis;treatment;brought_in;"
        "still_far_spread;reference_mean;neutral;reference_units;numerator;denominator;source");
    add_indicators(sheet, p->reference, "pressure", p);
    for (guint i = 0; i < p->exposures->len; i++) {
        const amont_exposure *exposure = p->exposures->pdata[i];
        add_indicators(sheet, exposure->reference, exposure->spec->entry.name, NULL);
    }
    return sheet;
}

/* ---- pressure and exposure ----------------------------------------------------------------- */

static amont_sheet *write_crossing(const amont_pressure *p) {
    amont_sheet *sheet = amont_sheet_new("set;pressure;exposure;zones");
    for (guint i = 0; i < p->exposures->len; i++) {
        const amont_exposure *exposure = p->exposures->pdata[i];
        amont_pressure_crossing crossing;
        amont_pressure_cross(p, exposure, crossing);
        for (unsigned row = 0; row <= AMONT_PRESSURE_CLASSES; row++)
            for (unsigned column = 0; column <= AMONT_PRESSURE_CLASSES; column++) {
                amont_sheet_add_text(sheet, exposure->spec->entry.name);
                amont_sheet_add_text(sheet, class_names[row] ? class_names[row] : "missing");
                amont_sheet_add_text(sheet, class_names[column] ? class_names[column] : "missing");
                amont_sheet_add_number(sheet, crossing[row][column]);
            }
    }
    return sheet;
}

/* ---- coherence ----------------------------------------------------------------------------- */

static void add_pair(amont_sheet *sheet, const char *kind, const char *one, const char *other,
                     double pearson, double spearman) {
    amont_sheet_add_text(sheet, kind);
    amont_sheet_add_text(sheet, one);
    amont_sheet_add_text(sheet, other);
    amont_sheet_add_number(sheet, pearson);
    amont_sheet_add_number(sheet, spearman);
    amont_sheet_add_text(sheet, truth(pearson < 0));
}

static const char *id_of(const amont_pressure *p, size_t input) {
    return ((const amont_pressure_input *)p->reference->inputs->pdata[input])->spec->id;
}

/* Cronbach's alpha of a pillar, or of all (n_pillars), on the normalised figures of the study. */
static double alpha_of(const amont_pressure *p, size_t pillar) {
    const amont_composite *c = p->reference->composite;
    const double *terms = c->terms[p->spec->normalisation][AMONT_AGGREGATE_ARITHMETIC];
    g_autofree const double **items = g_new(const double *, c->n_indicators);
    size_t n_items = 0;
    for (size_t i = 0; i < c->n_indicators; i++)
        if (pillar == p->reference->n_pillars || c->pillars[i] == pillar)
            items[n_items++] = &terms[i * c->n_units];
    return amont_cronbach(items, n_items, c->n_units);
}

static void add_alpha(amont_sheet *sheet, const amont_pressure *p, size_t pillar,
                      const char *name) {
    double alpha = alpha_of(p, pillar);
    if (!isnan(alpha))
        add_pair(sheet, "cronbach_alpha", name, NULL, alpha, NAN);
}

static amont_sheet *write_coherence(const amont_pressure *p) {
    amont_sheet *sheet = amont_sheet_new("kind;one;other;value;spearman;negative");
    const amont_reference *reference = p->reference;
    size_t n = reference->n_units, k = reference->inputs->len;
    const double *values = reference->values;
    for (size_t i = 0; i < k; i++)
        for (size_t j = i + 1; j < k; j++)
            add_pair(sheet, "correlation", id_of(p, i), id_of(p, j),
                     amont_correlation(&values[i * n], &values[j * n], n),
                     amont_rank_correlation(&values[i * n], &values[j * n], n));
    for (size_t i = 0; i < k; i++)
        add_pair(sheet, "with_score", id_of(p, i), "pressure.score",
                 amont_correlation(&values[i * n], p->scores, n),
                 amont_rank_correlation(&values[i * n], p->scores, n));
    for (size_t i = 0; i < reference->n_pillars; i++)
        add_alpha(sheet, p, i, ((const amont_entry *)p->spec->pillars->pdata[i])->name);
    add_alpha(sheet, p, reference->n_pillars, "pressure.score");
    return sheet;
}

/* ---- sensitivity --------------------------------------------------------------------------- */

static amont_sheet *write_sensitivity(const amont_pressure *p) {
    static const char *const factors[AMONT_FACTORS] = {
        [AMONT_FACTOR_WEIGHTS] = "weights",
        [AMONT_FACTOR_NORMALISATION] = "normalisation",
        [AMONT_FACTOR_AGGREGATION] = "aggregation",
        [AMONT_FACTOR_LEFT_OUT] = "indicator_left_out",
    };
    amont_sheet *sheet =
        amont_sheet_new("factor;first_order;first_order_5;first_order_95;total;total_5;total_95");
    amont_sobol_index indices[AMONT_FACTORS];
    amont_composite_sensitivity(p->reference->composite, &p->draws, indices);
    for (int f = 0; f < AMONT_FACTORS; f++) {
        amont_sheet_add_text(sheet, factors[f]);
        amont_sheet_add_number(sheet, indices[f].first);
        amont_sheet_add_number(sheet, indices[f].first_low);
        amont_sheet_add_number(sheet, indices[f].first_high);
        amont_sheet_add_number(sheet, indices[f].total);
        amont_sheet_add_number(sheet, indices[f].total_low);
        amont_sheet_add_number(sheet, indices[f].total_high);
    }
    return sheet;
}

amont_sheet *amont_pressure_sheet(const amont_pressure *pressure, amont_pressure_part part) {
    static amont_sheet *(*const writers[AMONT_PRESSURE_PARTS])(const amont_pressure *) = {
        [AMONT_PRESSURE_SUMMARY] = write_summary,
        [AMONT_PRESSURE_ZONES] = write_zones,
        [AMONT_PRESSURE_INDICATORS] = write_indicators,
        [AMONT_PRESSURE_CROSSING] = write_crossing,
        [AMONT_PRESSURE_COHERENCE] = write_coherence,
        [AMONT_PRESSURE_SENSITIVITY] = write_sensitivity,
    };
    return writers[part](pressure);
}
