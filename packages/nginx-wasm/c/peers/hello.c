#include "hello.h"

#include <string.h>

static size_t number(const unsigned char *bytes)
{
    return (size_t) bytes[0] << 8 | bytes[1];
}

static void copy_name(char name[256], const unsigned char *extension, size_t length)
{
    size_t size = length > 5 ? length - 5 : 0;
    if (size > 255) size = 255;
    memcpy(name, extension + 5, size);
    name[size] = 0;
}

hello_kind hello_read(const unsigned char *bytes, size_t size, char name[256])
{
    name[0] = 0;
    if (size == 0) return HELLO_INCOMPLETE;
    if (bytes[0] != 0x16) return HELLO_OTHER;
    if (size < 5 || size < 5 + number(bytes + 3)) return HELLO_INCOMPLETE;
    const unsigned char *hello = bytes + 5;
    size_t end = number(bytes + 3), offset = 4 + 2 + 32;
    offset += 1 + (offset < end ? hello[offset] : 0);
    if (offset + 2 > end) return HELLO_OTHER;
    offset += 2 + number(hello + offset);
    offset += 1 + (offset < end ? hello[offset] : 0);
    for (offset += 2; offset + 4 <= end;) {
        size_t type = number(hello + offset), length = number(hello + offset + 2);
        if (length > end - offset - 4) break;
        if (type == 0) {
            copy_name(name, hello + offset + 4, length);
            break;
        }
        offset += 4 + length;
    }
    return HELLO_READ;
}

long proxy_header(const unsigned char *bytes, size_t size)
{
    static const unsigned char binary[12] = "\r\n\r\n\0\r\nQUIT\n";
    if (size >= 12 && memcmp(bytes, binary, 12) == 0) {
        if (size < 16 || size < 16 + number(bytes + 14)) return PROXY_INCOMPLETE;
        return 16 + (long) number(bytes + 14);
    }
    if (size < 12 && memcmp(bytes, binary, size) == 0) return PROXY_INCOMPLETE;
    if (memcmp(bytes, "PROXY ", size < 6 ? size : 6) != 0) return 0;
    for (size_t at = 6; at + 1 < size; at++)
        if (bytes[at] == '\r' && bytes[at + 1] == '\n') return (long) at + 2;
    return PROXY_INCOMPLETE;
}
