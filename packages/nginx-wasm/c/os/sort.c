/*
 * qsort() that keeps the order of equals, as glibc's does. wasi-libc's does not, and OpenSSL sorts its store by subject with it: of
 * two anchors with one name the first in the file has to be tried first (crypto/x509/x509_lu.c).
 */
#include <stdlib.h>
#include <string.h>

typedef int comparison(const void *, const void *);

static void merge(char *from, size_t half, size_t count, size_t size, comparison *compare, char *to) {
    char *left = from, *middle = from + half * size, *right = middle, *end = from + count * size;
    while (left < middle && right < end) {
        char **next = compare(left, right) <= 0 ? &left : &right;
        memcpy(to, *next, size);
        *next += size;
        to += size;
    }
    memcpy(to, left, (size_t) (middle - left));
    memcpy(to + (middle - left), right, (size_t) (end - right));
}

static void sort(char *items, size_t count, size_t size, comparison *compare, char *spare) {
    if (count < 2) return;
    size_t half = count / 2;
    sort(items, half, size, compare, spare);
    sort(items + half * size, count - half, size, compare, spare);
    merge(items, half, count, size, compare, spare);
    memcpy(items, spare, count * size);
}

void qsort(void *items, size_t count, size_t size, comparison *compare) {
    char *spare = malloc(count * size + 1);
    if (spare == 0) abort();
    sort(items, count, size, compare, spare);
    free(spare);
}
