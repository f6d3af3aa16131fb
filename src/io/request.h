/* What the reader process is asked, as bytes (amont/wire.h). The process shares the study's tree,
 * so that the entry that asks is named by its address. */
#ifndef AMONT_IO_REQUEST_H
#define AMONT_IO_REQUEST_H

#include "amont/open.h"
#include "amont/wire.h"

typedef enum amont_task {
    AMONT_ASK_READ = 1,
    AMONT_ASK_MATCH,
    AMONT_ASK_TEXT,
    AMONT_ASK_POINTS,
    AMONT_ASK_RASTER
} amont_task;

typedef struct amont_request {
    amont_task what;
    amont_source source;
    char *key, *path, *layer, *where, *filter, *filter_key;
    size_t n;
    GPtrArray *columns; /* of points */
    size_t band;        /* of a raster */
    bool head_only;     /* the same: its rows are not wanted */
} amont_request;

/* What all of them begin with; what is asked of points, rasters and filters comes behind it. */
void amont_request_put(GByteArray *bytes, amont_task what, const amont_source *source);

void amont_request_take(amont_wire *wire, amont_request *r);
void amont_request_clear(amont_request *r);

#endif
