/* Sales that did not take place, in the columns of the geolocated DVF (Etalab). */
#include "inputs.h"

#include <stdio.h>

static const char header[] =
    "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,adresse_numero,"
    "adresse_suffixe,adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,"
    "code_departement,ancien_code_commune,ancien_nom_commune,id_parcelle,ancien_id_parcelle,"
    "numero_volume,lot1_numero,lot1_surface_carrez,lot2_numero,lot2_surface_carrez,lot3_numero,"
    "lot3_surface_carrez,lot4_numero,lot4_surface_carrez,lot5_numero,lot5_surface_carrez,"
    "nombre_lots,code_type_local,type_local,surface_reelle_bati,nombre_pieces_principales,"
    "code_nature_culture,nature_culture,code_nature_culture_speciale,nature_culture_speciale,"
    "surface_terrain,longitude,latitude\n";

typedef struct sale {
    unsigned number, day, price;
    double lon, lat;
} sale;

static sale make_sale(GRand *random, unsigned number, amont_box degrees) {
    return (sale){.number = number,
                  .day = (unsigned)g_rand_int_range(random, 0, 336),
                  .price = (unsigned)g_rand_int_range(random, 60, 900) * 1000,
                  .lon = g_rand_double_range(random, degrees.min_x, degrees.max_x),
                  .lat = g_rand_double_range(random, degrees.min_y, degrees.max_y)};
}

static void write_row(FILE *csv, GRand *random, const sale *s) {
    int rooms = g_rand_int_range(random, 1, 7);
    fprintf(csv, "2024-%u,2024-%02u-%02u,000001,Vente,%u,%d,,RUE FICTIVE,0001,94400,94081,",
            s->number, s->day / 28 + 1, s->day % 28 + 1, s->price,
            g_rand_int_range(random, 1, 200));
    fprintf(csv, "Vitry-sur-Seine,94,,,94081000AA%04u,,,%d,,,,,,,,,,1,2,Appartement,%d,%d,,,,,,",
            s->number % 10000, g_rand_int_range(random, 1, 300), rooms * 18, rooms);
    fprintf(csv, "%.6f,%.6f\n", s->lon, s->lat);
}

/* One sale in two takes two rows. */
void input_write_sales(const char *path, size_t n_rows, amont_box degrees) {
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    FILE *csv = fopen(path, "w");
    if (!csv)
        input_fail("write", path);
    fputs(header, csv);
    sale s = {0};
    for (size_t row = 0; row < n_rows; row++) {
        if (row % 3 != 2)
            s = make_sale(random, s.number + 1, degrees);
        write_row(csv, random, &s);
    }
    if (fclose(csv) != 0)
        input_fail("write", path);
}
