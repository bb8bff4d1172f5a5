/* Virtual time: it stands still while anybody has something to do, and jumps when nobody has (epoll.c). */
#include "clock.h"

#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

#include "../network.h"

static long long now_at, wake_at = CLOCK_NEVER;

/* The host's clock is asked once: it says when the world begins. */
__attribute__((constructor)) static void begin(void) {
    __wasi_timestamp_t nanoseconds = 0;
    if (__wasi_clock_time_get(__WASI_CLOCKID_REALTIME, 1, &nanoseconds) == 0) now_at = (long long) (nanoseconds / 1000000);
}

long long clock_now(void) { return now_at; }

void clock_set(long long now) {
    if (now > now_at) now_at = now;
}

void clock_wake_at(long long milliseconds) {
    if (wake_at == CLOCK_NEVER || milliseconds < wake_at) wake_at = milliseconds;
}

long long clock_take_wake(void) {
    long long earliest = wake_at;
    wake_at = CLOCK_NEVER;
    return earliest;
}

time_t time(time_t *result) {
    time_t seconds = (time_t) (now_at / 1000);
    if (result != 0) *result = seconds;
    return seconds;
}

int gettimeofday(struct timeval *restrict result, void *restrict zone) {
    (void) zone;
    result->tv_sec = (time_t) (now_at / 1000);
    result->tv_usec = (suseconds_t) (now_at % 1000 * 1000);
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec *result) {
    (void) clock;
    result->tv_sec = (time_t) (now_at / 1000);
    result->tv_nsec = (long) (now_at % 1000 * 1000000);
    return 0;
}

int usleep(useconds_t microseconds) {
    clock_set(now_at + microseconds / 1000);
    return 0;
}
