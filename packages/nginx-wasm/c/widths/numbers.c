/*
 * nginx reads sizes, times and counts into types as wide as the machine's pointers. A 32-bit nginx refuses `proxy_read_timeout 30d`
 * (milliseconds) or `proxy_max_temp_file_size 4096m`; the user's does not. Here nginx's own code is compiled once more with 64 bits, and
 * what does not fit into 32 is taken as the most that does.
 */
#include <ngx_config.h>
#include <ngx_core.h>

ngx_int_t __wrap_ngx_atoi(u_char *line, size_t n);
ssize_t __wrap_ngx_atosz(u_char *line, size_t n);
ssize_t __wrap_ngx_parse_size(ngx_str_t *line);
ngx_int_t __wrap_ngx_parse_time(ngx_str_t *line, ngx_uint_t is_sec);

/* nginx compares timers by their difference, which has to stay below half of what 32 bits hold. */
enum { LONGEST_TIMER = 2000000000 };

#undef NGX_MAX_INT_T_VALUE
#undef NGX_MAX_SIZE_T_VALUE
#define NGX_MAX_INT_T_VALUE INT64_MAX
#define NGX_MAX_SIZE_T_VALUE INT64_MAX

/* ngx_atoi of ngx_string.c, which holds too much else to be included. */
static int64_t wide_atoi(u_char *line, size_t n) {
    int64_t value = 0;
    if (n == 0) return NGX_ERROR;
    for (; n--; line++) {
        if (*line < '0' || *line > '9') return NGX_ERROR;
        int digit = *line - '0';
        if (value > (INT64_MAX - digit) / 10) return NGX_ERROR;
        value = value * 10 + digit;
    }
    return value;
}

#define ngx_int_t int64_t
#define ssize_t int64_t
#define ngx_atosz wide_atoi
#define ngx_parse_size wide_parse_size
#define ngx_parse_offset wide_parse_offset
#define ngx_parse_time wide_parse_time
#include "ngx_parse.c"
#undef ngx_int_t
#undef ssize_t

static int32_t at_most(int32_t most, int64_t value) { return value > most ? most : (int32_t) value; }

ngx_int_t __wrap_ngx_atoi(u_char *line, size_t n) { return at_most(INT32_MAX, wide_atoi(line, n)); }
ssize_t __wrap_ngx_atosz(u_char *line, size_t n) { return at_most(INT32_MAX, wide_atoi(line, n)); }
ssize_t __wrap_ngx_parse_size(ngx_str_t *line) { return at_most(INT32_MAX, wide_parse_size(line)); }

ngx_int_t __wrap_ngx_parse_time(ngx_str_t *line, ngx_uint_t is_sec) {
    return at_most(is_sec ? INT32_MAX : LONGEST_TIMER, wide_parse_time(line, is_sec));
}
