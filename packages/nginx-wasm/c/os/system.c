/* What a process asks of a Unix kernel, answered for a process that is alone, is root and has no children. */
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static int refuse(int number) {
    errno = number;
    return -1;
}

pid_t getpid(void) { return 1; }
pid_t getppid(void) { return 0; }
pid_t setsid(void) { return 1; }
pid_t fork(void) { return refuse(ENOSYS); }
pid_t waitpid(pid_t pid, int *status, int options) { (void) pid, (void) status, (void) options; return refuse(ECHILD); }
int execve(const char *path, char *const a[], char *const e[]) { (void) path, (void) a, (void) e; return refuse(ENOSYS); }
int kill(pid_t pid, int number) { (void) pid, (void) number; return refuse(ESRCH); }
int raise(int number) { (void) number; __builtin_trap(); }
void (*signal(int number, void (*handler)(int)))(int) { (void) number, (void) handler; return SIG_DFL; }
int sigaction(int n, const struct sigaction *a, struct sigaction *f) { (void) n, (void) a, (void) f; return 0; }
int sigemptyset(sigset_t *set) { *set = 0; return 0; }
int sigaddset(sigset_t *set, int number) { (void) set, (void) number; return 0; }
int sigprocmask(int how, const sigset_t *set, sigset_t *former) { (void) how, (void) set, (void) former; return 0; }
int sigsuspend(const sigset_t *set) { (void) set; return refuse(EINTR); }
int setitimer(int w, const struct itimerval *v, struct itimerval *f) { (void) w, (void) v, (void) f; return 0; }

/* The log is never stderr's descriptor here, and nothing reads stderr. */
int dup(int fd) { return fd; }
int dup2(int from, int to) { (void) from; return to; }
int pipe(int ends[2]) { (void) ends; return refuse(ENOSYS); }

int chown(const char *path, uid_t user, gid_t group) { (void) path, (void) user, (void) group; return 0; }
int fchown(int fd, uid_t user, gid_t group) { (void) fd, (void) user, (void) group; return 0; }
int chmod(const char *path, mode_t mode) { (void) path, (void) mode; return 0; }
int fchmod(int fd, mode_t mode) { (void) fd, (void) mode; return 0; }
int chroot(const char *path) { (void) path; return 0; }
mode_t umask(mode_t mask) { (void) mask; return 022; }

int getrlimit(int r, struct rlimit *limit) { (void) r; limit->rlim_cur = limit->rlim_max = 65536; return 0; }
int setrlimit(int r, const struct rlimit *limit) { (void) r, (void) limit; return 0; }
int getrusage(int who, struct rusage *usage) { (void) who; memset(usage, 0, sizeof *usage); return 0; }
int setpriority(int which, id_t who, int priority) { (void) which, (void) who, (void) priority; return 0; }
int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set) { (void) pid, (void) size, (void) set; return 0; }
int getdtablesize(void) { return 65536; }

/* nginx takes its smallest zone from this; WebAssembly's own 65536 would refuse `zone … 64k`. */
int getpagesize(void) { return 4096; }

int gethostname(char *name, size_t size) {
    static const char ours[] = "localhost";
    if (size < sizeof ours) return refuse(ENAMETOOLONG);
    memcpy(name, ours, sizeof ours);
    return 0;
}

/* There are no symbolic links to follow. */
char *realpath(const char *path, char *resolved) {
    struct stat found;
    if (stat(path, &found) != 0) return 0;
    if (resolved == 0) return strdup(path);
    if (strlen(path) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return 0;
    }
    return strcpy(resolved, path);
}

/* Fresh pages are zero and cost nothing until written, so zones of hundreds of megabytes do no harm. They are not given back. */
void *mmap(void *where, size_t size, int protection, int flags, int fd, off_t offset) {
    (void) where, (void) protection, (void) fd, (void) offset;
    size_t pages = size / 65536 + (size % 65536 != 0);
    size_t before = flags & MAP_ANON ? __builtin_wasm_memory_grow(0, pages) : SIZE_MAX;
    if (before == SIZE_MAX) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    return (void *) (before * 65536);
}

int munmap(void *where, size_t size) { (void) where, (void) size; return 0; }
