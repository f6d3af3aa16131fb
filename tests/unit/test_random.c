#include "amont/random.h"

#include "check.h"

/* The known answers that the authors publish with Random123. */
static void philox_gives_the_published_answers(void **state) {
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], out[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        uint32_t out[4];
        amont_random_philox(known[i].key, known[i].counter, out);
        for (int k = 0; k < 4; k++)
            assert_int_equal(out[k], known[i].out[k]);
    }
}

/* 200,000 draws: means within five standard errors. */
static void numbers_are_spread_evenly(void **state) {
    (void)state;
    enum { N = 200000, SIDES = 7 };
    amont_random r = amont_random_stream(42, 7);
    double sum = 0;
    unsigned counts[SIDES] = {0};
    for (int i = 0; i < N; i++) {
        double u = amont_random_unit(&r);
        assert_true(u >= 0 && u < 1);
        sum += u;
        counts[amont_random_below(&r, SIDES)]++;
    }
    assert_near(sum / N, 0.5, 5 * 0.2887 / 447.2); /* sqrt(1/12), sqrt(200000) */
    for (int i = 0; i < SIDES; i++)
        assert_near(counts[i], N / 7.0, 5 * 156.5); /* sqrt(N * 1/7 * 6/7) */
}

static void streams_and_seeds_differ(void **state) {
    (void)state;
    amont_random a = amont_random_stream(1, 1), b = amont_random_stream(1, 2),
                 c = amont_random_stream(2, 1), again = amont_random_stream(1, 1);
    uint32_t first = amont_random_bits(&a);
    assert_int_not_equal(first, amont_random_bits(&b));
    assert_int_not_equal(first, amont_random_bits(&c));
    assert_int_equal(first, amont_random_bits(&again));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_the_published_answers),
        cmocka_unit_test(numbers_are_spread_evenly),
        cmocka_unit_test(streams_and_seeds_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
