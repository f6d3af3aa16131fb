/* The whole analysis as a page of Markdown: sentences first, then the tables they come from. */
#include "analysis/pressure/pressure.h"
#include "analysis/pressure/sentences.h"

#include <math.h>
#include <string.h>

typedef struct report {
    GString *out;
    amont_phrases phrases;
    const amont_pressure *pressure;
} report;

static const char *word(report *r, const char *key) {
    return amont_phrases_word(&r->phrases, key);
}

static void head(report *r, const char *key) {
    g_string_append_printf(r->out, "\n## %s\n\n", word(r, key));
}

/* Takes the text. */
static void paragraph(report *r, const char *before, char *text) {
    g_string_append_printf(r->out, "%s%s\n", before, text);
    g_free(text);
}

/* A row of a table; takes nothing. */
static void row(report *r, const char *const *cells, size_t n) {
    for (size_t i = 0; i < n; i++) {
        g_auto(GStrv) parts = g_strsplit(cells[i], "|", -1);
        g_autofree char *safe = g_strjoinv("\\|", parts);
        g_string_append_printf(r->out, "| %s ", safe);
    }
    g_string_append(r->out, "|\n");
}

/* Titles, of words whose keys are given, and the rule below: the first columns hold words. */
static void titles(report *r, const char *const *keys, size_t n, size_t n_words) {
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(r->out, "| %s ", *keys[i] ? word(r, keys[i]) : "");
    g_string_append(r->out, "|\n");
    for (size_t i = 0; i < n; i++)
        g_string_append(r->out, i < n_words ? "|---" : "|---:");
    g_string_append(r->out, "|\n");
}

/* ---- what was done ------------------------------------------------------------------------- */

static void write_head(report *r) {
    const amont_study *study = r->pressure->layers->study;
    g_autofree char *date = amont_phrases_date(&r->phrases, study);
    paragraph(r, "# ",
              amont_phrases_fill(&r->phrases, "pressure_title", "study", study->title, NULL));
    paragraph(r, "\n",
              amont_phrases_fill(&r->phrases, "pressure_byline", "author", study->author, "date",
                                 date, NULL));
    paragraph(r, "\n", amont_say_intro(&r->phrases, r->pressure));
    paragraph(r, "\n", amont_say_method(&r->phrases, r->pressure));
    if (amont_pressure_is_fictional(r->pressure))
        paragraph(r, "\n", g_strdup(word(r, "pressure_fictional")));
    char *unscored = amont_say_unscored(&r->phrases, r->pressure);
    if (unscored)
        paragraph(r, "\n", unscored);
}

static void write_notes(report *r) {
    const GPtrArray *notes = r->pressure->spec->notes;
    if (!notes || notes->len == 0)
        return;
    head(r, "pressure_head_notes");
    for (guint i = 0; i < notes->len; i++)
        paragraph(r, "- ", g_strdup(notes->pdata[i]));
}

static void write_sentences(report *r) {
    const amont_level *level = r->pressure->reference->level;
    head(r, "pressure_head_reading");
    const char *key = !amont_pressure_mean_is_neutral(r->pressure) ? "pressure_against_neutral"
                      : amont_brings_in(r->pressure->reference)    ? "pressure_against_treated"
                                                                   : "pressure_against_mean";
    g_autofree char *against = amont_phrases_fill(&r->phrases, key, "units",
                                                  amont_phrases_units(&r->phrases, level), NULL);
    paragraph(r, "",
              amont_phrases_fill(&r->phrases, "pressure_note_reading", "baseline",
                                 amont_baseline_word(&r->phrases, r->pressure), "against", against,
                                 NULL));
    g_string_append(r->out, "\n");
    for (size_t i = 0; i < level->n; i++) {
        size_t zone = level->by_code[i];
        if (level->selected[zone])
            paragraph(r, "- ", amont_zone_sentence(&r->phrases, r->pressure, zone));
    }
}

/* ---- ranks --------------------------------------------------------------------------------- */

