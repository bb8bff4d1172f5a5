/* Readiness of the bottle's sockets, edge-triggered as Linux has it (epoll.c); numbers of linux/eventpoll.h. */
#ifndef BOTTLE_SYS_EPOLL_H
#define BOTTLE_SYS_EPOLL_H
#include <stdint.h>

#define EPOLLIN 0x001u
#define EPOLLOUT 0x004u
#define EPOLLERR 0x008u
#define EPOLLHUP 0x010u
#define EPOLLRDHUP 0x2000u
#define EPOLLEXCLUSIVE (1u << 28)
#define EPOLLET (1u << 31)
#define EPOLL_CTL_ADD 1
#define EPOLL_CTL_DEL 2
#define EPOLL_CTL_MOD 3

typedef union { void *ptr; int fd; uint32_t u32; uint64_t u64; } epoll_data_t;
struct epoll_event { uint32_t events; epoll_data_t data; };

int epoll_create(int size);
int epoll_ctl(int instance, int operation, int fd, struct epoll_event *event);
int epoll_wait(int instance, struct epoll_event *events, int most, int timeout);

#endif
