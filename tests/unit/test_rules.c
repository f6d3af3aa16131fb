/* A page that breaks no rule, with one thing changed: that rule fails, and says what it measured.
 * The first test is the other half of all the others. */
#include "specimen.h"

#include <math.h>
#include <string.h>

static int set_up(void **state) {
    *state = specimen_new();
    return 0;
}

static int tear_down(void **state) {
    specimen_free(*state);
    return 0;
}

static void set_text(amont_item *item, const char *text) {
    g_free(item->text);
    item->text = g_strdup(text);
}

static void set_label(specimen *s, int entry, const char *text) {
    g_free(specimen_entry(s, entry)->label);
    specimen_entry(s, entry)->label = g_strdup(text);
}

static void assert_keeps(specimen *s, const char *rule) {
    g_autoptr(amont_violations) found = amont_rules_check(s->page, NULL);
    for (guint i = 0; i < found->len; i++)
        assert_string_not_equal(amont_violation_at(found, i)->rule, rule);
}

#define FAILS(s, rule) specimen_assert_fails(s, rule, AMONT_RULE_ERROR)
#define SAYS(s, rule, part) specimen_assert_says(s, rule, AMONT_RULE_ERROR, part)
#define WARNS(s, rule, part) specimen_assert_says(s, rule, AMONT_RULE_WARNING, part)

static void a_sound_page_breaks_no_rule(void **state) {
    specimen_assert_sound(*state);
}

static void a_page_with_the_emblem_breaks_no_rule(void **state) {
    specimen_eu(*state, 10);
    specimen_assert_sound(*state);
}

/* ---- C01-C10 ------------------------------------------------------------------------------- */

static void c01_wants_title_subtitle_and_year(void **state) {
    specimen *s = *state;
    set_text(specimen_item(s, "title", 0), "Revenus à Rives");
    SAYS(s, "C01", "year");
    set_text(specimen_item(s, "subtitle", 0), " ");
    SAYS(s, "C01", "subtitle");
    set_text(specimen_item(s, "title", 0), "");
    SAYS(s, "C01", "no title");
    s->facts->is_insert = true;
    assert_keeps(s, "C01");
}

static void c02_wants_size_for_counts_and_lightness_for_ratios(void **state) {
    specimen *s = *state;
    specimen_plot(s, 0)->measure = AMONT_MEASURE_STOCK;
    SAYS(s, "C02", "the count 'Revenu, en €/an'");
    specimen_plot(s, 0)->measure = AMONT_MEASURE_RATIO;
    specimen_plot(s, 1)->measure = AMONT_MEASURE_RATIO;
    SAYS(s, "C02", "the ratio 'Projets'");
}

static void c03_counts_layers_and_categories(void **state) {
    specimen *s = *state;
    amont_facts_add_plot(s->facts)->section = g_strdup("Axes");
    SAYS(s, "C03", "3 thematic layers");
    specimen_plot(s, 2)->panel = 1;
    specimen_plot(s, 0)->is_ordered = false;
    for (int i = 0; i < 5; i++) {
        amont_legend_entry more = *specimen_entry(s, s->zones[0]);
        int entry = amont_page_declare(s->page, "Revenu, en €/an", &more);
        specimen_entry(s, entry)->drawn = 1;
    }
    SAYS(s, "C03", "8 categories, more than 7");
    for (guint i = 0; i < s->page->legend->len; i++) /* nine cells of two figures are no hues */
        if (specimen_entry(s, (int)i)->section == specimen_entry(s, s->zones[0])->section)
            specimen_entry(s, (int)i)->kind = AMONT_LEGEND_MATRIX;
    assert_keeps(s, "C03");
}

static void c04_wants_a_centre_and_even_arms(void **state) {
    specimen *s = *state;
    specimen_entry(s, s->zones[1])->paint.fill = specimen_colour("#f7f7f7");
    specimen_entry(s, s->zones[2])->paint.fill = specimen_colour("#2166ac");
    SAYS(s, "C04", "no centre");
    specimen_plot(s, 0)->centre = 20000;
    specimen_entry(s, s->zones[2])->paint.fill = specimen_colour("#92c5de");
    SAYS(s, "C04", "arms");
    specimen_entry(s, s->zones[2])->paint.fill = specimen_entry(s, s->zones[0])->paint.fill;
    assert_keeps(s, "C04");
}

