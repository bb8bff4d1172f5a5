#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http1.h"

size_t http_head_end(const char *bytes, size_t size)
{
    for (size_t at = 0; at < size; at++) {
        if (bytes[at] != '\n') continue;
        if (at + 1 < size && bytes[at + 1] == '\n') return at + 2;
        if (at + 2 < size && bytes[at + 1] == '\r' && bytes[at + 2] == '\n') return at + 3;
    }
    return 0;
}

/* Where ` HTTP/1.x` stands at the end of a request line of `length` bytes; 0 where it does not. */
static size_t version_at(const char *line, size_t length)
{
    if (length < 9 + 2) return 0;
    const char *version = line + length - 9;
    return memcmp(version, " HTTP/1.", 8) == 0 && isdigit((unsigned char) version[8]) ? length - 9 : 0;
}

/* The length of the first line without its end; `size` where none has come. */
static size_t line_length(const char *bytes, size_t size)
{
    const char *end = memchr(bytes, '\n', size);
    if (end == NULL) return size;
    return end > bytes && end[-1] == '\r' ? (size_t) (end - bytes) - 1 : (size_t) (end - bytes);
}

int http_line_is_wrong(const char *bytes, size_t size)
{
    size_t length = line_length(bytes, size);
    for (size_t at = 0; at < length; at++)
        if ((unsigned char) bytes[at] < ' ' && !(at + 1 == size && bytes[at] == '\r')) return 1;
    if (length == size || memchr(bytes, '\n', size) == NULL) return 0;
    const char *space = memchr(bytes, ' ', length);
    size_t version = version_at(bytes, length);
    if (space == NULL) return 1;
    const char *second = memchr(space + 1, ' ', length - (size_t) (space + 1 - bytes));
    return version == 0 ? second != NULL : second != bytes + version || bytes[version + 8] > '1';
}

static int is_name(char c)
{
    return isalnum((unsigned char) c) || (c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static int has_token(const char *value, size_t length, const char *token)
{
    size_t size = strlen(token);
    for (size_t at = 0; at + size <= length; at++)
        if (strncasecmp(value + at, token, size) == 0) return 1;
    return 0;
}

static int read_field(http_head *head, const char *line, size_t length)
{
    size_t name = 0;
    while (name < length && is_name(line[name])) name++;
    if (name == 0 || name == length || line[name] != ':') return 0;
    const char *value = line + name + 1;
    size_t size = length - name - 1;
    while (size > 0 && (*value == ' ' || *value == '\t')) value++, size--;
    if (name == 4 && strncasecmp(line, "Host", 4) == 0) head->host = 1;
    if (name == 6 && strncasecmp(line, "Expect", 6) == 0) head->expects = has_token(value, size, "100-continue");
    if (name == 17 && strncasecmp(line, "Transfer-Encoding", 17) == 0) head->chunked = has_token(value, size, "chunked");
    if (name == 10 && strncasecmp(line, "Connection", 10) == 0) {
        head->close |= has_token(value, size, "close");
        head->keep |= has_token(value, size, "keep-alive");
    }
    if (name == 14 && strncasecmp(line, "Content-Length", 14) == 0) {
        if (size == 0 || !isdigit((unsigned char) *value)) return 0;
        head->length = strtoll(value, NULL, 10);
    }
    return 1;
}

/* `HTTP/1.1 200 OK`, or a request line, which http_line_is_wrong() has judged. */
static int read_first_line(http_head *head, const char *line, size_t length)
{
    if (length >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        if (length < 12 || memcmp(line, "HTTP/1.", 7) != 0 || !isdigit((unsigned char) line[7]) || line[8] != ' ') return 0;
        for (size_t at = 9; at < 12; at++) if (!isdigit((unsigned char) line[at])) return 0;
        if (length > 12 && line[12] != ' ') return 0;
        head->minor = line[7] - '0';
        head->status = atoi(line + 9);
        return 1;
    }
    size_t version = version_at(line, length);
    head->minor = version > 0 ? line[version + 8] - '0' : 0;
    return 1;
}

int http_head_read(http_head *head, const char *bytes, size_t size)
{
    *head = (http_head) { .length = -1 };
    for (size_t at = 0; at < size;) {
        size_t length = line_length(bytes + at, size - at);
        if (length == 0) return 1;
        if (at == 0 ? !read_first_line(head, bytes, length) : !read_field(head, bytes + at, length)) return 0;
        const char *end = memchr(bytes + at, '\n', size - at);
        if (end == NULL) return 1;
        at = (size_t) (end - bytes) + 1;
    }
    return 1;
}
