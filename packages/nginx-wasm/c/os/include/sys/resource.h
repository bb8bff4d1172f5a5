/* Limits that nobody sets. */
#ifndef BOTTLE_SYS_RESOURCE_H
#define BOTTLE_SYS_RESOURCE_H
#include <sys/time.h>
typedef unsigned long long rlim_t;
struct rlimit { rlim_t rlim_cur, rlim_max; };
struct rusage { struct timeval ru_utime, ru_stime; };
#define RLIMIT_CORE 4
#define RLIMIT_NOFILE 7
#define RLIM_INFINITY (~0ull)
#define RUSAGE_SELF 0
#define PRIO_PROCESS 0
int getrlimit(int resource, struct rlimit *limit);
int setrlimit(int resource, const struct rlimit *limit);
int getrusage(int who, struct rusage *usage);
int setpriority(int which, id_t who, int priority);
#endif