static void c05_limits_classes_by_what_is_classed(void **state) {
    specimen *s = *state;
    specimen_plot(s, 0)->n_reference = 2; /* 1 + 3.3 log10(2) = 1.99 */
    WARNS(s, "C05", "3 classes for 2 zones, more than 2.0");
    specimen_plot(s, 0)->n_reference = 40;
    specimen_plot(s, 0)->n_values = 4; /* three values are written */
    WARNS(s, "C05", "3 values of 4");
    for (int i = 0; i < 5; i++)
        amont_page_declare(s->page, "Revenu, en €/an", specimen_entry(s, s->zones[0]));
    SAYS(s, "C05", "8 classes");
}

static void c06_wants_no_empty_class_and_a_method(void **state) {
    specimen *s = *state;
    specimen_entry(s, s->zones[1])->drawn = 0;
    SAYS(s, "C06", "no zone falls in");
    specimen_entry(s, s->zones[1])->in_range = true; /* of a declared range */
    set_text(specimen_item(s, "note", 0), "Rien.");
    SAYS(s, "C06", "method");
}

static void c07_wants_limits_that_meet_and_hold_all(void **state) {
    specimen *s = *state;
    set_label(s, s->zones[1], "de 17 500 à moins de 20 000");
    SAYS(s, "C07", "do not meet");
    set_label(s, s->zones[1], "de 17 500 à 22 900");
    SAYS(s, "C07", "to which class");
    set_label(s, s->zones[1], "de 17 500 à moins de 22 900 €/an");
    SAYS(s, "C07", "repeats the unit");
    specimen_plot(s, 0)->greatest = 25000;
    SAYS(s, "C07", "values go from 15300 to 25000");
}

static void c08_wants_one_scale_and_the_same_classes(void **state) {
    specimen *s = *state;
    amont_panel_facts *panel = amont_facts_add_panel(s->facts);
    panel->denominator = 60000;
    SAYS(s, "C08", "1:50000 and 1:60000");
    panel->denominator = 50000;
    amont_plot_facts *other = amont_facts_add_plot(s->facts);
    other->panel = 1;
    other->section = g_strdup("Revenu, en €/an");
    SAYS(s, "C08", "different classes");
}

static void c09_wants_keys_for_what_has_no_value(void **state) {
    specimen *s = *state;
    specimen_plot(s, 0)->n_secret = 2;
    SAYS(s, "C09", "share 1 keys");
    specimen_entry(s, s->missing)->drawn = 0;
    SAYS(s, "C09", "3 zones without a value");
    specimen_entry(s, s->missing)->drawn = 1;
    specimen_plot(s, 0)->n_secret = 0;
    specimen_entry(s, s->missing)->paint.stroke = specimen_colour("#d62728");
    SAYS(s, "C09", "coloured");
}

static void c10_wants_few_observations_flagged(void **state) {
    specimen *s = *state;
    specimen_plot(s, 0)->n_low = 3;
    SAYS(s, "C10", "3 figures");
    specimen_text(s, "note", "Effectif faible : moins de onze.", 7, "#333333", 10, 290);
    assert_keeps(s, "C10");
}

/* ---- C11-C19 ------------------------------------------------------------------------------- */

static void c11_wants_texts_above_their_floor(void **state) {
    specimen *s = *state;
    specimen_item(s, "title", 0)->style.size_pt = 20;
    WARNS(s, "C11", "20.0 pt, more than 18");
    specimen_item(s, "note", 0)->style.size_pt = 6.9;
    SAYS(s, "C11", "6.9 pt, less than 7.0");
    specimen_item(s, "legend.label", 0)->style.size_pt = 5;
    SAYS(s, "C11", "5.0 pt, less than 8.0");
}

static void c12_wants_lines_above_their_floor(void **state) {
    specimen *s = *state;
    specimen_item(s, "map.limit", 7)->paint.width_mm = 0.6;
    WARNS(s, "C12", "0.60 mm wide, more than 0.5");
    specimen_item(s, "map.neighbour", 0)->paint.width_mm = 0.1;
    SAYS(s, "C12", "0.10 mm wide, less than 0.20");
}

static void c13_wants_room_between_hatches(void **state) {
    specimen *s = *state;
    specimen_item(s, "map.missing", 1)->paint.width_mm = 1.1; /* of 1.2 mm */
    SAYS(s, "C13", "0.10 mm apart, less than 0.20");
}

