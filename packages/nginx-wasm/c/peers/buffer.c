#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *owned(size_t size)
{
    void *memory = calloc(1, size > 0 ? size : 1);
    if (memory == NULL) abort();
    return memory;
}

char *owned_text(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(owned(size), text, size);
}

void buffer_add(buffer *b, const void *bytes, size_t size)
{
    if (size == 0) return;
    if (b->room - b->size < size) {
        size_t room = (b->size + size) * 2;
        b->bytes = realloc(b->bytes, room);
        if (b->bytes == NULL) abort();
        b->room = room;
    }
    memcpy(b->bytes + b->size, bytes, size);
    b->size += size;
}

void buffer_text(buffer *b, const char *text)
{
    buffer_add(b, text, strlen(text));
}

void buffer_format(buffer *b, const char *format, ...)
{
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    if (length > 0) buffer_add(b, line, (size_t) length < sizeof(line) ? (size_t) length : sizeof(line) - 1);
}

void buffer_drop(buffer *b, size_t size)
{
    if (size >= b->size) {
        b->size = 0;
        return;
    }
    memmove(b->bytes, b->bytes + size, b->size - size);
    b->size -= size;
}

void buffer_free(buffer *b)
{
    free(b->bytes);
    *b = (buffer) { 0 };
}
