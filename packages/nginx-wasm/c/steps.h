/* What happens in a world, one step after another; each begins when everybody has come to rest after the one before. */
#ifndef BOTTLE_STEPS_H
#define BOTTLE_STEPS_H

/* Reads /bottle/script up to the record `begin`. Without a call there are no steps. */
void steps_open(void);

/* 1 where a step has ended or begun, or where anything waits to. */
int steps_move(void);

/* 1 where nginx was sent a signal since it was last asked: a wait ends then. */
int steps_take_signal(void);

/* 1 once the last step has ended: nginx is told to leave. */
int steps_finished(void);

/* Ends everything for a reason that the host reports. */
void steps_abandon(const char *reason);

#endif