static void c14_wants_symbols_above_their_floor(void **state) {
    specimen *s = *state;
    specimen_item(s, "map.context", 0)->n_steps = 0;
    amont_paint paint = specimen_entry(s, s->stations[0])->paint;
    amont_page_circle(s->page, 40, 150, 0.7);
    amont_page_paint(s->page, "map.context", &paint, s->stations[0]);
    specimen_item(s, "map.context", 0)->entry = -1;
    SAYS(s, "C14", "1.4 mm wide, less than 1.5");
    amont_page_circle(s->page, 40, 160, 0.5); /* 0.79 mm² */
    amont_page_paint(s->page, "map.disc", &paint, s->discs[0]);
    SAYS(s, "C14", "0.79 mm², less than 1.2");
}

static void c15_wants_patches_that_can_be_seen(void **state) {
    specimen *s = *state;
    specimen_box(s, "map.class", (amont_box){80, 70, 80.5, 70.6},
                 &specimen_entry(s, s->zones[1])->paint, s->zones[1]);
    SAYS(s, "C15", "0.30 mm², less than 0.4");
    g_array_index(s->page->items, amont_item, s->page->items->len - 1).role = "map.ring";
    assert_keeps(s, "C15"); /* a part of a symbol is as small as its value */
}

/* #949494 on white: 3.03:1 by WCAG's formula, worked out by hand. */
static void c16_measures_contrast_with_what_lies_under(void **state) {
    specimen *s = *state;
    specimen_item(s, "legend.label", 2)->style.colour = specimen_colour("#949494");
    SAYS(s, "C16", "3.0:1, less than 4.5");
    specimen_item(s, "legend.label", 2)->style.colour = specimen_colour("#1a1a1a");
    specimen_text(s, "label.point", "Le Puits", 7, "#1a1a1a", 60, 40);
    amont_paint dark = {.fill = specimen_colour("#333333"), .stroke = amont_no_colour};
    specimen_box(s, "map.cover", (amont_box){59, 36, 75, 42}, &dark, -1); /* over it: not under */
    assert_keeps(s, "C16");
    specimen_text(s, "label.point", "Le Puits", 7, "#1a1a1a", 60, 40);
    SAYS(s, "C16", "'Le Puits' (label.point)");
}

static void c16_measures_symbols_and_limits(void **state) {
    specimen *s = *state;
    specimen_item(s, "map.context", 0)->paint.fill = specimen_colour("#dddddd");
    SAYS(s, "C16", "a symbol of 'Station'");
    specimen_item(s, "map.context", 0)->paint.fill = specimen_colour("#333333");
    for (size_t i = 4; i < 8; i++)
        specimen_item(s, "map.limit", i)->paint.stroke = specimen_colour("#c0c0c0");
    SAYS(s, "C16", "limits have a contrast");
}

static void c17_wants_thin_halos_of_the_ground(void **state) {
    specimen *s = *state;
    specimen_item(s, "label.zone", 0)->style.halo = specimen_colour("#ffffff");
    WARNS(s, "C17", "away from its ground");
    specimen_item(s, "label.zone", 1)->style.halo_mm = 0.6;
    WARNS(s, "C17", "0.60 mm");
}

static void c18_counts_sizes_and_guards_italics(void **state) {
    specimen *s = *state; /* 15, 9.5, 8 and 7 pt */
    specimen_item(s, "note", 0)->style.size_pt = 7.5;
    SAYS(s, "C18", "5 sizes, more than 4");
    set_text(specimen_item(s, "label.zone", 0), "EVRY-LES-BAINS");
    SAYS(s, "C18", "lost its accents");
    set_text(specimen_item(s, "label.zone", 0), "ÉVRY-LES-BAINS");
    SAYS(s, "C18", "5 sizes");
    specimen_item(s, "label.zone", 0)->style.italic = true;
    SAYS(s, "C18", "in italics");
}

static void c19_measures_fill_margins_and_frames(void **state) {
    specimen *s = *state;
    specimen_panel(s)->box.max_y = 200; /* 190 x 170 of 210 x 297 mm */
    WARNS(s, "C19", "52 % of the page, less than 60");
    specimen_panel(s)->box.max_y = 250;
    specimen_move(s, specimen_item(s, "label.neighbour", 0), -19, 0);
    WARNS(s, "C19", "'Ailleurs' is 1.0 mm from the frame");
    specimen_move(s, specimen_item(s, "note", 0), -5, 0);
    WARNS(s, "C19", "5.0 mm from the edge, less than 8");
    specimen_move(s, specimen_item(s, "note", 0), -7, 0);
    SAYS(s, "C19", "2.0 mm beyond the page");
}

