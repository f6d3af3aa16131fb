#include "specimen.h"

#include "check.h"
#include <math.h>
#include <string.h>

static const amont_box frame = {10, 30, 200, 250};
/* Three zones that meet, and one without a value. */
static const amont_box zones[] = {
    {70, 60, 120, 120}, {120, 60, 170, 120}, {70, 120, 170, 170}, {70, 170, 170, 200}};

amont_colour specimen_colour(const char *text) {
    amont_colour colour;
    assert_true(amont_colour_parse(text, &colour));
    return colour;
}

static amont_paint fills(const char *colour) {
    return (amont_paint){.fill = specimen_colour(colour), .stroke = amont_no_colour};
}

static amont_paint lines(const char *colour, double width_mm) {
    return (amont_paint){
        .fill = amont_no_colour, .stroke = specimen_colour(colour), .width_mm = width_mm};
}

static amont_text_style style_of(double size_pt, const char *colour) {
    return (amont_text_style){.size_pt = size_pt, .colour = specimen_colour(colour)};
}

void specimen_box(specimen *s, const char *role, amont_box box, const amont_paint *paint,
                  int entry) {
    amont_page_rectangle(s->page, box);
    amont_page_paint(s->page, role, paint, entry);
}

void specimen_text(specimen *s, const char *role, const char *text, double size_pt,
                   const char *colour, double x, double y) {
    amont_text_style style = style_of(size_pt, colour);
    amont_page_text(s->page, role, text, &style, x, y, AMONT_LEFT);
}

static void disc(specimen *s, const char *role, double x, double y, double size, const char *colour,
                 int entry) {
    amont_paint paint = {
        .fill = specimen_colour(colour), .stroke = specimen_colour("#ffffff"), .width_mm = 0.3};
    amont_page_circle(s->page, x, y, size / 2);
    amont_page_paint(s->page, role, &paint, entry);
}

/* ---- facts --------------------------------------------------------------------------------- */

static void say_plots(specimen *s) {
    amont_plot_facts *classes = amont_facts_add_plot(s->facts);
    classes->section = g_strdup("Revenu, en €/an");
    classes->unit = g_strdup("€/an");
    classes->has_series = classes->is_ordered = true;
    classes->measure = AMONT_MEASURE_RATIO;
    classes->n_reference = 40;
    classes->n_values = 3;
    classes->n_missing = 1;
    classes->least = 15300;
    classes->greatest = 24000;
    classes->method = g_strdup("Classes : quantiles");
    amont_plot_facts *discs = amont_facts_add_plot(s->facts);
    discs->section = g_strdup("Projets");
    discs->unit = g_strdup("projets");
    discs->has_series = true;
    discs->is_ordered = true;
    discs->measure = AMONT_MEASURE_STOCK;
    discs->n_reference = discs->n_values = 3;
    discs->least = 20;
    discs->greatest = 100;
}

static void say_panel(specimen *s) {
    static const char *const names[] = {"Évry-les-Bains", "Rives", "Aval", "Amont"};
    static const char *const wkt[] = {"POLYGON ((70 60, 120 60, 120 120, 70 120, 70 60))",
                                      "POLYGON ((120 60, 170 60, 170 120, 120 120, 120 60))",
                                      "POLYGON ((70 120, 170 120, 170 170, 70 170, 70 120))",
                                      "POLYGON ((70 170, 170 170, 170 200, 70 200, 70 170))"};
    g_autoptr(GError) error = NULL;
    amont_panel_facts *panel = amont_facts_add_panel(s->facts);
    panel->box = frame;
    panel->denominator = 50000;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        g_ptr_array_add(panel->names, g_strdup(names[i]));
    panel->zones = amont_shapes_from_wkt(wkt, G_N_ELEMENTS(wkt), &error);
    assert_ok(error);
}

