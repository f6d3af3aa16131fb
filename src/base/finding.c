/* Findings of one kind are counted and their first examples kept; what is known of each kind is
 * one row of a table. */
#include "amont/finding.h"

#include "base/i18n.h"

#include <string.h>

typedef struct kind_row {
    const char *name;
    amont_severity severity;
    const char *summary, *effect, *remedy;
} kind_row;

static const kind_row rows[AMONT_FINDING_KINDS] = {
    [AMONT_FINDING_GEOMETRY_INVALID] = {"geometry.invalid", AMONT_SEVERITY_WARNING,
                                        N_("invalid polygons"),
                                        N_("they were repaired; the change of area is given"),
                                        N_("repair the geometry in the source file")},
    [AMONT_FINDING_GEOMETRY_EMPTY] = {"geometry.empty", AMONT_SEVERITY_WARNING,
                                      N_("features without geometry"),
                                      N_("they have no area and appear on no map"),
                                      N_("give them a geometry or remove them")},
    [AMONT_FINDING_GEOMETRY_COLLECTION] = {"geometry.collection", AMONT_SEVERITY_WARNING,
                                           N_("geometry collections of several kinds"),
                                           N_("only their polygons are kept"),
                                           N_("make one layer for each kind of geometry")},
    [AMONT_FINDING_GEOMETRY_SEVERAL] = {"geometry.several", AMONT_SEVERITY_WARNING,
                                        N_("rows with several places"),
                                        N_("each counts once, at the first of its places"),
                                        N_("make one row of each place, if each shall count")},
    [AMONT_FINDING_ZONE_OVERLAP] =
        {"zone.overlap", AMONT_SEVERITY_WARNING, N_("zones that overlap"),
         N_("points and lines in both count for the lowest code, areas in each"),
         N_("correct the limits in the source file")},
    [AMONT_FINDING_ZONE_GAP] = {"zone.gap", AMONT_SEVERITY_WARNING, N_("gaps between zones"),
                                N_("what lies in them counts for no zone"),
                                N_("correct the limits in the source file")},
    [AMONT_FINDING_ZONE_UNFILLED] = {"zone.unfilled", AMONT_SEVERITY_WARNING,
                                     N_("zones whose parts have another area than they"),
                                     N_("figures weighted by area differ between the levels"),
                                     N_("use limits of the same source and vintage")},
    [AMONT_FINDING_SITE_DUPLICATE] = {"site.duplicate", AMONT_SEVERITY_WARNING,
                                      N_("sites that stand twice"),
                                      N_("their project counts twice at that place"),
                                      N_("keep one row per site")},
    [AMONT_FINDING_ZONE_ORPHAN] = {"zone.orphan", AMONT_SEVERITY_WARNING,
                                   N_("zones that lie in no zone of the parent level"),
                                   N_("their figures do not roll up"),
                                   N_("check the column named by 'parent'")},
    [AMONT_FINDING_SITE_NO_POSITION] =
        {"site.no_position", AMONT_SEVERITY_WARNING, N_("sites without a usable position"),
         N_("the project counts for its communes, if they are known"),
         N_("give longitude and latitude, or remove the row")},
    [AMONT_FINDING_SITE_OUTSIDE] = {"site.outside", AMONT_SEVERITY_WARNING,
                                    N_("sites outside every zone"), N_("they count for no zone"),
                                    N_("check the coordinates and the CRS of the layer")},
    [AMONT_FINDING_SITE_EXCHANGED] =
        {"site.exchanged", AMONT_SEVERITY_WARNING,
         N_("sites that would lie on the territory if x and y were exchanged"),
         N_("they count where they lie now: for no zone"),
         N_("exchange the two coordinates of these rows")},
    [AMONT_FINDING_SITE_BORDER] = {"site.border", AMONT_SEVERITY_NOTE,
                                   N_("sites on the border of a zone"),
                                   N_("each counts once, for the zone with the lowest code"),
                                   N_("move the site if it belongs to the other zone")},
    [AMONT_FINDING_SITE_COMMUNE] = {"site.commune", AMONT_SEVERITY_WARNING,
                                    N_("sites that do not lie in the commune they state"),
                                    N_("they count where they lie"),
                                    N_("correct the coordinates or the commune")},
    [AMONT_FINDING_SITE_UNKNOWN_PROJECT] = {"site.unknown_project", AMONT_SEVERITY_WARNING,
                                            N_("sites of a project that no row describes"),
                                            N_("they are left out"),
                                            N_("add the project or correct its identifier")},
    [AMONT_FINDING_SITE_COARSE] = {"site.coarse", AMONT_SEVERITY_NOTE,
                                   N_("sites placed only to the IRIS or the commune"),
                                   N_("they count at no finer level and in no distance"),
                                   N_("find the address and set 'precision'")},
    [AMONT_FINDING_PROJECT_DUPLICATE] = {"project.duplicate", AMONT_SEVERITY_WARNING,
                                         N_("project identifiers used twice"),
                                         N_("the first row counts, the others are left out"),
                                         N_("give each project its own identifier")},
    [AMONT_FINDING_PROJECT_UNPLACED] =
        {"project.unplaced", AMONT_SEVERITY_NOTE, N_("projects with neither site nor commune"),
         N_("they count in the total, in the row of what is not located"),
         N_("fill in the column of communes, or add a site")},
    [AMONT_FINDING_PROJECT_BY_ZONE] =
        {"project.by_zone", AMONT_SEVERITY_NOTE, N_("projects known only by commune"),
         N_("they count for their communes in equal shares, and at no finer level"),
         N_("add their sites when they are known")},
    [AMONT_FINDING_POINT_UNPLACED] = {"point.unplaced", AMONT_SEVERITY_WARNING,
                                      N_("points and sales without a usable position"),
                                      N_("they stand in the row of what is not located"),
                                      N_("give them coordinates, where they are known")},
    [AMONT_FINDING_POINT_OUTSIDE] = {"point.outside", AMONT_SEVERITY_NOTE,
                                     N_("points and sales outside every zone"),
                                     N_("they stand in the row of what lies outside"),
                                     N_("nothing, where the file covers more than the zones")},
    [AMONT_FINDING_LINE_OUTSIDE] = {"line.outside", AMONT_SEVERITY_NOTE,
                                    N_("lines that lie outside every zone"),
                                    N_("their length stands in the row of what lies outside"),
                                    N_("nothing, where the file covers more than the zones")},
    [AMONT_FINDING_WEIGHT_UNUSABLE] = {"weight.unusable", AMONT_SEVERITY_WARNING,
                                       N_("rows whose weight is missing or negative"),
                                       N_("weighted figures leave them out"),
                                       N_("fill in the weights, or filter these rows out")},
    [AMONT_FINDING_RASTER_GAP] = {"raster.gap", AMONT_SEVERITY_WARNING,
                                  N_("zones that the cells with a value do not cover whole"),
                                  N_("figures are of what is covered, and marked 'est'"),
                                  N_("use a raster that covers the territory")},
    [AMONT_FINDING_PIECE_AREA] = {"piece.area", AMONT_SEVERITY_WARNING,
                                  N_("pieces whose polygons have another area than was measured"),
                                  N_("their column 'area_m2' is right, their outline is not"),
                                  N_("correct the polygons in the source file")},
    [AMONT_FINDING_LANDUSE_GAP] = {"landuse.gap", AMONT_SEVERITY_WARNING,
                                   N_("zones that the land use does not cover whole"),
                                   N_("areas and shares are of what is covered, and marked 'est'"),
                                   N_("use a layer that covers the territory")},
    [AMONT_FINDING_LANDUSE_OVERLAP] = {"landuse.overlap", AMONT_SEVERITY_WARNING,
                                       N_("zones where polygons of land use overlap"),
                                       N_("the ground that several cover counts in each"),
                                       N_("correct the polygons in the source file")},
    [AMONT_FINDING_LANDUSE_ARTIF] =
        {"landuse.artif", AMONT_SEVERITY_NOTE,
         N_("polygons that cover and use say otherwise than their official column"),
         N_("the official column counts; 'amont stats --artif' lists them all"),
         N_("nothing, where the column is the IGN's own")},
    [AMONT_FINDING_SALE_UNIDENTIFIED] = {"sale.unidentified", AMONT_SEVERITY_WARNING,
                                         N_("rows of sales without an identifier"),
                                         N_("each counts as a sale of its own"),
                                         N_("fill in the column of identifiers")},
    [AMONT_FINDING_SALE_PRICES] = {"sale.prices", AMONT_SEVERITY_WARNING,
                                   N_("sales whose rows state different prices"),
                                   N_("the price of the first row counts"),
                                   N_("check the rows: do they speak of one sale?")},
    [AMONT_FINDING_SALE_NO_POSITION] = {"sale.no_position", AMONT_SEVERITY_NOTE,
                                        N_("rows of sales without a usable position"),
                                        N_("they count for no zone"),
                                        N_("nothing, when the source does not place them")},
    [AMONT_FINDING_INDICATOR_INPUT] = {"indicator.input", AMONT_SEVERITY_WARNING,
                                       N_("indicators for which the study lacks something"),
                                       N_("their figures are missing"),
                                       N_("give what lacks, or leave the indicator out")},
    [AMONT_FINDING_SPATIAL_FEW] =
        {"spatial.few", AMONT_SEVERITY_WARNING, N_("spatial statistics of too few zones"),
         N_("below 8 zones there are none, below 30 no p-value: they are 'nd'"),
         N_("ask for them on a finer level: IRIS, or a grid")},
    [AMONT_FINDING_SPATIAL_ISLAND] =
        {"spatial.island", AMONT_SEVERITY_NOTE,
         N_("zones without neighbours in spatial statistics"),
         N_("they count in the mean, and have no local figure"),
         N_("nothing, for islands; else set 'weights: knn' or 'tolerance_m' in 'spatial'")},
    [AMONT_FINDING_SPATIAL_SHARED] =
        {"spatial.shared", AMONT_SEVERITY_WARNING,
         N_("spatial statistics of figures that were shared out by area"),
         N_("cells of one zone are alike by that alone: indices and p-values say too much"),
         N_("ask for them on the level that the figures come from")},
    [AMONT_FINDING_SPATIAL_MISSING] = {"spatial.missing", AMONT_SEVERITY_NOTE,
                                       N_("zones without a figure in spatial statistics"),
                                       N_("they are left out, by themselves and as neighbours"),
                                       N_("nothing, when the source does not publish them")},
    [AMONT_FINDING_CONSUMPTION_RESIDUE] =
        {"consumption.residue", AMONT_SEVERITY_WARNING,
         N_("years whose destinations do not add up to the land consumed"),
         N_("shares of destinations are not of the whole"),
         N_("compare the columns of the year with the source")},
    [AMONT_FINDING_SECRET_DEDUCIBLE] = {"secret.deducible", AMONT_SEVERITY_WARNING,
                                        N_("hidden figures that follow from printed ones"),
                                        N_("the sum above less the other zones gives them away"),
                                        N_("leave out the sum, or another zone of it")},
    [AMONT_FINDING_SUM_LOST] = {"sum.lost", AMONT_SEVERITY_ERROR,
                                N_("sums over the zones that differ from the whole"),
                                N_("something counts twice or not at all"),
                                N_("look for zones that overlap, and for polygons that do")},
    [AMONT_FINDING_AMOUNT_MISSING] = {"amount.missing", AMONT_SEVERITY_NOTE,
                                      N_("projects without an amount"),
                                      N_("the sums leave them out and are marked 'est'"),
                                      N_("fill in the amount when it is published")},
    [AMONT_FINDING_AMOUNT_INEXACT] = {"amount.inexact", AMONT_SEVERITY_NOTE,
                                      N_("amounts known only rounded or as a lower bound"),
                                      N_("the sums that hold them are marked 'est'"),
                                      N_("replace them by the exact amount when it is published")},
    [AMONT_FINDING_VALUE_NOT_NUMBER] =
        {"value.not_number", AMONT_SEVERITY_WARNING,
         N_("values that are not numbers or not in the list"), N_("they are taken as missing"),
         N_("write plain numbers: 1234.5 or 1 234,5; « 1,234 » alone can be read in two ways")},
    [AMONT_FINDING_VALUE_SUSPECT] = {"value.suspect", AMONT_SEVERITY_WARNING,
                                     N_("values flagged by their source as estimated or suspect"),
                                     N_("they are marked 'est' and kept out of the class limits"),
                                     N_("check them against the source")},
    [AMONT_FINDING_VALUE_MISSING] = {"value.missing", AMONT_SEVERITY_NOTE, N_("missing values"),
                                     N_("they are shown as missing, never as zero"),
                                     N_("nothing, when the source does not publish them")},
    [AMONT_FINDING_TABLE_CODE_ZERO_LOST] =
        {"table.code_zero_lost", AMONT_SEVERITY_WARNING, N_("zone codes that lost a zero"),
         N_("they were matched with the zero put back"),
         N_("make the column of codes a column of text before saving the table")},
    [AMONT_FINDING_TABLE_NAME_FOR_CODE] =
        {"table.name_for_code", AMONT_SEVERITY_WARNING, N_("zone names in place of codes"),
         N_("they were matched by name, without regard to accents and hyphens"),
         N_("write the codes: names change, and two zones may share one")},
    [AMONT_FINDING_TABLE_NAME_SHARED] =
        {"table.name_shared", AMONT_SEVERITY_WARNING,
         N_("names in place of codes that several zones share"),
         N_("which zone is meant is not guessed: these rows are left out"),
         N_("write the code of the zone that is meant")},
    [AMONT_FINDING_TABLE_UNMATCHED] = {"table.unmatched", AMONT_SEVERITY_WARNING,
                                       N_("codes that no zone has"), N_("these rows are left out"),
                                       N_("check the codes: a leading zero may have been lost")},
    [AMONT_FINDING_TABLE_DUPLICATE] = {"table.duplicate", AMONT_SEVERITY_WARNING,
                                       N_("zone codes that stand twice in a table"),
                                       N_("the first row counts"), N_("keep one row per zone")},
    [AMONT_FINDING_CLASS_UNKNOWN] =
        {"class.unknown", AMONT_SEVERITY_WARNING, N_("polygons whose class the list does not have"),
         N_("their area stays under their own code, in no group"),
         N_("correct the codes, add them to the list, or name another list")},
    [AMONT_FINDING_CLASS_MISSING] = {"class.missing", AMONT_SEVERITY_WARNING,
                                     N_("polygons without a class"),
                                     N_("their area counts as unclassified, never for a class"),
                                     N_("give them a class, or leave them out with 'where'")},
    [AMONT_FINDING_CLASS_ZERO_LOST] = {"class.zero_lost", AMONT_SEVERITY_NOTE,
                                       N_("class codes that differ from the list by zeros"),
                                       N_("they were matched with the zeros put back or taken off"),
                                       N_("make the column of classes a column of text")},
    [AMONT_FINDING_CSV_RAGGED] = {"csv.ragged", AMONT_SEVERITY_WARNING,
                                  N_("rows with more or fewer cells than there are titles"),
                                  N_("the cells that lack are taken as missing"),
                                  N_("complete the rows: a separator or a line break is amiss")},
    [AMONT_FINDING_CSV_QUOTE] = {"csv.quote", AMONT_SEVERITY_WARNING,
                                 N_("rows with text behind a closing quote"),
                                 N_("the text was kept, the quotes were not"),
                                 N_("double the quotes that stand within a text")},
    [AMONT_FINDING_CSV_UNTITLED] = {"csv.untitled", AMONT_SEVERITY_WARNING,
                                    N_("columns without a title"),
                                    N_("they are left out: the study cannot name them"),
                                    N_("give the column a title in the first line")},
    [AMONT_FINDING_CSV_PREAMBLE] =
        {"csv.preamble", AMONT_SEVERITY_NOTE, N_("tables with lines above their titles"),
         N_("these lines were left out; the titles were taken from the line that is named"),
         N_("remove the lines above the titles")},
    [AMONT_FINDING_CSV_NOTES] = {"csv.notes", AMONT_SEVERITY_NOTE,
                                 N_("lines of notes below the rows of a table"),
                                 N_("they were left out"), N_("nothing, when they are notes")},
    [AMONT_FINDING_ENCODING_CONVERTED] = {"encoding.converted", AMONT_SEVERITY_NOTE,
                                          N_("files whose text is not UTF-8"),
                                          N_("they were read in the encoding that is named"),
                                          N_("look at the accents; save the file as UTF-8")},
    [AMONT_FINDING_ENCODING_TWICE] =
        {"encoding.twice", AMONT_SEVERITY_WARNING, N_("files whose text was encoded twice"),
         N_("this was undone: « Ã© » is read as « é »"),
         N_("save the file as UTF-8 from the program that first wrote it")},
    [AMONT_FINDING_SOURCE_EMPTY] = {"source.empty", AMONT_SEVERITY_WARNING,
                                    N_("layers without a single row"),
                                    N_("they add nothing to any figure or map"),
                                    N_("check the file, and 'where' if there is one")},
    [AMONT_FINDING_FILTER_EMPTY] = {"filter.empty", AMONT_SEVERITY_WARNING,
                                    N_("filters of indicators that take no row or cell"),
                                    N_("the indicators say 0, or nothing"),
                                    N_("check the filter: texts must be written as in the file")},
    [AMONT_FINDING_SOURCE_LINKS] = {"source.links", AMONT_SEVERITY_WARNING,
                                    N_("links to other files"),
                                    N_("they are not followed: what they lead to is on no map"),
                                    N_("name that file in the study, as a layer of its own")},
    [AMONT_FINDING_SOURCE_INCOMPLETE] = {"source.incomplete", AMONT_SEVERITY_WARNING,
                                         N_("layers without producer, dataset, vintage or licence"),
                                         N_("the source line of the maps is incomplete"),
                                         N_("add these keys to the layer in the study")},
    [AMONT_FINDING_FICTIONAL] = {"source.fictional", AMONT_SEVERITY_NOTE, N_("fictional layers"),
                                 N_("every map they are on says so"),
                                 N_("nothing, when this is meant")},
    [AMONT_FINDING_LABEL_UNPLACED] = {"label.unplaced", AMONT_SEVERITY_NOTE,
                                      N_("names that found no room on a map"),
                                      N_("they are not printed"),
                                      N_("choose a larger page or fewer layers")},
    [AMONT_FINDING_EU_EXTERNAL] = {"eu.external", AMONT_SEVERITY_NOTE,
                                   N_("maps without the emblem of the European Union"),
                                   N_("what they are printed in must carry it"),
                                   N_("put emblem and words in the report's own footer")},
    [AMONT_FINDING_EU_TYPEFACE] = {"eu.typeface", AMONT_SEVERITY_NOTE,
                                   N_("words of the European Union not set in Ubuntu"),
                                   N_("they stand in a typeface with the measures of Arial"),
                                   N_("nothing, or install the typeface Ubuntu")},
};

