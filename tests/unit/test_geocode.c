#include "amont/geocode.h"

#include "check.h"
#include "fictional_ban.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static const char header[] =
    "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat;nom_ld\n";

/* Two islands that share a postcode and a street, and one apart. */
static const char islands[] =
    "99001_0010_00012;12;;Avenue de la Liberté;99100;99001;Port-Aigle;1.0;46.0;\n"
    "99001_0010_00012_bis;12;bis;Avenue de la Liberté;99100;99001;Port-Aigle;1.001;46.0;\n"
    "99001_0010_00014;14;;Avenue de la Liberté;99100;99001;Port-Aigle;1.002;46.0;Le Gréement\n"
    "99001_0020_00001;1;;Rue du 8 Mai 1945;99100;99001;Port-Aigle;1.003;46.01;\n"
    "99001_0020_00008;8;;Rue du 8 Mai 1945;99100;99001;Port-Aigle;1.003;46.02;\n"
    "99001_0030_00003;3;;Rue des Mouettes;99100;99001;Port-Aigle;1.004;46.01;\n"
    "99002_0030_00003;3;;Rue des Mouettes;99100;99002;Saint-Orlan;1.3;46.3;\n"
    "99002_0040_00005;5;;Place Ogier IV;99100;99002;Saint-Orlan;1.31;46.3;\n"
    "99002_0050_00002;2;;Les Basses Landes;99100;99002;Saint-Orlan;1.32;46.3;\n"
    "99003_0010_00007;7;;Grande Rue;99200;99003;Houle-le-Vieux;1.6;46.6;\n"
    "99003_0030_00003;3;;Rue Port Aigle;99200;99003;Houle-le-Vieux;1.61;46.6;\n";

typedef struct fixture {
    char *folder, *ban, *index;
    amont_gazetteer *gazetteer;
} fixture;

