/* amont list: what there is to choose from. */
#include "cli/cli.h"

#include "amont/quantity.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Pads by characters: printf counts the bytes of "€" and "²". */
static void print_cell(const char *text, glong width) {
    printf("%s%*s ", text, (int)MAX(0, width - g_utf8_strlen(text, -1)), "");
}

static void print_indicator(const char *id, const char *unit, const char *label,
                            const char *origin) {
    print_cell(id, 28);
    print_cell(unit ? unit : "", 12);
    if (label)
        printf("%s ", label);
    printf("(%s)\n", origin);
}

static bool list_indicators(amont_session *session, GError **error) {
    (void)error;
    int language = session->study->language;
    const amont_indicator_info *info;
    for (size_t i = 0; (info = amont_indicator_catalogue(i)); i++)
        print_indicator(info->id, info->unit[language], info->label[language], _(info->inputs));
    for (guint i = 0; i < session->layers->levels->len; i++) {
        const amont_level *level = session->layers->levels->pdata[i];
        for (guint j = 0; j < level->spec->fields->len; j++) {
            const amont_field_spec *field = level->spec->fields->pdata[j];
            print_indicator(field->entry.name, field->unit, field->label, level->name);
        }
    }
    for (guint i = 0; i < session->layers->tables->len; i++) {
        const amont_zone_table *table = session->layers->tables->pdata[i];
        for (guint j = 0; j < table->layer->columns->len; j++) {
            const amont_column *column = table->layer->columns->pdata[j];
            if (strcmp(column->name, table->code_column) != 0)
                print_indicator(column->name, NULL, NULL, table->spec->entry.name);
        }
    }
    return true;
}

static void print_rows(const char *name, const char *kind, size_t n_rows, const char *file) {
    g_autofree char *rows =
        n_rows == SIZE_MAX ? g_strdup("") : g_strdup_printf(_("%zu rows"), n_rows);
    print_cell(name, 16);
    print_cell(kind, 8);
    print_cell(rows, 14);
    printf("%s\n", file);
}

static void print_layer(const char *name, const char *kind, const amont_layer *layer) {
    const char *title = amont_known_title(amont_known_find(layer));
    g_autofree char *file = title ? g_strdup_printf("%s (%s)", layer->path, title) : NULL;
    print_rows(name, kind, layer->n_rows, file ? file : layer->path);
}

/* What was opened, and which known data set each file is. */
static bool list_layers(amont_session *session, GError **error) {
    (void)error;
    const amont_layers *layers = session->layers;
    for (guint i = 0; i < layers->levels->len; i++) {
        const amont_level *level = layers->levels->pdata[i];
        print_layer(level->name, "zones", level->layer);
    }
    for (guint i = 0; i < layers->tables->len; i++) {
        const amont_zone_table *table = layers->tables->pdata[i];
        print_layer(table->spec->entry.name, "table", table->layer);
    }
    for (guint i = 0; i < layers->projects->len; i++) {
        const amont_projects *projects = layers->projects->pdata[i];
        print_rows(projects->spec->entry.name, "sites", projects->n_sites, projects->spec->source);
    }
    for (guint i = 0; i < layers->points->len; i++) {
        const amont_points *points = layers->points->pdata[i];
        const amont_layer *head = points->stream->head;
        if (points->spec->kind == AMONT_LAYER_SALES)
            print_layer(points->spec->entry.name, "sales", head);
        else /* not counted before they are asked for */
            print_rows(points->spec->entry.name, "points", SIZE_MAX, head->path);
    }
    for (guint i = 0; i < layers->landuses->len; i++) {
        const amont_landuse *landuse = layers->landuses->pdata[i];
        print_layer(landuse->spec->entry.name, "landuse", landuse->layer);
    }
    for (guint i = 0; i < layers->lines->len; i++) {
        const amont_lines *lines = layers->lines->pdata[i];
        print_layer(lines->spec->entry.name, "lines", lines->layer);
    }
    for (guint i = 0; i < layers->rasters->len; i++) {
        const amont_cells_layer *raster = layers->rasters->pdata[i];
        print_rows(raster->spec->entry.name, "raster", SIZE_MAX, raster->spec->source);
    }
    for (guint i = 0; i < layers->contexts->len; i++) {
        const amont_context *context = layers->contexts->pdata[i];
        print_layer(context->spec->entry.name, "context", context->layer);
    }
    return true;
}