/* ---- C20-C25 ------------------------------------------------------------------------------- */

static void c20_ranks_contrasts(void **state) {
    specimen *s = *state;
    specimen_item(s, "map.neighbour", 0)->paint.stroke = specimen_colour("#111111");
    WARNS(s, "C20", "limits are");
    specimen_item(s, "map.context.water", 0)->paint.stroke = specimen_colour("#000000");
    WARNS(s, "C20", "the base map");
}

static void c21_wants_pale_named_neighbours(void **state) {
    specimen *s = *state;
    specimen_item(s, "label.neighbour", 0)->style.colour = specimen_colour("#a02020");
    SAYS(s, "C21", "is not grey");
    specimen_item(s, "map.beyond", 0)->paint.fill = specimen_colour("#ffffff");
    SAYS(s, "C21", "map.beyond");
    specimen_item(s, "label.neighbour", 0)->role = "label.other";
    SAYS(s, "C21", "none of 1 neighbours");
}

static void c22_wants_blue_water_and_italics(void **state) {
    specimen *s = *state;
    specimen_item(s, "label.water", 0)->style.italic = false;
    SAYS(s, "C22", "not in italics");
    specimen_item(s, "map.context.water", 0)->paint.stroke = specimen_colour("#20508a");
    SAYS(s, "C22", "L* 70 to 90");
    specimen_item(s, "map.context.water", 0)->entry = -1; /* its key is spared */
    SAYS(s, "C22", "L* 70 to 90");
    specimen_item(s, "map.context.water", 0)->paint.stroke = specimen_colour("#a9cfe8");
    SAYS(s, "C22", "not in italics");
    specimen_item(s, "label.water", 0)->style.italic = true;
    assert_keeps(s, "C22");
}

/* A name of water is no water, nor is a river beyond the frame, nor a blue line that is a road. */
static void c22_wants_water_to_be_drawn(void **state) {
    specimen *s = *state;
    amont_item *river = specimen_item(s, "map.context.water", 0);
    s->facts->is_insert = true;
    river->role = "map.context";
    SAYS(s, "C22", "no water, at 1:50000");
    river->role = "map.context.water";
    assert_keeps(s, "C22");
    for (size_t i = 0; i < river->n_steps; i++)
        g_array_index(s->page->steps, amont_step, river->first_step + i).x += 1000;
    SAYS(s, "C22", "no water, at 1:50000");
    specimen_panel(s)->denominator = 150000;
    assert_keeps(s, "C22");
}

static void c23_wants_a_grey_base_map(void **state) {
    specimen *s = *state;
    specimen_item(s, "map.territory", 0)->paint.fill = specimen_colour("#ffe9a0");
    SAYS(s, "C23", "map.territory");
}

static void c25_wants_no_colour_made_by_overlap(void **state) {
    specimen *s = *state;
    amont_paint veil = specimen_entry(s, s->zones[0])->paint;
    veil.transparency = 0.5;
    specimen_box(s, "map.buffer", (amont_box){80, 130, 100, 140}, &veil, s->zones[0]);
    specimen_box(s, "map.buffer", (amont_box){101, 130, 110, 140}, &veil, s->zones[0]);
    assert_keeps(s, "C25");
    specimen_box(s, "map.buffer", (amont_box){95, 135, 105, 138}, &veil, s->zones[0]);
    SAYS(s, "C25", "map.buffer");
}

/* ---- C26-C31 ------------------------------------------------------------------------------- */

static void c26_finds_overlaps(void **state) {
    specimen *s = *state;
    specimen_text(s, "label.point", "Le Bac", 7, "#333333", 32, 150);
    SAYS(s, "C26", "overlaps 'Le Bac'");
}

static void c26_finds_names_over_symbols_and_limits(void **state) {
    specimen *s = *state;
    specimen_move(s, specimen_item(s, "label.point", 0), -3, 0);
    SAYS(s, "C26", "'Le Port' overlaps a symbol");
    specimen_move(s, specimen_item(s, "label.point", 0), 3, 0);
    g_ptr_array_set_size(specimen_panel(s)->names, 3); /* where a name must lie is another matter */
    specimen_move(s, specimen_item(s, "label.zone", 3), 0, -20);
    SAYS(s, "C26", "'Amont' crosses a limit");
}

