/*
 * Whether a hash can be built depends on how wide pointers and hashes are: "could not build server_names_hash, you should increase
 * server_names_hash_bucket_size: 64" comes from 47 characters on with 64 bits, from 55 on with 32. So each hash is built twice: first by
 * nginx's own code with 64-bit hashes and 8 for a pointer's size, which says what nginx would say, and is thrown away; then as it is, in
 * silence.
 */
#include <ngx_config.h>
#include <ngx_core.h>

typedef ngx_int_t builder(ngx_hash_init_t *hinit, ngx_hash_key_t *names, ngx_uint_t count);
builder __real_ngx_hash_init, __wrap_ngx_hash_init, __real_ngx_hash_wildcard_init, __wrap_ngx_hash_wildcard_init;

/* As nginx's, with 64 bits of hash. */
typedef struct { ngx_str_t key; uint64_t key_hash; void *value; } wide_key;
typedef struct {
    ngx_hash_t *hash;
    uint64_t (*key)(u_char *data, size_t len);
    ngx_uint_t max_size, bucket_size;
    char *name;
    ngx_pool_t *pool, *temp_pool;
} wide_init;

#define ngx_hash_key_t wide_key
#define ngx_hash_init_t wide_init
#define ngx_hash_find wide_hash_find
#define ngx_hash_find_wc_head wide_hash_find_wc_head
#define ngx_hash_find_wc_tail wide_hash_find_wc_tail
#define ngx_hash_find_combined wide_hash_find_combined
#define ngx_hash_init wide_hash_init
#define ngx_hash_wildcard_init wide_hash_wildcard_init
#define ngx_hash_key wide_hash_key
#define ngx_hash_key_lc wide_hash_key_lc
#define ngx_hash_strlow wide_hash_strlow
#define ngx_hash_keys_array_init wide_hash_keys_array_init
#define ngx_hash_add_key wide_hash_add_key
#define ngx_uint_t uint64_t
#define sizeof(what) (__builtin_strcmp(#what, "void *") == 0 ? 8 : sizeof(what))
typedef ngx_int_t wide_builder(wide_init *hinit, wide_key *names, uint64_t count);
uint64_t wide_hash_key(u_char *data, size_t len);
uint64_t wide_hash_key_lc(u_char *data, size_t len);
wide_builder wide_hash_init, wide_hash_wildcard_init;
#include "ngx_hash.c"
#undef sizeof
#undef ngx_uint_t
#undef ngx_hash_key_t
#undef ngx_hash_init_t
#undef ngx_hash_key

/* A name's hash is taken of it as it is or in lower case: the lower half says which. */
static wide_key widened(const ngx_hash_key_t *name) {
    wide_key wide = { name->key, name->key_hash, name->value };
    if (name->key.data == NULL) return wide;
    wide.key_hash = wide_hash_key(name->key.data, name->key.len);
    if ((uint32_t) wide.key_hash != name->key_hash) wide.key_hash = wide_hash_key_lc(name->key.data, name->key.len);
    return wide;
}

static ngx_int_t try_wide(wide_builder build, const ngx_hash_init_t *hinit, const ngx_hash_key_t *names, ngx_uint_t count) {
    ngx_pool_t *pool = ngx_create_pool(NGX_DEFAULT_POOL_SIZE, hinit->pool->log);
    ngx_hash_t hash;
    wide_init wide = { hinit->hash == NULL ? NULL : &hash, wide_hash_key_lc, hinit->max_size, hinit->bucket_size, hinit->name, pool, pool };
    if (hinit->key == ngx_hash_key) wide.key = wide_hash_key;
    wide_key *keys = pool == NULL ? NULL : ngx_palloc(pool, count * sizeof(wide_key));
    if (keys == NULL) return NGX_ERROR;
    for (ngx_uint_t i = 0; i < count; i++) keys[i] = widened(&names[i]);
    ngx_int_t said = build(&wide, keys, count);
    ngx_destroy_pool(pool);
    return said;
}

static ngx_int_t silently(builder build, ngx_hash_init_t *hinit, ngx_hash_key_t *names, ngx_uint_t count) {
    ngx_log_t *log = hinit->pool->log, silent = *log;
    silent.log_level = 0;
    hinit->pool->log = &silent;
    ngx_int_t built = build(hinit, names, count);
    hinit->pool->log = log;
    return built;
}

ngx_int_t __wrap_ngx_hash_init(ngx_hash_init_t *hinit, ngx_hash_key_t *names, ngx_uint_t count) {
    if (try_wide(wide_hash_init, hinit, names, count) != NGX_OK) return NGX_ERROR;
    return silently(__real_ngx_hash_init, hinit, names, count);
}

ngx_int_t __wrap_ngx_hash_wildcard_init(ngx_hash_init_t *hinit, ngx_hash_key_t *names, ngx_uint_t count) {
    if (try_wide(wide_hash_wildcard_init, hinit, names, count) != NGX_OK) return NGX_ERROR;
    return silently(__real_ngx_hash_wildcard_init, hinit, names, count);
}
