/* folder: base */
/* Arenas: memory that one process fills and another then keeps, so that what is large is not copied
 * from one to the other.
 *
 *     int file = amont_arena_create(bytes);           the one that will keep, which sends `file`
 *     amont_arena *arena = amont_arena_open(file);    the one that fills ...
 *     amont_arena_free(arena);                        ... and lets go when it is done
 *     amont_arena *arena = amont_arena_keep(file);    the first again: from here on nobody else can
 *                                                     write; what is there has yet to be checked
 *
 * An arena is divided in equal shares, by the rule of amont_arena_share, on both sides.
 */
#ifndef AMONT_ARENA_H
#define AMONT_ARENA_H

#include "amont/error.h"

typedef struct amont_arena amont_arena;

/* A file in memory, without a name, whose size nobody can change; pages take memory when they are
 * written. -1 where the system has none. */
int amont_arena_create(size_t bytes);

/* To fill it. Takes `file`, a descriptor; NULL when it cannot be mapped. */
amont_arena *amont_arena_open(int file);

/* To keep it: the file is sealed, so that it cannot be written by anyone; what is written to the
 * arena itself changes it for this process alone. Takes `file`; NULL when another process still
 * has it open for writing. */
amont_arena *amont_arena_keep(int file);

void amont_arena_free(amont_arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_arena, amont_arena_free)

/* Share k of n, aligned for any type, and how many bytes it has. */
void *amont_arena_share(const amont_arena *arena, size_t k, size_t n, size_t *bytes);

#endif
