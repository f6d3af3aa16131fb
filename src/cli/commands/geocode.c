/* amont geocode: addresses become sites, by a BAN file and without network. */
#include "cli/cli.h"

#include "amont/text.h"

#include <stdio.h>
#include <string.h>

/* "sites.csv" has its review in "sites-review.csv". */
static char *review_path(const amont_options *options) {
    if (options->review || !options->output)
        return g_strdup(options->review);
    const char *output = options->output;
    const char *dot = strrchr(output, '.');
    size_t n =
        dot && g_ascii_strcasecmp(dot, ".csv") == 0 ? (size_t)(dot - output) : strlen(output);
    return g_strdup_printf("%.*s-review.csv", (int)n, output);
}

/* No output stands in the place of an input or of another output. */
static bool check_paths(const amont_options *options, const char *review, GError **error) {
    const char *const paths[] = {options->output, review, options->index, options->rest[0],
                                 options->ban};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = i + 1; k < G_N_ELEMENTS(paths); k++)
            if (paths[i] && paths[k] && amont_files_are_same(paths[i], paths[k]))
                return amont_fail(error, AMONT_ERROR_USAGE,
                                  "'%s' cannot be two of the files at once", paths[i]);
    return true;
}

static bool check_arguments(const amont_options *options, GError **error) {
    if (!options->rest || !options->rest[0] || options->rest[1])
        amont_fail(error, AMONT_ERROR_USAGE, "say one file of addresses");
    else if (!options->ban)
        amont_fail(error, AMONT_ERROR_USAGE, "say which BAN file holds the addresses");
    else
        return true;
    amont_hint(error, "for example: amont geocode projects.csv --ban adresses-94.csv.gz"
                      " -o sites.csv");
    return false;
}

static bool read_min_score(const amont_options *options, double *score, GError **error) {
    *score = AMONT_GEOCODE_MIN_SCORE;
    if (!options->min_score ||
        (amont_number_parse(options->min_score, score) && *score >= 0 && *score <= 1))
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'%s' is no score", options->min_score);
    amont_hint(error, "a number from 0 to 1, with a dot; without it, 0.6");
    return false;
}

static void print_summary(const amont_geocoded *result, const char *review) {
    size_t all = result->n_sites + result->n_review;
    fputs("amont: ", stderr);
    fprintf(
        stderr,
        dngettext(AMONT_DOMAIN, "%zu address: %zu placed\n", "%zu addresses: %zu placed\n", all),
        all, result->n_sites);
    fprintf(stderr,
            _("    at the number %zu, at the street %zu, at the locality %zu, at the"
              " commune %zu\n"),
            result->by_precision[AMONT_MATCH_ADDRESS], result->by_precision[AMONT_MATCH_STREET],
            result->by_precision[AMONT_MATCH_PLACE], result->by_precision[AMONT_MATCH_COMMUNE]);
    if (result->n_review == 0)
        return;
    if (review)
        fprintf(stderr, _("    to look at: %zu, in '%s'\n"), result->n_review, review);
    else
        fprintf(stderr, _("    to look at: %zu, left out; --review FILE writes them\n"),
                result->n_review);
}

/* The review first: sites that are new beside a review that is old would hide what is missing. */
static bool write_result(const amont_geocoded *result, const amont_options *options,
                         const char *review, GError **error) {
    if (review && !amont_files_replace(review, result->review->str, result->review->len, error))
        return false;
    if (options->output)
        return amont_files_replace(options->output, result->sites->str, result->sites->len, error);
    fputs(result->sites->str, stdout);
    return true;
}

static bool geocode(const amont_options *options, const char *review, double min_score,
                    amont_geocoded *result, GError **error) {
    amont_geocode_options how = {.address = options->column,
                                 .postcode = options->postcode,
                                 .commune = options->commune,
                                 .min_score = min_score};
    g_autoptr(amont_gazetteer) gazetteer =
        amont_gazetteer_open(options->ban, options->index, error);
    if (!gazetteer)
        return false;
    size_t left_out = amont_gazetteer_count(gazetteer).left_out;
    if (left_out > 0) {
        fputs("amont: ", stderr);
        fprintf(stderr, _("rows of the BAN file without position, street or commune: %zu\n"),
                left_out);
    }
    return amont_geocode_table(gazetteer, options->rest[0], &how, result, error) &&
           write_result(result, options, review, error);
}

static int run(amont_options *options, GError **error) {
    double min_score = 0;
    if (!check_arguments(options, error) || !read_min_score(options, &min_score, error))
        return -1;
    g_autofree char *review = review_path(options);
    if (!check_paths(options, review, error))
        return -1;
    amont_geocoded result = {0};
    bool ok = geocode(options, review, min_score, &result, error);
    if (ok)
        print_summary(&result, review);
    bool has_review = result.n_review > 0;
    amont_geocoded_clear(&result);
    if (!ok)
        return -1;
    return options->strict && has_review ? 1 : 0;
}

const amont_command amont_command_geocode = {
    .name = "geocode",
    .french = "geocoder",
    .arguments = N_("FILE --ban adresses-94.csv.gz"),
    .summary = N_("addresses of a CSV as sites, by a BAN file, without network"),
    .help =
        N_("  --ban FILE         addresses of the Base Adresse Nationale, .csv or .csv.gz, from\n"
           "                     https://adresse.data.gouv.fr/data/ban/adresses/latest/csv/\n"
           "  -o, --output FILE  write the sites there, else to the standard output\n"
           "  --review FILE      write there what needs a look; with -o sites.csv, it is\n"
           "                     sites-review.csv; mend the addresses in it and geocode it\n"
           "  --column NAME      the column of the address, or of the whole in one text\n"
           "  --postcode NAME    the column of the postcode\n"
           "  --commune NAME     the column of the commune, by name or INSEE code\n"
           "  --min-score N      from 0 to 1: what scores less needs a look (0.6)\n"
           "  --index FILE       keep the index of the BAN file there, for the next time\n"
           "  --strict           exit code 1 when anything needs a look\n"),
    .options = "obirkpvms",
    .run = run,
};
