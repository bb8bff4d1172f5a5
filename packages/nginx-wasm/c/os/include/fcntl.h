/* libc's, and locks: nobody else is there to be kept out (descriptors.c). */
#ifndef BOTTLE_FCNTL_H
#define BOTTLE_FCNTL_H
#include_next <fcntl.h>
#define F_SETLK 6
#define F_SETLKW 7
#define F_SETOWN 8
#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2
#endif
