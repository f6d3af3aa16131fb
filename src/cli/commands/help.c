/* amont help: from the same table that runs the commands. */
#include "cli/cli.h"
#include <stdio.h>
#include <string.h>

static void print_overview(void) {
    puts(_("usage: amont COMMAND [STUDY] [OPTIONS]\n\n"
           "Maps and figures of territories for planners, from one study file. Without STUDY, the\n"
           "study of the Seine-Amont ITI that comes with amont is used.\n"));
    const amont_command *command;
    for (size_t i = 0; (command = amont_command_at(i)); i++)
        printf("  %-7s %-12s %s\n", command->name, command->french, _(command->summary));
    puts(_("\nA STUDY is a file that ends in .yaml, or a folder that holds study.yaml.\n"
           "'amont help COMMAND' says more; 'amont help study' lists every key of a study file,\n"
           "'amont help styles' those of themes, pages and palettes, 'amont help catalogue' every\n"
           "indicator.\n"
           "Exit codes: 0 done, 1 findings under --strict, 64 usage, 65 broken data, 66 missing\n"
           "file, 69 missing font or driver, 73 and 74 cannot write, 78 impossible study."));
}

void amont_command_print_help(const amont_command *command) {
    if (!command) {
        print_overview();
        return;
    }
    printf(_("usage: amont %s %s\n\n%s\n"), command->name, _(command->arguments),
           _(command->summary));
    if (command->help)
        printf("\n%s", _(command->help));
}

static void print_part(const char *what, const char *text) {
    if (!text)
        return;
    printf("    ");
    printf(_("%s: "), what);
    printf("%s\n", _(text));
}

/* The guide of the catalogue: what each indicator is, and what it needs. Labels follow the language
 * of messages, as the rest of the page. */
static void print_indicators(void) {
    const char *english = N_("in English");
    int language = _(english) == english ? AMONT_LANGUAGE_EN : AMONT_LANGUAGE_FR;
    puts(_(
        "The indicators of the catalogue; () takes an argument in brackets. 'amont stats --explain ID'\n"
        "puts the figures of a study in.\n"));
    const amont_indicator_info *info;
    for (size_t i = 0; (info = amont_indicator_catalogue(i)); i++) {
        printf("%s – %s%s%s%s\n", info->id, info->label[language],
               *info->unit[language] ? " (" : "", info->unit[language],
               *info->unit[language] ? ")" : "");
        print_part(_("definition"), info->method);
        print_part(_("what counts"), info->rule);
        print_part(_("needs"), info->inputs);
        print_part(_("published in"), info->source);
    }
}

static int run(amont_options *options, GError **error) {
    const char *name = options->rest ? options->rest[0] : NULL;
    if (name && strcmp(name, "catalogue") == 0) {
        print_indicators();
        return 0;
    }
    if (name && strcmp(name, "styles") == 0) {
        g_autofree char *text = amont_styles_help();
        fputs(text, stdout);
        return 0;
    }
    if (name && (strcmp(name, "study") == 0 || strcmp(name, "etude") == 0)) {
        g_autofree char *text = amont_study_help();
        fputs(text, stdout);
        return 0;
    }
    const amont_command *command = name ? amont_command_find(name) : NULL;
    if (name && !command) {
        amont_fail(error, AMONT_ERROR_USAGE, "there is no command '%s'", name);
        amont_hint(error, "see 'amont help'");
        return -1;
    }
    amont_command_print_help(command);
    return 0;
}

const amont_command amont_command_help = {
    .name = "help",
    .french = "aide",
    .arguments = N_("[COMMAND|study|styles|catalogue]"),
    .summary = N_("this text, a command, every key of studies or styles, or every indicator"),
    .options = "",
    .run = run,
};
