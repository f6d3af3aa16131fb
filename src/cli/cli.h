/* What the commands share: one file each in commands/, one line each in the table of main.c. */
#ifndef AMONT_CLI_H
#define AMONT_CLI_H

#include "amont/analyse.h"
#include "amont/compose.h"
#include "amont/edition.h"
#include "amont/files.h"
#include "amont/geocode.h"
#include "amont/open.h"
#include "amont/pressure.h"
#include "amont/write.h"
#include "base/i18n.h"

/* Options that several commands take; each command lists those it knows. */
typedef struct amont_options {
    char *output, *formats, *dpi, *csv, *fix, *explain, *area, *cross, *threads, *size;
    char *ban, *index, *review, *column, *postcode, *commune, *min_score; /* geocode */
    char *pieces, *layer, *transitions;                                   /* stats */
    char *each, *name, *scale;                                            /* atlas */
    char *gallery;                                                        /* map */
    gboolean json, strict, all_zones, transparent, artif, resolve, check, force, help;
    char **rest; /* the arguments left: STUDY, IDs */
} amont_options;

typedef struct amont_command {
    const char *name, *french;
    const char *arguments; /* "[STUDY] [ID...]" */
    const char *summary;   /* one line */
    const char *help;      /* more, or NULL */
    const char *options;   /* short names of the options it takes, as in "ojs" */
    int (*run)(amont_options *options, GError **error); /* exit code; -1 with an error */
} amont_command;

extern const amont_command amont_command_init, amont_command_check, amont_command_stats,
    amont_command_map, amont_command_atlas, amont_command_pressure, amont_command_geocode,
    amont_command_list, amont_command_help;
const amont_command *amont_command_find(const char *name);
const amont_command *amont_command_at(size_t index); /* NULL past the end */
void amont_command_print_help(const amont_command *command);

/* A study opened for a command. */
typedef struct amont_session {
    amont_study *study;
    amont_layers *layers;
    amont_findings *findings;
    amont_styles *styles;
    amont_fonts *fonts;
    struct amont_spare_fonts *spare_fonts;
    amont_analysis *analysis;
    char **ids; /* arguments after STUDY; borrowed */
} amont_session;

/* Takes STUDY off the arguments when the first one is a study; the bundled one without. */
amont_session *amont_session_open(amont_options *options, GError **error);
/* The study at a path. */
amont_session *amont_session_open_at(const char *path, GError **error);
bool amont_session_takes_no_id(const amont_session *session, GError **error);
bool amont_session_need_fonts(amont_session *session, GError **error);
/* Fonts for one thread at a time, to be returned; several threads may ask at once. */
amont_fonts *amont_session_borrow_fonts(amont_session *session, GError **error);
void amont_session_return_fonts(amont_session *session, amont_fonts *fonts);
/* The page of a map; what it shows is added to `table` when it is not there yet. */
amont_page *amont_session_compose(amont_session *session, const amont_map_spec *map,
                                  amont_table *table, GError **error);
void amont_session_free(amont_session *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_session, amont_session_free)

/* Every check, the index of pressure and every map; what was found is in session->findings. The
 * table holds what the indicators and the maps show. */
amont_table *amont_session_check(amont_session *session, GError **error);
/* Writes the study out mended into `target`, a new folder, after opening it anew and comparing its
 * figures with those of `table`; says on stderr what was done and what is left. */
bool amont_session_mend(amont_session *session, const amont_table *table, const char *target,
                        GError **error);

/* How a CSV is written, as the option `--csv` says. */
bool amont_options_csv(const amont_options *options, amont_table_style *style, GError **error);

/* Exit code after the work is done: says on stderr how many findings there are. */
int amont_session_close(const amont_session *session, const amont_options *options);

/* Adds the maps as PDF and PNG files of a folder to the edition. */
bool amont_maps_draw(amont_session *session, const GPtrArray *maps, const char *folder,
                     amont_edition *edition, GError **error);
/* The ids of all maps, as a list. */
char *amont_session_maps(const amont_session *session);
/* A map by its id; NULL with an error that lists those there are. */
const amont_map_spec *amont_session_map(const amont_session *session, const char *id,
                                        GError **error);

/* What a map's keys and style come to, and where each value is written. */
bool amont_print_style(const amont_session *session, const amont_map_spec *map, GError **error);

/* An indicator in words with its figures put in. */
bool amont_print_explanation(amont_session *session, const char *id, GError **error);

/* The findings as a person reads them, or as JSON. */
void amont_print_findings(const amont_findings *findings, bool json);
void amont_print_error(const GError *error);

#endif
