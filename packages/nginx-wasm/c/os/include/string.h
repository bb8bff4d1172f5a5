/* libc's, but strerror() knows Linux's numbers and glibc's texts. */
#ifndef BOTTLE_STRING_H
#define BOTTLE_STRING_H
#include_next <string.h>
#define strerror linux_strerror
char *linux_strerror(int number);
#endif
