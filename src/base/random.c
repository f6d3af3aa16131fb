/* The words and constants of Philox, as its authors give them. */
#include "amont/random.h"

static void round_once(uint32_t key0, uint32_t key1, uint32_t c[4]) {
    uint64_t a = (uint64_t)0xD2511F53u * c[0], b = (uint64_t)0xCD9E8D57u * c[2];
    uint32_t next[] = {(uint32_t)(b >> 32) ^ c[1] ^ key0, (uint32_t)b,
                       (uint32_t)(a >> 32) ^ c[3] ^ key1, (uint32_t)a};
    for (int i = 0; i < 4; i++)
        c[i] = next[i];
}

void amont_random_philox(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4]) {
    uint32_t key0 = key[0], key1 = key[1];
    for (int i = 0; i < 4; i++)
        out[i] = counter[i];
    for (int i = 0; i < 10; i++) {
        round_once(key0, key1, out);
        key0 += 0x9E3779B9u; /* the golden ratio, and sqrt(3) - 1 */
        key1 += 0xBB67AE85u;
    }
}

amont_random amont_random_stream(uint64_t seed, uint64_t stream) {
    return (amont_random){
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
        .counter = {0, 0, (uint32_t)stream, (uint32_t)(stream >> 32)},
        .used = 4,
    };
}

uint32_t amont_random_bits(amont_random *r) {
    if (r->used == 4) {
        amont_random_philox(r->key, r->counter, r->block);
        r->used = 0;
        if (++r->counter[0] == 0)
            r->counter[1]++;
    }
    return r->block[r->used++];
}

double amont_random_unit(amont_random *r) {
    uint64_t high = amont_random_bits(r) >> 5, low = amont_random_bits(r) >> 6;
    return (double)(high << 26 | low) * 0x1p-53;
}

uint32_t amont_random_below(amont_random *r, uint32_t n) {
    uint64_t product = (uint64_t)amont_random_bits(r) * n;
    uint32_t biased = (uint32_t)(-n % n); /* 2^32 mod n */
    while ((uint32_t)product < biased)
        product = (uint64_t)amont_random_bits(r) * n;
    return (uint32_t)(product >> 32);
}
