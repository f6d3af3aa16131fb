#include "io/request.h"

void amont_request_put(GByteArray *bytes, amont_task what, const amont_source *source) {
    amont_wire_put_number(bytes, what);
    amont_wire_put_block(bytes, &source->entry, sizeof(void *));
    amont_wire_put_text(bytes, source->key);
    amont_wire_put_text(bytes, source->path);
    amont_wire_put_text(bytes, source->layer);
    amont_wire_put_text(bytes, source->where);
    amont_wire_put_number(bytes, source->first_rows);
}

void amont_request_clear(amont_request *r) {
    g_free(r->key);
    g_free(r->path);
    g_free(r->layer);
    g_free(r->where);
    g_free(r->filter);
    g_free(r->filter_key);
    if (r->columns)
        g_ptr_array_unref(r->columns);
}

void amont_request_take(amont_wire *wire, amont_request *r) {
    r->what = (amont_task)amont_wire_take_number(wire);
    amont_wire_take_block(wire, &r->source.entry, sizeof(void *));
    r->source.key = r->key = amont_wire_take_text(wire);
    r->source.path = r->path = amont_wire_take_text(wire);
    r->source.layer = r->layer = amont_wire_take_text(wire);
    r->source.where = r->where = amont_wire_take_text(wire);
    r->source.first_rows = (size_t)amont_wire_take_number(wire);
    if (r->what == AMONT_ASK_POINTS) {
        r->columns = g_ptr_array_new_with_free_func(g_free);
        for (guint64 n = amont_wire_take_number(wire); n > 0; n--)
            g_ptr_array_add(r->columns, amont_wire_take_text(wire));
    }
    if (r->what == AMONT_ASK_RASTER) {
        r->band = (size_t)amont_wire_take_number(wire);
        r->head_only = amont_wire_take_number(wire) == 1;
    }
    if (r->what == AMONT_ASK_MATCH) {
        r->filter = amont_wire_take_text(wire);
        r->filter_key = amont_wire_take_text(wire);
        r->n = (size_t)amont_wire_take_number(wire);
    }
}
