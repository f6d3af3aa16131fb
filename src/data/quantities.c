/* The table of quantities. Titles: INSEE's comparator of territories, SDES's Sitadel and LOVAC,
 * Cerema's flows of land consumption, and those of the bundled table. */
#include "amont/quantity.h"

#include <string.h>

/* ---- titles -------------------------------------------------------------------------------- */

bool amont_title_matches(const char *pattern, const char *title,
                         char digits[AMONT_TITLE_DIGITS + 1]) {
    size_t n = 0;
    for (; *pattern && *title; pattern++, title++) {
        if (*pattern != '#') {
            if (g_ascii_tolower(*pattern) != g_ascii_tolower(*title))
                return false;
            continue;
        }
        if (!g_ascii_isdigit(*title) || n == AMONT_TITLE_DIGITS)
            return false;
        digits[n++] = *title;
    }
    digits[n] = '\0';
    return *pattern == '\0' && *title == '\0';
}

int amont_year_of_digits(const char *two) {
    int year = (two[0] - '0') * 10 + two[1] - '0';
    return year + (two[0] >= '6' ? 1900 : 2000);
}

/* Four digits. */
static int whole_year(const char *digits) {
    char four[5] = {0};
    memcpy(four, digits, 4);
    return (int)g_ascii_strtoull(four, NULL, 10);
}

static amont_years years_of(const char digits[AMONT_TITLE_DIGITS + 1], size_t n, bool is_flux) {
    if (n == 2)
        return (amont_years){amont_year_of_digits(digits), amont_year_of_digits(digits)};
    if (n == 4 && is_flux) /* two years of two digits */
        return (amont_years){amont_year_of_digits(digits), amont_year_of_digits(digits + 2)};
    if (n == 4)
        return (amont_years){whole_year(digits), whole_year(digits)};
    if (n == AMONT_TITLE_DIGITS)
        return (amont_years){whole_year(digits), whole_year(digits + 4)};
    return (amont_years){0, 0};
}

