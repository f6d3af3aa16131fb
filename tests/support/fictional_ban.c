/* Names are drawn from one pool by all communes, so that the same street is in several of them, and
 * names of communes and streets come in pairs that are easily taken for one another. */
#include "fictional_ban.h"

#include <math.h>
#include <string.h>

unsigned fictional_roll(fictional_dice *dice, unsigned sides) {
    uint64_t z = dice->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ (z >> 31)) % sides);
}

static const char *pick(fictional_dice *dice, const char *const *words, size_t n) {
    return words[fictional_roll(dice, (unsigned)n)];
}
#define PICK(dice, words) pick((dice), (words), G_N_ELEMENTS(words))

/* ---- names --------------------------------------------------------------------------------- */

static const char *const commune_names[] = {
    "Port-Aigle", "Saint-Orlan", "Sainte-Vireille", "Grève-Blanche", "Houle",  "Île-Rousselle",
    "Cap-Mérou",  "Anse-Perdue", "Brisemare",       "Phare-Noir",    "Goémon", "Salicorne",
};
static const char *const commune_endings[] = {
    "", "-le-Vieux", "-le-Neuf", "-sur-Houlette", "-en-Archipel", "-les-Dunes", "-lès-Brumes",
};

static const char *const types[] = {"Rue",   "Rue",     "Rue",    "Avenue", "Boulevard", "Place",
                                    "Allée", "Impasse", "Chemin", "Route",  "Square",    "Quai"};
static const char *const first_names[] = {
    "Aldric",    "Béranger",  "Célimène",  "Dorothée",    "Evrard",       "Fulgence", "Gontran",
    "Hermeline", "Isaure",    "Josselin",  "Kerrian",     "Léontine",     "Mélusin",  "Norbertin",
    "Ombeline",  "Philibert", "Quitterie", "Rodrigue",    "Sidonie",      "Théobald", "Ursuline",
    "Vivien",    "Wandrille", "Zéphirine", "Jean-Aldric", "Marie-Isaure",
};
static const char *const last_names[] = {
    "Abrignac",     "Bélouvrin",       "Corvézan",  "Dastrelle",   "Échaubard",  "Fontrevau",
    "Galibert-Noë", "Hautecombre",     "Jarrivoux", "Kermélan",    "Lancrevel",  "Morvérand",
    "Noirterre",    "Orsévane",        "Pélaudrin", "Quercivol",   "Rocamblot",  "Sorvignac",
    "Trémaudan",    "Uvernel",         "Vaucluzin", "Ysambourg",   "Zarévoux",   "Belombre",
    "Crévasson",    "Durandeau-Sylve", "Ferlampin", "Gavroncelle", "Houdremont", "Malvoisine",
    "Pontarlou",    "Rastignol",       "Vertamont", "Verdamont",
};
static const char *const things[] = {
    "des Mouettes",      "des Goélands",       "du Vieux Phare",    "de la Corderie",
    "de l'Estran",       "des Sauniers",       "du Sémaphore",      "de la Criée",
    "des Algues Vertes", "de la Petite Jetée", "du Grand Large",    "des Quatre Vents",
    "de l'Écluse Basse", "des Bouées",         "du Gréement",       "de la Houlette",
    "des Trois-Mâts",    "du Bois-Flotté",     "de l'Arche-Rompue", "des Haleurs",
};
static const char *const saints[] = {
    "Saint-Orlan", "Sainte-Vireille", "Saint-Cadreuc", "de Saint-Ferlin", "Sainte-Anastrelle",
};
static const char *const with_numbers[] = {
    "du Roi Ogier IV",    "de la Reine Alix II", "du Roi Ogier VI",           "du 12 Ventôse",
    "du 8 Frimaire 1802", "du 19 Nivôse",        "de l'Amiral Brévenne XIII",
};
static const char *const localities[] = {
    "Les Basses Landes",
    "La Fosse aux Crabes",
    "Les Hauts Brisants",
    "Le Champ d'Ajoncs",
};

static char *make_name(fictional_dice *dice) {
    unsigned kind = fictional_roll(dice, 20);
    if (kind == 0)
        return g_strdup(PICK(dice, localities));
    const char *type = PICK(dice, types);
    if (kind < 3)
        return g_strdup_printf("%s %s", type, PICK(dice, saints));
    if (kind < 5)
        return g_strdup_printf("%s %s", type, PICK(dice, with_numbers));
    if (kind < 10)
        return g_strdup_printf("%s %s", type, PICK(dice, things));
    const char *first = PICK(dice, first_names), *last = PICK(dice, last_names);
    return g_strdup_printf("%s %s %s", type, first, last);
}

/* ---- addresses ----------------------------------------------------------------------------- */