static void c26_wants_names_level_and_in_their_zone(void **state) {
    specimen *s = *state;
    specimen_move(s, specimen_item(s, "label.zone", 3), 0, 20); /* beside all zones */
    assert_keeps(s, "C26");
    specimen_move(s, specimen_item(s, "label.zone", 3), 0, -80); /* in another zone */
    SAYS(s, "C26", "'Amont' lies neither in its zone nor beside all zones");
    specimen_move(s, specimen_item(s, "label.zone", 3), 0, 60);
    specimen_item(s, "label.zone", 3)->angle_rad = 0.1;
    SAYS(s, "C26", "not horizontal");
}

/* Two names at 45°, 3 mm apart across: their upright boxes overlap, they do not. */
static void c26_turns_the_boxes_of_turned_names(void **state) {
    specimen *s = *state;
    amont_text_style style = specimen_item(s, "label.water", 0)->style;
    amont_page_text_turned(s->page, "label.water", "Le Canal", &style, 20, 100, -G_PI / 4);
    amont_page_text_turned(s->page, "label.water", "Le Canal", &style, 23, 103, -G_PI / 4);
    guint n = s->page->items->len;
    assert_true(amont_box_overlaps(g_array_index(s->page->items, amont_item, n - 1).box,
                                   g_array_index(s->page->items, amont_item, n - 2).box));
    assert_keeps(s, "C26");
    amont_page_text_turned(s->page, "label.water", "Le Canal", &style, 24, 102, -G_PI / 4);
    SAYS(s, "C26", "'Le Canal' overlaps 'Le Canal'");
}

static void c27_wants_names_beside_their_points(void **state) {
    specimen *s = *state;
    specimen_move(s, specimen_item(s, "label.point", 1), 1, 0);
    WARNS(s, "C27", "1.8 mm from its point, more than 1");
    specimen_move(s, specimen_item(s, "label.point", 1), 2, 0);
    SAYS(s, "C27", "3.8 mm from its point, more than 3");
}

static void c28_wants_official_names(void **state) {
    specimen *s = *state;
    set_text(specimen_item(s, "label.zone", 0), "Évry\u2011les\u2011Bains");
    FAILS(s, "C28");
    set_text(specimen_item(s, "label.zone", 0), "Évry les Bains");
    SAYS(s, "C28", "official name of no zone");
    set_text(specimen_item(s, "label.point", 0), "Le\u2010Port");
    set_text(specimen_item(s, "label.zone", 0), "Évry-les-Bains");
    SAYS(s, "C28", "U+002D");
}

static void c29_wants_numbers_in_the_list_in_order(void **state) {
    specimen *s = *state;
    set_text(specimen_item(s, "label.badge", 2), "3"); /* list: 3, 2 */
    SAYS(s, "C29", "the number 1 on the map is not in the list");
    set_text(specimen_item(s, "label.badge", 2), "2");
    set_text(specimen_item(s, "label.badge", 3), "1");
    SAYS(s, "C29", "1 stands after 2");
}

static void c30_wants_every_name(void **state) {
    specimen *s = *state;
    set_text(specimen_item(s, "label.zone", 0), "Évry-"); /* on two lines */
    specimen_text(s, "label.other", "nothing", 7, "#333333", 30, 100);
    SAYS(s, "C30", "'Évry-les-Bains' is missing");
}

static void c31_wants_french_short_figures(void **state) {
    specimen *s = *state;
    set_text(specimen_item(s, "label.value", 0), "1\u202F234");
    WARNS(s, "C31", "4 digits");
    set_text(specimen_item(s, "label.value", 0), "12\u202F000"); /* two of five tell something */
    set_text(specimen_item(s, "label.value", 1), "1.5");
    SAYS(s, "C31", "'1.5' is not set");
}

/* ---- C32-C40 ------------------------------------------------------------------------------- */

static void c32_compares_the_legend_with_what_is_drawn(void **state) {
    specimen *s = *state;
    set_text(specimen_item(s, "legend.label", 1), "autre chose");
    SAYS(s, "C32", "'de 17 500 à moins de 22 900' is drawn and not in the legend");
    specimen_text(s, "legend.label", "de 17 500 à moins de 22 900", 8, "#1a1a1a", 145, 240);
    SAYS(s, "C32", "'autrechose', of which nothing is drawn");
}

