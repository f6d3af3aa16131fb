/* The reference units: which have every figure, and these figures treated and turned so that they
 * can be compared. */
#include "analysis/pressure/pressure.h"

#include "base/i18n.h"

#include <math.h>
#include <string.h>

/* ---- freeing ------------------------------------------------------------------------------- */

static void free_input(void *data) {
    amont_pressure_input *input = data;
    amont_series_free(input->series);
    g_array_unref(input->moved);
    g_free(input);
}

static void free_unscored(void *data) {
    amont_unscored *unscored = data;
    g_ptr_array_unref(unscored->lacks);
    g_free(unscored);
}

void amont_reference_free(amont_reference *reference) {
    if (!reference)
        return;
    g_ptr_array_unref(reference->inputs);
    g_ptr_array_unref(reference->unscored);
    g_free(reference->zones);
    g_free(reference->unit_of);
    g_free(reference->values);
    amont_composite_free(reference->composite);
    g_free(reference);
}

/* ---- figures ------------------------------------------------------------------------------- */

static bool check_series(const amont_input_of_index_spec *spec, const amont_series *series,
                         GError **error) {
    const amont_entry *entry = &spec->entry;
    if (series->lacks) {
        amont_entry_fail(entry, "id", error, AMONT_ERROR_CONFIG,
                         "'%s' cannot be computed: the study lacks %s", spec->id,
                         series->lacks_said);
        amont_hint(error, "leave it out of the index, or give the study what it lacks");
        return false;
    }
    bool is_category = series->words || series->measure == AMONT_MEASURE_CATEGORY;
    if (!is_category && !series->overall_only)
        return true;
    amont_entry_fail(entry, "id", error, AMONT_ERROR_CONFIG,
                     is_category ? N_("'%s' is a category, and an index is made of figures")
                                 : N_("'%s' has no figure of each zone"),
                     spec->id);
    amont_hint(error, "name a figure that each zone has, as 'amont stats' prints them");
    return false;
}

static double sum_weights(const GPtrArray *inputs) {
    double sum = 0;
    for (guint i = 0; i < inputs->len; i++)
        sum += ((const amont_input_of_index_spec *)inputs->pdata[i])->weight;
    return sum;
}

static bool add_pillar(amont_reference *reference, amont_analysis *analysis,
                       const amont_pillar_spec *pillar, double share, GError **error) {
    double whole = sum_weights(pillar->indicators);
    for (guint i = 0; i < pillar->indicators->len; i++) {
        const amont_input_of_index_spec *spec = pillar->indicators->pdata[i];
        g_autoptr(amont_series) series =
            amont_series_published(analysis, &spec->entry, "id", spec->id, reference->level, error);
        if (!series || !check_series(spec, series, error))
            return false;
        amont_pressure_input *input = g_new0(amont_pressure_input, 1);
        input->spec = spec;
        input->pillar = reference->n_pillars;
        input->weight = share * spec->weight / whole;
        input->series = g_steal_pointer(&series);
        input->moved = g_array_new(FALSE, FALSE, sizeof(size_t));
        g_ptr_array_add(reference->inputs, input);
    }
    reference->n_pillars++;
    return true;
}

static bool add_pillars(amont_reference *reference, amont_analysis *analysis,
                        const GPtrArray *pillars, GError **error) {
    double whole = 0;
    for (guint i = 0; i < pillars->len; i++)
        whole += ((const amont_pillar_spec *)pillars->pdata[i])->weight;
    for (guint i = 0; i < pillars->len; i++) {
        const amont_pillar_spec *pillar = pillars->pdata[i];
        double share = pillars->len == 1 ? 1 : pillar->weight / whole;
        if (!add_pillar(reference, analysis, pillar, share, error))
            return false;
    }
    return true;
}

/* ---- units --------------------------------------------------------------------------------- */

static GPtrArray *find_lacks(const amont_reference *reference, size_t zone) {
    GPtrArray *lacks = g_ptr_array_new();
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        const amont_figure *figure = &input->series->figures[zone];
        if (!amont_flag_has_value(figure->flag) || !isfinite(figure->value))
            g_ptr_array_add(lacks, input->spec->id);
    }
    return lacks;
}

static void find_units(amont_reference *reference) {
    const amont_level *level = reference->level;
    reference->zones = g_new0(size_t, level->n);
    reference->unit_of = g_new(size_t, level->n);
    for (size_t i = 0; i < level->n; i++) {
        size_t zone = level->by_code[i];
        reference->unit_of[zone] = AMONT_NO_ZONE;
        if (!level->reference[zone])
            continue;
        g_autoptr(GPtrArray) lacks = find_lacks(reference, zone);
        if (lacks->len == 0) {
            reference->unit_of[zone] = reference->n_units;
            reference->zones[reference->n_units++] = zone;
            continue;
        }
        amont_unscored *unscored = g_new0(amont_unscored, 1);
        unscored->zone = zone;
        g_ptr_array_add(lacks, NULL);
        unscored->lacks = g_steal_pointer(&lacks);
        g_ptr_array_add(reference->unscored, unscored);
    }
}

