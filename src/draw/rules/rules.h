/* The rules: adding one is a line here, and a function in the file of its section. */
#ifndef AMONT_DRAW_RULES_H
#define AMONT_DRAW_RULES_H

/* rule(id, the worst it can be, what it says); later(id, what it says): not checked yet */
#define AMONT_RULES(rule, later)                                                                 \
    /* message.c */                                                                           \
    rule(C01, ERROR, "title, subtitle and year stand on the page")                            \
    rule(C02, ERROR, "counts are shown by size, ratios by lightness")                         \
    rule(C03, ERROR, "at most two thematic layers and seven categories")                      \
    rule(C04, ERROR, "colours that diverge do so from a centre, evenly")                      \
    rule(C05, ERROR, "no more classes than can be told apart")                                \
    rule(C06, ERROR, "no class is empty, and a note names the method")                        \
    rule(C07, ERROR, "class limits meet, do not overlap and hold all values")                 \
    rule(C08, ERROR, "frames of a page share scale and classes")                              \
    rule(C09, ERROR, "what has no value has a key of its own")                                \
    rule(C10, ERROR, "figures of few observations are flagged")                               \
    /* legibility.c */                                                                        \
    rule(C11, ERROR, "no text is smaller than its floor")                                     \
    rule(C12, ERROR, "no line is thinner than its floor")                                     \
    rule(C13, ERROR, "lines of hatches do not run together")                                  \
    rule(C14, ERROR, "no symbol is smaller than its floor")                                   \
    rule(C15, ERROR, "no patch is too small to be seen")                                      \
    rule(C16, ERROR, "texts and symbols stand out from their ground")                         \
    rule(C17, WARNING, "halos are thin and have the colour of the ground")                    \
    /* typography.c */                                                                        \
    rule(C18, ERROR, "few typefaces and sizes; italics for water only")                       \
    rule(C19, ERROR, "the page is filled, nothing lies outside it")                           \
    /* hierarchy.c */                                                                         \
    rule(C20, WARNING, "the theme stands out more than its ground")                           \
    rule(C21, ERROR, "the territory lies among named, pale neighbours")                       \
    rule(C22, ERROR, "rivers are there, blue, their names in italics")                        \
    rule(C23, ERROR, "the ground is grey, so that the theme has the colours")                 \
    rule(C25, ERROR, "no transparent overlap makes a colour of its own")                      \
    /* labels.c */                                                                            \
    rule(C26, ERROR, "names overlap nothing and lie in their zones")                          \
    rule(C27, ERROR, "names of points stand beside them")                                     \
    rule(C28, ERROR, "names are spelt officially")                                            \
    rule(C29, ERROR, "numbers on the map have a key, in order")                               \
    rule(C30, ERROR, "every name that must be there is")                                      \
    rule(C31, ERROR, "figures on the map are French and short")                               \
    /* furniture.c */                                                                         \
    rule(C32, ERROR, "the legend shows what is drawn, in order, with its unit")               \
    rule(C33, ERROR, "discs of the legend are to the scale of the map")                       \
    rule(C34, ERROR, "the scale bar is round and true")                                       \
    rule(C35, ERROR, "a north arrow stands where north is not up, and only there")            \
    rule(C36, ERROR, "sources, author, date and projection stand on the page")                \
    rule(C37, ERROR, "every note on methods stands on the page")                              \
    rule(C38, ERROR, "frames are thin")                                                       \
    rule(C40, WARNING, "a stamp tells which drawing it is")                                   \
    /* legal.c */                                                                             \
    rule(C41, ERROR, "the block of the European Union is there and whole")                    \
    rule(C42, ERROR, "the emblem has its geometry, colours and size")                         \
    rule(C43, ERROR, "words beside the emblem are in a typeface that is allowed")             \
    rule(C44, ERROR, "licences have what they ask for")                                       \
    later(C45, "the PDF is tagged")                                                 \
    rule(C46, ERROR, "nothing is told by colour alone")                                       \
    later(C47, "figures have an alternative text")                                  \
    rule(C48, ERROR, "classes survive a photocopy")                                           \
    /* print.c */                                                                             \
    rule(C49, ERROR, "fonts of the PDF are embedded, and it holds no picture")                \
    later(C50, "the PDF says its colour space")                                     \
    rule(C51, ERROR, "the PNG has the pixels and the resolution asked for")                   \
    rule(C52, ERROR, "the PDF is light")

#endif
