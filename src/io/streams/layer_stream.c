/* A layer in memory as a stream. */
#include "io/streams/streams.h"

#include "io/loaders/match.h"
#include "io/source.h"

#include <math.h>
#include <string.h>

void source_stream_init(source_stream *s, const amont_source *source) {
    s->path = g_strdup(source->path);
    s->source = *source;
    s->source.path = s->path;
}

amont_source source_stream_for(const source_stream *s, const amont_stream_plan *plan) {
    amont_source source = s->source;
    if (plan->where && plan->entry)
        source.entry = plan->entry;
    return source;
}

char *source_stream_filter(const source_stream *s, const amont_stream_plan *plan) {
    const char *own = s->source.where;
    if (own && plan->where)
        return g_strdup_printf("(%s) AND (%s)", own, plan->where);
    return g_strdup(own ? own : plan->where);
}

void source_stream_clear(source_stream *s) {
    amont_layer_free(s->stream.head);
    g_free(s->stream.x);
    g_free(s->stream.y);
    g_free(s->stream.crs);
    g_free(s->path);
    g_free(s);
}

static double read_cell(const amont_layer *layer, const amont_column *column, size_t row,
                        amont_findings *findings) {
    bool bad = false;
    if (!column) /* the plan names what is there */
        return NAN;
    double number = amont_column_number(column, row, &bad);
    if (bad)
        amont_find(findings, AMONT_FINDING_VALUE_NOT_NUMBER, layer->path,
                   amont_layer_row(layer, row), "%s '%s'", column->name, column->texts[row]);
    return number;
}

static const char *read_text(const amont_layer *layer, const char *name, size_t row) {
    const amont_column *column = amont_layer_column(layer, name);
    return column && column->type == AMONT_COLUMN_TEXT ? column->texts[row] : NULL;
}

typedef struct taking {
    const amont_stream_plan *plan;
    const amont_layer *layer;
    const amont_column *x, *y, **columns;
    amont_batch *batch;
} taking;

static void take_row(taking *t, size_t row) {
    amont_batch *batch = t->batch;
    size_t i = batch->n++;
    if (t->x) {
        batch->x[i] = read_cell(t->layer, t->x, row, t->plan->findings);
        batch->y[i] = read_cell(t->layer, t->y, row, t->plan->findings);
    } else {
        amont_layer_point(t->layer, row, &batch->x[i], &batch->y[i]);
        amont_layer_find_several(t->layer, row, t->plan->findings);
    }
    for (size_t c = 0; c < t->plan->n_columns; c++)
        batch->numbers[c][i] = read_cell(t->layer, t->columns[c], row, t->plan->findings);
    for (size_t c = 0; c < t->plan->n_texts; c++)
        batch->texts[c][i] = read_text(t->layer, t->plan->texts[c], row);
}

static void take_rows(taking *t, const bool *kept) {
    for (size_t row = 0; row < t->layer->n_rows; row++) {
        if (kept && !kept[row])
            continue;
        take_row(t, row);
        if (t->batch->n < AMONT_BATCH_ROWS)
            continue;
        t->plan->take(t->plan->data, 0, t->batch);
        t->batch->n = 0;
    }
    if (t->batch->n > 0)
        t->plan->take(t->plan->data, 0, t->batch);
}

bool amont_layer_take(const amont_stream *stream, const amont_source *source,
                      const amont_layer *layer, const amont_stream_plan *plan, GError **error) {
    g_autofree bool *kept = plan->where ? g_new0(bool, layer->n_rows) : NULL;
    if (kept && !amont_layer_match(layer, source, plan->where, kept, error))
        return false;
    g_autofree const amont_column **columns = g_new0(const amont_column *, plan->n_columns + 1);
    for (size_t c = 0; c < plan->n_columns; c++)
        columns[c] = amont_layer_column(layer, plan->columns[c]);
    taking t = {.plan = plan, .layer = layer, .columns = columns};
    t.x = stream->x ? amont_layer_column(layer, stream->x) : NULL;
    t.y = stream->y ? amont_layer_column(layer, stream->y) : NULL;
    t.batch = amont_batch_new(plan);
    take_rows(&t, kept);
    amont_batch_free(t.batch, plan);
    return true;
}

static bool run(amont_stream *stream, const amont_stream_plan *plan, GError **error) {
    const source_stream *s = (const source_stream *)stream;
    amont_source source = source_stream_for(s, plan);
    return amont_layer_take(stream, &source, stream->head, plan, error);
}

static void free_stream(amont_stream *stream) {
    source_stream_clear((source_stream *)stream);
}

amont_stream *amont_layer_stream(const amont_source *source, GError **error) {
    g_autofree char *crs = NULL;
    amont_layer *layer = amont_source_read(source, &crs, error);
    if (!layer)
        return NULL;
    source_stream *s = g_new0(source_stream, 1);
    source_stream_init(s, source);
    s->stream = (amont_stream){
        .head = layer, .crs = g_steal_pointer(&crs), .run = run, .free = free_stream};
    return &s->stream;
}
