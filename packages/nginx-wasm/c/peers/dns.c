#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "buffer.h"
#include "peers.h"

enum { type_a = 1, type_aaaa = 28, header_size = 12, seconds = 5 };

typedef struct name name;
struct name { name *next; char *text; size_t count; dns_address *addresses; };

static name *names;

static name *find(const char *text)
{
    for (name *n = names; n != NULL; n = n->next)
        if (strcasecmp(n->text, text) == 0) return n;
    return NULL;
}

void dns_add(const char *text, const char *addresses[], size_t count)
{
    name *n = find(text);
    if (n == NULL) {
        n = owned(sizeof(*n));
        n->text = owned_text(text);
        n->next = names;
        names = n;
    }
    free(n->addresses);
    n->addresses = owned(count * sizeof(*n->addresses));
    n->count = 0;
    for (size_t i = 0; i < count; i++) {
        dns_address *a = &n->addresses[n->count];
        a->size = strchr(addresses[i], ':') != NULL ? 16 : 4;
        if (inet_pton(a->size == 16 ? AF_INET6 : AF_INET, addresses[i], a->bytes) == 1) n->count++;
    }
}

const dns_address *dns_addresses(const char *text, size_t *count)
{
    name *n = find(text);
    *count = n == NULL ? 0 : n->count;
    return n == NULL ? NULL : n->addresses;
}

void dns_reset(void)
{
    while (names != NULL) {
        name *next = names->next;
        free(names->text);
        free(names->addresses);
        free(names);
        names = next;
    }
}

/* The end of the question's name, which is written to `text` with dots; 0 where it is none: a pointer, too long, cut off. */
static size_t read_name(const unsigned char *query, size_t size, char text[256])
{
    size_t at = header_size, length = 0;
    while (at < size && query[at] != 0) {
        size_t label = query[at];
        if (label > 63 || at + 1 + label >= size || length + label + 1 > 254) return 0;
        if (length > 0) text[length++] = '.';
        memcpy(text + length, query + at + 1, label);
        length += label;
        at += label + 1;
    }
    text[length] = 0;
    return at < size && strlen(text) == length ? at + 1 : 0;
}

static void put(unsigned char **at, unsigned value)
{
    *(*at)++ = (unsigned char) (value >> 8);
    *(*at)++ = (unsigned char) value;
}

/* As nginx asks (ngx_resolver_create_name_query): recursion desired, one question of class IN, nothing after it. A syslog line is none. */
static size_t question_end(const unsigned char *query, size_t size, char text[256])
{
    static const unsigned char head[] = { 1, 0, 0, 1, 0, 0, 0, 0, 0, 0 };
    if (size <= header_size || memcmp(query + 2, head, sizeof(head)) != 0) return 0;
    size_t end = read_name(query, size, text);
    return end != 0 && end + 4 == size && query[end + 2] == 0 && query[end + 3] == 1 ? end : 0;
}

/* RFC 1035, section 4. NXDOMAIN for every name that was not added, also for those of PTR queries. */
size_t dns_answer(const unsigned char *query, size_t size, unsigned char *reply, size_t room)
{
    char text[256];
    size_t end = question_end(query, size, text);
    if (end == 0 || size > room) return 0;
    unsigned type = (unsigned) query[end] << 8 | query[end + 1];
    name *known = find(text);
    unsigned char *at = reply + end + 4;
    unsigned count = 0;
    for (size_t i = 0; known != NULL && i < known->count; i++) {
        const dns_address *a = &known->addresses[i];
        if (type != (a->size == 16 ? type_aaaa : type_a)) continue;
        if ((size_t) (reply + room - at) < 12 + a->size) break;
        put(&at, 0xc000 | header_size); /* a pointer to the question's name */
        put(&at, type);
        put(&at, 1);
        put(&at, 0);
        put(&at, seconds);
        put(&at, (unsigned) a->size);
        memcpy(at, a->bytes, a->size);
        at += a->size;
        count++;
    }
    memcpy(reply + header_size, query + header_size, end + 4 - header_size);
    unsigned char *head = reply;
    memcpy(head, query, 2);
    head += 2;
    put(&head, known == NULL ? 0x8183 : 0x8180);
    put(&head, 1);
    put(&head, count);
    put(&head, 0);
    put(&head, 0);
    return (size_t) (at - reply);
}
