#!/usr/bin/env bash
# Writes the stock of RSA keys (c/certificates/rsa-keys.h), once: they are in the repository, and protect nothing.
set -euo pipefail
echo '/* RSA keys that protect nothing, PKCS #1 in base64, made by recipe/rsa-keys.sh. */'
names=()
for stock in 512:1 1024:4 2048:6 3072:2 4096:2; do
  bits=${stock%:*} count=${stock#*:}
  echo "static const char *const rsa_$bits[] = {"
  for ((i = 0; i < count; i++)); do
    echo "    \"$(openssl genrsa -traditional "$bits" 2>/dev/null | openssl rsa -traditional -outform DER 2>/dev/null | base64 -w0)\","
  done
  echo '};'
  names+=("{ $bits, $count, rsa_$bits },")
done
printf 'static const struct { int bits; unsigned count; const char *const *keys; } rsa_stock[] = {\n'
printf '    %s\n' "${names[@]}"
echo '};'