typedef struct town {
    unsigned index;
    char code[6], postcode[6];
    char *name;
    double lon, lat;
} town;

/* Every third town has the postcode of the one before it. */
static town make_town(unsigned index) {
    unsigned n = G_N_ELEMENTS(commune_names), rank = index / n;
    town t = {.index = index,
              .name = g_strdup_printf("%s%s", commune_names[index % n],
                                      commune_endings[rank % G_N_ELEMENTS(commune_endings)]),
              .lon = -12 + 0.06 * (index % 8),
              .lat = 46 + 0.04 * floor(index / 8.0)};
    g_snprintf(t.code, sizeof t.code, "99%03u", (index + 1) % 1000);
    g_snprintf(t.postcode, sizeof t.postcode, "99%03u",
               (100 + (index - (index % 3 == 2)) * 10) % 1000);
    return t;
}

static void add_house(GPtrArray *addresses, fictional_dice *dice, const town *t, const char *way,
                      unsigned way_number, unsigned number, const char *repetition) {
    fictional_address *a = g_new0(fictional_address, 1);
    a->way_id = g_strdup_printf("%s_%04u", t->code, way_number);
    a->id = g_strdup_printf("%s_%05u%s%s", a->way_id, number, *repetition ? "_" : "", repetition);
    a->number = number;
    a->repetition = g_strdup(repetition);
    a->way = g_strdup(way);
    a->postcode = g_strdup(t->postcode);
    a->commune_code = g_strdup(t->code);
    a->commune = g_strdup(t->name);
    a->lon = t->lon + 0.0005 * (way_number % 70) + 1e-6 * fictional_roll(dice, 300);
    a->lat = t->lat + 0.0005 * fmod(floor(way_number / 70.0), 60) + 1e-5 * number;
    g_ptr_array_add(addresses, a);
}

static void add_way(GPtrArray *addresses, fictional_dice *dice, const town *t, const char *way,
                    unsigned way_number, unsigned n_houses) {
    for (unsigned number = 1; n_houses > 0; number += 1 + fictional_roll(dice, 2)) {
        add_house(addresses, dice, t, way, way_number, number, "");
        n_houses--;
        static const char *const repetitions[] = {"bis", "ter"};
        for (size_t i = 0; i < 2 && n_houses > 0 && fictional_roll(dice, 8) == 0; i++) {
            add_house(addresses, dice, t, way, way_number, number, repetitions[i]);
            n_houses--;
        }
    }
}

static void add_town(GPtrArray *addresses, fictional_dice *dice, const town *t, unsigned n) {
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    unsigned end = addresses->len + n;
    for (unsigned way_number = 1; addresses->len < end;) {
        char *way = make_name(dice);
        unsigned most = MIN(20 + fictional_roll(dice, 60), end - addresses->len);
        if (!g_hash_table_contains(taken, way))
            add_way(addresses, dice, t, way, way_number++, most);
        g_hash_table_add(taken, way);
    }
}

static void free_address(void *data) {
    fictional_address *a = data;
    g_free(a->id);
    g_free(a->way_id);
    g_free(a->repetition);
    g_free(a->way);
    g_free(a->postcode);
    g_free(a->commune_code);
    g_free(a->commune);
    g_free(a);
}

GPtrArray *fictional_ban(uint64_t seed, unsigned n_communes, unsigned n_addresses) {
    GPtrArray *addresses = g_ptr_array_new_with_free_func(free_address);
    fictional_dice dice = {seed};
    for (unsigned i = 0; i < n_communes; i++) {
        town t = make_town(i);
        unsigned before = (unsigned)((uint64_t)n_addresses * i / n_communes);
        unsigned after = (unsigned)((uint64_t)n_addresses * (i + 1) / n_communes);
        add_town(addresses, &dice, &t, after - before);
        g_free(t.name);
    }
    return addresses;
}

char *fictional_ban_csv(const GPtrArray *addresses) {
    GString *csv = g_string_new(
        "id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;"
        "code_insee_ancienne_commune;nom_ancienne_commune;x;y;lon;lat;type_position;alias;nom_ld;"
        "libelle_acheminement;nom_afnor;source_position;source_nom_voie;certification_commune;"
        "cad_parcelles\n");
    for (guint i = 0; i < addresses->len; i++) {
        const fictional_address *a = addresses->pdata[i];
        g_string_append_printf(csv, "%s;%s;%u;%s;%s;%s;%s;%s;;;;;%.6f;%.6f;entrée;;;%s;;", a->id,
                               a->way_id, a->number, a->repetition, a->way, a->postcode,
                               a->commune_code, a->commune, a->lon, a->lat, a->commune);
        g_string_append(csv, "fictif;fictif;0;\n");
    }
    return g_string_free(csv, FALSE);
}
