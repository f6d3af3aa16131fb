/* The classes that words of an argument stand for. */
#include "analysis/landuse.h"

#include <string.h>

void amont_chosen_clear(amont_chosen *chosen) {
    g_clear_pointer(&chosen->classes, g_free);
    g_clear_pointer(&chosen->label, g_free);
}

static bool is_name(const char *written, const char *name) {
    g_autofree char *left = amont_name_fold(written), *right = amont_name_fold(name);
    return *left && strcmp(left, right) == 0;
}

static unsigned find_class(const amont_nomenclature *list, const char *words) {
    unsigned index = amont_nomenclature_find(list, words);
    for (unsigned i = 0; index == AMONT_NO_CLASS && i < list->classes->len; i++)
        if (is_name(words, amont_nomenclature_class(list, i)->label[AMONT_LANGUAGE_FR]) ||
            is_name(words, amont_nomenclature_class(list, i)->label[AMONT_LANGUAGE_EN]))
            index = i;
    return index;
}

static bool choose_class(const amont_nomenclature *list, const char *words, amont_chosen *chosen) {
    unsigned index = find_class(list, words);
    if (index == AMONT_NO_CLASS)
        return false;
    chosen->n = list->classes->len;
    chosen->classes = g_new0(bool, chosen->n);
    chosen->classes[index] = true;
    chosen->label = g_strdup(amont_nomenclature_class(list, index)->label[AMONT_LANGUAGE_FR]);
    return true;
}

static bool choose_group(const amont_nomenclature *list, const amont_grouping *grouping,
                         const char *words, amont_chosen *chosen) {
    for (guint i = 0; grouping && i < grouping->groups->len; i++) {
        const amont_group *group = grouping->groups->pdata[i];
        if (strcmp(group->code, words) != 0 && !is_name(words, group->label))
            continue;
        chosen->n = list->classes->len;
        chosen->classes = g_new0(bool, chosen->n);
        chosen->label = g_strdup(group->label);
        for (unsigned k = 0; k < chosen->n; k++)
            chosen->classes[k] = amont_nomenclature_group(list, grouping, k) == i;
        return true;
    }
    return false;
}

static bool choose_any_group(const amont_nomenclature *list, const char *words,
                             amont_chosen *chosen) {
    for (guint g = 0; g < list->groupings->len; g++)
        if (choose_group(list, list->groupings->pdata[g], words, chosen))
            return true;
    return false;
}

bool amont_landuse_choose(const amont_landuse *landuse, const char *words, amont_chosen *chosen) {
    for (chosen->dimension = 0; chosen->dimension < landuse->n_dimensions; chosen->dimension++) {
        const amont_nomenclature *list = landuse->classes[chosen->dimension];
        if (choose_class(list, words, chosen) || choose_any_group(list, words, chosen))
            return true;
    }
    return false;
}

bool amont_landuse_choose_theme(const amont_landuse *landuse, const char *theme,
                                amont_chosen *chosen) {
    for (chosen->dimension = 0; chosen->dimension < landuse->n_dimensions; chosen->dimension++) {
        const amont_nomenclature *list = landuse->classes[chosen->dimension];
        if (choose_group(list, amont_nomenclature_grouping(list, "theme"), theme, chosen))
            return true;
    }
    return false;
}
