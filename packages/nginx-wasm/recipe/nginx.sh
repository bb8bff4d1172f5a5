#!/usr/bin/env bash
# Builds PCRE2, zlib, the bottle's own C and nginx for WebAssembly, and links all of it with OpenSSL (openssl.sh) into nginx.wasm.
# Runs in the folder that build.mjs prepares (sources, openssl, c, recipe); paths are relative, so that the bytes depend on none.
set -euo pipefail
flags=(--target=wasm32-wasi --sysroot=/usr -Os -ffunction-sections -fdata-sections
  -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_MMAN -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS)

# compile FOLDER FLAGS… -- SOURCES…: objects by their sources' names, two at a time
compile() {
  local folder=$1 own=()
  shift
  while [[ $1 != -- ]]; do own+=("$1"); shift; done
  shift
  mkdir -p "$folder"
  printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} sh -c 'object=$0/$(echo "$1" | tr / _ | sed "s/\.c$/.o/"); shift; exec "$@" -o "$object"' \
    "$folder" {} clang "${flags[@]}" "${own[@]}" -c {}
}

pcre=sources/pcre2/src
cp "$pcre/pcre2.h.generic" "$pcre/pcre2.h"
cp "$pcre/config.h.generic" "$pcre/config.h"
cp "$pcre/pcre2_chartables.c.dist" "$pcre/pcre2_chartables.c"
parts=(auto_possess chartables chkdint compile compile_cgroup compile_class config context convert dfa_match error extuni find_bracket
  jit_compile maketables match match_data match_next newline ord2utf pattern_info script_run serialize string_utils study substitute
  substring tables ucd valid_utf xclass)
found=()
for part in "${parts[@]}"; do [[ ! -f $pcre/pcre2_$part.c ]] || found+=("$pcre/pcre2_$part.c"); done
compile objects/pcre2 -DHAVE_CONFIG_H -DPCRE2_CODE_UNIT_WIDTH=8 -DSUPPORT_PCRE2_8 -DSUPPORT_UNICODE -DPCRE2_STATIC -I"$pcre" -- "${found[@]}"
zlib=sources/zlib
compile objects/zlib -I"$zlib" -- "$zlib"/{adler32,crc32,deflate,infback,inffast,inflate,inftrees,trees,zutil}.c

own=(-std=gnu11 -Wall -Wextra -Werror -Ic/os/include -Iopenssl/include -Isources/openssl/include -Isources/nginx/src/core)
compile objects/errors -std=gnu11 -- c/os/errors.c # against wasi-libc's own numbers
mapfile -t os < <(find c/os -name '*.c' ! -name errors.c | sort)
compile objects/os "${own[@]}" -- "${os[@]}"
mapfile -t rest < <(find c -name '*.c' ! -path 'c/os/*' | sort)
compile objects/own "${own[@]}" -- "${rest[@]}"
rm -f libos.a
llvm-ar rcsD libos.a objects/errors/*.o objects/os/*.o objects/own/*.o

wraps=(close read write readv writev fcntl ioctl ngx_master_process_cycle ngx_daemon ossl_pool_acquire_entropy pcre2_config_8
  pcre2_jit_compile_8)
libraries=(openssl/libssl.a openssl/libcrypto.a)
emulated=(-lwasi-emulated-mman -lwasi-emulated-process-clocks)
mkdir -p lib
cp "${libraries[@]}" lib/
llvm-ar rcsD lib/libpcre2-8.a objects/pcre2/*.o
llvm-ar rcsD lib/libz.a objects/zlib/*.o

cd sources/nginx
modules=(http_ssl http_v2 http_realip http_addition http_sub http_dav http_flv http_mp4 http_gunzip http_gzip_static http_auth_request
  http_random_index http_secure_link http_slice http_stub_status mail_ssl stream_ssl stream_realip stream_ssl_preread)
if [[ -d src/http/v3 ]]; then modules+=(http_v3); fi
options=(--crossbuild=WASI:1:wasm32 --with-cc=../../recipe/cc.sh
  --with-cc-opt="-Os -g0 -ffunction-sections -fdata-sections -I../../openssl/include -I../../sources/openssl/include -I../../sources/pcre2/src -I../../sources/zlib"
  --with-ld-opt="-L../../lib"
  --prefix=/etc/nginx --sbin-path=/usr/sbin/nginx --conf-path=/etc/nginx/nginx.conf --modules-path=/usr/lib/nginx/modules
  --error-log-path=/var/log/nginx/error.log --http-log-path=/var/log/nginx/access.log --pid-path=/run/nginx.pid
  --lock-path=/run/nginx.lock --http-client-body-temp-path=/var/cache/nginx/client_temp
  --http-proxy-temp-path=/var/cache/nginx/proxy_temp --http-fastcgi-temp-path=/var/cache/nginx/fastcgi_temp
  --http-uwsgi-temp-path=/var/cache/nginx/uwsgi_temp --http-scgi-temp-path=/var/cache/nginx/scgi_temp
  --user=nginx --group=nginx --with-compat --with-pcre --with-mail --with-stream --without-select_module --without-poll_module
  --add-module=../../recipe/epoll "${modules[@]/#/--with-}")
options=("${options[@]/%_v3/_v3}")
for i in "${!options[@]}"; do
  case ${options[i]} in --with-http_* | --with-mail_ssl | --with-stream_*) options[i]+=_module ;; esac
done
make_option() { ./configure "${options[@]}" >../../configure.log 2>&1; }
make_option || { tail -20 ../../configure.log >&2; exit 1; }
make -kj"$(nproc)" -f objs/Makefile binary >../../nginx.log 2>&1 || { grep -E "error:|Error " ../../nginx.log | head -20 >&2; exit 1; }
cd ../..

mapfile -t nginx < <(find sources/nginx/objs -name '*.o' | sort)
clang "${flags[@]}" -mexec-model=reactor "${wraps[@]/#/-Wl,--wrap=}" -Wl,--stack-first -Wl,-z,stack-size=524288 -Wl,--gc-sections \
  -Wl,--strip-all -Wl,--max-memory=1073741824 "${nginx[@]}" objects/errors/*.o objects/os/*.o objects/own/*.o -Llib -lssl -lcrypto -lpcre2-8 -lz \
  "${emulated[@]}" -o unoptimised.wasm
wasm-opt -Oz --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int --strip-debug --strip-producers \
  unoptimised.wasm -o nginx.wasm