static void say_facts(specimen *s) {
    amont_credit_facts *credit = amont_facts_add_credit(s->facts);
    credit->producer = g_strdup("Institut fictif");
    credit->vintage = g_strdup("2021");
    credit->licence = g_strdup("Licence Ouverte 2.0");
    s->facts->author = g_strdup("Atelier fictif");
    s->facts->date = g_strdup("23 novembre 2026");
    s->facts->crs = g_strdup("Lambert-93");
    s->facts->has_water = true;
    s->facts->low = g_strdup("Effectif faible");
    g_ptr_array_add(s->facts->apart, g_strdup("Donnée manquante"));
    g_ptr_array_add(s->facts->apart, g_strdup("Effectif faible"));
    g_ptr_array_add(s->facts->notes, g_strdup("Classes : quantiles, 3 classes."));
    say_plots(s);
    say_panel(s);
}

/* ---- legend -------------------------------------------------------------------------------- */

static int declare(specimen *s, const char *section, amont_legend_kind kind, const char *label,
                   amont_paint paint, double size_mm) {
    amont_legend_entry entry = {.kind = kind,
                                .label = (char *)label,
                                .paint = paint,
                                .hatch_gap_mm = NAN,
                                .size_mm = size_mm};
    return amont_page_declare(s->page, section, &entry);
}

static void declare_all(specimen *s) {
    static const char *const classes[] = {"de 22 900 à 24 000", "de 17 500 à moins de 22 900",
                                          "de 15 300 à moins de 17 500"};
    static const char *const colours[] = {"#4c9d6b", "#8fc98a", "#e6f3df"};
    static const char *const values[] = {"100", "50", "20"};
    for (int i = 0; i < 3; i++)
        s->zones[i] =
            declare(s, "Revenu, en €/an", AMONT_LEGEND_BOX, classes[i], fills(colours[i]), 0);
    s->missing = declare(s, "Revenu, en €/an", AMONT_LEGEND_BOX, "Donnée manquante",
                         lines("#8c8c8c", 0.18), 0);
    specimen_entry(s, s->missing)->hatch_gap_mm = 1.2;
    for (int i = 0; i < 3; i++)
        s->discs[i] = declare(s, "Projets", AMONT_LEGEND_DISC, values[i], fills("#2f5f8f"),
                              10 * sqrt(atof(values[i]) / 100)); // NOLINT(cert-err34-c): whole
    s->water = declare(s, "Repères", AMONT_LEGEND_LINE, "Rivière", lines("#a9cfe8", 2), 0);
    for (int i = 0; i < 2; i++)
        s->stations[i] =
            declare(s, "Repères", AMONT_LEGEND_SYMBOL, i ? "Gare" : "Station", fills("#333333"), 2);
    specimen_entry(s, s->stations[1])->symbol = AMONT_SYMBOL_SQUARE;
    for (int i = 0; i < 2; i++)
        s->projects[i] = declare(s, "Axes", AMONT_LEGEND_SYMBOL, i ? "Axe deux" : "Axe un",
                                 fills(i ? "#0a5796" : "#00694f"), 4.8);
    specimen_entry(s, s->projects[1])->symbol = AMONT_SYMBOL_SQUARE;
}

/* The labels that a legend prints. */
static void draw_legend(specimen *s) {
    amont_paint panel = {
        .fill = specimen_colour("#ffffff"), .stroke = specimen_colour("#d0d0d0"), .width_mm = 0.15};
    specimen_box(s, "legend.panel", (amont_box){135, 203, 197, 247}, &panel, -1);
    specimen_text(s, "legend.title", "Revenu, en €/an", 8, "#1a1a1a", 138, 207);
    for (guint i = 0; i < s->page->legend->len; i++) {
        guint column = i / 10, row = i % 10;
        specimen_text(s, "legend.label", specimen_entry(s, (int)i)->label, 8, "#1a1a1a",
                      145 + 40 * column, 211 + 3.4 * row);
    }
}

/* ---- map ----------------------------------------------------------------------------------- */

