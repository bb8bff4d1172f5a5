/*
 * What the host asks and what it is told, as lines of text: a word, then `key=value` pairs, all separated by one space; space, `%`,
 * control characters and bytes above 126 are %XX. A list is separated by commas, its entries escaped likewise (a comma is %2C) and
 * the whole list once more. Example:
 *
 *   certificate id=leaf subject=api%20server issuer=root dns=a.internal,b.internal ca=0 from=-1 to=90 key=ec digest=sha256
 */
#ifndef BOTTLE_RECORDS_H
#define BOTTLE_RECORDS_H

#include <stddef.h>
#include <stdio.h>

enum { RECORD_MOST = 48 };

/* `texts` are values that were asked for, unescaped. */
typedef struct { char *word; size_t count; char *keys[RECORD_MOST]; char *values[RECORD_MOST]; char *texts[RECORD_MOST]; } record;

/* Reads the next line (it may be long); 0 at the end. Values stay escaped inside; free with record_free(). */
record *record_read(FILE *in);
void record_free(record *r);

/* The value unescaped, in memory that lives as long as the record; 0 where the key is absent. */
const char *record_text(record *r, const char *key);

/* The number, or `otherwise` where the key is absent. */
long record_number(record *r, const char *key, long otherwise);

/* Calls `each` for every entry of a list, unescaped; returns how many there are (0 where absent or empty). */
size_t record_each(record *r, const char *key, void (*each)(const char *entry, void *with), void *with);

/* Writes ` key=value`, escaped. */
void record_write(FILE *out, const char *key, const char *value, size_t size);

#endif
