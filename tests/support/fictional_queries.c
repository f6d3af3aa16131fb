/* Damaged addresses as a planner's file has them: in columns or in one text. */
#include "fictional_ban.h"

static fictional_parts take_parts(const fictional_address *a) {
    return (fictional_parts){.before = g_strdup(""),
                             .number = g_strdup_printf("%u", a->number),
                             .repetition = g_strdup(a->repetition),
                             .way = g_strdup(a->way),
                             .postcode = g_strdup(a->postcode),
                             .commune = g_strdup(a->commune),
                             .after = g_strdup("")};
}

static void clear_parts(fictional_parts *p) {
    g_free(p->before);
    g_free(p->number);
    g_free(p->repetition);
    g_free(p->way);
    g_free(p->postcode);
    g_free(p->commune);
    g_free(p->after);
}

static char *street_line(const fictional_parts *p) {
    g_autofree char *number =
        g_strdup_printf("%s%s%s", p->number, *p->repetition ? " " : "", p->repetition);
    if (p->number_last)
        return g_strdup_printf("%s%s, %s", p->before, p->way, number);
    return g_strdup_printf("%s%s%s%s", p->before, number, *number ? " " : "", p->way);
}

static fictional_query *write_query(const fictional_parts *p, const fictional_address *a,
                                    const char *damage, bool in_columns) {
    fictional_query *query = g_new0(fictional_query, 1);
    g_autofree char *line = street_line(p);
    query->damage = damage;
    query->expected_id = g_strdup(p->way_expected ? a->way_id : a->id);
    query->commune_code = g_strdup(a->commune_code);
    if (in_columns) {
        query->text = g_strconcat(line, p->after, NULL);
        query->postcode = g_strdup(p->postcode);
        query->commune = g_strdup(p->commune);
    } else {
        query->text = g_strdup_printf("%s, %s %s%s", line, p->postcode, p->commune, p->after);
    }
    return query;
}

static void free_query(void *data) {
    fictional_query *query = data;
    g_free(query->text);
    g_free(query->postcode);
    g_free(query->commune);
    g_free(query->expected_id);
    g_free(query->commune_code);
    g_free(query);
}

GPtrArray *fictional_queries(const GPtrArray *addresses, uint64_t seed, unsigned each) {
    GPtrArray *queries = g_ptr_array_new_with_free_func(free_query);
    fictional_dice dice = {seed};
    for (size_t k = 0; k < G_N_ELEMENTS(fictional_damages); k++)
        for (unsigned made = 0; made < each;) {
            const fictional_address *a = addresses->pdata[fictional_roll(&dice, addresses->len)];
            fictional_parts parts = take_parts(a);
            if (fictional_damages[k].inflict(&parts, &dice))
                g_ptr_array_add(queries,
                                write_query(&parts, a, fictional_damages[k].name, made++ % 2 == 0));
            clear_parts(&parts);
        }
    return queries;
}
