/* wasi-libc's and the timer that `timer_resolution` sets. */
#ifndef BOTTLE_SYS_TIME_H
#define BOTTLE_SYS_TIME_H
#include_next <sys/time.h>
struct itimerval { struct timeval it_interval, it_value; };
#define ITIMER_REAL 0
int setitimer(int which, const struct itimerval *value, struct itimerval *former);
#endif