static void draw_zones(specimen *s) {
    amont_paint ground = fills("#fdfcf8"), casing = lines("#ffffff", 0.9);
    amont_paint limit = lines("#4d4d4d", 0.4), hatch = lines("#8c8c8c", 0.18);
    for (size_t i = 0; i < G_N_ELEMENTS(zones); i++)
        specimen_box(s, "map.territory", zones[i], &ground, -1);
    for (int i = 0; i < 3; i++)
        specimen_box(s, "map.class", zones[i], &specimen_entry(s, s->zones[i])->paint, s->zones[i]);
    amont_paint none = fills("#f4f4f4");
    specimen_box(s, "map.missing", zones[3], &none, s->missing);
    amont_page_rectangle(s->page, zones[3]);
    amont_page_clip(s->page);
    amont_page_hatch(s->page, zones[3], 1.2, -45);
    amont_page_paint(s->page, "map.missing", &hatch, -1);
    amont_page_unclip(s->page);
    for (size_t i = 0; i < G_N_ELEMENTS(zones); i++)
        specimen_box(s, "map.limit", zones[i], &casing, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(zones); i++)
        specimen_box(s, "map.limit", zones[i], &limit, -1);
}

static void draw_ground(specimen *s) {
    amont_paint beyond = fills("#f0f0ef");
    amont_paint neighbour = {
        .fill = specimen_colour("#f0f0ef"), .stroke = specimen_colour("#c4c4c2"), .width_mm = 0.2};
    specimen_box(s, "map.beyond", frame, &beyond, -1);
    specimen_box(s, "map.neighbour", (amont_box){12, 32, 70, 200}, &neighbour, -1);
    draw_zones(s);
    amont_page_move(s->page, 182, 40);
    amont_page_line(s->page, 182, 195);
    amont_page_paint(s->page, "map.context.water", &specimen_entry(s, s->water)->paint, s->water);
}

static void draw_symbols(specimen *s) {
    static const double at[3][2] = {{80, 110}, {130, 110}, {80, 160}};
    static const char *const values[] = {"100", "50", "20"};
    for (int i = 0; i < 3; i++) {
        double size = specimen_entry(s, s->discs[i])->size_mm;
        amont_text_style style = style_of(7, "#ffffff");
        disc(s, "map.disc", at[i][0], at[i][1], size, "#2f5f8f", s->discs[0]);
        double down = amont_page_measure(s->page, values[i], &style).capital / 2;
        amont_page_text(s->page, "label.value", values[i], &style, at[i][0], at[i][1] + down,
                        AMONT_CENTRE);
    }
    specimen_entry(s, s->discs[1])->drawn = specimen_entry(s, s->discs[2])->drawn = 0;
    disc(s, "map.context", 30, 150, 2, "#333333", s->stations[0]);
    amont_page_symbol(s->page, AMONT_SYMBOL_SQUARE, 30, 170, 2);
    amont_page_paint(s->page, "map.context", &specimen_entry(s, s->stations[1])->paint,
                     s->stations[1]);
    specimen_text(s, "label.point", "Le Port", 7, "#333333", 31.7, 150.8);
    specimen_text(s, "label.point", "Le Pont", 7, "#333333", 31.7, 170.8);
}

static void badge(specimen *s, const char *role, int project, double x, double y) {
    const char *numbers[] = {"1", "2"};
    const amont_legend_entry *entry = specimen_entry(s, s->projects[project]);
    amont_text_style style = style_of(7, "#ffffff");
    amont_page_symbol(s->page, entry->symbol, x, y, entry->size_mm);
    amont_page_paint(s->page, role, &entry->paint, s->projects[project]);
    double down = amont_page_measure(s->page, numbers[project], &style).capital / 2;
    amont_page_text(s->page, "label.badge", numbers[project], &style, x, y + down, AMONT_CENTRE);
}