/* What amont_mend writes out mended without changing a figure. */
static const bool mendable[AMONT_FINDING_KINDS] = {
    [AMONT_FINDING_GEOMETRY_INVALID] = true,     [AMONT_FINDING_PROJECT_DUPLICATE] = true,
    [AMONT_FINDING_TABLE_CODE_ZERO_LOST] = true, [AMONT_FINDING_TABLE_NAME_FOR_CODE] = true,
    [AMONT_FINDING_TABLE_DUPLICATE] = true,      [AMONT_FINDING_CLASS_ZERO_LOST] = true,
    [AMONT_FINDING_CSV_RAGGED] = true,           [AMONT_FINDING_CSV_QUOTE] = true,
    [AMONT_FINDING_ENCODING_CONVERTED] = true,   [AMONT_FINDING_ENCODING_TWICE] = true,
};

typedef struct pile {
    size_t count, kept;
    amont_example examples[AMONT_FINDING_EXAMPLES];
    char *lines[AMONT_FINDING_EXAMPLES + 1]; /* the examples, NULL-terminated */
} pile;

struct amont_findings {
    pile piles[AMONT_FINDING_KINDS];
};

const char *amont_finding_name(amont_finding_kind kind) {
    return rows[kind].name;
}

amont_severity amont_finding_severity(amont_finding_kind kind) {
    return rows[kind].severity;
}

