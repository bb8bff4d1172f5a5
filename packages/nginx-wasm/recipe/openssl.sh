#!/usr/bin/env bash
# Builds libcrypto.a and libssl.a for WebAssembly from OpenSSL's unpatched sources; about a minute on two cores.
# Runs in the folder that build.mjs prepares (sources/openssl, c, recipe); paths are relative, so that the bytes depend on none.
set -euo pipefail
mkdir -p openssl
cd openssl
export CC="clang --target=wasm32-wasi --sysroot=/usr" AR=llvm-ar RANLIB=llvm-ranlib NM=llvm-nm SOURCE_DATE_EPOCH=0

options=(
  --config=../recipe/openssl-target.conf wasm32-wasi
  --prefix=/usr --openssldir=/usr/lib/ssl --libdir=lib
  --with-rand-seed=none # entropy comes from the host (c/entropy.c)
  no-asm no-threads no-sock no-dgram no-async no-engine no-dso no-module no-shared no-tests no-ui-console no-posix-io
  no-autoload-config no-secure-memory
  no-idea no-mdc2 no-rc5 no-ssl3 no-ssl3-method # as Debian
  enable-ec_nistp_64_gcc_128 # P-256 in a third of the time
  no-filenames -DOPENSSL_FUNC=0 # nginx prints neither
  no-cmp no-cms no-ts no-ct # nothing that a handshake or a verification needs
  -Oz -ffunction-sections -fdata-sections -I../c/os/include -DNO_SYSLOG
  -DOPENSSL_TLS_SECURITY_LEVEL=2 # as Debian; without it the codes of weak keys differ
  -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_MMAN -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS
)
perl ../sources/openssl/Configure "${options[@]}" >configure.log 2>&1 || { tail -20 configure.log >&2; exit 1; }
make -j"$(nproc)" build_generated libcrypto.a libssl.a >build.log 2>&1 || { grep -i error build.log | head -20 >&2; exit 1; }
cp -rn ../sources/openssl/include .
