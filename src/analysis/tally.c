#include "analysis/tally.h"

#include <math.h>
#include <string.h>

typedef struct form {
    amont_statistic plain, weighted; /* AMONT_STATISTICS: not the reducer's */
} form;

static const form forms[AMONT_STATS] = {
    [AMONT_STAT_COUNT] = {AMONT_STATISTIC_COUNT, AMONT_STATISTIC_COUNT},
    [AMONT_STAT_SUM] = {AMONT_STATISTIC_SUM, AMONT_STATISTIC_WEIGHTED_SUM},
    [AMONT_STAT_MEAN] = {AMONT_STATISTIC_MEAN, AMONT_STATISTIC_WEIGHTED_MEAN},
    [AMONT_STAT_MEDIAN] = {AMONT_STATISTIC_MEDIAN, AMONT_STATISTICS},
    [AMONT_STAT_QUANTILE] = {AMONT_STATISTIC_QUANTILE, AMONT_STATISTICS},
    [AMONT_STAT_MIN] = {AMONT_STATISTIC_MIN, AMONT_STATISTICS},
    [AMONT_STAT_MAX] = {AMONT_STATISTIC_MAX, AMONT_STATISTICS},
    [AMONT_STAT_STDDEV] = {AMONT_STATISTIC_STDDEV, AMONT_STATISTICS},
    [AMONT_STAT_DISTINCT] = {AMONT_STATISTICS, AMONT_STATISTICS},
};

static amont_statistic statistic_of(amont_stat stat, bool has_weights) {
    return has_weights ? forms[stat].weighted : forms[stat].plain;
}

static bool is_wanted(unsigned wanted, amont_stat stat) {
    return (wanted & 1u << stat) != 0;
}

amont_tally *amont_tally_new(size_t n_groups, unsigned wanted, bool has_weights) {
    amont_tally *tally = g_new0(amont_tally, 1);
    tally->has_weights = has_weights;
    unsigned statistics = 0;
    for (unsigned stat = 0; stat < AMONT_STATS; stat++) {
        amont_statistic one = statistic_of((amont_stat)stat, has_weights);
        if (is_wanted(wanted, (amont_stat)stat) && one < AMONT_STATISTICS)
            statistics |= AMONT_WANTED(one);
    }
    tally->reducer = amont_reducer_new(n_groups, statistics);
    if (is_wanted(wanted, AMONT_STAT_DISTINCT))
        tally->distinct = amont_distinct_new(n_groups);
    if (has_weights &&
        (is_wanted(wanted, AMONT_STAT_MEDIAN) || is_wanted(wanted, AMONT_STAT_QUANTILE)))
        tally->weighted = amont_weighted_new(n_groups);
    return tally;
}

void amont_tally_free(amont_tally *tally) {
    if (!tally)
        return;
    amont_reducer_free(tally->reducer);
    amont_distinct_free(tally->distinct);
    amont_weighted_free(tally->weighted);
    g_free(tally);
}

/* ---- adding -------------------------------------------------------------------------------- */

bool amont_tally_is_bad_weight(double weight) {
    return !isfinite(weight) || weight < 0;
}

static void add_weighted(const amont_tally *tally, const uint32_t *group,
                         const amont_tally_rows *rows) {
    g_autofree double *usable = g_new(double, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        usable[i] = amont_tally_is_bad_weight(rows->weights[i]) ? NAN : rows->weights[i];
    amont_reducer_add(tally->reducer, group, rows->numbers, usable, rows->n);
    if (tally->weighted)
        amont_weighted_add(tally->weighted, group, rows->numbers, usable, rows->n);
}

/* The text without the blanks around it, in `room` where it must be copied; NULL for a blank. */
static const char *bare(const char *text, GString *room) {
    while (text && g_ascii_isspace(*text))
        text++;
    if (!text || !*text)
        return NULL;
    size_t length = strlen(text);
    if (!g_ascii_isspace(text[length - 1]))
        return text;
    g_string_assign(room, text);
    while (g_ascii_isspace(room->str[room->len - 1]))
        g_string_truncate(room, room->len - 1);
    return room->str;
}

static void add_texts(const amont_tally *tally, const uint32_t *group,
                      const amont_tally_rows *rows) {
    g_autoptr(GString) room = g_string_new(NULL);
    for (size_t i = 0; i < rows->n; i++) {
        const char *text = bare(rows->texts[i], room);
        double presence = text ? 1 : NAN;
        amont_reducer_add(tally->reducer, &group[i], &presence, NULL, 1);
        amont_distinct_add_texts(tally->distinct, &group[i], &text, 1);
    }
}

void amont_tally_add(amont_tally *tally, const uint32_t *group, const amont_tally_rows *rows) {
    if (rows->texts) {
        add_texts(tally, group, rows);
        return;
    }
    if (rows->weights)
        add_weighted(tally, group, rows);
    else
        amont_reducer_add(tally->reducer, group, rows->numbers, NULL, rows->n);
    if (tally->distinct)
        amont_distinct_add_numbers(tally->distinct, group, rows->numbers, rows->n);
}

void amont_tally_merge(amont_tally *into, amont_tally *from) {
    amont_reducer_merge(into->reducer, g_steal_pointer(&from->reducer));
    if (into->distinct)
        amont_distinct_merge(into->distinct, g_steal_pointer(&from->distinct));
    if (into->weighted)
        amont_weighted_merge(into->weighted, g_steal_pointer(&from->weighted));
    amont_tally_free(from);
}

void amont_tally_finish(amont_tally *tally) {
    amont_reducer_finish(tally->reducer);
    if (tally->weighted)
        amont_weighted_finish(tally->weighted);
}

/* ---- results ------------------------------------------------------------------------------- */

double amont_tally_count(const amont_tally *tally, size_t group) {
    return amont_reducer_result(tally->reducer, group, AMONT_STATISTIC_COUNT, 0);
}

double amont_tally_missing(const amont_tally *tally, size_t group) {
    return amont_reducer_result(tally->reducer, group, AMONT_STATISTIC_MISSING, 0);
}

double amont_tally_result(const amont_tally *tally, size_t group, amont_stat stat, double p) {
    if (stat == AMONT_STAT_DISTINCT)
        return (double)amont_distinct_count(tally->distinct, group);
    bool is_order = stat == AMONT_STAT_MEDIAN || stat == AMONT_STAT_QUANTILE;
    if (tally->weighted && is_order)
        return amont_weighted_quantile(tally->weighted, group, stat == AMONT_STAT_MEDIAN ? 0.5 : p);
    return amont_reducer_result(tally->reducer, group, statistic_of(stat, tally->has_weights), p);
}
