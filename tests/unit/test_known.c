/* Known data sets. The titles of columns are those of the published files; every figure and place
 * in them is invented. */
#include "amont/known.h"

#include "check.h"
#include "desk.h"

#include <math.h>
#include <string.h>

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L"
#define STUDY                                                 \
    "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n" \
    "zones:\n  commune: {source: \"@/nasty/communes.geojson\", " CREDIT "}\n"
#define LAYER(kind, file) "layers:\n  l: {kind: " kind ", source: " file ", " CREDIT "}\n"

#define DVF                                                                                     \
    "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,"             \
    "adresse_numero,adresse_suffixe,adresse_nom_voie,adresse_code_voie,code_postal,"            \
    "code_commune,nom_commune,code_departement,ancien_code_commune,ancien_nom_commune,"         \
    "id_parcelle,ancien_id_parcelle,numero_volume,lot1_numero,lot1_surface_carrez,lot2_numero," \
    "lot2_surface_carrez,lot3_numero,lot3_surface_carrez,lot4_numero,lot4_surface_carrez,"      \
    "lot5_numero,lot5_surface_carrez,nombre_lots,code_type_local,type_local,"                   \
    "surface_reelle_bati,nombre_pieces_principales,code_nature_culture,nature_culture,"         \
    "code_nature_culture_speciale,nature_culture_speciale,surface_terrain,longitude,latitude"

static amont_layer *titles(const char *list) {
    g_auto(GStrv) names = g_strsplit(list, ",", -1);
    amont_layer *layer = amont_layer_new("titles.csv", 0);
    for (char **name = names; *name; name++)
        amont_layer_add_column(layer, *name, AMONT_COLUMN_TEXT);
    return layer;
}

