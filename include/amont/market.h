/* folder: analysis */
/* The market: which sales have a price per square metre, of all layers of kind `sales` that hold
 * the columns of DVF (DGFiP, in the titles of Etalab's geolocated files).
 *
 * Rule set A is that of the open statistics of data.gouv.fr (« Statistiques DVF »; read in
 * datagouv/datagouvfr_data_pipelines, data_processing/dvf/explore/task_functions.py):
 *   1. Rows that are the same in the columns those statistics read (mutation, date, département,
 *      commune, parcel, nature, type, price, built area) count once. A house stands on a row for
 *      each culture of its parcel; without this most houses would count as several.
 *   2. Nature: Vente, Vente en l'état futur d'achèvement (VEFA), Adjudication.
 *   3. Type: 1 maison, 2 appartement, 4 local. Annexes and bare land do not count.
 *   4. Mutations of which exactly one such row is left: a price for several cannot be split.
 *   5. valeur_fonciere / surface_reelle_bati, where that is a finite number.
 *   6. Less than 100,000 €/m².
 * A row without identifier cannot be said to be alone in its mutation and is left out.
 *
 * Rule set B is ours, after the practice of Cerema and of the groupe national DVF: of A, a price of
 * 10,000 € at least, 9 to 400 m² for flats and 25 to 600 m² for houses; then, of each commune, type
 * and year, what does not lie far from the others in ln(€/m²): within 1.5 interquartile ranges of
 * the quartiles where there are 30 sales or more, else within 3.5 times 1.4826 times the median
 * absolute deviation from the median; where that spread is 0 it says nothing and all stay. VEFA are
 * set against VEFA, the others against the others. What DVF does not tell (houses to be pulled
 * down, age of the dwelling) is not looked at. */
#ifndef AMONT_MARKET_H
#define AMONT_MARKET_H

#include "amont/layers.h"

typedef enum amont_property {
    AMONT_PROPERTY_HOUSE,
    AMONT_PROPERTY_FLAT,
    AMONT_PROPERTY_PREMISES, /* industrial, commercial or the like */
    AMONT_PROPERTY_LAND
} amont_property;

typedef struct amont_sale {
    const amont_sales *sales;
    size_t row; /* of the property; of land, the first of the mutation */
    amont_property property;
    bool is_vefa;
    bool is_usual;         /* rule set B keeps it, or would if it were no VEFA */
    int year;              /* 0: not known */
    const char *commune;   /* code, or NULL */
    double price, surface; /* €, m² built; of land m² of land */
    double per_m2;
    double x, y; /* study CRS; NaN unknown */
} amont_sale;

typedef struct amont_market {
    GArray *sales;     /* amont_sale: rule set A */
    GArray *land;      /* amont_sale: « Vente terrain à bâtir » with nothing built */
    GArray *dwellings; /* amont_sale: mutations of step 2 with one dwelling or several; no price */
    int first_year, last_year; /* of all rows; 0 where there are no dates */
    double years;              /* from the first month to the last, both whole */
    const char *lacks;         /* column that no layer of sales has, where nothing can be said */
    GPtrArray *layers;         /* amont_sales that were read */
    GStringChunk *texts;
} amont_market;

amont_market *amont_market_new(const amont_layers *layers);
void amont_market_free(amont_market *market);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_market, amont_market_free)

#endif
