/* Bytes that wait to be understood or to be sent. Where memory runs out the program ends: nginx's own pool would be next. */
#ifndef BOTTLE_BUFFER_H
#define BOTTLE_BUFFER_H

#include <stddef.h>

typedef struct { unsigned char *bytes; size_t size; size_t room; } buffer;

void buffer_add(buffer *b, const void *bytes, size_t size);
void buffer_text(buffer *b, const char *text);
void buffer_format(buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Takes the first `size` bytes away. */
void buffer_drop(buffer *b, size_t size);
void buffer_free(buffer *b);

/* malloc() and strdup() that never give 0. */
void *owned(size_t size);
char *owned_text(const char *text);

#endif
