/* Twenty ways in which an address in a planner's file differs from the BAN's. */
#include "fictional_ban.h"

#include <string.h>

static void set(char **text, char *value) {
    g_free(*text);
    *text = value;
}

static bool replace_in(char **text, const char *old, const char *new) {
    if (!strstr(*text, old))
        return false;
    g_auto(GStrv) parts = g_strsplit(*text, old, -1);
    set(text, g_strjoinv(new, parts));
    return true;
}

/* Where the name begins: after the type of way. */
static size_t name_start(const char *way) {
    const char *blank = strchr(way, ' ');
    return blank ? (size_t)(blank - way) + 1 : 0;
}

/* ---- words --------------------------------------------------------------------------------- */

static bool abbreviation(fictional_parts *p, fictional_dice *dice) {
    static const char *const short_forms[][3] = {
        {"Rue ", "r. ", "R "},        {"Avenue ", "av. ", "ave "}, {"Boulevard ", "bd ", "Bld "},
        {"Place ", "pl. ", "PL "},    {"Allée ", "all. ", "all "}, {"Impasse ", "imp. ", "imp "},
        {"Chemin ", "che ", "chem "}, {"Route ", "rte ", "Rte "},  {"Square ", "sq. ", "sq "},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(short_forms); i++)
        if (g_str_has_prefix(p->way, short_forms[i][0]))
            return replace_in(&p->way, short_forms[i][0],
                              short_forms[i][1 + fictional_roll(dice, 2)]);
    return false;
}

static bool missing_accent(fictional_parts *p, fictional_dice *dice) {
    static const char *const letters[][2] = {{"é", "e"}, {"É", "E"}, {"è", "e"}, {"ê", "e"},
                                             {"ë", "e"}, {"ô", "o"}, {"â", "a"}, {"Î", "I"}};
    (void)dice;
    bool done = false;
    for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
        done = replace_in(&p->way, letters[i][0], letters[i][1]) || done;
        replace_in(&p->commune, letters[i][0], letters[i][1]);
    }
    return done;
}

static bool wrong_way_type(fictional_parts *p, fictional_dice *dice) {
    static const char *const others[][2] = {
        {"Rue ", "Avenue "},   {"Avenue ", "Boulevard "}, {"Boulevard ", "Avenue "},
        {"Allée ", "Rue "},    {"Impasse ", "Rue "},      {"Chemin ", "Route "},
        {"Route ", "Chemin "}, {"Place ", "Square "},     {"Square ", "Place "},
    };
    (void)dice;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (g_str_has_prefix(p->way, others[i][0]))
            return replace_in(&p->way, others[i][0], others[i][1]);
    return false;
}

static bool swapped_words(fictional_parts *p, fictional_dice *dice) {
    (void)dice;
    g_auto(GStrv) words = g_strsplit(p->way, " ", -1);
    guint n = g_strv_length(words);
    if (n < 3 || strlen(words[n - 2]) < 5)
        return false;
    char *last = words[n - 1];
    words[n - 1] = words[n - 2];
    words[n - 2] = last;
    set(&p->way, g_strjoinv(" ", words));
    return true;
}

static bool missing_article(fictional_parts *p, fictional_dice *dice) {
    (void)dice;
    return replace_in(&p->way, " de la ", " ") || replace_in(&p->way, " de l'", " ") ||
           replace_in(&p->way, " des ", " ") || replace_in(&p->way, " du ", " ") ||
           replace_in(&p->way, " de ", " ");
}

static bool hyphen_lost(fictional_parts *p, fictional_dice *dice) {
    const char *instead = fictional_roll(dice, 2) ? " " : "";
    return replace_in(&p->way, "-", instead) && (replace_in(&p->commune, "-", " "), true);
}

static bool saint_shortened(fictional_parts *p, fictional_dice *dice) {
    const char *blank = fictional_roll(dice, 2) ? " " : "-";
    g_autofree char *female = g_strconcat("Ste", blank, NULL);
    g_autofree char *male = g_strconcat("St", blank, NULL);
    bool done = replace_in(&p->way, "Sainte-", female);
    done = replace_in(&p->way, "Saint-", male) || done;
    replace_in(&p->commune, "Sainte-", "Ste ");
    replace_in(&p->commune, "Saint-", "St ");
    return done;
}

static bool other_numerals(fictional_parts *p, fictional_dice *dice) {
    static const char *const pairs[][2] = {
        {" IV", " 4"},     {" VI", " 6"},     {" XIII", " 13"},      {" II", " 2"},
        {" 12 ", " XII "}, {" 8 ", " huit "}, {" 19 ", " dix-neuf "}};
    (void)dice;
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (replace_in(&p->way, pairs[i][0], pairs[i][1]))
            return true;
    return false;
}

/* ---- letters ------------------------------------------------------------------------------- */

