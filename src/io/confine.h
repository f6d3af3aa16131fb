/* Less than the user may: what a reader process gives up before it opens a stranger's file. */
#ifndef AMONT_IO_CONFINE_H
#define AMONT_IO_CONFINE_H

/* From now on this process opens no socket and starts no program: the calls fail with EACCES. Where
 * the kernel or the processor is not known here, nothing happens. */
void amont_confine(void);

#endif
