/* GDAL's PostgreSQL driver hands a filter to the server as it stands, behind WHERE; so it is tried
 * first on an empty table in memory, whose filters are read by OGR's own parser: that takes one
 * expression over the columns and nothing else. The session is read-only besides. */
#include "io/loaders/database.h"

#include <string.h>

static const amont_format format = {"", "PostgreSQL", "PostgreSQL"};

const char *const amont_database_options[] = {
    "LIST_ALL_TABLES=YES",
    "PRELUDE_STATEMENTS=SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; "
    "SET statement_timeout = '120s'; SET synchronize_seqscans = off",
    NULL};

const amont_format *amont_database_format(void) {
    return &format;
}

bool amont_database_is(const amont_format *other) {
    return other == &format;
}

OGRLayerH amont_database_table(GDALDatasetH dataset, const char *name) {
    return GDALDatasetGetLayerByName(dataset, name);
}

bool amont_database_accepts(OGRLayerH layer, const char *filter) {
    GDALDatasetH memory = GDALCreate(GDALGetDriverByName("Memory"), "", 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH twin = GDALDatasetCreateLayer(memory, "table", NULL, wkbNone, NULL);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); i++)
        (void)!OGR_L_CreateField(twin, OGR_FD_GetFieldDefn(definition, i), FALSE);
    const char *id = OGR_L_GetFIDColumn(layer);
    if (*id) {
        OGRFieldDefnH field = OGR_Fld_Create(id, OFTInteger64);
        (void)!OGR_L_CreateField(twin, field, FALSE);
        OGR_Fld_Destroy(field);
    }
    bool accepted = OGR_L_SetAttributeFilter(twin, filter) == OGRERR_NONE;
    GDALClose(memory);
    return accepted;
}
