/*
 * OpenSSL is built without a source of entropy (recipe/openssl.sh); its pool is filled here from the host's random bytes, which
 * are seeded: the same world plays the same way. Linked by `--wrap=ossl_pool_acquire_entropy` in the place of the function of
 * providers/implementations/rands/seeding/rand_unix.c.
 */
#include <stddef.h>
#include <unistd.h>

typedef struct rand_pool_st RAND_POOL;
size_t ossl_rand_pool_bytes_needed(RAND_POOL *pool, unsigned factor);
unsigned char *ossl_rand_pool_add_begin(RAND_POOL *pool, size_t size);
int ossl_rand_pool_add_end(RAND_POOL *pool, size_t size, size_t entropy);
size_t ossl_rand_pool_entropy_available(RAND_POOL *pool);
size_t __wrap_ossl_pool_acquire_entropy(RAND_POOL *pool);

size_t __wrap_ossl_pool_acquire_entropy(RAND_POOL *pool) {
    size_t needed = ossl_rand_pool_bytes_needed(pool, 1);
    unsigned char *bytes = needed == 0 ? 0 : ossl_rand_pool_add_begin(pool, needed);
    for (size_t at = 0; bytes != 0 && at < needed; at += 256) {
        size_t part = needed - at < 256 ? needed - at : 256; /* getentropy() gives no more at a time */
        if (getentropy(bytes + at, part) != 0) return 0;
    }
    if (bytes != 0) ossl_rand_pool_add_end(pool, needed, needed * 8);
    return ossl_rand_pool_entropy_available(pool);
}
