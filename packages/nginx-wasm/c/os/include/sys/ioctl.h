/* libc's, and the signals that nobody gets. */
#ifndef BOTTLE_SYS_IOCTL_H
#define BOTTLE_SYS_IOCTL_H
#include_next <sys/ioctl.h>
#define FIOASYNC 0x5452
#endif
