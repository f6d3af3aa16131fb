/* folder: io */
/* Opening a study: reading every source it names and bringing it into the study's CRS.
 *
 * Files come from strangers: only existing regular files are given to GDAL, by absolute path, with
 * the drivers that the file's ending stands for, without looking at sibling files, in a process
 * of limited memory and time that cannot write files, open sockets or start programs. What is in an
 * archive is unpacked in memory by ourselves. Databases are only asked where the study says
 * `allow_databases: true`.
 */
#ifndef AMONT_OPEN_H
#define AMONT_OPEN_H

#include "amont/layers.h"
#include "amont/stream.h"

/* Opens everything. It forks: call it before anything starts a thread (fonts do), because a lock
 * that another thread holds stays shut in the child for ever. Defects that change figures go to
 * `findings`; missing files are errors of code NO_INPUT, broken ones or lacking columns, layers and
 * codes of code DATA, at the key that asks. */
amont_layers *amont_study_open(const amont_study *study, amont_findings *findings, GError **error);

/* The reader process: strangers' files are opened in a child of limited memory and time, which
 * cannot write files, so that a driver that crashes, hangs or swells ends in one sentence. */
typedef struct amont_reader amont_reader;

/* Starts the process: it knows what is in memory now, so the study must have been loaded. */
amont_reader *amont_reader_start(GError **error);
void amont_reader_stop(amont_reader *reader);

/* Sources may be databases from now on; they are read in a process of their own, the only one that
 * may open a socket. */
bool amont_reader_allow_databases(amont_reader *reader, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_reader, amont_reader_stop)

/* How much of one layer is read: far more than a French department has, little enough to be held in
 * memory; what is beyond ends in one sentence. The usual limits are 5 million rows, 50 million
 * vertices, 4096 columns and 1 MiB of text in a cell: the buildings of a department's cadastre have
 * about a million rows and ten million vertices. A CSV file has at most 512 MiB besides, and every
 * other the memory and time that fit its size (reader.h). */
typedef struct amont_limits {
    size_t rows, vertices, columns;
    size_t text_bytes; /* of one cell */
} amont_limits;

/* Reads one layer of a file as it is, without reprojection. `layer` may be NULL where the file has
 * one layer. `entry`/`key` say who asks, for messages. `crs_definition` receives the CRS the file
 * states (WKT or AUTHORITY:CODE), or NULL; free it.
 *
 * Names of columns lose the blanks around them; an empty text is missing. Columns of a CSV file are
 * all text, and its rows are called by their lines. Texts that are not UTF-8 are read as
 * Windows-1252. The marks of the numbers in each text column are known (layer.h).
 * Heights are dropped, curves made straight, a collection gives its polygons; geometries of several
 * kinds are an error. A layer without any geometry has no shapes. */
typedef struct amont_source {
    const amont_entry *entry;
    const char *key;  /* "source" */
    const char *path; /* absolute; « /data/a.zip/b.shp » for a file in an archive */
    const char *layer;
    const char *where;          /* attribute filter, or NULL */
    amont_findings *findings;   /* what the file's text tells: encoding, ragged rows; or NULL */
    amont_reader *reader;       /* the process that opens files; NULL: this one does */
    const amont_limits *limits; /* NULL: the usual ones */
    size_t first_rows;          /* only so many are read, of files that GDAL reads; 0: all */
} amont_source;
amont_layer *amont_source_read(const amont_source *source, char **crs_definition, GError **error);

/* Opens a source as a stream: in pieces where it can be, else read whole. Who opens it names the
 * columns of coordinates (stream->x, stream->y). The reader must outlive it. */
amont_stream *amont_stream_open(const amont_source *source, GError **error);

/* The rows of a source that an attribute filter keeps, as flags in the order of amont_source_read.
 */
bool amont_source_match(const amont_source *source, const char *filter, const char *filter_key,
                        bool *matches, size_t n, GError **error);

/* Formats that can be read, for `amont list formats`: NULL-terminated pairs (ending, driver). */
typedef struct amont_format {
    const char *ending, *driver, *label;
} amont_format;
const amont_format *amont_source_formats(size_t *n);
const amont_format *amont_raster_formats(size_t *n);

#endif
