#include "ways.h"

#include "amont/wire.h"
#include "io/loaders/geojson.h"
#include "io/reader.h"

#include <string.h>

/* All that a reading tells, as the bytes that the reader process sends: names, types, values,
 * offsets and coordinates among them. */
static GByteArray *bytes_of(const amont_layer *layer, const char *crs,
                            const amont_findings *findings) {
    GByteArray *bytes = g_byte_array_new();
    amont_wire_put_number(bytes, (guint64)layer->first_row);
    amont_wire_put_layer(bytes, layer);
    amont_wire_put_text(bytes, crs);
    amont_wire_put_findings(bytes, findings);
    return bytes;
}

static bool found_nothing(const amont_findings *findings) {
    return amont_findings_total(findings, AMONT_SEVERITY_NOTE) == 0;
}

static GByteArray *read_ours(amont_source source, ways_outcome *otherwise) {
    g_autoptr(amont_findings) findings = amont_findings_new();
    g_autofree char *crs = NULL;
    source.findings = findings;
    g_autoptr(amont_layer) layer = amont_geojson_read(&source, &crs);
    *otherwise = found_nothing(findings) && !crs ? WAYS_LEFT : WAYS_DIFFER;
    return layer ? bytes_of(layer, crs, findings) : NULL;
}

static GByteArray *read_by_gdal(amont_source source, char **why) {
    g_autoptr(amont_findings) findings = amont_findings_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *crs = NULL;
    source.findings = findings;
    g_autoptr(amont_layer) layer = amont_source_read_by_gdal(&source, NULL, NULL, &crs, &error);
    if (!layer)
        *why = g_strdup(error->message);
    return layer ? bytes_of(layer, crs, findings) : NULL;
}

ways_outcome ways_compare(const char *path, char **why) {
    static const char text[] = "source: x.geojson\n";
    amont_yaml *root = amont_yaml_parse(text, strlen(text), "study.yaml", NULL);
    amont_entry entry = {.node = root};
    amont_source source = {.entry = &entry, .key = "source", .path = path};
    ways_outcome outcome = WAYS_DIFFER;
    g_autoptr(GByteArray) ours = read_ours(source, &outcome);
    *why = NULL;
    if (ours) {
        g_autoptr(GByteArray) theirs = read_by_gdal(source, why);
        bool same =
            theirs && ours->len == theirs->len && memcmp(ours->data, theirs->data, ours->len) == 0;
        outcome = same ? WAYS_AGREE : WAYS_DIFFER;
    }
    amont_yaml_free(root);
    return outcome;
}