static void draw_names(specimen *s) {
    static const double at[4][2] = {{80, 80}, {140, 80}, {110, 145}, {110, 190}};
    for (int i = 0; i < 4; i++) {
        amont_text_style style = style_of(9.5, "#1a1a1a");
        style.halo_mm = 0.4;
        style.halo =
            i < 3 ? specimen_entry(s, s->zones[i])->paint.fill : specimen_colour("#f4f4f4");
        amont_page_text(s->page, "label.zone", specimen_panel(s)->names->pdata[i], &style, at[i][0],
                        at[i][1], AMONT_LEFT);
    }
    specimen_text(s, "label.neighbour", "Ailleurs", 7, "#6b6b6b", 30, 60);
    amont_text_style water = style_of(8, "#1f5f93");
    water.italic = true;
    water.halo_mm = 0.3;
    water.halo = specimen_colour("#f0f0ef");
    amont_page_text_turned(s->page, "label.water", "La Rivière", &water, 186, 120, -G_PI / 3);
}

/* ---- furniture ----------------------------------------------------------------------------- */

static void draw_scale(specimen *s) {
    amont_paint dark = {
        .fill = specimen_colour("#333333"), .stroke = specimen_colour("#333333"), .width_mm = 0.15};
    amont_paint light = dark;
    light.fill = specimen_colour("#ffffff");
    specimen_text(s, "scale.label", "0", 7, "#1a1a1a", 20, 235);
    specimen_text(s, "scale.label", "1", 7, "#1a1a1a", 40, 235);
    specimen_text(s, "scale.label", "2 km", 7, "#1a1a1a", 60, 235);
    specimen_box(s, "scale.bar", (amont_box){20, 236, 40, 237}, &dark, -1);
    specimen_box(s, "scale.bar", (amont_box){40, 236, 60, 237}, &light, -1);
    specimen_text(s, "scale.figure", "1:50 000", 7, "#1a1a1a", 20, 241);
}

static void draw_texts(specimen *s) {
    amont_paint line = lines("#9a9a9a", 0.2);
    specimen_box(s, "frame", frame, &line, -1);
    specimen_text(s, "list.heading", "Amont", 8, "#1a1a1a", 10, 255);
    badge(s, "list.badge", 0, 13, 259);
    badge(s, "list.badge", 1, 13, 265);
    specimen_text(s, "note", "Classes : quantiles, 3 classes.", 7, "#333333", 10, 274);
    specimen_text(s, "source",
                  "Sources : Institut fictif, 2021. Licence Ouverte 2.0. Projection : Lambert-93.",
                  7, "#555555", 10, 278);
    specimen_text(s, "source", "Réalisation : Atelier fictif, 23 novembre 2026.", 7, "#555555", 10,
                  282);
    specimen_text(s, "stamp.version", "amont 0.1.0 · 0123abcd · 2026-11-23", 6, "#6b6b6b", 150,
                  286);
}

specimen *specimen_new(void) {
    specimen *s = g_new0(specimen, 1);
    s->a = atlas_open(ATLAS_SMALL);
    s->page = amont_page_new(210, 297, s->a->fonts);
    s->page->facts = s->facts = amont_facts_new();
    say_facts(s);
    declare_all(s);
    amont_text_style title = style_of(15, "#1a1a1a");
    amont_page_text(s->page, "title", "Revenus à Rives en 2021", &title, 10, 20, AMONT_LEFT);
    specimen_text(s, "subtitle", "Revenu médian par commune", 9.5, "#333333", 10, 26);
    amont_page_rectangle(s->page, frame);
    amont_page_clip(s->page);
    draw_ground(s);
    draw_symbols(s);
    badge(s, "map.badge", 0, 120, 180);
    badge(s, "map.grouped_badge", 1, 150, 180);
    draw_names(s);
    amont_page_unclip(s->page);
    draw_legend(s);
    draw_scale(s);
    draw_texts(s);
    return s;
}

void specimen_free(specimen *s) {
    amont_page_free(s->page);
    atlas_free(s->a);
    g_free(s);
}

/* ---- changing it --------------------------------------------------------------------------- */

