#include "analysis/land_store.h"

#include "analysis/artificial.h"
#include "analysis/grounds.h"
#include "analysis/transitions.h"

amont_land *amont_land_new(void) {
    amont_land *land = g_new0(amont_land, 1);
    land->artificials = g_ptr_array_new_with_free_func((GDestroyNotify)amont_artificial_free);
    land->grounds = g_ptr_array_new_with_free_func((GDestroyNotify)amont_ground_free);
    land->transitions = g_ptr_array_new_with_free_func((GDestroyNotify)amont_transitions_free);
    return land;
}

void amont_land_free(amont_land *land) {
    if (!land)
        return;
    g_clear_pointer(&land->records, g_ptr_array_unref);
    g_ptr_array_unref(land->artificials);
    g_ptr_array_unref(land->grounds);
    g_ptr_array_unref(land->transitions);
    g_free(land);
}
