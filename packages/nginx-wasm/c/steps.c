#include "steps.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "network.h"
#include "peers/peers.h"

enum { START_UP = 100, MOST_LOGS = 64 };

/* nginx's (ngx_process_cycle.c). Absent from configure's test programs. */
extern sig_atomic_t volatile ngx_terminate __attribute__((weak)), ngx_reopen __attribute__((weak));

static enum { NOTHING, WAITING, REQUESTING, FINISHED } state;
static FILE *script, *outcome;
static long long wait_until;
static char *logs[MOST_LOGS];
static size_t log_count;
static int signalled;

static void add_log(const char *path, void *with) {
    (void) with;
    if (log_count < MOST_LOGS) logs[log_count++] = strdup(path);
}

static void add_name(record *r) {
    const char *addresses[16];
    const char *name = record_text(r, "name"), *list = record_text(r, "addresses");
    size_t count = 0;
    char *copy = strdup(list == 0 ? "" : list), *rest = 0;
    for (char *each = strtok_r(copy, ",", &rest); each != 0 && count < 16; each = strtok_r(0, ",", &rest)) addresses[count++] = each;
    dns_add(name, addresses, count);
    free(copy);
}

static void finish(void) {
    char now[32];
    fputs("clock", outcome);
    record_write(outcome, "now", now, (size_t) snprintf(now, sizeof now, "%lld", clock_now()));
    fputs("\n", outcome);
    fclose(outcome);
    state = FINISHED;
    if (&ngx_terminate != 0) ngx_terminate = 1;
}

void steps_open(void) {
    script = fopen("/bottle/script", "r");
    outcome = fopen("/bottle/outcome", "w");
    if (script == 0 || outcome == 0) abort();
    for (record *r; (r = record_read(script)) != 0;) {
        int begins = strcmp(r->word, "begin") == 0;
        if (strcmp(r->word, "upstream") == 0) peers_serve(r);
        else if (strcmp(r->word, "name") == 0) add_name(r);
        else if (strcmp(r->word, "logs") == 0) record_each(r, "paths", add_log, 0);
        record_free(r);
        if (begins) break;
    }
    state = WAITING;
    wait_until = clock_now() + START_UP;
}

static void report(void) {
    peers_report_seen(outcome);
    for (size_t i = 0; i < log_count; i++) {
        struct stat found;
        char size[32];
        if (stat(logs[i], &found) != 0) continue;
        fputs("log", outcome);
        record_write(outcome, "path", logs[i], strlen(logs[i]));
        record_write(outcome, "size", size, (size_t) snprintf(size, sizeof size, "%lld", (long long) found.st_size));
        fputc('\n', outcome);
    }
    fputs("end\n", outcome);
    fflush(outcome);
}

/* As logrotate: the files are renamed, then nginx gets SIGUSR1. */
static void rotate(const char *number) {
    for (size_t i = 0; i < log_count; i++) {
        size_t size = strlen(logs[i]) + strlen(number) + 2;
        char *name = malloc(size);
        snprintf(name, size, "%s.%s", logs[i], number);
        rename(logs[i], name);
        free(name);
    }
    if (&ngx_reopen != 0) ngx_reopen = signalled = 1;
}

static void begin(record *r) {
    if (strcmp(r->word, "request") == 0) {
        client_start(r);
        state = REQUESTING;
    } else if (strcmp(r->word, "pause") == 0) {
        wait_until = clock_now() + record_number(r, "milliseconds", 0);
        state = WAITING;
    } else if (strcmp(r->word, "upstream") == 0) {
        peers_serve(r);
        wait_until = clock_now();
        state = WAITING;
    } else if (strcmp(r->word, "rotate") == 0) {
        rotate(record_text(r, "number"));
        wait_until = clock_now();
        state = WAITING;
    }
}

int steps_move(void) {
    if (state == NOTHING || state == FINISHED) return 0;
    if (state == WAITING && clock_now() < wait_until) {
        clock_wake_at(wait_until);
        return 0;
    }
    if (state == REQUESTING) {
        if (!client_done()) return 0;
        client_report(outcome);
    }
    report();
    record *next = record_read(script);
    if (next == 0) {
        finish();
        return 1;
    }
    begin(next);
    record_free(next);
    return 1;
}

int steps_take_signal(void) {
    int taken = signalled;
    signalled = 0;
    return taken;
}

int steps_finished(void) { return state == FINISHED; }

void steps_abandon(const char *reason) {
    if (state != NOTHING && state != FINISHED) {
        fputs("abandoned", outcome);
        record_write(outcome, "reason", reason, strlen(reason));
        fputc('\n', outcome);
        finish();
    }
    if (&ngx_terminate != 0) ngx_terminate = 1;
}