static void write_ranks(report *r) {
    head(r, "pressure_head_ranks");
    titles(r, amont_rank_titles, AMONT_RANK_CELLS, 1);
    g_autofree size_t *units = amont_pressure_by_rank(r->pressure);
    for (size_t i = 0; i < r->pressure->reference->n_units; i++) {
        g_auto(GStrv) cells = amont_rank_cells(&r->phrases, r->pressure, units[i]);
        row(r, (const char *const *)cells, AMONT_RANK_CELLS);
    }
    g_autofree char *top = amont_phrases_number(&r->phrases, r->pressure->draws.top, 0);
    paragraph(r, "\n", amont_phrases_fill(&r->phrases, "pressure_note_ranks", "top", top, NULL));
}

/* ---- what it is made of -------------------------------------------------------------------- */

static char *say_weight(report *r, const amont_pressure_input *input) {
    g_autofree char *number = amont_phrases_number(&r->phrases, 100 * input->weight, 1);
    return amont_phrases_fill(&r->phrases, "pressure_share", "share", number, NULL);
}

static void write_inputs(report *r, const amont_reference *reference, const char *set,
                         const GPtrArray *pillars) {
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        const amont_pillar_spec *pillar = pillars ? pillars->pdata[input->pillar] : NULL;
        const char *group = !pillar ? set : pillar->label ? pillar->label : pillar->entry.name;
        g_autofree char *weight = say_weight(r, input);
        g_autofree char *mean =
            amont_phrases_value(&r->phrases, input->series, input->reference, 0);
        const char *sense =
            word(r, input->spec->direction == AMONT_DIRECTION_UP ? "pressure_direction_up"
                                                                 : "pressure_direction_down");
        const char *cells[] = {input->series->label, group, sense, weight, mean};
        row(r, cells, G_N_ELEMENTS(cells));
    }
}

/* What is divided by what: a density says over which area. */
static void write_parts(report *r, const amont_reference *reference) {
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_series *series = ((amont_pressure_input *)reference->inputs->pdata[i])->series;
        if (series->parts[0] && series->parts[1])
            paragraph(r, "- ",
                      amont_phrases_fill(&r->phrases, "pressure_parts", "label", series->label,
                                         "numerator", series->parts[0], "denominator",
                                         series->parts[1], NULL));
    }
}

/* Far values that were brought in, and those that could not be. */
static void write_treatment(report *r, const amont_reference *reference) {
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        g_autoptr(GPtrArray) names = g_ptr_array_new();
        for (guint j = 0; j < input->moved->len; j++) {
            size_t zone = reference->zones[g_array_index(input->moved, size_t, j)];
            g_ptr_array_add(names, reference->level->names[zone]);
        }
        g_autofree char *list = amont_phrases_list(&r->phrases, names);
        if (names->len > 0)
            paragraph(r, "- ",
                      amont_phrases_fill(&r->phrases, "pressure_brought_in", "label",
                                         input->series->label, "list", list, NULL));
        if (input->is_far_spread)
            paragraph(r, "- ",
                      amont_phrases_fill(&r->phrases, "pressure_far_spread", "label",
                                         input->series->label, NULL));
    }
}

static void write_made_of(report *r) {
    static const char *const keys[] = {"pressure_col_indicator", "pressure_col_group",
                                       "pressure_col_direction", "pressure_col_weight",
                                       "pressure_col_mean"};
    const amont_pressure *p = r->pressure;
    head(r, "pressure_head_made");
    titles(r, keys, G_N_ELEMENTS(keys), 3);
    write_inputs(r, p->reference, NULL, p->spec->pillars);
    for (guint i = 0; i < p->exposures->len; i++) {
        const amont_exposure *exposure = p->exposures->pdata[i];
        write_inputs(r, exposure->reference,
                     amont_set_word(&r->phrases, "pressure_title_", exposure), NULL);
    }
    g_string_append(r->out, "\n");
    write_parts(r, p->reference);
    for (guint i = 0; i < p->exposures->len; i++)
        write_parts(r, ((const amont_exposure *)p->exposures->pdata[i])->reference);
    char *rule = amont_say_far_rule(&r->phrases, p);
    if (rule)
        paragraph(r, "- ", rule);
    write_treatment(r, p->reference);
    for (guint i = 0; i < p->exposures->len; i++)
        write_treatment(r, ((const amont_exposure *)p->exposures->pdata[i])->reference);
}

/* ---- pressure and exposure ----------------------------------------------------------------- */