const char *amont_finding_severity_name(amont_finding_kind kind) {
    static const char *const names[] = {N_("note"), N_("warning"), N_("error")};
    return names[rows[kind].severity];
}

const char *amont_finding_summary(amont_finding_kind kind) {
    return _(rows[kind].summary);
}

const char *amont_finding_effect(amont_finding_kind kind) {
    return _(rows[kind].effect);
}

const char *amont_finding_remedy(amont_finding_kind kind) {
    return _(rows[kind].remedy);
}

bool amont_finding_is_mendable(amont_finding_kind kind) {
    return mendable[kind];
}

/* ---- finding ------------------------------------------------------------------------------- */

amont_findings *amont_findings_new(void) {
    return g_new0(amont_findings, 1);
}

static void clear_example(amont_example *example) {
    g_free((char *)example->file);
    g_free((char *)example->column);
    g_free((char *)example->detail);
}

void amont_findings_free(amont_findings *findings) {
    if (!findings)
        return;
    for (int kind = 0; kind < AMONT_FINDING_KINDS; kind++) {
        pile *found = &findings->piles[kind];
        for (size_t i = 0; i < found->kept; i++) {
            clear_example(&found->examples[i]);
            g_free(found->lines[i]);
        }
    }
    g_free(findings);
}

static char *line_of(const amont_example *example) {
    g_autofree char *row = example->row > 0 ? g_strdup_printf(":%ld", example->row) : g_strdup("");
    const char *column = example->column ? example->column : "";
    return g_strdup_printf("%s%s: %s%s%s", example->file, row, column, *column ? " " : "",
                           example->detail);
}