static void c32_wants_order_unit_and_no_heading(void **state) {
    specimen *s = *state;
    set_text(specimen_item(s, "legend.title", 0), "Légende");
    SAYS(s, "C32", "called 'Légende'");
    g_free(specimen_plot(s, 1)->unit);
    specimen_plot(s, 1)->unit = g_strdup("M€");
    SAYS(s, "C32", "does not name the unit 'M€'");
    set_text(specimen_item(s, "legend.title", 0), "Revenu");
    set_text(specimen_item(s, "subtitle", 0), "Aide européenne, en M€, 2021");
    WARNS(s, "C32", "stands in the subtitle");
}

static void c32_wants_classes_from_high_to_low(void **state) {
    specimen *s = *state;
    set_label(s, s->zones[0], "de 1 à 2");
    set_text(specimen_item(s, "legend.label", 0), "de 1 à 2");
    SAYS(s, "C32", "stands under 'de 1 à 2'");
}

static void c33_wants_discs_to_the_scale_of_the_map(void **state) {
    specimen *s = *state;
    specimen_entry(s, s->discs[1])->size_mm *= 1.01;
    SAYS(s, "C33", "the legend's 50 is 7.14 mm wide, and 7.07 mm");
    specimen_entry(s, s->discs[1])->size_mm /= 1.01;
    specimen_plot(s, 1)->greatest = 300;
    for (int i = 0; i < 3; i++)
        specimen_entry(s, s->discs[i])->size_mm /= sqrt(300 / 100.0);
    SAYS(s, "C33", "largest value is 100, that of the map 300");
    specimen_plot(s, 1)->greatest = 100;
    for (int i = 0; i < 3; i++)
        specimen_entry(s, s->discs[i])->size_mm *= sqrt(300 / 100.0);
    set_label(s, s->discs[2], "30");
    SAYS(s, "C33", "30 is 4.47 mm wide, and 5.48 mm");
}

static void c34_wants_a_true_round_scale_bar(void **state) {
    specimen *s = *state;
    specimen_panel(s)->denominator = 50200; /* 0.4 % */
    SAYS(s, "C34", "40.00 mm for 2 km, and 39.84 mm at 1:50200");
    specimen_panel(s)->denominator = 50000;
    set_text(specimen_item(s, "scale.figure", 0), "1:60 000");
    SAYS(s, "C34", "'1:60 000' stands on a map at 1:50000");
    set_text(specimen_item(s, "scale.label", 2), "3 km");
    SAYS(s, "C34", "3 km");
    specimen_item(s, "scale.bar", 0)->role = specimen_item(s, "scale.bar", 1)->role = "other";
    SAYS(s, "C34", "no scale bar");
}

static void c35_wants_an_arrow_where_north_is_not_up(void **state) {
    specimen *s = *state;
    specimen_panel(s)->north_deg = -2.5;
    SAYS(s, "C35", "-2.5°");
    amont_paint paint = {.fill = specimen_colour("#333333"), .stroke = amont_no_colour};
    specimen_box(s, "north.arrow", (amont_box){20, 35, 23, 40}, &paint, -1);
    assert_keeps(s, "C35");
    specimen_panel(s)->north_deg = -0.4;
    SAYS(s, "C35", "shows it from 2 on");
    s->facts->is_insert = true;
    SAYS(s, "C35", "an insert has");
}

static void c36_wants_sources_author_date_projection(void **state) {
    specimen *s = *state;
    set_text(specimen_item(s, "source", 0), "Sources : Institut fictif, 2021.");
    SAYS(s, "C36", "projection 'Lambert-93'");
    set_text(specimen_item(s, "source", 1), "Atelier fictif.");
    SAYS(s, "C36", "date of the map");
    set_text(specimen_item(s, "source", 1), "");
    SAYS(s, "C36", "author");
    set_text(specimen_item(s, "source", 0), "Institut fictif");
    SAYS(s, "C36", "2021");
    set_text(specimen_item(s, "source", 0), "Sources : 2021");
    SAYS(s, "C36", "'Institut fictif'");
}

