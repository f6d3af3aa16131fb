/* folder: geo */
/* Contacts: which polygons touch, in a corner at least, and over which length.
 *
 *     g_autoptr(GArray) contacts = amont_shapes_contacts(zones, 0.1);
 *
 * Two features touch where their outlines come within the tolerance of one another, whether or not
 * they have the same vertices there: « queen » contiguity. They have a border in common where edges
 * run beside each other over more than corners do: « rook » contiguity asks for at least
 * AMONT_CONTACT_LEAST tolerances of it. Zones that overlap touch; one inside another without a
 * contact of outlines does not.
 */
#ifndef AMONT_CONTACTS_H
#define AMONT_CONTACTS_H

#include "amont/shapes.h"

#include <glib.h>

#define AMONT_CONTACT_LEAST 10.0

typedef struct amont_contact {
    size_t first, second; /* features, first < second */
    double border;        /* length in common; less than AMONT_CONTACT_LEAST tolerances: corners */
} amont_contact;

/* The contacts (amont_contact) of polygon features, ordered by `first` and `second`. The work goes
 * to amont_pool_threads() threads; what is found does not depend on them. */
GArray *amont_shapes_contacts(const amont_shapes *shapes, double tolerance);

#endif
