/* folder: base */
/* Arenas: large stretches of memory that are there at once and take pages as they are written, so
 * that arrays in them need not be moved when they grow; and memory that a process shares with its
 * children.
 *
 * An arena is divided in equal shares, by the rule of amont_arena_share.
 */
#ifndef AMONT_ARENA_H
#define AMONT_ARENA_H

#include "amont/error.h"

typedef struct amont_arena amont_arena;

/* NULL when the system does not give so much. */
amont_arena *amont_arena_new(size_t bytes);

/* Of this process and those that it forks later: what one writes the others see, at any time. */
amont_arena *amont_arena_new_shared(size_t bytes);

/* Part k of n as an arena by itself, which must not outlive the whole. */
amont_arena *amont_arena_part(const amont_arena *arena, size_t k, size_t n);

void amont_arena_free(amont_arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_arena, amont_arena_free)

/* Share k of n, aligned for any type, and how many bytes it has. */
void *amont_arena_share(const amont_arena *arena, size_t k, size_t n, size_t *bytes);

#endif
