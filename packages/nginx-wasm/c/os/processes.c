/* nginx's masters and workers: there is one process, and `daemon on` or `worker_processes 8` change nothing. Linked by --wrap. */
typedef struct ngx_cycle_s ngx_cycle_t;
typedef struct ngx_log_s ngx_log_t;

extern unsigned ngx_process;
void ngx_single_process_cycle(ngx_cycle_t *cycle);
void __wrap_ngx_master_process_cycle(ngx_cycle_t *cycle);
int __wrap_ngx_daemon(ngx_log_t *log);

void __wrap_ngx_master_process_cycle(ngx_cycle_t *cycle) {
    ngx_process = 0; /* NGX_PROCESS_SINGLE */
    ngx_single_process_cycle(cycle);
}

int __wrap_ngx_daemon(ngx_log_t *log) {
    (void) log;
    return 0;
}