static void c37_wants_every_note(void **state) {
    specimen *s = *state;
    g_ptr_array_add(s->facts->notes, g_strdup("Densité lissée : rayon de 500 m."));
    SAYS(s, "C37", "rayon de 500 m");
    g_ptr_array_set_size(s->facts->notes, 0);
    specimen_plot(s, 0)->n_estimated = 1;
    set_text(specimen_item(s, "note", 0), "");
    SAYS(s, "C37", "how 'Revenu, en €/an' is found");
}

static void c38_wants_thin_frames(void **state) {
    specimen *s = *state;
    specimen_item(s, "frame", 0)->paint.width_mm = 0.5;
    SAYS(s, "C38", "0.50 mm wide, more than 0.3");
}

static void c40_wants_a_stamp(void **state) {
    specimen *s = *state;
    set_text(specimen_item(s, "stamp.version", 0), "amont 0.1.0");
    WARNS(s, "C40", "no sum of the drawing");
    set_text(specimen_item(s, "stamp.version", 0), "");
    WARNS(s, "C40", "no stamp");
}

/* ---- C41-C48 ------------------------------------------------------------------------------- */

static void c41_wants_the_emblem_and_its_words(void **state) {
    specimen *s = *state;
    s->facts->is_funded_by_eu = true;
    SAYS(s, "C41", "without its emblem");
    s->facts->has_eu_elsewhere = true;
    specimen_assert_sound(s);
    specimen_eu(s, 10);
    g_ptr_array_add(s->facts->eu_words, g_strdup("Fonds social européen"));
    SAYS(s, "C41", "'Fonds social européen' is not beside");
    g_ptr_array_set_size(s->facts->eu_words, 1);
    specimen_item(s, "eu.words", 0)->style.colour = specimen_colour("#0000ff");
    SAYS(s, "C41", "neither Reflex Blue");
    specimen_item(s, "eu.words", 0)->style.italic = true;
    SAYS(s, "C41", "'Union européenne'");
    specimen_move(s, specimen_item(s, "eu.words", 0), -12, 0);
    SAYS(s, "C41", "stands on the emblem");
}

static void c42_measures_the_emblem(void **state) {
    specimen *s = *state;
    specimen_eu(s, 9);
    SAYS(s, "C42", "9.0 mm high, less than 10");
    specimen_item(s, "eu.stars", 0)->n_steps -= 11;
    SAYS(s, "C42", "11 of 11 stars");
}

static void c42_knows_stars_and_colours(void **state) {
    specimen *s = *state;
    specimen_eu(s, 10);
    specimen_item(s, "eu.emblem", 0)->paint.fill = specimen_colour("#0044aa");
    SAYS(s, "C42", "not in its colours");
    specimen_move(s, specimen_item(s, "eu.stars", 0), 0.3, 0);
    SAYS(s, "C42", "of 12 stars");
}

static void c43_wants_a_typeface_of_the_list(void **state) {
    specimen *s = *state;
    specimen_eu(s, 10);
    specimen_item(s, "eu.words", 0)->style.family = NULL; /* that of the theme */
    SAYS(s, "C43", "'Union européenne' is set in Inter");
}

static void c44_wants_what_licences_ask(void **state) {
    specimen *s = *state;
    amont_credit_facts *credit = amont_facts_add_credit(s->facts);
    credit->producer = g_strdup("OpenStreetMap");
    credit->licence = g_strdup("ODbL 1.0");
    SAYS(s, "C44", "");
    specimen_text(s, "source", "OpenStreetMap, © les contributeurs d’OpenStreetMap", 7, "#555555",
                  10, 286);
    SAYS(s, "C44", "ODbL");
    specimen_text(s, "source", "ODbL", 7, "#555555", 100, 286);
    specimen_assert_sound(s);
    credit = s->facts->credits->pdata[0];
    g_clear_pointer(&credit->vintage, g_free);
    SAYS(s, "C44", "no date of update");
}

