#include "amont/write.h"

#include "check.h"

#include <math.h>
#include <png.h>
#include <string.h>

/* Two levels: "ile" with zones B, A, C of which C is context, and "port" with one zone. */
static amont_study study = {
    .title = (char *)"Archipel \"A\"", .date = (char *)"2026-11-22", .crs = (char *)"EPSG:2154"};

static void add_level(amont_layers *layers, const char *name, const char *const *codes,
                      const char *const *names, const size_t *by_code, size_t n) {
    amont_level *level = g_new0(amont_level, 1);
    level->name = name;
    level->n = n;
    level->codes = g_new0(char *, n);
    level->names = g_new0(char *, n);
    level->selected = g_new0(bool, n);
    level->by_code = g_memdup2(by_code, n * sizeof *by_code);
    for (size_t z = 0; z < n; z++) {
        level->codes[z] = g_strdup(codes[z]);
        level->names[z] = g_strdup(names[z]);
        level->selected[z] = strcmp(codes[z], "C") != 0;
    }
    g_ptr_array_add(layers->levels, level);
}

static amont_layers *islands(void) {
    static const char *const codes[] = {"B", "A", "C"};
    static const char *const names[] = {"Île; grande", "L'Île, \"petite\"", "Rocher"};
    static const char *const port[] = {"P"};
    static const size_t order[] = {1, 0, 2};
    amont_layers *layers = amont_layers_new(&study);
    add_level(layers, "ile", codes, names, order, 3);
    add_level(layers, "port", port, port, order + 1, 0);
    return layers;
}

static amont_series *add_series(amont_table *table, const char *id, const char *unit) {
    amont_series *series = amont_series_new(id, "ile", 3);
    g_free(series->unit);
    series->unit = g_strdup(unit);
    g_free(series->source);
    series->source = g_strdup("IGN, Îles, 2024");
    series->unplaced = series->elsewhere = series->outside = AMONT_FIGURE_MISSING;
    for (size_t z = 0; z < 3; z++)
        series->figures[z] = AMONT_FIGURE_MISSING;
    g_ptr_array_add(table->series, series);
    return series;
}

static amont_figure figure(double value, double n, amont_flag flag) {
    return (amont_figure){
        .value = value, .n = n, .flag = flag, .numerator = NAN, .denominator = NAN};
}

/* Asked in the order "z", "a": printed in the order of their names. */
static amont_table *figures(void) {
    amont_table *table = amont_table_new();
    amont_series *z = add_series(table, "z.count", "projets");
    z->has_unplaced = true;
    z->figures[0] = figure(3.5, 4, AMONT_FLAG_OK);
    z->figures[1] = figure(0, 0, AMONT_FLAG_OK);
    z->figures[2] = figure(9, 9, AMONT_FLAG_OK);
    z->unplaced = figure(0, 0, AMONT_FLAG_OK);
    z->outside = figure(1, 1, AMONT_FLAG_OK);
    amont_series *a = add_series(table, "a.mean", "€/m²");
    a->figures[0] = figure(1234567.125, NAN, AMONT_FLAG_ESTIMATED);
    a->figures[1] = figure(12, 2, AMONT_FLAG_SECRET);
    return table;
}

static char *write_as(const char *format, amont_table_style style, bool all_zones) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_layers) layers = islands();
    g_autoptr(amont_table) table = figures();
    amont_table_options options = {
        .style = style, .all_zones = all_zones, .unplaced = "non localisé", .outside = "dehors"};
    char *text = amont_table_text(table, layers, format, &options, &error);
    assert_ok(error);
    return text;
}

static void csv_is_sorted_by_level_code_and_indicator(void **state) {
    (void)state;
    g_autofree char *text = write_as("csv", AMONT_TABLE_PLAIN, false);
    assert_string_equal(
        text, "zone_level,zone_code,zone_name,indicator,value,unit,n,flag,source\n"
              "ile,A,\"L'Île, \"\"petite\"\"\",a.mean,,€/m²,2,s,\"IGN, Îles, 2024\"\n"
              "ile,A,\"L'Île, \"\"petite\"\"\",z.count,0,projets,0,ok,\"IGN, Îles, 2024\"\n"
              "ile,B,Île; grande,a.mean,1234567.125,€/m²,,est,\"IGN, Îles, 2024\"\n"
              "ile,B,Île; grande,z.count,3.5,projets,4,ok,\"IGN, Îles, 2024\"\n"
              "ile,,non localisé,z.count,0,projets,0,ok,\"IGN, Îles, 2024\"\n"
              "ile,,dehors,z.count,1,projets,1,ok,\"IGN, Îles, 2024\"\n");
}

