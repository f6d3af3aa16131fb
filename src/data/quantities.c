/* The table of quantities. Titles: INSEE's comparator of territories, SDES's Sitadel and LOVAC,
 * Cerema's flows of land consumption, and those of the bundled
 * table. A quantity without titles is only found where the study's `inputs` name its columns. */
#include "amont/quantity.h"

#include "amont/error.h"

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

bool amont_years_parse(const char *text, amont_years *years) {
    char digits[AMONT_TITLE_DIGITS + 1];
    if (!amont_title_matches("####", text, digits) &&
        !amont_title_matches("####-####", text, digits))
        return false;
    years->from = whole_year(digits);
    years->until = digits[4] ? whole_year(digits + 4) : years->from;
    return years->from <= years->until;
}

bool amont_years_are_decade(amont_years years, GError **error) {
    int n = years.until - years.from + 1;
    if (n == 10)
        return true;
    amont_fail(error, AMONT_ERROR_CONFIG, "'%d-%d' is %d annual fluxes, and a reference decade ten",
               years.from, years.until, n);
    amont_hint(error, "2011-2020 is 1 January 2011 to 1 January 2021: both years are counted");
    return false;
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
#define HECTARES \
    { "ha", "ha" }

static const amont_quantity quantities[] = {
    {"area_official",
     {"Superficie officielle", "Official area"},
     {"km²", "km²"},
     STOCK,
     .titles = {"SUPERF", "superficie_km2"}},
    {"area_residential",
     {"Surface d’habitat", "Residential area"},
     HECTARES,
     STOCK,
     .titles = {"habitat_mos_ha_####", "habitat_ha"}},
    {"area_artificialised",
     {"Sol artificialisé", "Artificialised land"},
     HECTARES,
     STOCK,
     .titles = {NULL}},
    {"population",
     {"Population", "Population"},
     INHABITANTS,
     STOCK,
     .titles = {"P##_POP", "pop_####", "pop##", "population_####", "population", "ind"}},
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
     .titles = {"P##_MEN", "menages_####", "men##", "residences_principales_####", "P##_RP"}},
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
     .titles = {"pp_total_##", "ff_pp_total_##"}},
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
    {"dwellings_built",
     {"Logements construits", "Dwellings built"},
     DWELLINGS,
     STOCK,
     .titles = {NULL}},
    {"dwellings_built_renewal",
     {"Logements construits sur sol déjà artificialisé",
      "Dwellings built on land artificialised before"},
     DWELLINGS,
     STOCK,
     .titles = {NULL}},
    {"dwellings_demanded",
     {"Objectif de logements", "Dwellings demanded"},
     DWELLINGS,
     STOCK,
     .titles = {NULL}},
    {"jobs",
     {"Emplois au lieu de travail", "Jobs at the place of work"},
     {"emplois", "jobs"},
     STOCK,
     .titles = {"P##_EMPLT", "emplois_####", "emp##"}},
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
    {"price_index",
     {"Indice des prix à la consommation", "Consumer price index"},
     {"", ""},
     .measure = AMONT_MEASURE_INDEX,
     .titles = {"ipc_####", "cpi_####"}},
    {"poverty_rate",
     {"Taux de pauvreté (seuil de 60 %)", "Poverty rate (60 % threshold)"},
     {"%", "%"},
     RATIO,
     .titles = {"TP60##", "taux_pauvrete_####"}},
    {"buildings_ground",
     {"Emprise au sol des bâtiments", "Footprint of buildings"},
     SQUARE_METRES,
     STOCK,
     .titles = {NULL}},
    {"buildings_floors",
     {"Surface de plancher estimée", "Estimated floor area"},
     SQUARE_METRES,
     STOCK,
     .titles = {NULL}},
    {"brownfields",
     {"Friches", "Brownfields"},
     {"friches", "brownfields"},
     STOCK,
     .titles = {"friche_count"}},
    {"brownfield_idle",
     {"Friches sans projet", "Brownfields without project"},
     SQUARE_METRES,
     STOCK,
     .titles = {"friche_sans_projet_surface"}},
    {"brownfield_project",
     {"Friches avec projet", "Brownfields with a project"},
     SQUARE_METRES,
     STOCK,
     .titles = {"friche_avec_projet_surface"}},
    {"brownfield_reused",
     {"Friches reconverties", "Brownfields reused"},
     SQUARE_METRES,
     STOCK,
     .titles = {"friche_reconvertie_surface"}},
    {"zoned",
     {"Zones urbaines et à urbaniser", "Land zoned urban or to be built"},
     HECTARES,
     STOCK,
     .titles = {NULL}},
    {"zoned_open",
     {"Zones urbaines et à urbaniser non artificialisées",
      "Land zoned urban or to be built, not artificialised"},
     HECTARES,
     STOCK,
     .titles = {NULL}},
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
