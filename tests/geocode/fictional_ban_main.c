/* Writes a fictional BAN file, or the queries made from it: see README.md. */
#include "fictional_ban.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_queries(const GPtrArray *addresses, uint64_t seed, unsigned each) {
    g_autoptr(GPtrArray) queries = fictional_queries(addresses, seed, each);
    puts("damage;adresse;code_postal;commune;expected");
    for (guint i = 0; i < queries->len; i++) {
        const fictional_query *q = queries->pdata[i];
        printf("%s;\"%s\";%s;%s;%s\n", q->damage, q->text, q->postcode ? q->postcode : "",
               q->commune ? q->commune : "", q->expected_id);
    }
}

int main(int argc, char **argv) {
    if (argc != 4 && argc != 5) {
        fputs("usage: fictional_ban SEED COMMUNES ADDRESSES [QUERIES_OF_EACH_KIND]\n", stderr);
        return 64;
    }
    uint64_t seed = strtoull(argv[1], NULL, 10);
    g_autoptr(GPtrArray) addresses = fictional_ban(seed, (unsigned)strtoul(argv[2], NULL, 10),
                                                   (unsigned)strtoul(argv[3], NULL, 10));
    if (argc == 5) {
        print_queries(addresses, seed, (unsigned)strtoul(argv[4], NULL, 10));
        return 0;
    }
    g_autofree char *csv = fictional_ban_csv(addresses);
    fputs(csv, stdout);
    return 0;
}