static void french_csv_has_semicolons_decimal_commas_and_a_mark(void **state) {
    (void)state;
    g_autofree char *text = write_as("csv", AMONT_TABLE_FRENCH, false);
    assert_string_equal(
        text, "\xEF\xBB\xBFzone_level;zone_code;zone_name;indicator;value;unit;n;flag;source\n"
              "ile;A;\"L'Île, \"\"petite\"\"\";a.mean;;€/m²;2;s;IGN, Îles, 2024\n"
              "ile;A;\"L'Île, \"\"petite\"\"\";z.count;0;projets;0;ok;IGN, Îles, 2024\n"
              "ile;B;\"Île; grande\";a.mean;1234567,125;€/m²;;est;IGN, Îles, 2024\n"
              "ile;B;\"Île; grande\";z.count;3,5;projets;4;ok;IGN, Îles, 2024\n"
              "ile;;non localisé;z.count;0;projets;0;ok;IGN, Îles, 2024\n"
              "ile;;dehors;z.count;1;projets;1;ok;IGN, Îles, 2024\n");
}

static void all_zones_adds_the_context(void **state) {
    (void)state;
    g_autofree char *some = write_as("csv", AMONT_TABLE_PLAIN, false);
    g_autofree char *all = write_as("csv", AMONT_TABLE_PLAIN, true);
    assert_null(strstr(some, "Rocher"));
    assert_non_null(strstr(all, "ile,C,Rocher,a.mean,,€/m²,0,na,\"IGN, Îles, 2024\"\n"
                                "ile,C,Rocher,z.count,9,projets,9,ok,\"IGN, Îles, 2024\"\n"
                                "ile,,non localisé,"));
}

static void json_traces_every_figure(void **state) {
    (void)state;
    g_unsetenv("SOURCE_DATE_EPOCH");
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_layers) layers = islands();
    g_autoptr(amont_table) table = amont_table_new();
    amont_series *series = add_series(table, "x", "%");
    series->label = g_strdup("Part");
    series->method = g_strdup("a\nb");
    series->measure = AMONT_MEASURE_RATIO;
    series->layers = series->layers ? series->layers : g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(series->layers, g_strdup("insee"));
    series->figures[1] = (amont_figure){
        .value = 0.1, .n = 3, .flag = AMONT_FLAG_OK, .numerator = 1, .denominator = 10};
    amont_level *level = amont_layers_level(layers, "ile");
    level->selected[0] = false;
    amont_table_options options = {.unplaced = "", .outside = ""};
    g_autofree char *text = amont_table_text(table, layers, "json", &options, &error);
    assert_ok(error);
    assert_string_equal(text, "{\n"
                              "  \"study\": \"Archipel \\\"A\\\"\",\n"
                              "  \"date\": \"2026-11-22\",\n"
                              "  \"crs\": \"EPSG:2154\",\n"
                              "  \"area\": \"planar\",\n"
                              "  \"values\": [\n"
                              "    {\n"
                              "      \"zone_level\": \"ile\",\n"
                              "      \"zone_code\": \"A\",\n"
                              "      \"zone_name\": \"L'Île, \\\"petite\\\"\",\n"
                              "      \"indicator\": \"x\",\n"
                              "      \"label\": \"Part\",\n"
                              "      \"measure\": \"ratio\",\n"
                              "      \"value\": 0.1,\n"
                              "      \"unit\": \"%\",\n"
                              "      \"n\": 3,\n"
                              "      \"flag\": \"ok\",\n"
                              "      \"source\": \"IGN, Îles, 2024\",\n"
                              "      \"method\": \"a\\nb\",\n"
                              "      \"layers\": [\n"
                              "        \"insee\"\n"
                              "      ],\n"
                              "      \"numerator\": 1,\n"
                              "      \"denominator\": 10\n"
                              "    }\n"
                              "  ],\n"
                              "  \"layers\": [\n"
                              "    {\n"
                              "      \"id\": \"insee\",\n"
                              "      \"file\": \"insee.csv\",\n"
                              "      \"attributes\": null,\n"
                              "      \"where\": \"a = 1\",\n"
                              "      \"producer\": \"INSEE\",\n"
                              "      \"dataset\": null,\n"
                              "      \"vintage\": null,\n"
                              "      \"licence\": null,\n"
                              "      \"fictional\": true\n"
                              "    }\n"
                              "  ],\n"
                              "  \"conservation\": []\n"
                              "}\n");
}