static void keep_example(pile *found, const amont_example *example) {
    if (found->kept == AMONT_FINDING_EXAMPLES)
        return;
    found->examples[found->kept] = (amont_example){.file = g_strdup(example->file),
                                                   .row = example->row,
                                                   .column = g_strdup(example->column),
                                                   .detail = g_strdup(example->detail),
                                                   .stands_for = example->stands_for};
    found->lines[found->kept++] = line_of(example);
}

/* A cell may be a megabyte: what is shown of it fits on a few lines. */
static char *cut(const char *detail) {
    static const size_t most = 300;
    if (strlen(detail) <= most)
        return g_strdup(detail);
    const char *end = g_utf8_find_prev_char(detail, detail + most);
    g_autofree char *start = g_strndup(detail, end ? (size_t)(end - detail) : 0);
    return g_strconcat(start, "…", NULL);
}

G_GNUC_PRINTF(3, 0)
static void find(pile *found, amont_example *example, const char *format, va_list args) {
    found->count++;
    if (found->kept == AMONT_FINDING_EXAMPLES)
        return;
    g_autofree char *whole = g_strdup_vprintf(format, args);
    g_autofree char *detail = cut(whole);
    example->detail = detail;
    keep_example(found, example);
}

void amont_find(amont_findings *findings, amont_finding_kind kind, const char *file, long row,
                const char *format, ...) {
    if (!findings)
        return;
    va_list args;
    va_start(args, format);
    find(&findings->piles[kind], &(amont_example){.file = file, .row = row}, format, args);
    va_end(args);
}

