/* `pcre_jit on` is believed and does nothing: there is no machine code to make, and regular expressions match the same. */
#include <stdint.h>

enum { PCRE2_CONFIG_JIT = 1 };
typedef struct pcre2_real_code_8 pcre2_code_8;
int __real_pcre2_config_8(uint32_t what, void *where);
int __wrap_pcre2_config_8(uint32_t what, void *where);
int __wrap_pcre2_jit_compile_8(pcre2_code_8 *code, uint32_t options);

int __wrap_pcre2_config_8(uint32_t what, void *where) {
    if (what != PCRE2_CONFIG_JIT || where == 0) return __real_pcre2_config_8(what, where);
    *(uint32_t *) where = 1;
    return 0;
}

int __wrap_pcre2_jit_compile_8(pcre2_code_8 *code, uint32_t options) {
    (void) code, (void) options;
    return 0;
}
