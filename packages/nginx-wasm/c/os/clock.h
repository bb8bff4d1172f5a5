/* The world's time, for those who drive it; everybody else reads it by time() or clock_now() (network.h). */
#ifndef BOTTLE_CLOCK_H
#define BOTTLE_CLOCK_H

enum { CLOCK_NEVER = -1 };

/* Milliseconds since 1970. Time never goes back. */
void clock_set(long long now);

/* The earliest moment that somebody asked for since the last call, or CLOCK_NEVER. */
long long clock_take_wake(void);

#endif
