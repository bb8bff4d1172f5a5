/* Shared memory zones are pages of the module's memory (system.c). */
#ifndef BOTTLE_SYS_MMAN_H
#define BOTTLE_SYS_MMAN_H
#include <sys/types.h>
#define PROT_READ 1
#define PROT_WRITE 2
#define MAP_SHARED 1
#define MAP_PRIVATE 2
#define MAP_ANON 0x20
#define MAP_ANONYMOUS MAP_ANON
#define MAP_FAILED ((void *) -1)
void *mmap(void *where, size_t size, int protection, int flags, int fd, off_t offset);
int munmap(void *where, size_t size);
#endif