amont_item *specimen_item(specimen *s, const char *role, size_t nth) {
    for (guint i = 0; i < s->page->items->len; i++) {
        amont_item *item = &g_array_index(s->page->items, amont_item, i);
        if (strcmp(item->role, role) == 0 && nth-- == 0)
            return item;
    }
    fail_msg("no item '%s'", role);
    return NULL;
}

amont_legend_entry *specimen_entry(specimen *s, int entry) {
    return s->page->legend->pdata[entry];
}

amont_plot_facts *specimen_plot(specimen *s, size_t index) {
    return s->facts->plots->pdata[index];
}

amont_panel_facts *specimen_panel(specimen *s) {
    return s->facts->panels->pdata[0];
}

void specimen_move(specimen *s, amont_item *item, double dx, double dy) {
    item->x += dx;
    item->y += dy;
    item->box.min_x += dx;
    item->box.max_x += dx;
    item->box.min_y += dy;
    item->box.max_y += dy;
    for (size_t i = item->first_step; i < item->first_step + item->n_steps; i++) {
        amont_step *step = &g_array_index(s->page->steps, amont_step, i);
        step->x += dx;
        step->y += dy;
    }
}

/* Geometry of the interinstitutional style guide: a flag of 2 by 3, stars on a third of its height,
 * each in a circle of an eighteenth. */
void specimen_eu(specimen *s, double height) {
    amont_paint blue = fills("#003399"), gold = fills("#ffcc00");
    double left = 110, top = 254, x = left + 0.75 * height, y = top + height / 2;
    specimen_box(s, "eu.emblem", (amont_box){left, top, left + 1.5 * height, top + height}, &blue,
                 -1);
    for (int i = 0; i < 120; i++) {
        int corner = i % 10;
        int star = i / 10;
        double hour = star * G_PI / 6, turn = corner * G_PI / 5;
        double r = height / 18 * (corner % 2 ? 0.381966 : 1);
        double px = x + height / 3 * sin(hour) + r * sin(turn);
        double py = y - height / 3 * cos(hour) - r * cos(turn);
        if (corner == 0)
            amont_page_move(s->page, px, py);
        else
            amont_page_line(s->page, px, py);
        if (corner == 9)
            amont_page_close(s->page);
    }
    amont_page_paint(s->page, "eu.stars", &gold, -1);
    specimen_text(s, "eu.words", "Union européenne", 8, "#003399", left + 1.5 * height + 2, 260);
    specimen_item(s, "eu.words", 0)->style.family = "Liberation Sans";
    g_ptr_array_add(s->facts->eu_words, g_strdup("Union européenne"));
    s->facts->is_funded_by_eu = true;
}

/* ---- checking it --------------------------------------------------------------------------- */

static char *list_of(const amont_violations *found) {
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++)
        g_string_append_printf(list, "\n  %s: %s", amont_violation_at(found, i)->rule,
                               amont_violation_at(found, i)->text);
    return g_string_free(list, FALSE);
}

void specimen_assert_sound(specimen *s) {
    g_autoptr(amont_violations) found = amont_rules_check(s->page, &s->outputs);
    g_autofree char *list = list_of(found);
    if (found->len > 0)
        fail_msg("rules fail:%s", list);
}

void specimen_assert_says(specimen *s, const char *rule, amont_rule_severity severity,
                          const char *part) {
    g_autoptr(amont_violations) found = amont_rules_check(s->page, &s->outputs);
    for (guint i = 0; i < found->len; i++) {
        const amont_violation *v = amont_violation_at(found, i);
        if (strcmp(v->rule, rule) == 0 && v->severity == severity && strstr(v->text, part))
            return;
    }
    g_autofree char *list = list_of(found);
    fail_msg("rule %s does not fail with '%s', but:%s", rule, part, list);
}

void specimen_assert_fails(specimen *s, const char *rule, amont_rule_severity severity) {
    specimen_assert_says(s, rule, severity, "");
}
