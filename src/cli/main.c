/* The program: finds the command, reads its options, prints its error, gives its exit code. */
#include "cli/cli.h"

#include "amont/pool.h"
#include "cli/interrupt.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const amont_command *const commands[] = {
    &amont_command_init,    &amont_command_check, &amont_command_stats,
    &amont_command_map,     &amont_command_atlas, &amont_command_pressure,
    &amont_command_geocode, &amont_command_list,  &amont_command_help,
};

const amont_command *amont_command_at(size_t index) {
    return index < G_N_ELEMENTS(commands) ? commands[index] : NULL;
}

const amont_command *amont_command_find(const char *name) {
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        if (strcmp(commands[i]->name, name) == 0 || strcmp(commands[i]->french, name) == 0)
            return commands[i];
    return NULL;
}

/* Messages and characters follow the locale; numbers never do. */
static void set_language(void) {
    setlocale(LC_CTYPE, "");    // NOLINT(concurrency-mt-unsafe): before any thread
    setlocale(LC_MESSAGES, ""); // NOLINT(concurrency-mt-unsafe)
    g_autofree char *folder = amont_files_locale();
    if (folder)
        bindtextdomain(AMONT_DOMAIN, folder);
    bind_textdomain_codeset(AMONT_DOMAIN, "UTF-8");
}

/* PROJ looks for grids and settings in the user's folder, and may be told there or in the
 * environment to fetch them: figures would depend on who computes them. */
static void set_surroundings(void) {
    g_setenv("PROJ_SKIP_READ_USER_WRITABLE_DIRECTORY", "YES", TRUE);
    g_setenv("PROJ_NETWORK", "OFF", TRUE);
}

/* ---- options ------------------------------------------------------------------------------- */

static bool fail_unknown_option(const amont_command *command, const char *option, GError **error) {
    amont_fail(error, AMONT_ERROR_USAGE, "'%s' has no option '%s'", command->name, option);
    amont_hint(error, "see 'amont help %s'", command->name);
    return false;
}

/* GOption's own texts follow another catalogue; what it finds wrong is said in our words. */
static bool fail_parse(const amont_command *command, const GError *cause, GError **error) {
    if (cause->domain == G_CONVERT_ERROR) {
        amont_fail(error, AMONT_ERROR_USAGE, "an option of '%s' has letters that the locale lacks",
                   command->name);
        amont_hint(error, "choose one of UTF-8: 'export LC_ALL=C.UTF-8'");
        return false;
    }
    const char *option = strstr(cause->message, "-");
    if (cause->code == G_OPTION_ERROR_UNKNOWN_OPTION && option)
        return fail_unknown_option(command, option, error);
    amont_fail(error, AMONT_ERROR_USAGE, "the option '%s' of '%s' lacks its value",
               option ? option : "", command->name);
    amont_hint(error, "see 'amont help %s'", command->name);
    return false;
}

static bool parse_options(const amont_command *command, int argc, char **argv,
                          amont_options *options, GError **error) {
    const GOptionEntry all[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, NULL, NULL},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options->formats, NULL, NULL},
        {"dpi", 'd', 0, G_OPTION_ARG_STRING, &options->dpi, NULL, NULL},
        {"csv", 'c', 0, G_OPTION_ARG_STRING, &options->csv, NULL, NULL},
        {"explain", 'e', 0, G_OPTION_ARG_STRING, &options->explain, NULL, NULL},
        {"explain", 'E', 0, G_OPTION_ARG_NONE, &options->resolve, NULL, NULL},
        {"check", 'C', 0, G_OPTION_ARG_NONE, &options->check, NULL, NULL},
        {"size", 'z', 0, G_OPTION_ARG_STRING, &options->size, NULL, NULL},
        {"gallery", 'G', 0, G_OPTION_ARG_FILENAME, &options->gallery, NULL, NULL},
        {"fix", 'x', 0, G_OPTION_ARG_FILENAME, &options->fix, NULL, NULL},
        {"json", 'j', 0, G_OPTION_ARG_NONE, &options->json, NULL, NULL},
        {"strict", 's', 0, G_OPTION_ARG_NONE, &options->strict, NULL, NULL},
        {"all-zones", 'a', 0, G_OPTION_ARG_NONE, &options->all_zones, NULL, NULL},
        {"ban", 'b', 0, G_OPTION_ARG_FILENAME, &options->ban, NULL, NULL},
        {"index", 'i', 0, G_OPTION_ARG_FILENAME, &options->index, NULL, NULL},
        {"review", 'r', 0, G_OPTION_ARG_FILENAME, &options->review, NULL, NULL},
        {"column", 'k', 0, G_OPTION_ARG_STRING, &options->column, NULL, NULL},
        {"postcode", 'p', 0, G_OPTION_ARG_STRING, &options->postcode, NULL, NULL},
        {"commune", 'v', 0, G_OPTION_ARG_STRING, &options->commune, NULL, NULL},
        {"min-score", 'm', 0, G_OPTION_ARG_STRING, &options->min_score, NULL, NULL},
        {"area", 'A', 0, G_OPTION_ARG_STRING, &options->area, NULL, NULL},
        {"cross", 'X', 0, G_OPTION_ARG_STRING, &options->cross, NULL, NULL},
        {"transitions", 'T', 0, G_OPTION_ARG_STRING, &options->transitions, NULL, NULL},
        {"artif", 'D', 0, G_OPTION_ARG_NONE, &options->artif, NULL, NULL},
        {"pieces", 'g', 0, G_OPTION_ARG_FILENAME, &options->pieces, NULL, NULL},
        {"layer", 'l', 0, G_OPTION_ARG_STRING, &options->layer, NULL, NULL},
        {"each", 'y', 0, G_OPTION_ARG_STRING, &options->each, NULL, NULL},
        {"name", 'N', 0, G_OPTION_ARG_STRING, &options->name, NULL, NULL},
        {"scale", 'S', 0, G_OPTION_ARG_STRING, &options->scale, NULL, NULL},
        {"force", 'F', 0, G_OPTION_ARG_NONE, &options->force, NULL, NULL},
        {"transparent", 't', 0, G_OPTION_ARG_NONE, &options->transparent, NULL, NULL},
        {"threads", 'n', 0, G_OPTION_ARG_STRING, &options->threads, NULL, NULL},
    };
    GOptionEntry entries[G_N_ELEMENTS(all) + 3] = {
        {"help", 'h', 0, G_OPTION_ARG_NONE, &options->help, NULL, NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL},
    };
    size_t n = 2;
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (strchr(command->options, all[i].short_name))
            entries[n++] = all[i];

    GOptionContext *context = g_option_context_new(NULL);
    g_autoptr(GError) cause = NULL;
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    bool ok = g_option_context_parse(context, &argc, &argv, &cause);
    g_option_context_free(context);
    if (ok)
        return true;
    return fail_parse(command, cause, error);
}