static void write_crossing(report *r, const amont_exposure *exposure) {
    static const char *const keys[] = {"", "pressure_class_low", "pressure_class_middle",
                                       "pressure_class_high", "pressure_missing"};
    amont_pressure_crossing crossing;
    amont_pressure_cross(r->pressure, exposure, crossing);
    g_string_append_printf(r->out, "\n### %s\n\n",
                           amont_set_word(&r->phrases, "pressure_title_", exposure));
    titles(r, keys, G_N_ELEMENTS(keys), 1);
    for (unsigned class = 0; class <= AMONT_PRESSURE_CLASSES; class ++) {
        g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(cells,
                        class == AMONT_PRESSURE_CLASSES
                            ? g_strdup(word(r, "pressure_row_missing"))
                            : amont_phrases_fill(&r->phrases, "pressure_row", "class",
                                                 amont_class_word(&r->phrases, class), NULL));
        for (unsigned column = 0; column <= AMONT_PRESSURE_CLASSES; column++)
            g_ptr_array_add(cells, amont_phrases_number(&r->phrases, crossing[class][column], 0));
        row(r, (const char *const *)cells->pdata, cells->len);
    }
}

static void write_crossings(report *r) {
    if (r->pressure->exposures->len == 0)
        return;
    head(r, "pressure_head_crossing");
    paragraph(r, "",
              amont_phrases_fill(&r->phrases, "pressure_note_crossing", "units",
                                 amont_phrases_units(&r->phrases, r->pressure->reference->level),
                                 NULL));
    for (guint i = 0; i < r->pressure->exposures->len; i++)
        write_crossing(r, r->pressure->exposures->pdata[i]);
}

/* ---- what ranks depend on, and coherence --------------------------------------------------- */

static char *index_cell(report *r, const amont_sheet *sheet, size_t i, const char *const *columns) {
    enum { DECIMALS = 2, PARTS = 3 };
    char *parts[PARTS];
    double value = amont_sheet_at(sheet, i, columns[0])->number;
    if (isnan(value))
        return g_strdup(word(r, "pressure_undefined"));
    for (int part = 0; part < PARTS; part++)
        parts[part] = amont_phrases_number(
            &r->phrases, amont_sheet_at(sheet, i, columns[part])->number, DECIMALS);
    char *cell = amont_phrases_fill(&r->phrases, "pressure_index", "value", parts[0], "low",
                                    parts[1], "high", parts[2], NULL);
    for (int part = 0; part < PARTS; part++)
        g_free(parts[part]);
    return cell;
}

static void write_sensitivity(report *r) {
    static const char *const keys[] = {"pressure_col_factor", "pressure_col_first",
                                       "pressure_col_total"};
    static const char *const first[] = {"first_order", "first_order_5", "first_order_95"};
    static const char *const total[] = {"total", "total_5", "total_95"};
    g_autoptr(amont_sheet) sheet = amont_pressure_sheet(r->pressure, AMONT_PRESSURE_SENSITIVITY);
    head(r, "pressure_head_sensitivity");
    double mean = r->pressure->mean_shift;
    g_autofree char *number = amont_phrases_number(&r->phrases, mean, 1);
    g_autofree char *shift = amont_phrases_fill(
        &r->phrases,
        amont_phrases_is_plural(&r->phrases, mean, 1) ? "pressure_places" : "pressure_places_one",
        "n", number, NULL);
    paragraph(r, "", amont_phrases_fill(&r->phrases, "pressure_shift", "shift", shift, NULL));
    g_string_append(r->out, "\n");
    titles(r, keys, G_N_ELEMENTS(keys), 1);
    for (size_t i = 0; i < sheet->n_rows; i++) {
        const char *factor = amont_sheet_at(sheet, i, "factor")->text;
        g_autofree char *one = index_cell(r, sheet, i, first);
        g_autofree char *all = index_cell(r, sheet, i, total);
        const char *cells[] = {amont_phrases_word_of(&r->phrases, "pressure_factor_", factor), one,
                               all};
        row(r, cells, G_N_ELEMENTS(cells));
    }
}