static bool list_known(amont_session *session, GError **error) {
    (void)session;
    (void)error;
    const amont_known *known;
    for (size_t i = 0; (known = amont_known_catalogue(i)); i++)
        printf("%-18s %s\n", amont_known_id(known), amont_known_title(known));
    return true;
}

/* What the study may be asked to give, and what it gives, on which level and of which years. */
static bool list_inputs(amont_session *session, GError **error) {
    (void)error;
    const amont_quantity *quantity;
    for (size_t i = 0; (quantity = amont_quantity_catalogue(i)); i++) {
        g_autofree char *found = amont_input_summary(session->analysis, quantity->id);
        print_indicator(quantity->id, quantity->unit[session->study->language],
                        quantity->label[session->study->language], *found ? found : "–");
    }
    return true;
}

static bool list_themes(amont_session *session, GError **error) {
    const amont_styles *styles = session->styles;
    g_auto(GStrv) names = amont_styles_names(styles->folder, "themes");
    for (size_t i = 0; names[i]; i++) {
        g_autoptr(amont_styles) each =
            amont_styles_load(styles->folder, NULL, names[i], styles->language, error);
        if (!each)
            return false;
        print_cell(_("theme"), 8);
        print_cell(names[i], 16);
        printf("%s\n", each->theme->label ? each->theme->label : "");
    }
    return true;
}

/* The shapes that amont draws itself, then the files. */
static void list_symbols(const amont_styles *styles) {
    g_auto(GStrv) names = amont_styles_names(styles->folder, "symbols");
    for (size_t i = 0; amont_symbol_names[i]; i++)
        printf("%-8s %s\n", _("symbol"), amont_symbol_names[i]);
    for (size_t i = 0; names[i]; i++)
        printf("%-8s %s\n", _("symbol"), names[i]);
}

static bool list_styles(amont_session *session, GError **error) {
    if (!list_themes(session, error))
        return false;
    g_auto(GStrv) names = amont_styles_names(session->styles->folder, "pages");
    for (size_t i = 0; names[i]; i++) {
        g_autoptr(amont_page_style) page = amont_styles_page(session->styles, names[i], error);
        if (!page)
            return false;
        print_cell(_("page"), 8);
        print_cell(names[i], 16);
        printf("%s\n", page->label ? page->label : "");
    }
    list_symbols(session->styles);
    return true;
}

static bool list_marks(amont_session *session, GError **error) {
    (void)session;
    (void)error;
    const amont_mark_info *info;
    for (size_t i = 0; (info = amont_mark_catalogue(i)); i++)
        printf("%-16s %s\n", info->name, _(info->help));
    return true;
}

/* For which numbers of classes a palette passes, and its least figures there. */
typedef struct passing {
    GString *counts; /* "2-7, 9" */
    double difference, step;
} passing;

static void add_count(passing *p, size_t n, bool follows, bool goes_on) {
    if (!follows)
        g_string_append_printf(p->counts, "%s%zu", p->counts->len ? ", " : "", n);
    else if (!goes_on)
        g_string_append_printf(p->counts, "-%zu", n);
}

static passing find_passing(const amont_palette *palette) {
    passing p = {g_string_new(NULL), INFINITY, INFINITY};
    bool passes[AMONT_PALETTE_MOST + 2] = {false};
    for (size_t n = 2; n <= AMONT_PALETTE_MOST; n++) {
        amont_shades shades;
        if (!amont_palette_shades(palette, n, &shades))
            continue;
        amont_palette_figures figures = amont_palette_measure(palette->kind, &shades);
        passes[n] = amont_palette_passes(&figures);
        if (!passes[n])
            continue;
        p.difference = MIN(p.difference, figures.difference[amont_palette_worst(&figures)]);
        p.step = MIN(p.step, figures.step);
    }
    for (size_t n = 2; n <= AMONT_PALETTE_MOST; n++)
        if (passes[n])
            add_count(&p, n, passes[n - 1], passes[n + 1]);
    return p;
}