static void data_sets_are_known_by_their_titles(void **state) {
    (void)state;
    static const struct {
        const char *titles, *id, *code;
    } files[] = {
        {DVF, "dvf", "code_commune"},
        {"CODGEO,P22_POP,P16_POP,SUPERF,P22_LOG,PIMP21", "comparateur", "CODGEO"},
        {"idcom,idcomtxt,idreg,naf09art10,art09act10", "cerema", "idcom"},
        {"idcarreau,naf11art12", "cerema-grid", "idcarreau"},
        {"ANNEE,COMM,TYPE_LGT,LOG_AUT,LOG_COM,SDP_AUT,SDP_COM", "sitadel", "COMM"},
        {"id,id_fantoir,numero,rep,nom_voie,code_postal,code_insee,nom_commune,x,y,lon,lat", "ban",
         "code_insee"},
        {"INSEE_COM,NOM_COM,IRIS,CODE_IRIS,NOM_IRIS,TYP_IRIS", "iris", "CODE_IRIS"},
        {"insee_com,nom_com,iris,code_iris,nom_iris,typ_iris", "iris", "code_iris"},
        {"DEPCOM,NOM_COM,IRIS,DCOMIRIS,NOM_IRIS,TYP_IRIS,ORIGINE", "iris-before-2014", "DCOMIRIS"},
        {"ID,NOM,NOM_M,INSEE_COM,STATUT,POPULATION,INSEE_DEP,SIREN_EPCI", "admin-express",
         "INSEE_COM"},
        {"site_id,site_nom,site_type,comm_nom,comm_insee,dep", "cartofriches", "comm_insee"},
        {"code_insee,nom,valeur", NULL, "code_insee"},
        {"commune,valeur", NULL, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(amont_layer) layer = titles(files[i].titles);
        const amont_known *known = amont_known_find(layer);
        const char *code = amont_known_column(known, layer, AMONT_ROLE_CODE);
        if (g_strcmp0(amont_known_id(known), files[i].id) != 0)
            fail_msg("%s taken for %s", files[i].titles, amont_known_id(known));
        if (g_strcmp0(code, files[i].code) != 0)
            fail_msg("%s: code in %s", files[i].titles, code);
    }
}

static void assert_described(const char *id, const char *column, const char *label,
                             const char *unit) {
    const amont_known *known = NULL;
    for (size_t i = 0; (known = amont_known_catalogue(i)); i++)
        if (strcmp(amont_known_id(known), id) == 0)
            break;
    g_autofree char *found = NULL, *in = NULL;
    assert_true(amont_known_describe(known, column, AMONT_LANGUAGE_FR, &found, &in));
    assert_string_equal(found, label);
    assert_string_equal(in, unit);
}

static void figures_have_their_label_and_unit(void **state) {
    (void)state;
    assert_described("cerema", "naf09art10",
                     "Consommation d’espaces naturels, agricoles et forestiers, 2009-2010", "m²");
    assert_described("cerema", "art22hab23", "Consommation d’espaces pour l’habitat, 2022-2023",
                     "m²");
    assert_described("comparateur", "P22_POP", "Population municipale, 2022", "hab.");
    assert_described("comparateur", "NAIS1621", "Naissances, 2016-2021", "naissances");
    assert_described("sitadel", "LOG_AUT_2021", "Logements autorisés, 2021", "logements");
    g_autofree char *label = NULL, *unit = NULL;
    assert_false(amont_known_describe(amont_known_catalogue(0), "naf09art", AMONT_LANGUAGE_FR,
                                      &label, &unit));
}

static void zones_need_no_key(void **state) {
    desk *d = *state;
    desk_open(d, STUDY);
    assert_ok(d->error);
    const amont_level *level = amont_layers_level(d->layers, NULL);
    assert_string_equal(level->code_column, "code");
    assert_string_equal(level->names[amont_level_find(level, "94081")], "Vitry-sur-Seine");
}

static void columns_of_no_known_data_set_need_a_key(void **state) {
    desk *d = *state;
    desk_put(d, "t.csv", "commune;valeur\n94081;1\n");
    desk_open(d, STUDY LAYER("table", "t.csv"));
    desk_assert_error(d, AMONT_ERROR_DATA, "the key 'code' is needed",
                      "write 'code:' and one of the columns: commune, valeur");
}

/* Decimal commas in some columns only, and `s` for what is kept secret. */
static void the_comparison_of_territories_needs_no_key(void **state) {
    desk *d = *state;
    desk_put(d, "t.csv",
             "CODGEO;P22_POP;SUPERF;P22_LOG;PIMP21;TP6021\n"
             "94022;46000.5;5.43;20000.25;51,2;19,5\n94081;95282.0;11.67;40000.5;s;s\n");
    desk_compute(d, STUDY LAYER("table", "t.csv") "indicators: [P22_POP, PIMP21]\n");
    assert_true(desk_figure(d, "P22_POP", "commune", "94022").value == 46000.5);
    assert_true(desk_figure(d, "PIMP21", "commune", "94022").value == 51.2);
    assert_int_equal(desk_figure(d, "PIMP21", "commune", "94081").flag, AMONT_FLAG_SECRET);
    const amont_series *series = amont_table_find(d->table, "PIMP21", "commune");
    assert_string_equal(series->label, "Part des ménages fiscaux imposés, 2021");
    assert_string_equal(series->unit, "%");
}

static void consumption_needs_no_key(void **state) {
    desk *d = *state;
    desk_put(d, "t.csv",
             "idcom;idcomtxt;naf09art10;art09act10\n94022;Choisy-le-Roi;1234;1000\n"
             "94081;Vitry-sur-Seine;0;0\n");
    desk_compute(d, STUDY LAYER("table", "t.csv") "indicators: [naf09art10]\n");
    assert_true(desk_figure(d, "naf09art10", "commune", "94022").value == 1234);
    assert_true(desk_figure(d, "naf09art10", "commune", "94081").value == 0);
    assert_string_equal(amont_table_find(d->table, "naf09art10", "commune")->unit, "m²");
}

#define PERMITS                                             \
    "ANNEE;COMM;TYPE_LGT;LOG_AUT;LOG_COM;SDP_AUT;SDP_COM\n" \
    "2021;94081;Tous Logements;12.0;9.0;800.0;600.0\n"      \
    "2021;94081;Collectif;11.0;8.0;700.0;500.0\n"           \
    "2022;94081;Tous Logements;5.0;;300.0;\n"               \
    "2021;94022;Tous Logements;3.0;2.0;250.0;150.0\n"       \
    "2021;94022;Tous Logements;99.0;99.0;99.0;99.0\n"

/* Only the rows of totals count, one column a year. */
static void permits_become_one_column_a_year(void **state) {
    desk *d = *state;
    desk_put(d, "t.csv", PERMITS);
    desk_compute(d, STUDY LAYER("table", "t.csv") "indicators: [LOG_AUT_2021, LOG_AUT_2022]\n");
    assert_true(desk_figure(d, "LOG_AUT_2021", "commune", "94081").value == 12);
    assert_true(desk_figure(d, "LOG_AUT_2022", "commune", "94081").value == 5);
    assert_true(desk_figure(d, "LOG_AUT_2021", "commune", "94022").value == 3);
    assert_int_equal(desk_figure(d, "LOG_AUT_2022", "commune", "94022").flag, AMONT_FLAG_MISSING);
    desk_assert_found(d, AMONT_FINDING_TABLE_DUPLICATE, 1,
                      "t.csv:6: Sitadel, logements par commune "
                      "et par an (SDES)");
}

/* What the study says goes before what is known. */
static void permits_are_read_as_written_when_the_study_says_how(void **state) {
    desk *d = *state;
    desk_put(d, "t.csv", PERMITS);
    desk_compute(d,
                 STUDY "layers:\n  l: {kind: table, source: t.csv, code: COMM, where: \"ANNEE = "
                       "'2021' AND TYPE_LGT = 'Collectif'\", " CREDIT "}\nindicators: [LOG_AUT]\n");
    assert_true(desk_figure(d, "LOG_AUT", "commune", "94081").value == 11);
}

/* The first level has nothing to land on but what its codes say. Coordinates by gdaltransform. */
static void codes_of_val_de_marne_say_where_it_is(void **state) {
    desk *d = *state;
    desk_put(d, "z.geojson",
             "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
             "\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[{\"type\":\"Feature\",\"properties\":"
             "{\"insee\":\"94022\",\"nom\":\"Choisy-le-Roi\"},\"geometry\":{\"type\":\"Polygon\","
             "\"coordinates\":[[[267166,6235000],[268166,6235000],[268166,6236000],"
             "[267166,6235000]]]}}]}");
    desk_open(d, "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"
                 "zones:\n  commune: {source: z.geojson, " CREDIT "}\n");
    desk_assert_error(d, AMONT_ERROR_DATA, "whose codes begin with 94 do not lie in Val-de-Marne",
                      "under EPSG:3857 (Web Mercator) it would");
}

/* A row of a sale: mutation, price, place; the other cells are empty. */
static void append_sale(GString *text, const char *id, const char *price, const char *place) {
    g_string_append_printf(text, "%s,2021-03-04,1,Vente,%s,,,,,,94081,,94", id, price);
    for (int i = 13; i < 38; i++)
        g_string_append_c(text, ',');
    g_string_append_printf(text, ",%s\n", place);
}

static void sales_are_grouped_by_mutation(void **state) {
    desk *d = *state;
    g_autoptr(GString) text = g_string_new(DVF "\n");
    append_sale(text, "2021-1", "200000", "2.40,48.78");
    append_sale(text, "2021-2", "300000", "2.40,48.78");
    append_sale(text, "2021-1", "200000", "2.40,48.78");
    append_sale(text, "2021-2", "310000", ",");
    append_sale(text, "", "1", "2.40,48.78");
    desk_put(d, "t.csv", text->str);
    desk_compute(
        d,
        STUDY LAYER("sales", "t.csv") "indicators:\n"
                                      "  - {id: n, stat: count, layer: l}\n"
                                      "  - {id: prix, stat: sum, layer: l, field: valeur_fonciere, "
                                      "where: \"valeur_fonciere <> '1'\"}\n");
    const amont_sales *sales = d->layers->sales->pdata[0];
    assert_int_equal(sales->n_sales, 3);
    static const size_t expected[] = {0, 1, 0, 1, 2};
    assert_memory_equal(sales->sale_of_row, expected, sizeof expected);
    desk_assert_found(d, AMONT_FINDING_SALE_PRICES, 1, "t.csv:5: 2021-2 valeur_fonciere");
    desk_assert_found(d, AMONT_FINDING_SALE_NO_POSITION, 1, "t.csv:5: 2021-2 (, )");
    desk_assert_found(d, AMONT_FINDING_SALE_UNIDENTIFIED, 1, "t.csv:6: id_mutation");
    assert_true(isnan(sales->x[3]));
    /* a sale counts once, with the price of its first row; they lie beside the zones */
    assert_true(amont_table_find(d->table, "n", "commune")->outside.value == 3);
    const amont_series *prices = amont_table_find(d->table, "prix", "commune");
    assert_true(prices->whole == 500000);
    assert_int_equal(prices->outside.flag, AMONT_FLAG_SECRET); /* of two sales */
    assert_true(fabs(sales->x[0] - 655913) <
                1000); /* by hand: 0.6 degrees of 73.4 km west of 700 km */
}

static void points_in_longitude_and_latitude_need_no_key(void **state) {
    desk *d = *state;
    desk_put(d, "t.csv", "nom;lon;lat\nA;2.40;48.78\n");
    desk_open(d, STUDY LAYER("context", "t.csv"));
    assert_ok(d->error);
    const amont_context *context = d->layers->contexts->pdata[0];
    assert_int_equal(context->layer->shapes->n_points, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_sets_are_known_by_their_titles),
        cmocka_unit_test(figures_have_their_label_and_unit),
        DESK_TEST(zones_need_no_key),
        DESK_TEST(codes_of_val_de_marne_say_where_it_is),
        DESK_TEST(columns_of_no_known_data_set_need_a_key),
        DESK_TEST(the_comparison_of_territories_needs_no_key),
        DESK_TEST(consumption_needs_no_key),
        DESK_TEST(permits_become_one_column_a_year),
        cmocka_unit_test_setup_teardown(permits_are_read_as_written_when_the_study_says_how,
                                        desk_set_up, desk_tear_down),
        DESK_TEST(sales_are_grouped_by_mutation),
        DESK_TEST(points_in_longitude_and_latitude_need_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