static void a_value_without_flag_for_it_is_null_in_json(void **state) {
    (void)state;
    g_autofree char *text = write_as("json", AMONT_TABLE_PLAIN, false);
    assert_non_null(strstr(text, "\"value\": null,\n      \"unit\": \"€/m²\",\n      \"n\": 2,\n"
                                 "      \"flag\": \"s\""));
}

static void an_unknown_format_is_a_usage_error(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_layers) layers = islands();
    g_autoptr(amont_table) table = figures();
    amont_table_options options = {.unplaced = "", .outside = ""};
    assert_null(amont_table_text(table, layers, "xml", &options, &error));
    assert_int_equal(error->code, AMONT_ERROR_USAGE);
    assert_string_equal(error->message, "no table format 'xml'\none of: csv, json, xlsx, gpkg");
}

static void findings_as_json_hold_the_kinds_found(void **state) {
    (void)state;
    g_autoptr(amont_findings) findings = amont_findings_new();
    g_autofree char *none = amont_findings_json(findings);
    assert_string_equal(none, "[]\n");
    amont_find(findings, AMONT_FINDING_SITE_BORDER, "s.csv", 2, "C");
    amont_find_in(findings, AMONT_FINDING_SITE_OUTSIDE, "s.csv", 3, "id", "A\tB");
    g_autofree char *one = amont_findings_json(findings);
    assert_true(g_str_has_prefix(one, "[\n  {\n    \"kind\": \"site.outside\",\n"
                                      "    \"severity\": \"warning\",\n    \"count\": 1,\n"));
    assert_non_null(strstr(one, "    \"mendable\": false,\n    \"examples\": [\n      {\n"
                                "        \"file\": \"s.csv\",\n        \"row\": 3,\n"
                                "        \"column\": \"id\",\n"
                                "        \"detail\": \"A\\u0009B\"\n      }\n    ]\n  },\n"));
    assert_non_null(strstr(one, "\"kind\": \"site.border\""));
}

/* ---- PNG: the bytes are those of ISO/IEC 15948 ---- */

static uint32_t big_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The data of the first chunk of a type, or NULL. */
static const uint8_t *find_chunk(const GByteArray *png, const char *type) {
    for (size_t at = 8; at + 12 <= png->len; at += 12 + big_endian(png->data + at))
        if (memcmp(png->data + at + 4, type, 4) == 0)
            return png->data + at + 8;
    return NULL;
}

static GByteArray *encode(bool transparent, double dpi) {
    /* opaque orange; half transparent red, multiplied by its alpha */
    uint32_t pixels[] = {0xFFFF8000, 0x80800000, 0, 0xFF000000};
    g_autoptr(GError) error = NULL;
    amont_image image = {.width = 2,
                         .height = 2,
                         .stride = 8,
                         .pixels = (unsigned char *)pixels,
                         .dpi = dpi,
                         .transparent = transparent};
    GByteArray *png = g_byte_array_new();
    assert_true(amont_png_encode(&image, png, &error));
    assert_ok(error);
    return png;
}

static void assert_pixels(const GByteArray *png, int format, const uint8_t *expected, size_t n) {
    uint8_t pixels[16] = {0};
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(&image, png->data, png->len));
    image.format = (png_uint_32)format;
    assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));
    assert_memory_equal(pixels, expected, n);
}

