/* libc's, and the processors that a worker is bound to: it is bound to none. */
#ifndef BOTTLE_SCHED_H
#define BOTTLE_SCHED_H
#include_next <sched.h>
#include <sys/types.h>
typedef struct { unsigned long bits[32]; } cpu_set_t;
#define CPU_SETSIZE 1024
#define CPU_WORD(set, n) ((set)->bits[(n) / (8 * sizeof(long))])
#define CPU_BIT(n) (1ul << (n) % (8 * sizeof(long)))
#define CPU_ZERO(set) (*(set) = (cpu_set_t) { { 0 } })
#define CPU_SET(n, set) (CPU_WORD(set, n) |= CPU_BIT(n))
#define CPU_ISSET(n, set) ((CPU_WORD(set, n) & CPU_BIT(n)) != 0)
int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set);
#endif
