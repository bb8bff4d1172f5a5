#include "records.h"

#include <stdlib.h>
#include <string.h>

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* In place; what is no escape stays as it is. */
static char *unescape(char *text) {
    char *to = text;
    for (const char *from = text; *from != 0;) {
        int high = from[0] == '%' ? hex(from[1]) : -1, low = high < 0 ? -1 : hex(from[2]);
        if (low >= 0) {
            *to++ = (char) (high * 16 + low);
            from += 3;
        } else {
            *to++ = *from++;
        }
    }
    *to = 0;
    return text;
}

static char *read_line(FILE *in) {
    size_t size = 0, room = 1024;
    char *line = malloc(room);
    for (;;) {
        if (line == 0) abort();
        if (fgets(line + size, (int) (room - size), in) == 0) break;
        size += strlen(line + size);
        if (size > 0 && line[size - 1] == '\n') {
            line[size - 1] = 0;
            return line;
        }
        line = realloc(line, room *= 2);
    }
    if (size > 0) return line;
    free(line);
    return 0;
}

record *record_read(FILE *in) {
    char *line = read_line(in);
    if (line == 0) return 0;
    record *r = calloc(1, sizeof *r);
    if (r == 0) abort();
    r->word = line;
    for (char *space = strchr(line, ' '); space != 0; space = strchr(space, ' ')) {
        *space++ = 0;
        char *equals = strchr(space, '='), *next = strchr(space, ' ');
        if (equals == 0 || (next != 0 && next < equals) || r->count == RECORD_MOST) continue;
        *equals = 0;
        r->keys[r->count] = space;
        r->values[r->count++] = equals + 1;
        space = equals + 1;
    }
    return r;
}

void record_free(record *r) {
    for (size_t i = 0; i < r->count; i++) free(r->texts[i]);
    free(r->word);
    free(r);
}

static const char *raw(const record *r, const char *key, size_t *at) {
    for (*at = 0; *at < r->count; ++*at)
        if (strcmp(r->keys[*at], key) == 0) return r->values[*at];
    return 0;
}

static char *copy_of(const char *text) {
    char *copy = strdup(text);
    if (copy == 0) abort();
    return copy;
}

const char *record_text(record *r, const char *key) {
    size_t at;
    const char *value = raw(r, key, &at);
    if (value == 0) return 0;
    if (r->texts[at] == 0) r->texts[at] = unescape(copy_of(value));
    return r->texts[at];
}

long record_number(record *r, const char *key, long otherwise) {
    const char *text = record_text(r, key);
    return text == 0 ? otherwise : strtol(text, 0, 10);
}

size_t record_each(record *r, const char *key, void (*each)(const char *entry, void *with), void *with) {
    const char *list = record_text(r, key);
    if (list == 0 || *list == 0) return 0;
    char *copy = copy_of(list);
    size_t count = 0;
    for (char *entry = copy; entry != 0; count++) {
        char *comma = strchr(entry, ',');
        if (comma != 0) *comma++ = 0;
        each(unescape(entry), with);
        entry = comma;
    }
    free(copy);
    return count;
}

void record_write(FILE *out, const char *key, const char *value, size_t size) {
    fprintf(out, " %s=", key);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char) value[i];
        if (c <= 0x20 || c >= 0x7f || c == '%') fprintf(out, "%%%02X", c);
        else fputc(c, out);
    }
}