void amont_find_in(amont_findings *findings, amont_finding_kind kind, const char *file, long row,
                   const char *column, const char *format, ...) {
    if (!findings)
        return;
    va_list args;
    va_start(args, format);
    find(&findings->piles[kind], &(amont_example){.file = file, .row = row, .column = column},
         format, args);
    va_end(args);
}

void amont_findings_add(amont_findings *findings, amont_finding_kind kind, size_t count,
                        const amont_example *examples, size_t n) {
    if (!findings)
        return;
    findings->piles[kind].count += count;
    for (size_t i = 0; i < n; i++)
        keep_example(&findings->piles[kind], &examples[i]);
}

void amont_findings_add_rows(amont_findings *findings, amont_finding_kind kind, size_t count,
                             const char *file, const char *column) {
    if (count == 0)
        return;
    g_autofree char *detail =
        g_strdup_printf(dngettext(AMONT_DOMAIN, "%zu row", "%zu rows", count), count);
    amont_example example = {.file = file, .column = column, .detail = detail, .stands_for = count};
    amont_findings_add(findings, kind, count, &example, 1);
}

/* ---- what was found ------------------------------------------------------------------------ */

size_t amont_findings_count(const amont_findings *findings, amont_finding_kind kind) {
    return findings->piles[kind].count;
}

