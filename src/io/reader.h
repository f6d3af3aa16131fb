/* The reader process: strangers' files are opened in a child of limited memory and time, which
 * cannot write files, open sockets or start programs, so that a driver that crashes, hangs or
 * swells ends in one sentence. Databases, where the study allows them, have a process of their own.
 */
#ifndef AMONT_IO_READER_H
#define AMONT_IO_READER_H

#include "amont/open.h"

#include "io/loaders/arrow.h"

/* As amont_reader_start; GDAL is loaded at once only where it is wanted, else when a file asks for
 * it. */
amont_reader *amont_reader_start_with(bool wants_gdal, GError **error);

/* Have databases been allowed? */
bool amont_reader_has_databases(const amont_reader *reader);

/* The bytes of a CSV file in an archive, to be read in this process as other CSV files are; where
 * the archive holds another kind, `*bytes` is NULL. */
bool amont_reader_text(amont_reader *reader, const amont_source *source, char **bytes,
                       size_t *length, GError **error);

/* As amont_source_read and amont_source_match, in the process. */
amont_layer *amont_reader_read(amont_reader *reader, const amont_source *source,
                               char **crs_definition, GError **error);
bool amont_reader_match(amont_reader *reader, const amont_source *source, const char *filter,
                        const char *filter_key, bool *matches, size_t n, GError **error);

/* Points and figures of a layer, batch by batch: asks for them, then takes what comes. The bytes of
 * a batch are the number of rows, then x, y and each column. Until
 * the last answer nothing else may be asked. */
typedef enum amont_points_answer {
    AMONT_POINTS_BATCH,
    AMONT_POINTS_DONE,
    AMONT_POINTS_UNUSUAL, /* the layer must be read whole; what came before counts for nothing */
    AMONT_POINTS_FAILED,
} amont_points_answer;
bool amont_reader_ask_points(amont_reader *reader, const amont_source *source,
                             const char *const *columns, size_t n_columns, GError **error);
amont_points_answer amont_reader_next_points(amont_reader *reader, const amont_source *source,
                                             GByteArray **batch, GError **error);

/* The head of a raster and its rows, message by message, in the same way: the first one holds the
 * amont_lattice and the CRS that the file states, the others first row, number of rows and cells.
 */
bool amont_reader_ask_raster(amont_reader *reader, const amont_source *source, size_t band,
                             bool head_only, GError **error);

/* Ends a process whose messages are not as they should be, with an error. Returns false. */
bool amont_reader_lose(amont_reader *reader, const amont_source *source, GError **error);

/* Told how many bytes an archive unpacks to, before it is: makes room for them. */
typedef void (*amont_room)(guint64 bytes);

/* What runs in the process (source.c); `room` and `outlet` (arrow.h) may be NULL. */
bool amont_source_text_here(const amont_source *source, amont_room room, char **bytes,
                            size_t *length, GError **error);
amont_layer *amont_source_read_here(const amont_source *source, amont_room room,
                                    amont_outlet *outlet, char **crs_definition, GError **error);
/* The same without our own reading of plain GeoJSON (loaders/geojson.h). */
amont_layer *amont_source_read_by_gdal(const amont_source *source, amont_room room,
                                       amont_outlet *outlet, char **crs_definition, GError **error);
bool amont_source_match_here(const amont_source *source, amont_room room, const char *filter,
                             const char *filter_key, bool *matches, size_t n, GError **error);

bool amont_source_points_here(const amont_source *source, amont_room room,
                              const amont_arrow_points *wanted, amont_arrow_outcome *outcome,
                              GError **error);

#endif
