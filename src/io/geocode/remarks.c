/* The names of what a match says of itself, for machines. */
#include "amont/geocode.h"

static const char *const precisions[AMONT_MATCH_PRECISIONS] = {
    [AMONT_MATCH_NONE] = "",           [AMONT_MATCH_COMMUNE] = "commune",
    [AMONT_MATCH_PLACE] = "place",     [AMONT_MATCH_STREET] = "street",
    [AMONT_MATCH_ADDRESS] = "address",
};

/* In the order of their bits. */
static const char *const remark_names[] = {
    "not_found",       "street_not_found", "street_differs",   "number_not_found", "number_differs",
    "commune_differs", "commune_unstated", "postcode_differs", "postcode_several", "ambiguous",
};

const char *amont_match_precision_name(amont_match_precision precision) {
    return precisions[precision];
}

char *amont_match_remarks_text(unsigned remarks) {
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(remark_names); i++)
        if (remarks & (1u << i))
            g_string_append_printf(text, "%s%s", text->len ? " " : "", remark_names[i]);
    return g_string_free(text, FALSE);
}

void amont_match_clear(amont_match *match) {
    g_free(match->label);
    g_free(match->ban_id);
    *match = (amont_match){0};
}
