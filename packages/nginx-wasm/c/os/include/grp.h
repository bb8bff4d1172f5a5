/* Groups: all exist (accounts.c). */
#ifndef BOTTLE_GRP_H
#define BOTTLE_GRP_H
#include <sys/types.h>
struct group { char *gr_name; gid_t gr_gid; };
struct group *getgrnam(const char *name);
int initgroups(const char *name, gid_t group);
#endif
