/* C49-C52: the files, as bytes. Cairo writes the dictionaries of a PDF as plain text and only its
 * streams packed, so that what they name can be counted. */
#include "draw/rules/probe.h"

#include <math.h>
#include <string.h>

/* ---- bytes --------------------------------------------------------------------------------- */

static const guint8 *find_bytes(const GByteArray *bytes, size_t from, const char *text) {
    size_t n = strlen(text);
    for (size_t i = from; i + n <= bytes->len; i++)
        if (bytes->data[i] == (guint8)text[0] && memcmp(bytes->data + i, text, n) == 0)
            return bytes->data + i;
    return NULL;
}

static size_t count_bytes(const GByteArray *bytes, const char *text) {
    size_t n = 0;
    const guint8 *at = NULL;
    for (size_t from = 0; (at = find_bytes(bytes, from, text)); n++)
        from = (size_t)(at - bytes->data) + strlen(text);
    return n;
}

/* ---- C49: the PDF -------------------------------------------------------------------------- */

static bool is_subset(const char *name) { /* "/ABCDEF+" */
    for (int i = 1; i <= 6; i++)
        if (!g_ascii_isupper(name[i]))
            return false;
    return name[7] == '+';
}

static size_t count_whole_fonts(const GByteArray *pdf) {
    static const char key[] = "/BaseFont ";
    size_t n = 0;
    const guint8 *at = NULL;
    for (size_t from = 0; (at = find_bytes(pdf, from, key));) {
        from = (size_t)(at - pdf->data) + strlen(key);
        n += from + 8 > pdf->len || !is_subset((const char *)pdf->data + from);
    }
    return n;
}

/* Pictures that are made of pixels: each may be in the PDF, with its transparency as another. */
static size_t pictures_due(const amont_probe *p) {
    size_t n = 0;
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_picture *picture = amont_probe_item(p, i)->picture;
        n += picture && !g_str_has_suffix(amont_picture_path(picture), ".svg") ? 2 : 0;
    }
    return n;
}

/* C49: every font has its file in the PDF, as a subset; none is Type 3; no more pictures than
 * the page holds. */
void amont_rule_c49(amont_probe *p) {
    const GByteArray *pdf = p->outputs ? p->outputs->pdf : NULL;
    if (!pdf)
        return;
    size_t pictures = count_bytes(pdf, "/Subtype /Image");
    size_t drawn = count_bytes(pdf, "/Subtype /Type3");
    size_t described = count_bytes(pdf, "/Type /FontDescriptor");
    size_t embedded = count_bytes(pdf, "/FontFile"), whole = count_whole_fonts(pdf);
    if (!find_bytes(pdf, 0, "%PDF-") || find_bytes(pdf, 0, "/ObjStm"))
        amont_rule_fails(p, 5, "the PDF cannot be looked into");
    if (pictures > pictures_due(p))
        amont_rule_fails(p, 4, "the PDF holds %zu pictures, more than %zu", pictures,
                         pictures_due(p));
    if (drawn > 0)
        amont_rule_fails(p, 3, "%zu fonts of the PDF are Type 3", drawn);
    if (embedded < described)
        amont_rule_fails(p, 2, "%zu fonts of the PDF are not embedded", described - embedded);
    if (whole > 0)
        amont_rule_fails(p, 1, "%zu fonts of the PDF are no subsets", whole);
}

/* ---- C51: the PNG -------------------------------------------------------------------------- */

static guint32 number_at(const guint8 *bytes) {
    guint32 value;
    memcpy(&value, bytes, sizeof value);
    return GUINT32_FROM_BE(value);
}

/* The data of a chunk, or NULL. */
static const guint8 *find_chunk(const GByteArray *png, const char *type, guint32 *length) {
    for (size_t at = 8; at + 12 <= png->len;) {
        *length = number_at(png->data + at);
        if (memcmp(png->data + at + 4, type, 4) == 0 && *length <= png->len - at - 12)
            return png->data + at + 8;
        at += 12 + (size_t)*length;
    }
    return NULL;
}

static void check_size(amont_probe *p, const guint8 *header) {
    double dpi = p->outputs->dpi;
    guint32 width = number_at(header), height = number_at(header + 4);
    double due_x = round(p->page->width_mm * dpi / 25.4);
    double due_y = round(p->page->height_mm * dpi / 25.4);
    if (width != due_x || height != due_y)
        amont_rule_fails(p, 4, "the PNG has %u × %u pixels, not %.0f × %.0f", width, height, due_x,
                         due_y);
}

static void check_resolution(amont_probe *p, const GByteArray *png) {
    guint32 length = 0;
    const guint8 *density = find_chunk(png, "pHYs", &length);
    double due = round(p->outputs->dpi / 0.0254);
    if (!density || length != 9)
        amont_rule_fails(p, 3, "the PNG does not say its resolution");
    else if (fabs(number_at(density) - due) > 1 || density[8] != 1)
        amont_rule_fails(p, 3, "the PNG says %.0f dots per inch, not %.0f",
                         number_at(density) * 0.0254, p->outputs->dpi);
}

static bool has_colour(const guint8 *palette, guint32 length, amont_colour colour) {
    for (guint32 i = 0; i + 3 <= length; i += 3)
        if (palette[i] == lround(colour.red * 255) &&
            palette[i + 1] == lround(colour.green * 255) &&
            palette[i + 2] == lround(colour.blue * 255))
            return true;
    return false;
}

/* A picture of few colours must have those of the legend. */
static void check_palette(amont_probe *p, const GByteArray *png) {
    guint32 length = 0;
    const guint8 *palette = find_chunk(png, "PLTE", &length);
    for (guint i = 0; palette && i < p->page->legend->len; i++) {
        const amont_legend_entry *entry = p->page->legend->pdata[i];
        if (entry->drawn > 0 && !amont_colour_is_none(entry->paint.fill) &&
            !has_colour(palette, length, entry->paint.fill))
            amont_rule_fails(p, 2, "the PNG lacks the colour of '%s'", entry->label);
    }
}

/* C51: pixels are millimetres × dpi / 25.4 rounded; resolution; no colour profile; the legend's own
 * colours. */
void amont_rule_c51(amont_probe *p) {
    enum { PALETTE = 3 };
    const GByteArray *png = p->outputs ? p->outputs->png : NULL;
    guint32 length = 0;
    if (!png)
        return;
    const guint8 *header = find_chunk(png, "IHDR", &length);
    if (!header || length != 13) {
        amont_rule_fails(p, 5, "the PNG cannot be looked into");
        return;
    }
    check_size(p, header);
    check_resolution(p, png);
    if (header[9] == PALETTE)
        check_palette(p, png);
    if (find_chunk(png, "iCCP", &length) || find_chunk(png, "gAMA", &length))
        amont_rule_fails(p, 1, "the PNG has a colour profile");
}

/* C52: 400 kB for A4 and what is smaller, more by area for what is larger; 120 kB for an insert.
 * Outlines are simplified to 0.05 mm with their borders shared where they are traced. */
void amont_rule_c52(amont_probe *p) {
    const GByteArray *pdf = p->outputs ? p->outputs->pdf : NULL;
    double sheets = fmax(1, p->page->width_mm * p->page->height_mm / (210.0 * 297));
    double most = amont_probe_limit(p, 400 * sheets, 120);
    if (pdf && pdf->len / 1000.0 > most)
        amont_rule_fails(p, 1, "the PDF has %.0f kB, more than %.0f", pdf->len / 1000.0, most);
}
