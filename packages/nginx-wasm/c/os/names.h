#ifndef BOTTLE_NAMES_H
#define BOTTLE_NAMES_H

/* A test of a configuration can't know which names exist: all do. In a world those of the world do. */
extern int names_all_exist;

#endif
