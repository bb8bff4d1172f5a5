#ifndef BOTTLE_ARPA_INET_H
#define BOTTLE_ARPA_INET_H
#include <netinet/in.h>
#endif