static const amont_pressure_input *input_of(const report *r, const char *id) {
    const GPtrArray *inputs = r->pressure->reference->inputs;
    for (guint i = 0; i < inputs->len; i++) {
        const amont_pressure_input *input = inputs->pdata[i];
        if (strcmp(input->spec->id, id) == 0)
            return input;
    }
    return NULL;
}

static const char *label_of(const report *r, const char *id) {
    const amont_pressure_input *input = input_of(r, id);
    if (input)
        return input->series->label;
    for (guint i = 0; i < r->pressure->spec->pillars->len; i++) {
        const amont_pillar_spec *pillar = r->pressure->spec->pillars->pdata[i];
        if (strcmp(pillar->entry.name, id) == 0)
            return pillar->label ? pillar->label : id;
    }
    return NULL;
}

/* What a row of the sheet is printed as: what is negative, alpha, and what weighs a fifth or more
 * and hardly moves the score. NULL: it says nothing. */
static const char *kind_of(const report *r, const amont_sheet *sheet, size_t i) {
    const double least_weight = 0.2, least_link = 0.2;
    const char *kind = amont_sheet_at(sheet, i, "kind")->text;
    if (strcmp(kind, "cronbach_alpha") == 0 ||
        strcmp(amont_sheet_at(sheet, i, "negative")->text, "true") == 0)
        return kind;
    if (strcmp(kind, "with_score") != 0)
        return NULL;
    bool weighs = input_of(r, amont_sheet_at(sheet, i, "one")->text)->weight >= least_weight;
    return weighs && amont_sheet_at(sheet, i, "value")->number < least_link ? "weak" : NULL;
}

/* Returns whether it is a negative correlation. */
static bool write_coherent(report *r, const amont_sheet *sheet, size_t i) {
    enum { DECIMALS = 2 };
    const char *kind = kind_of(r, sheet, i);
    if (!kind)
        return false;
    const char *id = amont_sheet_at(sheet, i, "one")->text;
    const amont_pressure_input *input = input_of(r, id);
    g_autofree char *weight = input ? say_weight(r, input) : g_strdup("");
    double spearman = amont_sheet_at(sheet, i, "spearman")->number;
    const char *other = amont_sheet_at(sheet, i, "other")->text;
    const char *one = label_of(r, id);
    g_autofree char *value =
        amont_phrases_number(&r->phrases, amont_sheet_at(sheet, i, "value")->number, DECIMALS);
    g_autofree char *rho =
        isnan(spearman) ? g_strdup("") : amont_phrases_number(&r->phrases, spearman, DECIMALS);
    g_autofree char *key = g_strconcat("pressure_coherence_", kind, NULL);
    paragraph(r, "- ",
              amont_phrases_fill(&r->phrases, key, "one", one ? one : word(r, "pressure_whole"),
                                 "other", other && label_of(r, other) ? label_of(r, other) : "",
                                 "value", value, "spearman", rho, "weight", weight, NULL));
    return strcmp(kind, "correlation") == 0 || strcmp(kind, "with_score") == 0;
}

static void write_coherence(report *r) {
    g_autoptr(amont_sheet) sheet = amont_pressure_sheet(r->pressure, AMONT_PRESSURE_COHERENCE);
    size_t n_negative = 0;
    head(r, "pressure_head_coherence");
    for (size_t i = 0; i < sheet->n_rows; i++)
        n_negative += write_coherent(r, sheet, i);
    if (n_negative == 0)
        paragraph(r, "- ", g_strdup(word(r, "pressure_coherence_none")));
    paragraph(r, "\n", g_strdup(word(r, "pressure_coherence_alpha_reading")));
}

char *amont_pressure_report(const amont_pressure *pressure, const amont_styles *styles,
                            GError **error) {
    report r = {g_string_new(NULL), {styles, NULL}, pressure};
    write_head(&r);
    write_sentences(&r);
    write_notes(&r);
    write_ranks(&r);
    write_made_of(&r);
    write_crossings(&r);
    write_sensitivity(&r);
    write_coherence(&r);
    g_autofree char *text = g_string_free(r.out, FALSE);
    if (r.phrases.error) {
        g_propagate_error(error, r.phrases.error);
        return NULL;
    }
    /* names come as the sources write them */
    return styles->language == AMONT_LANGUAGE_FR ? amont_text_french(text) : g_steal_pointer(&text);
}