static void without_alpha_the_image_lies_on_white(void **state) {
    (void)state;
    g_autoptr(GByteArray) png = encode(false, 300);
    /* red at alpha 128 over white: 128 + 127, 0 + 127 */
    static const uint8_t expected[] = {255, 128, 0, 255, 127, 127, 255, 255, 255, 0, 0, 0};
    assert_pixels(png, PNG_FORMAT_RGB, expected, sizeof expected);
}

static void with_alpha_the_colours_are_no_longer_multiplied(void **state) {
    (void)state;
    g_autoptr(GByteArray) png = encode(true, 300);
    static const uint8_t expected[] = {255, 128, 0, 255, 255, 0, 0, 128, 0, 0, 0, 0, 0, 0, 0, 255};
    assert_pixels(png, PNG_FORMAT_RGBA, expected, sizeof expected);
}

static void a_png_says_its_size_and_resolution(void **state) {
    (void)state;
    g_autoptr(GByteArray) png = encode(false, 300);
    assert_memory_equal(png->data, "\x89PNG\r\n\x1a\n", 8);
    const uint8_t *header = find_chunk(png, "IHDR");
    assert_int_equal(big_endian(header), 2);
    assert_int_equal(big_endian(header + 4), 2);
    assert_int_equal(header[8], 8); /* bits */
    assert_int_equal(header[9], 2); /* RGB */
    const uint8_t *resolution = find_chunk(png, "pHYs");
    assert_int_equal(big_endian(resolution), 11811); /* 300 / 0.0254 = 11811.02 */
    assert_int_equal(big_endian(resolution + 4), 11811);
    assert_int_equal(resolution[8], 1); /* metre */
    assert_non_null(find_chunk(png, "sRGB"));
    assert_null(find_chunk(png, "tIME"));
}

static void a_transparent_png_has_an_alpha_channel(void **state) {
    (void)state;
    g_autoptr(GByteArray) png = encode(true, 96);
    assert_int_equal(find_chunk(png, "IHDR")[9], 6);
    assert_int_equal(big_endian(find_chunk(png, "pHYs")), 3780); /* 96 / 0.0254 = 3779.5 */
}

static void the_same_pixels_give_the_same_bytes(void **state) {
    (void)state;
    g_autoptr(GByteArray) one = encode(true, 300);
    g_autoptr(GByteArray) other = encode(true, 300);
    assert_int_equal(one->len, other->len);
    assert_memory_equal(one->data, other->data, one->len);
}

static void an_image_without_pixels_is_an_error(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(GByteArray) png = g_byte_array_new();
    amont_image image = {.dpi = 300};
    assert_false(amont_png_encode(&image, png, &error));
    assert_int_equal(error->code, AMONT_ERROR_INTERNAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_sorted_by_level_code_and_indicator),
        cmocka_unit_test(french_csv_has_semicolons_decimal_commas_and_a_mark),
        cmocka_unit_test(all_zones_adds_the_context),
        cmocka_unit_test(json_traces_every_figure),
        cmocka_unit_test(a_value_without_flag_for_it_is_null_in_json),
        cmocka_unit_test(an_unknown_format_is_a_usage_error),
        cmocka_unit_test(findings_as_json_hold_the_kinds_found),
        cmocka_unit_test(without_alpha_the_image_lies_on_white),
        cmocka_unit_test(with_alpha_the_colours_are_no_longer_multiplied),
        cmocka_unit_test(a_png_says_its_size_and_resolution),
        cmocka_unit_test(a_transparent_png_has_an_alpha_channel),
        cmocka_unit_test(the_same_pixels_give_the_same_bytes),
        cmocka_unit_test(an_image_without_pixels_is_an_error),
    };
    amont_layer_spec insee = {.entry = {.name = "insee"},
                              .source = "insee.csv",
                              .where = "a = 1",
                              .credit = {.producer = "INSEE"},
                              .fictional = true};
    study.zones = g_ptr_array_new();
    study.layers = g_ptr_array_new();
    g_ptr_array_add(study.layers, &insee);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    g_ptr_array_unref(study.zones);
    g_ptr_array_unref(study.layers);
    return failed;
}