/* The input that most zones lack. */
static const char *find_scarcest(const amont_reference *reference) {
    const char *scarcest = "";
    guint most = 0;
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        guint count = 0;
        for (guint j = 0; j < reference->unscored->len; j++) {
            const amont_unscored *unscored = reference->unscored->pdata[j];
            count += g_ptr_array_find(unscored->lacks, input->spec->id, NULL) ? 1 : 0;
        }
        if (count > most) {
            most = count;
            scarcest = input->spec->id;
        }
    }
    return scarcest;
}

static bool check_units(const amont_reference *reference, const amont_entry *entry,
                        GError **error) {
    if (reference->n_units >= AMONT_REFERENCE_LEAST)
        return true;
    size_t n_reference = reference->n_units + reference->unscored->len;
    amont_entry_fail(entry, NULL, error, AMONT_ERROR_DATA,
                     "%zu of %zu reference units of '%s' have every figure, and %d at least are "
                     "needed to compare",
                     reference->n_units, n_reference, reference->level->name,
                     AMONT_REFERENCE_LEAST);
    if (reference->unscored->len > 0)
        amont_hint(error, "most of them lack '%s': leave it out, or complete its source",
                   find_scarcest(reference));
    else
        amont_hint(error, "widen the key 'reference' of the zones, or name another level");
    return false;
}

/* ---- treatment ----------------------------------------------------------------------------- */

static bool take_logs(const amont_reference *reference, const amont_pressure_input *input,
                      double *values, GError **error) {
    for (size_t u = 0; u < reference->n_units; u++) {
        if (!(values[u] > 0)) {
            g_autofree char *value = amont_number_plain(values[u]);
            amont_entry_fail(&input->spec->entry, "treat", error, AMONT_ERROR_DATA,
                             "%s has '%s' = %s, which has no logarithm",
                             reference->level->names[reference->zones[u]], input->spec->id, value);
            amont_hint(error, "logarithms are of figures above 0: 'treat: winsorise' or 'none'");
            return false;
        }
        values[u] = log(values[u]);
    }
    return true;
}

static void bring_in(const amont_reference *reference, amont_pressure_input *input,
                     double *values) {
    g_autofree bool *moved = g_new(bool, reference->n_units);
    amont_winsorise(values, reference->n_units, moved);
    for (size_t u = 0; u < reference->n_units; u++)
        if (moved[u])
            g_array_append_val(input->moved, u);
}

static bool check_differs(const amont_reference *reference, const amont_pressure_input *input,
                          const double *values, GError **error) {
    for (size_t u = 1; u < reference->n_units; u++)
        if (values[u] != values[0])
            return true;
    amont_entry_fail(&input->spec->entry, "id", error, AMONT_ERROR_DATA,
                     "'%s' is the same in all %zu reference units: there is nothing to compare",
                     input->spec->id, reference->n_units);
    amont_hint(error, "leave it out of the index");
    return false;
}

static double mean_of(const double *values, size_t n) {
    amont_sum sum = {0};
    for (size_t u = 0; u < n; u++)
        amont_sum_add(&sum, values[u]);
    return amont_sum_value(&sum) / (double)n;
}

/* One indicator: figures, treated, then turned. */
static bool prepare(const amont_reference *reference, amont_pressure_input *input, double *values,
                    GError **error) {
    size_t n = reference->n_units;
    for (size_t u = 0; u < n; u++)
        values[u] = input->series->figures[reference->zones[u]].value;
    if (!check_differs(reference, input, values, error))
        return false;
    input->skewness = amont_skewness(values, n);
    input->kurtosis = amont_kurtosis(values, n);
    if (input->spec->treat == AMONT_TREAT_LOG && !take_logs(reference, input, values, error))
        return false;
    if (input->spec->treat == AMONT_TREAT_WINSORISE)
        bring_in(reference, input, values);
    input->is_far_spread = amont_is_far_spread(values, n);
    double mean = mean_of(values, n);
    input->reference = input->spec->treat == AMONT_TREAT_LOG ? exp(mean) : mean;
    for (size_t u = 0; input->spec->direction == AMONT_DIRECTION_DOWN && u < n; u++)
        values[u] = -values[u];
    return true;
}

static bool prepare_all(amont_reference *reference, GError **error) {
    size_t n = reference->n_units, k = reference->inputs->len;
    g_autofree size_t *pillars = g_new(size_t, k);
    g_autofree double *weights = g_new(double, k);
    reference->values = g_new(double, n *k);
    for (size_t i = 0; i < k; i++) {
        amont_pressure_input *input = reference->inputs->pdata[i];
        if (!prepare(reference, input, &reference->values[i * n], error))
            return false;
        pillars[i] = input->pillar;
        weights[i] = input->weight;
    }
    amont_composite_shape shape = {n, k, pillars, weights};
    reference->composite = amont_composite_new(&shape, reference->values);
    return true;
}

amont_reference *amont_reference_new(amont_analysis *analysis, const GPtrArray *pillars,
                                     const amont_level *level, GError **error) {
    g_autoptr(amont_reference) reference = g_new0(amont_reference, 1);
    reference->level = level;
    reference->inputs = g_ptr_array_new_with_free_func(free_input);
    reference->unscored = g_ptr_array_new_with_free_func(free_unscored);
    if (!add_pillars(reference, analysis, pillars, error))
        return NULL;
    find_units(reference);
    const amont_pillar_spec *first = pillars->pdata[0];
    if (!check_units(reference, &first->entry, error) || !prepare_all(reference, error))
        return NULL;
    return g_steal_pointer(&reference);
}
