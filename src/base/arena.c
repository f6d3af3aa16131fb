/* memfd_create(2) and its seals. F_SEAL_WRITE is refused by the kernel as long as a writable shared
 * mapping exists anywhere: so bytes that were checked after sealing stay what they are, whatever
 * the process that filled them does. */
#include "amont/arena.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct amont_arena {
    unsigned char *base;
    size_t bytes;
};

/* A page of the largest size that the system may use by itself: shares that begin on one need fewer
 * page faults, where they are large. */
static const size_t huge_page = (size_t)2 << 20;
static const size_t alignment = 64;

int amont_arena_create(size_t bytes) {
    int file = memfd_create("amont", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0)
        return -1;
    if (ftruncate(file, (off_t)bytes) == 0 &&
        fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) == 0)
        return file;
    close(file);
    return -1;
}

static amont_arena *map(int file, int flags) {
    struct stat status;
    void *base = MAP_FAILED;
    if (fstat(file, &status) == 0)
        base = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, flags, file, 0);
    close(file);
    if (base == MAP_FAILED)
        return NULL;
    amont_arena *arena = g_new(amont_arena, 1);
    *arena = (amont_arena){base, (size_t)status.st_size};
    return arena;
}

amont_arena *amont_arena_open(int file) {
    amont_arena *arena = map(file, MAP_SHARED);
    if (arena)
        (void)!madvise(arena->base, arena->bytes, MADV_HUGEPAGE); /* as it may */
    return arena;
}

amont_arena *amont_arena_keep(int file) {
    if (fcntl(file, F_ADD_SEALS, F_SEAL_WRITE) == 0)
        return map(file, MAP_PRIVATE);
    close(file);
    return NULL;
}

void amont_arena_free(amont_arena *arena) {
    if (!arena)
        return;
    munmap(arena->base, arena->bytes);
    g_free(arena);
}

void *amont_arena_share(const amont_arena *arena, size_t k, size_t n, size_t *bytes) {
    size_t share = arena->bytes / n;
    *bytes = share - share % (share >= 8 * huge_page ? huge_page : alignment);
    return arena->base + k * *bytes;
}
