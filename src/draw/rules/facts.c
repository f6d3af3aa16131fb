/* What the rules know of a page, kept and freed; draw/facts.c notes it. */
#include "amont/facts.h"

static void free_plot(void *data) {
    amont_plot_facts *plot = data;
    g_free(plot->section);
    g_free(plot->unit);
    g_free(plot->method);
    g_free(plot);
}

static void free_panel(void *data) {
    amont_panel_facts *panel = data;
    g_ptr_array_unref(panel->names);
    amont_shapes_free(panel->zones);
    g_free(panel);
}

static void free_credit(void *data) {
    amont_credit_facts *credit = data;
    g_free(credit->producer);
    g_free(credit->vintage);
    g_free(credit->updated);
    g_free(credit->licence);
    g_free(credit);
}

amont_facts *amont_facts_new(void) {
    amont_facts *facts = g_new0(amont_facts, 1);
    facts->eu_words = g_ptr_array_new_with_free_func(g_free);
    facts->apart = g_ptr_array_new_with_free_func(g_free);
    facts->notes = g_ptr_array_new_with_free_func(g_free);
    facts->credits = g_ptr_array_new_with_free_func(free_credit);
    facts->plots = g_ptr_array_new_with_free_func(free_plot);
    facts->panels = g_ptr_array_new_with_free_func(free_panel);
    return facts;
}

void amont_facts_free(amont_facts *facts) {
    if (!facts)
        return;
    GPtrArray *const arrays[] = {facts->eu_words, facts->apart, facts->notes,
                                 facts->credits,  facts->plots, facts->panels};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_ptr_array_unref(arrays[i]);
    g_free(facts->author);
    g_free(facts->date);
    g_free(facts->crs);
    g_free(facts->low);
    g_free(facts);
}

amont_plot_facts *amont_facts_add_plot(amont_facts *facts) {
    amont_plot_facts *plot = g_new0(amont_plot_facts, 1);
    plot->least = plot->greatest = plot->centre = NAN;
    g_ptr_array_add(facts->plots, plot);
    return plot;
}

amont_panel_facts *amont_facts_add_panel(amont_facts *facts) {
    amont_panel_facts *panel = g_new0(amont_panel_facts, 1);
    panel->names = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(facts->panels, panel);
    return panel;
}

amont_credit_facts *amont_facts_add_credit(amont_facts *facts) {
    amont_credit_facts *credit = g_new0(amont_credit_facts, 1);
    g_ptr_array_add(facts->credits, credit);
    return credit;
}
