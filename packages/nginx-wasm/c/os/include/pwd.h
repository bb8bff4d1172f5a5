/* Accounts: all exist (accounts.c). */
#ifndef BOTTLE_PWD_H
#define BOTTLE_PWD_H
#include <sys/types.h>
struct passwd { char *pw_name; uid_t pw_uid; gid_t pw_gid; };
struct passwd *getpwnam(const char *name);
#endif
