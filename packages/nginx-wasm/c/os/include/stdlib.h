/* wasi-libc's and realpath(). */
#ifndef BOTTLE_STDLIB_H
#define BOTTLE_STDLIB_H
#include_next <stdlib.h>
char *realpath(const char *path, char *resolved);
#endif
