#!/bin/sh
# Makes the containers of containers/ with openssl 3. Keys are thrown away. Whoever makes them again runs: sh containers.sh
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
here=$PWD/containers
mkdir -p "$here"
cd "$work"

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
key issuing
key api
openssl req -x509 -new -key issuing.key -subj '/CN=Issuing' -days 36500 -out issuing.pem
openssl req -new -key api.key -subj '/CN=api.example' -out api.csr
openssl x509 -req -in api.csr -CA issuing.pem -CAkey issuing.key -CAcreateserial -days 36500 -out api.pem 2>/dev/null
cat api.pem issuing.pem >chain.pem

openssl crl2pkcs7 -nocrl -certfile chain.pem -out "$here/degenerate.pem"
openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out "$here/degenerate.der"
echo text >signed.txt
sign() { openssl cms -sign -in signed.txt -signer api.pem -inkey api.key -certfile issuing.pem "$@"; }
sign -outform PEM -out "$here/signed.pem"
# Of indefinite length: BER.
sign -outform DER -stream -nodetach -out "$here/streamed.der"
sign -out "$here/mail.txt"
# The beginning, which holds no key.
openssl pkcs12 -export -in chain.pem -inkey api.key -passout pass:secret | head -c 100 >"$here/store.p12"
openssl x509 -in api.pem -text -noout >"$here/printed.txt"
openssl x509 -in api.pem -text >"$here/printed-with-pem.txt"
cp chain.pem "$here/chain.pem"
