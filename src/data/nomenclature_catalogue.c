/* The nomenclatures of geodata/nomenclatures; geodata/SOURCES.md says where each was read. */
#include "amont/nomenclature.h"

#include "base/i18n.h"

#include <string.h>

static const amont_bundled_nomenclature bundled[] = {
    {"clc", {"clc"}, NULL, N_("Corine Land Cover, level 3 in level 1")},
    {"mos-11", {"mos-11"}, NULL, N_("MOS of the Institut Paris Region, 11 classes")},
    {"mos-79", {"mos-79"}, NULL, N_("MOS of the Institut Paris Region, 79 classes (2021)")},
    {"ocsge",
     {"ocsge-cs", "ocsge-us"},
     "ocsge-artif-matrix",
     N_("OCS GE of the IGN, cover and use: two columns")},
    {"ocsge-cs", {"ocsge-cs"}, NULL, N_("OCS GE of the IGN, cover alone")},
    {"ocsge-us", {"ocsge-us"}, NULL, N_("OCS GE of the IGN, use alone")},
};

const amont_bundled_nomenclature *amont_nomenclature_catalogue(size_t index) {
    return index < G_N_ELEMENTS(bundled) ? &bundled[index] : NULL;
}

const amont_bundled_nomenclature *amont_nomenclature_bundled(const char *name) {
    for (size_t i = 0; i < G_N_ELEMENTS(bundled); i++)
        if (strcmp(bundled[i].name, name) == 0)
            return &bundled[i];
    return NULL;
}
