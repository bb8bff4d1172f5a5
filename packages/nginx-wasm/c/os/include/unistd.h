/* wasi-libc's and what it leaves out (system.c, accounts.c, sockets.c). */
#ifndef BOTTLE_UNISTD_H
#define BOTTLE_UNISTD_H
#include_next <unistd.h>
pid_t fork(void);
int execve(const char *path, char *const arguments[], char *const environment[]);
pid_t getpid(void);
pid_t getppid(void);
pid_t setsid(void);
int dup(int fd);
int dup2(int from, int to);
int pipe(int ends[2]);
int chown(const char *path, uid_t user, gid_t group);
int fchown(int fd, uid_t user, gid_t group);
int chroot(const char *path);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int setuid(uid_t user);
int setgid(gid_t group);
int gethostname(char *name, size_t size);
int getpagesize(void);
int getdtablesize(void);
#define _SC_LEVEL1_DCACHE_LINESIZE 190
#endif