size_t amont_findings_total(const amont_findings *findings, amont_severity at_least) {
    size_t total = 0;
    for (int kind = 0; kind < AMONT_FINDING_KINDS; kind++)
        if (rows[kind].severity >= at_least)
            total += findings->piles[kind].count;
    return total;
}

static bool is_heavier(const amont_findings *findings, amont_finding_kind a, amont_finding_kind b) {
    if (rows[a].severity != rows[b].severity)
        return rows[a].severity > rows[b].severity;
    return findings->piles[a].count > findings->piles[b].count;
}

/* By insertion: the kinds are few, and those of equal weight keep their order. */
size_t amont_findings_by_weight(const amont_findings *findings, amont_finding_kind *kinds) {
    size_t n = 0;
    for (int i = 0; i < AMONT_FINDING_KINDS; i++) {
        amont_finding_kind kind = (amont_finding_kind)i;
        if (findings->piles[kind].count == 0)
            continue;
        size_t at = n++;
        for (; at > 0 && is_heavier(findings, kind, kinds[at - 1]); at--)
            kinds[at] = kinds[at - 1];
        kinds[at] = kind;
    }
    return n;
}

const amont_example *amont_findings_example(const amont_findings *findings, amont_finding_kind kind,
                                            size_t index) {
    const pile *found = &findings->piles[kind];
    return index < found->kept ? &found->examples[index] : NULL;
}

const char *const *amont_findings_examples(const amont_findings *findings,
                                           amont_finding_kind kind) {
    return (const char *const *)findings->piles[kind].lines;
}
