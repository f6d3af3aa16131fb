#include "amont/arena.h"

#include <sys/mman.h>

struct amont_arena {
    unsigned char *base;
    size_t bytes;
    bool is_part;
};

static const size_t alignment = 64;

static amont_arena *map(size_t bytes, int flags) {
    void *base =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED)
        return NULL;
    amont_arena *arena = g_new(amont_arena, 1);
    *arena = (amont_arena){base, bytes, false};
    return arena;
}

amont_arena *amont_arena_new(size_t bytes) {
    return map(bytes, MAP_PRIVATE);
}

amont_arena *amont_arena_new_shared(size_t bytes) {
    return map(bytes, MAP_SHARED);
}

amont_arena *amont_arena_part(const amont_arena *arena, size_t k, size_t n) {
    amont_arena *part = g_new(amont_arena, 1);
    *part = (amont_arena){.is_part = true};
    part->base = amont_arena_share(arena, k, n, &part->bytes);
    return part;
}

void amont_arena_free(amont_arena *arena) {
    if (!arena)
        return;
    if (!arena->is_part)
        munmap(arena->base, arena->bytes);
    g_free(arena);
}

void *amont_arena_share(const amont_arena *arena, size_t k, size_t n, size_t *bytes) {
    *bytes = arena->bytes / n / alignment * alignment;
    return arena->base + k * *bytes;
}