static void print_figure(const char *name, double figure) {
    g_autofree char *text = isinf(figure) ? g_strdup("–") : g_strdup_printf("%.1f", figure);
    printf("%s ", name);
    print_cell(text, 5);
}

static bool list_palettes(amont_session *session, GError **error) {
    (void)error;
    const GPtrArray *palettes = session->styles->palettes->palettes;
    for (guint i = 0; i < palettes->len; i++) {
        const amont_palette *palette = palettes->pdata[i];
        passing p = find_passing(palette);
        print_cell(palette->entry.name, 23);
        print_cell(amont_palette_kinds[palette->kind], 12);
        print_cell(p.counts->len ? p.counts->str : "–", 6);
        print_figure("ΔE", p.difference);
        print_figure("L*", p.step);
        printf("%s\n", palette->label ? palette->label : "");
        g_string_free(p.counts, TRUE);
    }
    return true;
}

static void print_formats(const amont_format *formats, size_t n) {
    for (size_t i = 0; i < n; i++)
        printf(".%-15s %s\n", formats[i].ending, formats[i].label);
}

static bool list_formats(amont_session *session, GError **error) {
    (void)session;
    (void)error;
    size_t n = 0;
    const amont_format *formats = amont_source_formats(&n);
    print_formats(formats, n);
    formats = amont_raster_formats(&n);
    print_formats(formats, n);
    return true;
}

static bool list_nomenclatures(amont_session *session, GError **error) {
    (void)session;
    (void)error;
    const amont_bundled_nomenclature *nomenclature;
    for (size_t i = 0; (nomenclature = amont_nomenclature_catalogue(i)); i++)
        printf("%-16s %s\n", nomenclature->name, _(nomenclature->label));
    return true;
}

static const struct {
    const char *name, *french;
    bool (*print)(amont_session *session, GError **error);
} lists[] = {
    {"indicators", "indicateurs", list_indicators},
    {"inputs", "donnees", list_inputs},
    {"layers", "couches", list_layers},
    {"known", "connus", list_known},
    {"styles", "pages", list_styles},
    {"marks", "figures", list_marks},
    {"palettes", "couleurs", list_palettes},
    {"formats", "formats", list_formats},
    {"nomenclatures", "nomenclatures", list_nomenclatures},
};

static int run(amont_options *options, GError **error) {
    const char *name = options->rest ? options->rest[0] : NULL;
    for (size_t i = 0; name && i < G_N_ELEMENTS(lists); i++) {
        if (strcmp(lists[i].name, name) != 0 && strcmp(lists[i].french, name) != 0)
            continue;
        amont_options inner = {.rest = options->rest + 1};
        g_autoptr(amont_session) session = amont_session_open(&inner, error);
        bool ok = session && amont_session_takes_no_id(session, error);
        return ok && lists[i].print(session, error) ? 0 : -1;
    }
    if (name)
        amont_fail(error, AMONT_ERROR_USAGE, "there is no list of '%s'", name);
    else
        amont_fail(error, AMONT_ERROR_USAGE, "say which list");
    amont_hint(
        error,
        "one of: indicators, inputs, layers, known, styles, marks, palettes, formats, nomenclatures");
    return -1;
}

const amont_command amont_command_list = {
    .name = "list",
    .french = "liste",
    .arguments =
        N_("indicators|inputs|layers|known|styles|marks|palettes|formats|nomenclatures [STUDY]"),
    .summary = N_("what there is to choose from"),
    .help =
        N_("A nomenclature of your own is a CSV file with one row a class, named in the study by\n"
           "its path: 'nomenclature: classes.csv'. Its columns, in any order:\n"
           "    code, label      the code that the layer uses, and its name; both must be there\n"
           "    label_en         its name in English\n"
           "    parent           the code of the class above it\n"
           "    color            #rrggbb\n"
           "    artificialised, impermeable      yes or no; empty: not known\n"
           "    code_X, label_X  its group in the grouping X: code_11, label_11\n"
           "    code_theme       activity or green, for the indicators of such land\n"
           "Other columns are left alone.\n"),
    .options = "",
    .run = run,
};
