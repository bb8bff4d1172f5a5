#!/usr/bin/env bash
# Builds nginx for this machine from the sources of a module, to compare the two: the same options, linked with the same OpenSSL, PCRE2 and
# zlib. Runs in the folder that workshop.mjs prepares (sources, recipe).
set -euo pipefail
. recipe/options.sh
. recipe/libraries.sh
cc=(clang -O0) # it is compared, not measured

mkdir -p openssl
cd openssl
export CC=clang AR=llvm-ar RANLIB=llvm-ranlib
perl ../sources/openssl/Configure -O0 "${openssl_options[@]}" >configure.log 2>&1 || { tail -20 configure.log >&2; exit 1; }
make -j"$(nproc)" build_generated libcrypto.a libssl.a >build.log 2>&1 || { grep -i error build.log | head -20 >&2; exit 1; }
cd ..

compile_pcre -DSUPPORT_JIT
compile_zlib -DHAVE_UNISTD_H
collect_libraries

cd sources/nginx
options=(--with-cc=clang --with-cc-opt="-O0 -g0 $nginx_includes" --with-ld-opt="-L../../lib -fuse-ld=lld" "${nginx_options[@]}")
./configure "${options[@]}" >../../configure.log 2>&1 || { tail -20 ../../configure.log >&2; exit 1; }
make -j"$(nproc)" -f objs/Makefile binary >../../nginx.log 2>&1 || { grep -E "error:|Error " ../../nginx.log | head -20 >&2; exit 1; }
cp objs/nginx ../../nginx
