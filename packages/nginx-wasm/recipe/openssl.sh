#!/usr/bin/env bash
# Builds libcrypto.a and libssl.a for WebAssembly from OpenSSL's unpatched sources; about a minute on two cores.
# Runs in the folder that workshop.mjs prepares (sources/openssl, c, recipe); paths are relative, so that the bytes depend on none.
set -euo pipefail
. recipe/options.sh
mkdir -p openssl
cd openssl
export CC="clang --target=wasm32-wasi --sysroot=/usr" AR=llvm-ar RANLIB=llvm-ranlib NM=llvm-nm SOURCE_DATE_EPOCH=0

options=(
  --config=../recipe/openssl-target.conf wasm32-wasi
  --with-rand-seed=none # entropy comes from the host (c/entropy.c)
  no-sock no-dgram no-posix-io # the kernel that there is not
  -Oz -ffunction-sections -fdata-sections -I../c/os/include -DNO_SYSLOG
  -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_MMAN -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS
  "${openssl_options[@]}"
)
perl ../sources/openssl/Configure "${options[@]}" >configure.log 2>&1 || { tail -20 configure.log >&2; exit 1; }
make -j"$(nproc)" build_generated libcrypto.a libssl.a >build.log 2>&1 || { grep -i error build.log | head -20 >&2; exit 1; }
cp -rn ../sources/openssl/include .
