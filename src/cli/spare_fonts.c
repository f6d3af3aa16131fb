#include "cli/spare_fonts.h"

#include <pthread.h>

struct amont_spare_fonts {
    pthread_mutex_t lock;
    GPtrArray *idle; /* amont_fonts */
};

static void free_fonts(void *data) {
    amont_fonts_free(data);
}

struct amont_spare_fonts *amont_spare_fonts_new(void) {
    struct amont_spare_fonts *spare = g_new0(struct amont_spare_fonts, 1);
    pthread_mutex_init(&spare->lock, NULL);
    spare->idle = g_ptr_array_new_with_free_func(free_fonts);
    return spare;
}

void amont_spare_fonts_free(struct amont_spare_fonts *spare) {
    g_ptr_array_unref(spare->idle);
    pthread_mutex_destroy(&spare->lock);
    g_free(spare);
}

amont_fonts *amont_session_borrow_fonts(amont_session *session, GError **error) {
    struct amont_spare_fonts *spare = session->spare_fonts;
    pthread_mutex_lock(&spare->lock);
    amont_fonts *fonts =
        spare->idle->len > 0 ? g_ptr_array_steal_index(spare->idle, spare->idle->len - 1) : NULL;
    pthread_mutex_unlock(&spare->lock);
    return fonts ? fonts : amont_fonts_new(session->styles->theme, error);
}

void amont_session_return_fonts(amont_session *session, amont_fonts *fonts) {
    struct amont_spare_fonts *spare = session->spare_fonts;
    if (!fonts)
        return;
    pthread_mutex_lock(&spare->lock);
    g_ptr_array_add(spare->idle, fonts);
    pthread_mutex_unlock(&spare->lock);
}
