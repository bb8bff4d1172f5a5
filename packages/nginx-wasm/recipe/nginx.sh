#!/usr/bin/env bash
# Builds PCRE2, zlib, the bottle's own C and nginx for WebAssembly, and links all of it with OpenSSL (openssl.sh) into nginx.wasm.
# Runs in the folder that workshop.mjs prepares (sources, openssl, c, recipe); paths are relative, so that the bytes depend on none.
set -euo pipefail
. recipe/options.sh
. recipe/libraries.sh
flags=(--target=wasm32-wasi --sysroot=/usr -Os -ffunction-sections -fdata-sections
  -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_MMAN -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS)

cc=(clang "${flags[@]}")
compile_pcre
compile_zlib
collect_libraries

own=(-std=gnu11 -Wall -Wextra -Werror -Ic/os/include -Iopenssl/include -Isources/openssl/include -Isources/nginx/src/core)
compile objects/errors -std=gnu11 -- c/os/errors.c # against wasi-libc's own numbers
mapfile -t os < <(find c/os -name '*.c' ! -name errors.c | sort)
compile objects/os "${own[@]}" -- "${os[@]}"
mapfile -t rest < <(find c -name '*.c' ! -path 'c/os/*' ! -path 'c/widths/*' ! -path 'c/handshake/*' | sort)
compile objects/own "${own[@]}" -- "${rest[@]}"
rm -f libos.a
llvm-ar rcsD libos.a objects/errors/*.o objects/os/*.o objects/own/*.o

wraps=(close read write readv writev fcntl ioctl ngx_master_process_cycle ngx_daemon ossl_pool_acquire_entropy pcre2_config_8
  pcre2_jit_compile_8 ngx_atoi ngx_atosz ngx_parse_size ngx_parse_time ngx_hash_init ngx_hash_wildcard_init)
emulated=(-lwasi-emulated-mman -lwasi-emulated-process-clocks)

cd sources/nginx
options=(--crossbuild=WASI:1:wasm32 --with-cc=../../recipe/cc.sh
  --with-cc-opt="-Os -g0 -ffunction-sections -fdata-sections -DNGX_CPU_CACHE_LINE=64 $nginx_includes" --with-ld-opt="-L../../lib"
  --add-module=../../recipe/epoll --add-module=../../c/widths --add-module=../../c/handshake "${nginx_options[@]}")
./configure "${options[@]}" >../../configure.log 2>&1 || { tail -20 ../../configure.log >&2; exit 1; }
make -kj"$(nproc)" -f objs/Makefile binary >../../nginx.log 2>&1 || { grep -E "error:|Error " ../../nginx.log | head -20 >&2; exit 1; }
cd ../..

mapfile -t nginx < <(find sources/nginx/objs -name '*.o' | sort)
clang "${flags[@]}" -mexec-model=reactor "${wraps[@]/#/-Wl,--wrap=}" -Wl,--stack-first -Wl,-z,stack-size=524288 -Wl,--gc-sections \
  -Wl,--strip-all -Wl,--max-memory=1073741824 "${nginx[@]}" objects/errors/*.o objects/os/*.o objects/own/*.o -Llib -lssl -lcrypto -lpcre2-8 -lz \
  "${emulated[@]}" -o unoptimised.wasm
wasm-opt -Oz --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int --strip-debug --strip-producers \
  unoptimised.wasm -o nginx.wasm
