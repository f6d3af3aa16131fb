/* folder: data */
/* Nomenclatures: lists of classes of land use, and what is known of each class.
 *
 * A nomenclature is a table with one row a class; its titles are, in any order and case:
 *
 *     code             one of its own for each class: 111, CS1.1.1.1
 *     label            its name; also label_fr, libelle, libellé. Empty: the code
 *     label_en         its name in English. Empty: the label
 *     parent           code of the class above it in the list. Empty: none
 *     color            #rrggbb; also colour, couleur. Empty: none
 *     artificialised   yes, no, oui, non, true, false, 1, 0; empty: not known, or not by class
 * alone impermeable      the same code_X, label_X  the group of the class in the grouping X, and
 * its name (also libelle_X): with code_47 and code_11 a list of 81 classes is summed up in 47 and
 * in 11
 *
 * Indicators look for two groupings: `theme`, whose groups `activity` and `green` are land of
 * economic activities and public green spaces, and `category`, whose group 1 is built ground (annex
 * to article R. 101-1 of the code de l'urbanisme).
 *
 * `code` and `label` must be there; other columns are left alone. An empty code_X is a class in no
 * group of X.
 *
 *     code,label,color,artificialised,code_11,label_11
 *     1,Bois ou forêts,#3f7a4d,no,1,Forêts
 *     2,Coupes ou clairières en forêts,#8fae6b,no,1,Forêts
 *
 * Classes are numbered from 0, those of the list in its order, then those that only the data has.
 */
#ifndef AMONT_NOMENCLATURE_H
#define AMONT_NOMENCLATURE_H

#include "amont/colour.h"
#include "amont/error.h"
#include "amont/layer.h"
#include "amont/text.h"

#define AMONT_NO_CLASS ((unsigned)-1)

typedef enum amont_truth { AMONT_UNKNOWN, AMONT_NO, AMONT_YES } amont_truth;

typedef struct amont_class {
    char *code;
    char *label[2];      /* by amont_language, never NULL */
    amont_colour colour; /* red is NaN without one */
    unsigned parent;     /* or AMONT_NO_CLASS */
    amont_truth artificialised, impermeable;
    unsigned *groups; /* its group in each grouping, or AMONT_NO_CLASS; NULL when not listed */
    bool is_listed;   /* false: found in the data only */
    long row;         /* in the list, for messages; 0 when not listed */
} amont_class;

typedef struct amont_group {
    char *code, *label;
    long row; /* where it is first named */
} amont_group;

typedef struct amont_grouping {
    char *name;        /* "11" for the columns code_11 and label_11 */
    GPtrArray *groups; /* amont_group, in the order of the list */
} amont_grouping;

typedef struct amont_nomenclature {
    char *name;           /* the file, as messages call it */
    GPtrArray *classes;   /* amont_class */
    GPtrArray *groupings; /* amont_grouping */
    GHashTable *by_code;  /* code -> class + 1 */
    size_t code_length;   /* of the longest listed code, in bytes */
} amont_nomenclature;

/* From a table that was read (open.h). A title that lacks, a code that lacks or stands twice, a
 * parent that is no class or leads back to its child, a colour or a yes-or-no that is none, and a
 * group under two names are errors of code DATA that begin with `file:row: `. */
amont_nomenclature *amont_nomenclature_new(const amont_layer *table, GError **error);

/* Without a list: the classes will all come from the data. */
amont_nomenclature *amont_nomenclature_new_empty(const char *name);

void amont_nomenclature_free(amont_nomenclature *nomenclature);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_nomenclature, amont_nomenclature_free)

/* The class with a code, or AMONT_NO_CLASS. */
unsigned amont_nomenclature_find(const amont_nomenclature *nomenclature, const char *code);

/* The same for a code that a spreadsheet or a column of numbers may have changed: 1 and 1.0 for
 * 01, 01 for 1. `*mended` is true when it had to be. */
unsigned amont_nomenclature_match(const amont_nomenclature *nomenclature, const char *written,
                                  bool *mended);

/* A class that the list does not have; `code` must not be there yet. */
unsigned amont_nomenclature_add(amont_nomenclature *nomenclature, const char *code);

const amont_class *amont_nomenclature_class(const amont_nomenclature *nomenclature, unsigned index);

/* The grouping of that name, or NULL; the group of a class in it, or AMONT_NO_CLASS. */
const amont_grouping *amont_nomenclature_grouping(const amont_nomenclature *nomenclature,
                                                  const char *name);
unsigned amont_nomenclature_group(const amont_nomenclature *nomenclature,
                                  const amont_grouping *grouping, unsigned index);

/* What pairs of classes of two lists are, as the cover and the use of OCS GE: artificialised or
 * not. A table with one row a pair: a code of the first list, a code of the second, and yes or no.
 * What no row says, and what is not listed, is not known. Mistakes are errors as above. */
typedef struct amont_pairs amont_pairs;
amont_pairs *amont_pairs_new(const amont_layer *table, const amont_nomenclature *first,
                             const amont_nomenclature *second, GError **error);
void amont_pairs_free(amont_pairs *pairs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_pairs, amont_pairs_free)
amont_truth amont_pairs_find(const amont_pairs *pairs, unsigned first, unsigned second);

/* The nomenclatures that come with the program, for `amont list nomenclatures`: files of
 * geodata/nomenclatures, without their ending. */
typedef struct amont_bundled_nomenclature {
    const char *name;
    const char *lists[3]; /* one, or two for a layer with two columns of classes; NULL-terminated */
    const char *pairs;    /* what their pairs are, or NULL */
    const char *label;    /* to be translated */
} amont_bundled_nomenclature;
const amont_bundled_nomenclature *
amont_nomenclature_catalogue(size_t index); /* NULL past the end */
const amont_bundled_nomenclature *amont_nomenclature_bundled(const char *name);

#endif
