/* Signals by their Linux numbers; none is ever sent. */
#ifndef BOTTLE_SIGNAL_H
#define BOTTLE_SIGNAL_H
#define _SIGNAL_H
#include <sys/types.h>
typedef int sig_atomic_t;
#include <__typedef_sigset_t.h>
typedef struct { int si_signo; int si_code; pid_t si_pid; } siginfo_t;
struct sigaction {
    union { void (*sa_handler)(int); void (*sa_sigaction)(int, siginfo_t *, void *); };
    sigset_t sa_mask; int sa_flags;
};
#define SA_SIGINFO 4
#define SIG_DFL ((void (*)(int)) 0)
#define SIG_IGN ((void (*)(int)) 1)
#define SIG_ERR ((void (*)(int)) -1)
#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2
#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGILL 4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGBUS 7
#define SIGFPE 8
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGPIPE 13
#define SIGALRM 14
#define SIGTERM 15
#define SIGCHLD 17
#define SIGCONT 18
#define SIGSTOP 19
#define SIGWINCH 28
#define SIGIO 29
#define SIGSYS 31
int sigaction(int number, const struct sigaction *action, struct sigaction *former);
int sigemptyset(sigset_t *set);
int sigaddset(sigset_t *set, int number);
int sigprocmask(int how, const sigset_t *set, sigset_t *former);
int sigsuspend(const sigset_t *set);
int kill(pid_t pid, int number);
int raise(int number);
void (*signal(int number, void (*handler)(int)))(int);
#endif
