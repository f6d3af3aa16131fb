/* The encoding of texts that have already become cells. */
#ifndef AMONT_IO_LOADERS_TEXTS_H
#define AMONT_IO_LOADERS_TEXTS_H

#include "amont/encoding.h"
#include "amont/open.h"

/* Makes every text and name of column UTF-8, which a driver may hand over in any encoding: together
 * they are UTF-8 or Windows-1252 (a finding), else an error of code DATA at the first that is
 * neither. */
bool amont_texts_decode(amont_layer *layer, const amont_source *source, GError **error);

/* Undoes an encoding done twice, where every text beyond ASCII shows it; a finding. */
void amont_texts_undo_twice(amont_layer *layer, const amont_source *source);

#endif