/* A plain letter inside a word of the name; 0 when there is none. */
static size_t some_letter(const char *way, fictional_dice *dice) {
    size_t start = name_start(way) + 1, n = strlen(way);
    if (start == 1 || n < start + 5)
        return 0;
    for (int tries = 0; tries < 50; tries++) {
        size_t i = start + fictional_roll(dice, (unsigned)(n - start));
        if (g_ascii_islower(way[i]) && g_ascii_isalpha(way[i - 1]))
            return i;
    }
    return 0;
}

/* Another small letter, `by` further in the alphabet. */
static void change_letter(char *letter, unsigned by) {
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz";
    *letter = alphabet[((unsigned)(*letter - 'a') + by) % 26];
}

static bool typo_one_letter(fictional_parts *p, fictional_dice *dice) {
    size_t i = some_letter(p->way, dice);
    if (i > 0)
        change_letter(p->way + i, 1 + fictional_roll(dice, 25));
    return i > 0;
}

static bool typo_two_letters(fictional_parts *p, fictional_dice *dice) {
    size_t i = some_letter(p->way, dice), k = some_letter(p->way, dice);
    if (i == 0 || k == 0 || i == k || strlen(p->way) < 14)
        return false;
    change_letter(p->way + i, 1);
    change_letter(p->way + k, 25);
    return true;
}

static bool doubled_letter(fictional_parts *p, fictional_dice *dice) {
    size_t i = some_letter(p->way, dice);
    if (i == 0)
        return false;
    set(&p->way, g_strdup_printf("%.*s%c%s", (int)i, p->way, p->way[i], p->way + i));
    return true;
}

static bool upper_case(fictional_parts *p, fictional_dice *dice) {
    (void)dice;
    set(&p->way, g_utf8_strup(p->way, -1));
    set(&p->commune, g_utf8_strup(p->commune, -1));
    return true;
}

/* ---- numbers, communes, surroundings ------------------------------------------------------- */

static bool bis_ter(fictional_parts *p, fictional_dice *dice) {
    if (!*p->repetition)
        return false;
    bool letter = fictional_roll(dice, 2);
    set(&p->number, g_strdup_printf("%s%s", p->number,
                                    !letter                   ? p->repetition
                                    : p->repetition[0] == 'b' ? " B"
                                                              : "T"));
    set(&p->repetition, g_strdup(""));
    return true;
}

static bool old_postcode(fictional_parts *p, fictional_dice *dice) {
    set(&p->postcode, g_strdup_printf("99%03u", 1 + fictional_roll(dice, 9)));
    return true;
}

static bool missing_commune(fictional_parts *p, fictional_dice *dice) {
    (void)dice;
    set(&p->commune, g_strdup(""));
    return true;
}

static bool extra_france(fictional_parts *p, fictional_dice *dice) {
    set(&p->after, g_strdup(fictional_roll(dice, 2) ? ", France" : " FRANCE"));
    return true;
}

static bool number_after_street(fictional_parts *p, fictional_dice *dice) {
    (void)dice;
    p->number_last = true;
    return true;
}

static bool number_range(fictional_parts *p, fictional_dice *dice) {
    static const char *const between[] = {"-", "/", " à ", " - "};
    if (*p->repetition)
        return false;
    guint64 number = g_ascii_strtoull(p->number, NULL, 10);
    set(&p->number, g_strdup_printf("%s%s%" G_GUINT64_FORMAT, p->number,
                                    between[fictional_roll(dice, 4)], number + 2));
    return true;
}

static bool missing_number(fictional_parts *p, fictional_dice *dice) {
    (void)dice;
    set(&p->number, g_strdup(""));
    set(&p->repetition, g_strdup(""));
    p->way_expected = true;
    return true;
}

static bool apartment_before(fictional_parts *p, fictional_dice *dice) {
    static const char *const details[] = {"Appt 12, 3e étage, ", "Bât. B, ", "Apt 4 esc. C - ",
                                          "Résidence des Embruns, bât 2, "};
    set(&p->before, g_strdup(details[fictional_roll(dice, 4)]));
    return true;
}

const fictional_damage fictional_damages[20] = {
    {"abbreviation", abbreviation},
    {"missing accent", missing_accent},
    {"wrong type of way", wrong_way_type},
    {"bis or ter otherwise", bis_ter},
    {"swapped words", swapped_words},
    {"old postcode", old_postcode},
    {"missing commune", missing_commune},
    {"one wrong letter", typo_one_letter},
    {"two wrong letters", typo_two_letters},
    {"doubled letter", doubled_letter},
    {"missing article", missing_article},
    {"extra France", extra_france},
    {"upper case", upper_case},
    {"number after the street", number_after_street},
    {"range of numbers", number_range},
    {"missing number", missing_number},
    {"flat before the number", apartment_before},
    {"hyphen lost", hyphen_lost},
    {"saint shortened", saint_shortened},
    {"roman for arabic numerals", other_numerals},
};
