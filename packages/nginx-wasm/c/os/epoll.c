/*
 * nginx asks here what has happened, and here the world goes on: when nothing is ready everybody else moves; when nobody can, the
 * next step begins; when there is none to begin, time jumps to the next moment that anybody waits for.
 */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include "../network.h"
#include "../steps.h"
#include "clock.h"
#include "network-moves.h"
#include "sockets.h"

enum { MOST_ROUNDS = 1000000 };

/* nginx's (ngx_event.c): set where a wait ends without an event and without a time-out. Absent from configure's test programs. */
extern volatile int ngx_event_timer_alarm __attribute__((weak));

static socket_t *first_ready, *last_ready;

void socket_wake(socket_t *s, int bits) {
    if (s == 0 || !s->interest.watched || s->interest.queued) return;
    uint32_t wanted = s->interest.event.events | EPOLLERR | EPOLLHUP;
    if ((wanted & (uint32_t) bits) == 0) return;
    s->interest.queued = 1;
    s->interest.next = 0;
    if (first_ready == 0) first_ready = s;
    else last_ready->interest.next = s;
    last_ready = s;
}

void socket_forget(socket_t *s) {
    s->interest.watched = 0;
    if (!s->interest.queued) return;
    s->interest.queued = 0;
    socket_t **at = &first_ready, *before = 0;
    while (*at != s) {
        before = *at;
        at = &before->interest.next;
    }
    *at = s->interest.next;
    if (last_ready == s) last_ready = before;
}

int epoll_create(int size) {
    (void) size;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    socket_of(fd)->state = SOCKET_EPOLL;
    return fd;
}

int epoll_ctl(int instance, int operation, int fd, struct epoll_event *event) {
    (void) instance;
    socket_t *s = socket_of(fd);
    if (s == 0) {
        errno = EPERM; /* a file */
        return -1;
    }
    if (operation == EPOLL_CTL_DEL) {
        socket_forget(s);
        return 0;
    }
    s->interest.event = *event;
    s->interest.watched = 1;
    socket_wake(s, (int) socket_ready(s));
    return 0;
}

/* As fs/eventpoll.c: what was woken is looked at anew; who is watched by level stays in the queue. */
static int collect(struct epoll_event *events, int most) {
    int count = 0;
    for (socket_t *s = first_ready, *last = last_ready; s != 0 && count < most;) {
        socket_t *next = s == last ? 0 : s->interest.next;
        struct epoll_event wanted = s->interest.event;
        uint32_t ready = socket_ready(s) & (wanted.events | EPOLLERR | EPOLLHUP);
        int watched = s->interest.watched;
        socket_forget(s);
        s->interest.watched = watched;
        if (ready != 0) {
            events[count].events = ready;
            events[count++].data = wanted.data;
            if (!(wanted.events & EPOLLET)) socket_wake(s, WAKE_ALL);
        }
        s = next;
    }
    return count;
}

static int interrupted(void) {
    if (&ngx_event_timer_alarm != 0) ngx_event_timer_alarm = 1;
    errno = EINTR;
    return -1;
}

int epoll_wait(int instance, struct epoll_event *events, int most, int timeout) {
    (void) instance;
    static int rounds;
    static long long counted_at;
    long long deadline = timeout < 0 ? CLOCK_NEVER : clock_now() + timeout;
    for (;;) {
        sched_yield(); /* the host may have lost patience */
        if (counted_at != clock_now()) rounds = 0;
        counted_at = clock_now();
        if (++rounds > MOST_ROUNDS) {
            steps_abandon("the world does not come to rest");
            return interrupted();
        }
        int count = collect(events, most);
        if (count > 0) return count;
        clock_take_wake();
        if (network_move()) continue;
        if (steps_finished()) return interrupted();
        if (steps_move()) {
            if (steps_take_signal()) return interrupted();
            continue;
        }
        if (steps_finished()) return interrupted();
        long long wake = clock_take_wake();
        if (deadline != CLOCK_NEVER && (wake == CLOCK_NEVER || deadline <= wake)) {
            clock_set(deadline);
            return 0;
        }
        if (wake == CLOCK_NEVER) {
            steps_abandon("everybody waits, and nobody for a moment in time");
            return interrupted();
        }
        clock_set(wake);
    }
}