static void c46_wants_more_than_colour(void **state) {
    specimen *s = *state;
    amont_plot_facts *plot = specimen_plot(s, 1);
    g_free(plot->section);
    plot->section = g_strdup("Axes");
    plot->is_ordered = plot->has_series = false;
    specimen_assert_sound(s);
    specimen_entry(s, s->projects[1])->symbol = AMONT_SYMBOL_CIRCLE;
    SAYS(s, "C46", "'Axe un' and 'Axe deux' differ by colour alone");
    plot->stands_in_order = true; /* bars stand as their keys do: other colours will do */
    SAYS(s, "C46", "for some eyes, less than 8");
    specimen_entry(s, s->projects[0])->paint.fill = specimen_colour("#e69f00");
    specimen_entry(s, s->projects[1])->paint.fill = specimen_colour("#56b4e9");
    assert_keeps(s, "C46");
    plot->stands_in_order = false;
    specimen_entry(s, s->projects[1])->symbol = AMONT_SYMBOL_SQUARE;
    specimen_entry(s, s->zones[1])->paint.fill = specimen_colour("#50a16f");
    SAYS(s, "C46", "for some eyes, less than 8");
}

static void c46_wants_a_label_for_every_key(void **state) {
    specimen *s = *state;
    set_label(s, s->water, "");
    SAYS(s, "C46", "no label");
}

/* L* of #8fc98a is 75.6, of #7fb97a 70.0: 5.6 apart. */
static void c48_wants_steps_of_lightness(void **state) {
    specimen *s = *state;
    specimen_entry(s, s->zones[2])->paint.fill = specimen_colour("#a5d8a0");
    SAYS(s, "C48", "in lightness (L*), less than 8");
}

#define RULE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        RULE(a_sound_page_breaks_no_rule),
        RULE(a_page_with_the_emblem_breaks_no_rule),
        RULE(c01_wants_title_subtitle_and_year),
        RULE(c02_wants_size_for_counts_and_lightness_for_ratios),
        RULE(c03_counts_layers_and_categories),
        RULE(c04_wants_a_centre_and_even_arms),
        RULE(c05_limits_classes_by_what_is_classed),
        RULE(c06_wants_no_empty_class_and_a_method),
        RULE(c07_wants_limits_that_meet_and_hold_all),
        RULE(c08_wants_one_scale_and_the_same_classes),
        RULE(c09_wants_keys_for_what_has_no_value),
        RULE(c10_wants_few_observations_flagged),
        RULE(c11_wants_texts_above_their_floor),
        RULE(c12_wants_lines_above_their_floor),
        RULE(c13_wants_room_between_hatches),
        RULE(c14_wants_symbols_above_their_floor),
        RULE(c15_wants_patches_that_can_be_seen),
        RULE(c16_measures_contrast_with_what_lies_under),
        RULE(c16_measures_symbols_and_limits),
        RULE(c17_wants_thin_halos_of_the_ground),
        RULE(c18_counts_sizes_and_guards_italics),
        RULE(c19_measures_fill_margins_and_frames),
        RULE(c20_ranks_contrasts),
        RULE(c21_wants_pale_named_neighbours),
        RULE(c22_wants_blue_water_and_italics),
        RULE(c22_wants_water_to_be_drawn),
        RULE(c23_wants_a_grey_base_map),
        RULE(c25_wants_no_colour_made_by_overlap),
        RULE(c26_finds_overlaps),
        RULE(c26_finds_names_over_symbols_and_limits),
        RULE(c26_wants_names_level_and_in_their_zone),
        RULE(c26_turns_the_boxes_of_turned_names),
        RULE(c27_wants_names_beside_their_points),
        RULE(c28_wants_official_names),
        RULE(c29_wants_numbers_in_the_list_in_order),
        RULE(c30_wants_every_name),
        RULE(c31_wants_french_short_figures),
        RULE(c32_compares_the_legend_with_what_is_drawn),
        RULE(c32_wants_order_unit_and_no_heading),
        RULE(c32_wants_classes_from_high_to_low),
        RULE(c33_wants_discs_to_the_scale_of_the_map),
        RULE(c34_wants_a_true_round_scale_bar),
        RULE(c35_wants_an_arrow_where_north_is_not_up),
        RULE(c36_wants_sources_author_date_projection),
        RULE(c37_wants_every_note),
        RULE(c38_wants_thin_frames),
        RULE(c40_wants_a_stamp),
        RULE(c41_wants_the_emblem_and_its_words),
        RULE(c42_measures_the_emblem),
        RULE(c42_knows_stars_and_colours),
        RULE(c43_wants_a_typeface_of_the_list),
        RULE(c44_wants_what_licences_ask),
        RULE(c46_wants_more_than_colour),
        RULE(c46_wants_a_label_for_every_key),
        RULE(c48_wants_steps_of_lightness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
