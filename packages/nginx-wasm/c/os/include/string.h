/* libc's, but strerror() and strerror_r() know Linux's numbers and glibc's texts. */
#ifndef BOTTLE_STRING_H
#define BOTTLE_STRING_H
#include_next <string.h>
#define strerror linux_strerror
#define strerror_r linux_strerror_r
char *linux_strerror(int number);
int linux_strerror_r(int number, char *text, size_t size);
#endif
