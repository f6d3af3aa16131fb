/* Ranks with what is known of them, as rows of a table; for a terminal, aligned by characters. */
#include "analysis/pressure/pressure.h"
#include "analysis/pressure/sentences.h"

/* As few as those on which spatial statistics are refused (S5 of the definitions). */
enum { FEW_UNITS = 8 };

char *amont_say_intro(amont_phrases *phrases, const amont_pressure *p) {
    g_autofree char *n = amont_phrases_number(phrases, (double)p->reference->n_units, 0);
    g_autofree char *intro =
        amont_phrases_fill(phrases, "pressure_intro", "n", n, "units",
                           amont_phrases_units(phrases, p->reference->level), NULL);
    g_autofree char *few = amont_phrases_fill(phrases, "pressure_few", "n", n, NULL);
    bool is_few = p->reference->n_units < FEW_UNITS;
    return g_strconcat(intro, is_few ? " " : NULL, few, NULL);
}

char *amont_say_unscored(amont_phrases *phrases, const amont_pressure *p) {
    const amont_reference *reference = p->reference;
    if (reference->unscored->len == 0)
        return NULL;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < reference->unscored->len; i++) {
        const amont_unscored *unscored = reference->unscored->pdata[i];
        g_ptr_array_add(names, reference->level->names[unscored->zone]);
    }
    g_autofree char *list = amont_phrases_list(phrases, names);
    g_autofree char *n = amont_phrases_number(phrases, reference->unscored->len, 0);
    return amont_phrases_fill(phrases, "pressure_unscored", "n", n, "list", list, NULL);
}

const char *const amont_rank_titles[AMONT_RANK_CELLS] = {
    "pressure_col_zone",     "pressure_col_rank", "pressure_col_score",
    "pressure_col_class",    "pressure_col_sure", "pressure_col_median",
    "pressure_col_interval", "pressure_col_top",  "pressure_col_robust",
};

static char *say_truth(amont_phrases *phrases, bool value) {
    return g_strdup(amont_phrases_word(phrases, value ? "pressure_yes" : "pressure_no"));
}

char **amont_rank_cells(amont_phrases *phrases, const amont_pressure *p, size_t unit) {
    const amont_rank_spread *spread = &p->spreads[unit];
    const amont_level *level = p->reference->level;
    size_t zone = p->reference->zones[unit];
    char **cells = g_new0(char *, AMONT_RANK_CELLS + 1);
    g_autofree char *low = amont_phrases_number(phrases, spread->low, 0);
    g_autofree char *high = amont_phrases_number(phrases, spread->high, 0);
    int cell = 0;
    cells[cell++] = g_strconcat(level->names[zone], level->selected[zone] ? " *" : "", NULL);
    cells[cell++] = amont_phrases_number(phrases, spread->rank, 0);
    cells[cell++] = amont_phrases_number(phrases, p->scores[unit], 1);
    cells[cell++] = g_strdup(amont_class_word(phrases, p->classes[unit]));
    cells[cell++] = say_truth(phrases, amont_pressure_is_one_class(p, unit));
    cells[cell++] = amont_phrases_number(phrases, spread->median, 0);
    cells[cell++] =
        amont_phrases_fill(phrases, "pressure_interval", "low", low, "high", high, NULL);
    cells[cell++] = amont_share_phrase(phrases, spread->top_share);
    cells[cell] = say_truth(phrases, amont_pressure_is_robust(p, unit));
    return cells;
}

/* ---- for a terminal ------------------------------------------------------------------------ */

/* Cells one under the other, the first to the left and the others to the right, by characters. */
static void append_aligned(GString *out, const GPtrArray *rows) {
    for (guint i = 0; i < rows->len; i++) {
        char **cells = rows->pdata[i];
        for (size_t j = 0; j < AMONT_RANK_CELLS; j++) {
            glong width = 0;
            for (guint k = 0; k < rows->len; k++)
                width = MAX(width, g_utf8_strlen(((char **)rows->pdata[k])[j], -1));
            int pad = (int)(width - g_utf8_strlen(cells[j], -1));
            if (j == 0)
                g_string_append_printf(out, "%s%*s", cells[j], pad, "");
            else
                g_string_append_printf(out, "  %*s%s", pad, "", cells[j]);
        }
        g_string_append_c(out, '\n');
    }
}

char *amont_pressure_ranking(const amont_pressure *pressure, const amont_styles *styles,
                             GError **error) {
    amont_phrases phrases = {styles, NULL};
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    char **names = g_new0(char *, AMONT_RANK_CELLS + 1);
    for (size_t i = 0; i < AMONT_RANK_CELLS; i++)
        names[i] = g_strdup(amont_phrases_word(&phrases, amont_rank_titles[i]));
    g_ptr_array_add(rows, names);
    g_autofree size_t *units = amont_pressure_by_rank(pressure);
    for (size_t i = 0; i < pressure->reference->n_units; i++)
        g_ptr_array_add(rows, amont_rank_cells(&phrases, pressure, units[i]));
    g_autofree char *intro = amont_say_intro(&phrases, pressure);
    g_autofree char *unscored = amont_say_unscored(&phrases, pressure);
    GString *out = g_string_new(NULL);
    if (amont_pressure_is_fictional(pressure))
        g_string_append_printf(out, "%s\n", amont_phrases_word(&phrases, "pressure_fictional"));
    g_string_append_printf(out, "%s\n\n", intro);
    append_aligned(out, rows);
    if (unscored)
        g_string_append_printf(out, "\n%s\n", unscored);
    g_autofree char *text = g_string_free(out, FALSE);
    if (phrases.error)
        g_propagate_error(error, phrases.error);
    return phrases.error ? NULL : g_steal_pointer(&text);
}
