/* What the host calls; each once in an instance. Files are the arguments: /bottle/in, /bottle/out, /bottle/script, /bottle/outcome. */
#include <nginx.h>
#include <stdio.h>

#include "certificates/certificates.h"
#include "os/names.h"
#include "peers/peers.h"
#include "steps.h"

int __main_void(void); /* libc's: main() with the arguments that the host gives */

__attribute__((export_name("nginx"))) int run_nginx(void) {
    names_all_exist = 1;
    return __main_void();
}

__attribute__((export_name("play"))) int play(void) {
    peers_nginx = NGINX_VER;
    steps_open();
    return __main_void();
}

static int with_files(void (*work)(FILE *in, FILE *out)) {
    FILE *in = fopen("/bottle/in", "r"), *out = fopen("/bottle/out", "w");
    if (in == 0 || out == 0) return 1;
    work(in, out);
    fclose(in);
    return fclose(out) != 0;
}

__attribute__((export_name("issue"))) int issue(void) { return with_files(certificates_issue); }
__attribute__((export_name("verify"))) int verify(void) { return with_files(certificates_verify); }
__attribute__((export_name("twin"))) int twin(void) { return with_files(certificates_twin); }
