/* There is one process. */
#ifndef BOTTLE_SYS_WAIT_H
#define BOTTLE_SYS_WAIT_H
#include <sys/types.h>
#define WNOHANG 1
#define WTERMSIG(status) ((status) & 0x7f)
#define WEXITSTATUS(status) (((status) >> 8) & 0xff)
#define WCOREDUMP(status) ((status) & 0x80)
pid_t waitpid(pid_t pid, int *status, int options);
#endif
