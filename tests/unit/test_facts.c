/* What is noted of pages of the small archipelago: three islands are counted, one has no `part`. */
#include "amont/facts.h"

#include "amont/rules.h"
#include "atlas.h"
#include <math.h>

static void figures_are_counted_from_the_series(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_SMALL);
    g_autoptr(amont_page) page = atlas_page(a, "parts");
    assert_int_equal(page->facts->plots->len, 1);
    const amont_plot_facts *plot = page->facts->plots->pdata[0];
    assert_true(plot->has_series && plot->is_ordered);
    assert_int_equal(plot->measure, AMONT_MEASURE_RATIO);
    assert_int_equal(plot->n_values, 2);
    assert_int_equal(plot->n_missing, 1);
    assert_int_equal(plot->n_secret + plot->n_undefined + plot->n_low + plot->n_estimated, 0);
    assert_near(plot->least, 20, 1e-9); /* 0.2 times the scale of the field */
    assert_near(plot->greatest, 50, 1e-9);
    assert_true(isnan(plot->centre));
    assert_string_equal(plot->unit, "%");
    assert_true(g_str_has_prefix(plot->method, "Classes\u00a0: "));
}

static void the_page_is_told_apart_from_an_insert(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_SMALL);
    g_autoptr(amont_page) page = atlas_page(a, "parts");
    g_autoptr(amont_page) insert = atlas_page(a, "habitants");
    assert_false(page->facts->is_insert);
    assert_true(insert->facts->is_insert);
    const amont_plot_facts *plot = insert->facts->plots->pdata[0];
    assert_int_equal(plot->measure, AMONT_MEASURE_STOCK);
    assert_string_equal(page->facts->author, "Service des cartes");
    assert_string_equal(page->facts->date, "22\u00a0novembre\u00a02026");
    assert_true(page->facts->has_water); /* of the study, if not of this map */
    const amont_credit_facts *credit = page->facts->credits->pdata[0];
    assert_string_equal(credit->producer, "Cadastre");
    assert_string_equal(credit->licence, "Licence Ouverte 2.0");
}

/* Areas go with the square of the scale; the page is upside down against the plane. */
static void zones_lie_on_the_page_as_they_are_drawn(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_SMALL);
    g_autoptr(amont_page) page = atlas_page(a, "parts");
    const amont_panel_facts *panel = page->facts->panels->pdata[0];
    const amont_level *islands = amont_layers_level(a->layers, NULL);
    size_t k = 0;
    assert_int_equal(panel->names->len, 3);
    assert_string_equal(panel->names->pdata[0], "Aigle-sur-Mer");
    for (size_t zone = 0; zone < islands->n; zone++) {
        if (!islands->selected[zone])
            continue;
        double mm_of_metre = 1000 / panel->denominator;
        assert_near(amont_shapes_area(panel->zones, k++),
                    amont_shapes_area(islands->layer->shapes, zone) * mm_of_metre * mm_of_metre,
                    1e-6);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_counted_from_the_series),
        cmocka_unit_test(the_page_is_told_apart_from_an_insert),
        cmocka_unit_test(zones_lie_on_the_page_as_they_are_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
