/* PDF by Cairo, which writes a page when it is shown and the fonts at the end. */
#include "amont/render.h"

#include "draw/replay.h"
#include <cairo-pdf.h>

struct amont_document {
    cairo_surface_t *surface; /* NULL once finished */
    amont_document_write write;
    void *data;
    int n_pages;
};

/* Cairo 1.16 fails an assertion when it is told in the middle of a page that bytes found no room.
 */
static cairo_status_t pass_on(void *closure, const unsigned char *bytes, unsigned length) {
    const amont_document *document = closure;
    document->write(document->data, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void describe(cairo_surface_t *surface, const amont_document_about *about) {
    const struct {
        cairo_pdf_metadata_t key;
        const char *value;
    } metadata[] = {
        {CAIRO_PDF_METADATA_TITLE, about->title},
        {CAIRO_PDF_METADATA_AUTHOR, about->author},
        {CAIRO_PDF_METADATA_SUBJECT, about->subject},
        {CAIRO_PDF_METADATA_CREATOR, "amont " AMONT_VERSION},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(metadata); i++)
        if (metadata[i].value)
            cairo_pdf_surface_set_metadata(surface, metadata[i].key, metadata[i].value);
    g_autofree char *moment =
        g_strconcat(about->date ? about->date : "1970-01-01", "T00:00:00Z", NULL);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, moment);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, moment);
}

amont_document *amont_document_new(const amont_document_about *about, amont_document_write write,
                                   void *data) {
    amont_document *document = g_new0(amont_document, 1);
    document->write = write;
    document->data = data;
    /* each page says its size before anything is drawn on it */
    document->surface = cairo_pdf_surface_create_for_stream(pass_on, document, 1, 1);
    cairo_pdf_surface_restrict_to_version(document->surface, CAIRO_PDF_VERSION_1_5);
    describe(document->surface, about);
    return document;
}

void amont_document_free(amont_document *document) {
    if (!document)
        return;
    g_clear_pointer(&document->surface, cairo_surface_destroy);
    g_free(document);
}

static void name_page(amont_document *document, const char *name) {
    g_autofree char *place = g_strdup_printf("page=%d", document->n_pages);
    cairo_pdf_surface_add_outline(document->surface, CAIRO_PDF_OUTLINE_ROOT, name, place, 0);
    cairo_pdf_surface_set_page_label(document->surface, name);
}

bool amont_document_add(amont_document *document, const amont_page *page, const char *name,
                        GError **error) {
    if (!amont_page_check(page, error))
        return false;
    document->n_pages++;
    cairo_pdf_surface_set_size(document->surface,
                               amont_replay_side(page, page->width_mm) * PT_PER_MM,
                               amont_replay_side(page, page->height_mm) * PT_PER_MM);
    if (name)
        name_page(document, name);
    return amont_replay(document->surface, page, PT_PER_MM, error);
}

bool amont_document_finish(amont_document *document, GError **error) {
    return amont_replay_finish(g_steal_pointer(&document->surface), error);
}

static void append(void *data, const void *bytes, size_t length) {
    g_byte_array_append(data, bytes, (guint)length);
}

GByteArray *amont_render_pdf(const amont_page *page, GError **error) {
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const amont_document_about about = {page->title, page->author, page->subject, page->date};
    g_autoptr(amont_document) document = amont_document_new(&about, append, bytes);
    return amont_document_add(document, page, NULL, error) && amont_document_finish(document, error)
               ? g_steal_pointer(&bytes)
               : NULL;
}