bool amont_quantity_is_title(const amont_quantity *quantity, const char *title,
                             amont_years *years) {
    char digits[AMONT_TITLE_DIGITS + 1] = "";
    for (size_t i = 0; i < G_N_ELEMENTS(quantity->titles) && quantity->titles[i]; i++) {
        if (!amont_title_matches(quantity->titles[i], title, digits))
            continue;
        *years = years_of(digits, strlen(digits), quantity->is_flux);
        return true;
    }
    return false;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define STOCK .measure = AMONT_MEASURE_STOCK
#define RATIO .measure = AMONT_MEASURE_RATIO
#define INHABITANTS \
    { "hab.", "inhabitants" }
#define DWELLINGS \
    { "logements", "dwellings" }
#define ESTABLISHMENTS \
    { "établissements", "establishments" }
#define SQUARE_METRES \
    { "m²", "m²" }

static const amont_quantity quantities[] = {
    {"population",
     {"Population", "Population"},
     INHABITANTS,
     STOCK,
     .titles = {"P##_POP", "pop_####", "population_####", "population", "ind"}},
    {"population_15_64",
     {"Population de 15 à 64 ans", "Population aged 15 to 64"},
     INHABITANTS,
     STOCK,
     .titles = {"P##_POP1564", "pop_15_64_####"}},
    {"active_15_64",
     {"Actifs de 15 à 64 ans", "Labour force aged 15 to 64"},
     INHABITANTS,
     STOCK,
     .titles = {"P##_ACT1564", "actifs_15_64_####"}},
    {"unemployed_15_64",
     {"Chômeurs de 15 à 64 ans", "Unemployed aged 15 to 64"},
     INHABITANTS,
     STOCK,
     .titles = {"P##_CHOM1564", "chomeurs_15_64_####"}},
    {"population_priority",
     {"Population des quartiers prioritaires", "Population of priority areas"},
     INHABITANTS,
     STOCK,
     .titles = {"pop_qpv_####", "pop_qpv"}},
    {"households",
     {"Ménages", "Households"},
     {"ménages", "households"},
     STOCK,
     .titles = {"P##_MEN", "menages_####", "residences_principales_####", "P##_RP"}},
    {"dwellings",
     {"Logements", "Dwellings"},
     DWELLINGS,
     STOCK,
     .titles = {"P##_LOG", "logements_####"}},
    {"dwellings_main",
     {"Résidences principales", "Main residences"},
     DWELLINGS,
     STOCK,
     .titles = {"P##_RP", "residences_principales_####"}},
    {"dwellings_second",
     {"Résidences secondaires et logements occasionnels", "Second homes"},
     DWELLINGS,
     STOCK,
     .titles = {"P##_RSECOCC", "residences_secondaires_####"}},
    {"dwellings_vacant",
     {"Logements vacants (recensement)", "Vacant dwellings (census)"},
     DWELLINGS,
     STOCK,
     .titles = {"P##_LOGVAC", "logements_vacants_####"}},
    {"dwellings_owner",
     {"Résidences principales occupées par leur propriétaire",
      "Main residences lived in by their owner"},
     DWELLINGS,
     STOCK,
     .titles = {"P##_RP_PROP", "rp_proprietaires_####"}},
    {"dwellings_private",
     {"Logements privés", "Private dwellings"},
     DWELLINGS,
     STOCK,
     .titles = {"pp_total_##"}},
    {"dwellings_private_vacant",
     {"Logements privés vacants depuis plus de deux ans",
      "Private dwellings vacant for over two years"},
     DWELLINGS,
     STOCK,
     .titles = {"pp_vacant_plus_2ans_##"}},
    {"dwellings_authorised",
     {"Logements autorisés", "Dwellings authorised"},
     DWELLINGS,
     STOCK,
     .is_public = true,
     .titles = {"LOG_AUT_####"}},
    {"dwellings_begun",
     {"Logements commencés", "Dwellings begun"},
     DWELLINGS,
     STOCK,
     .is_public = true,
     .titles = {"LOG_COM_####"}},
    {"jobs",
     {"Emplois au lieu de travail", "Jobs at the place of work"},
     {"emplois", "jobs"},
     STOCK,
     .titles = {"P##_EMPLT", "emplois_####"}},
    {"establishments",
     {"Établissements actifs", "Establishments"},
     ESTABLISHMENTS,
     STOCK,
     .titles = {"ETTOT##", "etab_actifs_####"}},
    {"establishments_industry",
     {"Établissements de l’industrie", "Industrial establishments"},
     ESTABLISHMENTS,
     STOCK,
     .titles = {"ETBE##", "etab_industrie_####"}},
    {"income_median",
     {"Revenu disponible médian par unité de consommation",
      "Median disposable income per consumption unit"},
     {"€/an", "€/year"},
     RATIO,
     .titles = {"MED##", "niveau_vie_median_####", "revenu_median"}},
    {"poverty_rate",
     {"Taux de pauvreté (seuil de 60 %)", "Poverty rate (60 % threshold)"},
     {"%", "%"},
     RATIO,
     .titles = {"TP60##", "taux_pauvrete_####"}},
    {"consumed",
     {"Espaces consommés", "Land consumed"},
     SQUARE_METRES,
     STOCK,
     .is_flux = true,
     .titles = {"naf##art##"}},
    {"consumed_housing",
     {"Espaces consommés pour l’habitat", "Land consumed for housing"},
     SQUARE_METRES,
     STOCK,
     .is_flux = true,
     .titles = {"art##hab##"}},
    {"consumed_activity",
     {"Espaces consommés pour l’activité", "Land consumed for activity"},
     SQUARE_METRES,
     STOCK,
     .is_flux = true,
     .titles = {"art##act##"}},
    {"consumed_mixed",
     {"Espaces consommés à destination mixte", "Land consumed for mixed uses"},
     SQUARE_METRES,
     STOCK,
     .is_flux = true,
     .titles = {"art##mix##"}},
    {"consumed_roads",
     {"Espaces consommés pour les routes", "Land consumed for roads"},
     SQUARE_METRES,
     STOCK,
     .is_flux = true,
     .titles = {"art##rou##"}},
    {"consumed_rail",
     {"Espaces consommés pour le rail", "Land consumed for railways"},
     SQUARE_METRES,
     STOCK,
     .is_flux = true,
     .titles = {"art##fer##"}},
    {"consumed_unknown",
     {"Espaces consommés, destination inconnue", "Land consumed, use unknown"},
     SQUARE_METRES,
     STOCK,
     .is_flux = true,
     .titles = {"art##inc##"}},
};

const amont_quantity *amont_quantity_catalogue(size_t index) {
    return index < G_N_ELEMENTS(quantities) ? &quantities[index] : NULL;
}

const amont_quantity *amont_quantity_find(const char *id) {
    for (size_t i = 0; i < G_N_ELEMENTS(quantities); i++)
        if (strcmp(quantities[i].id, id) == 0)
            return &quantities[i];
    return NULL;
}