static char *write_file(const fixture *f, const char *name, const char *text) {
    char *path = g_build_filename(f->folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static fixture *open_fixture(const char *csv) {
    g_autoptr(GError) error = NULL;
    fixture *f = g_new0(fixture, 1);
    f->folder = g_dir_make_tmp("amont-XXXXXX", &error);
    assert_ok(error);
    f->ban = write_file(f, "adresses-99.csv", csv);
    f->index = g_build_filename(f->folder, "index.db", NULL);
    f->gazetteer = amont_gazetteer_open(f->ban, NULL, &error);
    assert_ok(error);
    return f;
}

static void close_fixture(fixture *f) {
    amont_gazetteer_free(f->gazetteer);
    g_unlink(f->index);
    g_unlink(f->ban);
    assert_int_equal(g_rmdir(f->folder), 0);
    g_free(f->index);
    g_free(f->ban);
    g_free(f->folder);
    g_free(f);
}

static int open_islands(void **state) {
    g_autofree char *csv = g_strconcat(header, islands, NULL);
    *state = open_fixture(csv);
    return 0;
}

static int close_islands(void **state) {
    close_fixture(*state);
    return 0;
}

/* ---- one address --------------------------------------------------------------------------- */

static amont_match look(void **state, const char *text, const char *postcode, const char *commune) {
    const fixture *f = *state;
    g_autoptr(GError) error = NULL;
    amont_match match = {0};
    amont_address address = {text, postcode, commune};
    assert_true(amont_geocode(f->gazetteer, &address, &match, &error));
    assert_ok(error);
    return match;
}

static void check_match(void **state, const char *text, const char *postcode, const char *commune,
                        const char *ban_id, amont_match_precision precision, double score) {
    amont_match match = look(state, text, postcode, commune);
    if (!match.ban_id || strcmp(match.ban_id, ban_id) != 0)
        print_message("'%s' is '%s' with %.3f\n", text, match.label ? match.label : "",
                      match.score);
    assert_string_equal(match.ban_id, ban_id);
    assert_int_equal(match.precision, precision);
    assert_near(match.score, score, 0.005);
    amont_match_clear(&match);
}

static void an_address_as_the_ban_writes_it_scores_one(void **state) {
    check_match(state, "12 Avenue de la Liberté 99100 Port-Aigle", NULL, NULL, "99001_0010_00012",
                AMONT_MATCH_ADDRESS, 1);
    check_match(state, "12 Avenue de la Liberté", "99100", "Port-Aigle", "99001_0010_00012",
                AMONT_MATCH_ADDRESS, 1);
    check_match(state, "12 Avenue de la Liberté", NULL, "99001", "99001_0010_00012",
                AMONT_MATCH_ADDRESS, 1);
    check_match(state, "12 av de la liberte port aigle", NULL, NULL, "99001_0010_00012",
                AMONT_MATCH_ADDRESS, 1);
    check_match(state, "7 grande rue, houle le vieux", NULL, NULL, "99003_0010_00007",
                AMONT_MATCH_ADDRESS, 1);
}

static void a_repetition_is_found_in_all_its_spellings(void **state) {
    check_match(state, "12 bis av. de la Liberté", "99100", "Port-Aigle", "99001_0010_00012_bis",
                AMONT_MATCH_ADDRESS, 1);
    check_match(state, "12bis av. de la Liberté", "99100", "Port-Aigle", "99001_0010_00012_bis",
                AMONT_MATCH_ADDRESS, 1);
    check_match(state, "12B avenue de la Liberté", "99100", "Port-Aigle", "99001_0010_00012_bis",
                AMONT_MATCH_ADDRESS, 0.97);
    check_match(state, "14 ter avenue de la Liberté", "99100", "Port-Aigle", "99001_0010_00014",
                AMONT_MATCH_ADDRESS, 0.85);
}

static void a_number_that_is_not_there_gives_the_street(void **state) {
    check_match(state, "99 avenue de la Liberté", "99100", "Port-Aigle", "99001_0010",
                AMONT_MATCH_STREET, 0.75);
    check_match(state, "avenue de la Liberté", "99100", "Port-Aigle", "99001_0010",
                AMONT_MATCH_STREET, 1);
    check_match(state, "13-14 avenue de la Liberté", "99100", "Port-Aigle", "99001_0010_00014",
                AMONT_MATCH_ADDRESS, 0.95);
}

static void a_number_in_the_name_is_no_house_number(void **state) {
    check_match(state, "8 rue du 8 mai 1945 99100 Port-Aigle", NULL, NULL, "99001_0020_00008",
                AMONT_MATCH_ADDRESS, 1);
    check_match(state, "rue du 8 mai 1945, 1", NULL, "Port-Aigle", "99001_0020_00001",
                AMONT_MATCH_ADDRESS, 1);
    check_match(state, "rue du huit mai 1945", NULL, "Port-Aigle", "99001_0020", AMONT_MATCH_STREET,
                1);
    check_match(state, "5 place Ogier 4", NULL, "St Orlan", "99002_0040_00005", AMONT_MATCH_ADDRESS,
                1);
}

static void a_locality_is_a_place(void **state) {
    check_match(state, "Les Basses Landes", NULL, "Saint-Orlan", "99002_0050", AMONT_MATCH_PLACE,
                1);
    check_match(state, "le greement", NULL, "Port-Aigle", "", AMONT_MATCH_PLACE, 1);
}

static void a_commune_alone_is_a_commune(void **state) {
    check_match(state, "Port-Aigle", NULL, NULL, "99001", AMONT_MATCH_COMMUNE, 1);
    check_match(state, "", "99100", "Saint Orlan", "99002", AMONT_MATCH_COMMUNE, 1);
    check_match(state, "12 rue Introuvable", NULL, "Port-Aigle", "99001", AMONT_MATCH_COMMUNE, 0.4);
}

static void what_fits_twice_is_ambiguous(void **state) {
    check_match(state, "3 rue des Mouettes", NULL, NULL, "99001_0030_00003", AMONT_MATCH_ADDRESS,
                0.55);
    check_match(state, "3 rue des Mouettes 99100", NULL, NULL, "99001_0030_00003",
                AMONT_MATCH_ADDRESS, 0.55);
    amont_match match = look(state, "3 rue des Mouettes", NULL, NULL);
    g_autofree char *remarks = amont_match_remarks_text(match.remarks);
    assert_string_equal(remarks, "commune_unstated ambiguous");
    amont_match_clear(&match);
}

static void a_contradiction_never_scores_above_its_cap(void **state) {
    /* another commune's postcode, one from elsewhere, another commune, a commune not in the file */
    check_match(state, "12 avenue de la Liberté", "99200", "Port-Aigle", "99001_0010_00012",
                AMONT_MATCH_ADDRESS, 0.74);
    check_match(state, "12 avenue de la Liberté", "01000", "Port-Aigle", "99001_0010_00012",
                AMONT_MATCH_ADDRESS, 0.495);
    check_match(state, "12 avenue de la Liberté", "99100", "Trifouilly", "99001_0010_00012",
                AMONT_MATCH_ADDRESS, 0.6);
    amont_match match = look(state, "12 avenue de la Liberté", NULL, "Trifouilly");
    assert_true(match.score <= 0.4);
    amont_match_clear(&match);
}

static void nothing_is_found_in_nothing(void **state) {
    static const char *const texts[] = {"", " ", "?", "zzzzzz", "12", "\xff\xfe", "'\" OR 1=1 --"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        amont_match match = look(state, texts[i], NULL, NULL);
        assert_int_equal(match.precision, AMONT_MATCH_NONE);
        assert_int_equal(match.remarks, AMONT_REMARK_NOT_FOUND);
        amont_match_clear(&match);
    }
}

/* ---- files --------------------------------------------------------------------------------- */

static void an_index_is_kept_and_made_anew_when_the_file_has_changed(void **state) {
    fixture *f = *state;
    g_autoptr(GError) error = NULL;
    amont_gazetteer *made = amont_gazetteer_open(f->ban, f->index, &error);
    assert_ok(error);
    GStatBuf before, again, after;
    assert_int_equal(g_stat(f->index, &before), 0);
    amont_gazetteer *kept = amont_gazetteer_open(f->ban, f->index, &error);
    assert_ok(error);
    assert_int_equal(g_stat(f->index, &again), 0);
    assert_int_equal(before.st_ino, again.st_ino);
    assert_int_equal(amont_gazetteer_count(kept).addresses, 11);
    assert_int_equal(amont_gazetteer_count(kept).communes, 3);
    g_autofree char *more = g_strconcat(header, islands, islands, NULL);
    g_free(write_file(f, "adresses-99.csv", more));
    amont_gazetteer *anew = amont_gazetteer_open(f->ban, f->index, &error);
    assert_ok(error);
    assert_int_equal(g_stat(f->index, &after), 0);
    assert_true(after.st_ino != again.st_ino || after.st_size != again.st_size ||
                amont_gazetteer_count(anew).addresses == 22);
    amont_gazetteer_free(made);
    amont_gazetteer_free(kept);
    amont_gazetteer_free(anew);
}

static void assert_refused(fixture *f, const char *csv, int code, const char *said) {
    g_autoptr(GError) error = NULL;
    g_free(write_file(f, "adresses-99.csv", csv));
    assert_null(amont_gazetteer_open(f->ban, NULL, &error));
    assert_int_equal(error->code, code);
    if (!strstr(error->message, said))
        fail_msg("'%s' does not say '%s'", error->message, said);
}

static void a_file_that_is_no_ban_file_is_refused(void **state) {
    fixture *f = *state;
    g_autoptr(GError) error = NULL;
    assert_refused(f, "", AMONT_ERROR_DATA, "no address");
    assert_refused(f, "a;b;c\n1;2;3\n", AMONT_ERROR_DATA, "id, numero, rep, nom_voie");
    assert_refused(f, header, AMONT_ERROR_DATA, "no address");
    g_autofree char *quote = g_strconcat(header, "\"99001_0010;12\n", NULL);
    assert_refused(f, quote, AMONT_ERROR_DATA, ":2: a quote");
    assert_refused(f, "\x1f\x8b\x08", AMONT_ERROR_DATA, "cut short");
    g_autofree char *zeros = g_strnfill(2 << 20, '0');
    assert_refused(f, zeros, AMONT_ERROR_DATA, "1 MiB");
    g_free(write_file(f, "index.db", "not ours"));
    assert_null(amont_gazetteer_open(f->ban, f->index, &error));
    assert_int_equal(error->code, AMONT_ERROR_CANNOT_CREATE);
}

/* ---- two hundred damaged addresses --------------------------------------------------------- */

typedef struct tally {
    unsigned asked, found, to_review, wrong_commune;
} tally;

static bool is_found(const amont_match *match, const fictional_query *query) {
    return match->ban_id && strcmp(match->ban_id, query->expected_id) == 0;
}

static void ask(void **state, const fictional_query *query, tally *one, bool tell_misses) {
    amont_match match = look(state, query->text, query->postcode, query->commune);
    bool found = is_found(&match, query);
    bool elsewhere = match.ban_id && *match.ban_id &&
                     strncmp(match.ban_id, query->commune_code, 5) != 0 && match.score > 0.8;
    one->asked++;
    one->found += found;
    one->to_review += found && match.score < AMONT_GEOCODE_MIN_SCORE;
    one->wrong_commune += elsewhere;
    if ((!found && tell_misses) || elsewhere)
        print_message("  %s: '%s' %s %s: not %s but %s '%s' %.2f\n", query->damage, query->text,
                      query->postcode ? query->postcode : "", query->commune ? query->commune : "",
                      query->expected_id, match.ban_id ? match.ban_id : "nothing",
                      match.label ? match.label : "", match.score);
    amont_match_clear(&match);
}

static void check_damaged(uint64_t seed, unsigned n_addresses, unsigned each) {
    g_autoptr(GPtrArray) addresses = fictional_ban(seed, 24, n_addresses);
    g_autoptr(GPtrArray) queries = fictional_queries(addresses, seed + 1, each);
    g_autofree char *csv = fictional_ban_csv(addresses);
    void *state = open_fixture(csv);
    tally all = {0};
    print_message("seed %u\n", (unsigned)seed);
    for (size_t k = 0; k < G_N_ELEMENTS(fictional_damages); k++) {
        tally one = {0};
        for (guint i = 0; i < queries->len; i++) {
            const fictional_query *query = queries->pdata[i];
            if (strcmp(query->damage, fictional_damages[k].name) == 0)
                ask(&state, query, &one, true);
        }
        print_message("%-26s %u of %u\n", fictional_damages[k].name, one.found, one.asked);
        all.asked += one.asked;
        all.found += one.found;
        all.to_review += one.to_review;
        all.wrong_commune += one.wrong_commune;
    }
    print_message("found %u of %u, %u of them to review; in a wrong commune above 0.8: %u\n",
                  all.found, all.asked, all.to_review, all.wrong_commune);
    close_fixture(state);
    assert_int_equal(all.wrong_commune, 0);
    assert_true(all.found * 100 >= all.asked * 95);
}

static void nineteen_of_twenty_damaged_addresses_are_found(void **state) {
    (void)state;
    const char *seed = g_getenv("AMONT_SEED"), *each = g_getenv("AMONT_EACH");
    check_damaged(seed ? g_ascii_strtoull(seed, NULL, 10) : 94, 12000,
                  each ? (unsigned)g_ascii_strtoull(each, NULL, 10) : 10);
}

/* Half of the streets are taken out of the file, and then asked for. */
static void what_the_file_lacks_is_never_put_in_another_commune(void **state) {
    (void)state;
    g_autoptr(GPtrArray) all = fictional_ban(95, 24, 12000);
    g_autoptr(GPtrArray) left = g_ptr_array_new(), lacking = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++) {
        const fictional_address *a = all->pdata[i];
        g_ptr_array_add(g_str_hash(a->way_id) % 2 ? left : lacking, all->pdata[i]);
    }
    g_autoptr(GPtrArray) queries = fictional_queries(lacking, 96, 10);
    g_autofree char *csv = fictional_ban_csv(left);
    void *halved = open_fixture(csv);
    tally one = {0};
    for (guint i = 0; i < queries->len; i++)
        ask(&halved, queries->pdata[i], &one, false);
    print_message("asked %u, in a wrong commune above 0.8: %u\n", one.asked, one.wrong_commune);
    close_fixture(halved);
    assert_int_equal(one.asked, 200);
    assert_int_equal(one.wrong_commune, 0);
}

static void the_same_seed_makes_the_same_file(void **state) {
    (void)state;
    g_autoptr(GPtrArray) one = fictional_ban(7, 3, 300), two = fictional_ban(7, 3, 300);
    g_autofree char *left = fictional_ban_csv(one), *right = fictional_ban_csv(two);
    assert_string_equal(left, right);
}

#define ON_ISLANDS(test) cmocka_unit_test_setup_teardown(test, open_islands, close_islands)

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_ISLANDS(an_address_as_the_ban_writes_it_scores_one),
        ON_ISLANDS(a_repetition_is_found_in_all_its_spellings),
        ON_ISLANDS(a_number_that_is_not_there_gives_the_street),
        ON_ISLANDS(a_number_in_the_name_is_no_house_number),
        ON_ISLANDS(a_locality_is_a_place),
        ON_ISLANDS(a_commune_alone_is_a_commune),
        ON_ISLANDS(what_fits_twice_is_ambiguous),
        ON_ISLANDS(a_contradiction_never_scores_above_its_cap),
        ON_ISLANDS(nothing_is_found_in_nothing),
        ON_ISLANDS(an_index_is_kept_and_made_anew_when_the_file_has_changed),
        ON_ISLANDS(a_file_that_is_no_ban_file_is_refused),
        cmocka_unit_test(the_same_seed_makes_the_same_file),
        cmocka_unit_test(what_the_file_lacks_is_never_put_in_another_commune),
        cmocka_unit_test(nineteen_of_twenty_damaged_addresses_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
