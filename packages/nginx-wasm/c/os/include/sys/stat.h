/* wasi-libc's and the permissions that it leaves out. */
#ifndef BOTTLE_SYS_STAT_H
#define BOTTLE_SYS_STAT_H
#include_next <sys/stat.h>
int chmod(const char *path, mode_t mode);
int fchmod(int fd, mode_t mode);
mode_t umask(mode_t mask);
#endif