static void clear_options(amont_options *options) {
    g_free(options->output);
    g_free(options->formats);
    g_free(options->dpi);
    g_free(options->csv);
    g_free(options->fix);
    g_free(options->area);
    g_free(options->cross);
    g_free(options->explain);
    g_free(options->ban);
    g_free(options->index);
    g_free(options->review);
    g_free(options->column);
    g_free(options->postcode);
    g_free(options->commune);
    g_free(options->min_score);
    g_free(options->pieces);
    g_free(options->layer);
    g_free(options->threads);
    g_free(options->size);
    g_free(options->gallery);
    g_free(options->transitions);
    g_free(options->each);
    g_free(options->name);
    g_free(options->scale);
    g_strfreev(options->rest);
}

/* Figures do not depend on it, so that nothing but time and memory is asked for. */
static bool set_threads(const amont_options *options, GError **error) {
    const double most = 256;
    double n = 0;
    if (!options->threads)
        return true;
    if (amont_number_parse(options->threads, &n) && n >= 1 && n <= most && n == floor(n)) {
        amont_pool_set_threads((unsigned)n);
        return true;
    }
    amont_fail(error, AMONT_ERROR_USAGE, "--threads: '%s' is no number of threads",
               options->threads);
    amont_hint(error, "a whole number from 1 to %d; without it, one for each processor", (int)most);
    return false;
}

/* ---- running ------------------------------------------------------------------------------- */

/* A message with a place begins with it, as editors expect; the others say who speaks. */
void amont_print_error(const GError *error) {
    bool has_place = g_regex_match_simple("^[^\n]*?:[0-9]+:[0-9]+: ", error->message, 0, 0);
    fprintf(stderr, "%s%s\n", has_place ? "" : "amont: ", error->message);
}

static int run(const amont_command *command, int argc, char **argv) {
    amont_options options = {0};
    g_autoptr(GError) error = NULL;
    int status = -1;
    if (parse_options(command, argc, argv, &options, &error)) {
        if (options.help) {
            amont_command_print_help(command);
            status = 0;
        } else if (set_threads(&options, &error)) {
            status = command->run(&options, &error);
        }
    }
    clear_options(&options);
    if (!error)
        return status;
    amont_print_error(error);
    return error->domain == AMONT_ERROR ? error->code : AMONT_ERROR_INTERNAL;
}

static int fail_unknown_command(const char *name) {
    const char *names[2 * G_N_ELEMENTS(commands)];
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        names[2 * i] = commands[i]->name;
        names[2 * i + 1] = commands[i]->french;
    }
    const char *nearest = amont_nearest(name, names, G_N_ELEMENTS(names));
    g_autoptr(GError) error = NULL;
    amont_fail(&error, AMONT_ERROR_USAGE, "there is no command '%s'", name);
    if (nearest)
        amont_hint(&error, "did you mean '%s'? see 'amont help'", nearest);
    else
        amont_hint(&error, "see 'amont help'");
    amont_print_error(error);
    return AMONT_ERROR_USAGE;
}

/* A full disk or a closed pipe shows when stdout is flushed: a result cut short is an error. */
static int flush_output(int status) {
    if ((fflush(stdout) == 0 && !ferror(stdout)) || status > 1)
        return status;
    g_autoptr(GError) error = NULL;
    amont_fail(&error, AMONT_ERROR_IO, "cannot write to the standard output");
    amont_print_error(error);
    return AMONT_ERROR_IO;
}

int main(int argc, char **argv) {
    set_language();
    set_surroundings();
    amont_interrupt_prepare();
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        amont_command_print_help(NULL);
        return argc < 2 ? AMONT_ERROR_USAGE : flush_output(0);
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("amont " AMONT_VERSION);
        return flush_output(0);
    }
    const amont_command *command = amont_command_find(argv[1]);
    if (!command)
        return fail_unknown_command(argv[1]);
    return flush_output(run(command, argc - 1, argv + 1));
}
