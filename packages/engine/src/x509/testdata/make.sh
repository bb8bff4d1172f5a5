#!/bin/sh
# Makes the certificates of this folder with openssl 3. Keys are thrown away. Tests judge them at fixed moments, so they need not be
# made again; whoever does so runs: sh make.sh
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# issue NAME ISSUER SUBJECT EXTENSIONS [key type]: NAME.pem in $work, signed by ISSUER (itself where it is the same)
issue() {
  key=${5:-ec}
  case $key in
    ec) openssl ecparam -name prime256v1 -genkey -noout -out "$work/$1.key" ;;
    rsa*) openssl genrsa -out "$work/$1.key" "${key#rsa}" 2>/dev/null ;;
    ed25519) openssl genpkey -algorithm ed25519 -out "$work/$1.key" ;;
  esac
  printf '%b' "$4" >"$work/$1.ext"
  openssl req -new -utf8 -key "$work/$1.key" -subj "$3" -out "$work/$1.csr"
  if [ "$1" = "$2" ]; then signer="-key $work/$1.key"; else signer="-CA $work/$2.pem -CAkey $work/$2.key -CAcreateserial"; fi
  # shellcheck disable=SC2086
  openssl x509 -req -in "$work/$1.csr" $signer -days 36500 -extfile "$work/$1.ext" -out "$work/$1.pem" ${6:-} 2>/dev/null
}

ids='subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n'
authority="basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n$ids"
issue root root '/C=DE/O=Example AG/CN=Example Root' "$authority" rsa2048
issue intermediate root '/C=DE/O=Example AG/CN=Example Issuing 1' "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n$ids"
issue api intermediate '/CN=api.internal.example' "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=DNS:api.internal.example,DNS:*.pods.internal.example,IP:10.0.1.45,IP:fd00::1:0:0:1\n$ids"
issue fallback fallback '/CN=fallback.invalid' 'subjectAltName=DNS:fallback.invalid\n'
issue odd odd '/O=Müller \, Söhne \+ Co/OU= #1/CN=ünïcode\; 日本' "subjectKeyIdentifier=hash\n" ed25519
issue pss root '/CN=pss.example' 'nameConstraints=permitted;DNS:example\n1.2.3.4=critical,ASN1:NULL\n' rsa2048 '-sigopt rsa_padding_mode:pss -sha384'

bundle() { for name in "$@"; do openssl x509 -in "$work/$name.pem"; done; }
bundle root >root.pem
bundle api intermediate >chain.pem
bundle odd pss >odd.pem
openssl x509 -in "$work/root.pem" -trustout -addtrust serverAuth -out trusted.pem
openssl x509 -in "$work/root.pem" -outform DER -out root.der

# What s_client shows of a server that has a fallback certificate for clients without SNI.
bundle api intermediate >"$work/chain.pem"
openssl s_server -accept 14433 -cert "$work/fallback.pem" -key "$work/fallback.key" -servername api.internal.example \
  -cert2 "$work/api.pem" -key2 "$work/api.key" -quiet >/dev/null 2>&1 &
server=$!
sleep 1
ask() { openssl s_client -connect 127.0.0.1:14433 -showcerts "$@" </dev/null 2>&1 || true; }
{ ask -noservername; ask -servername api.internal.example; } >both.txt
{
  echo '$ openssl s_client -connect 127.0.0.1:14433 -servername api.internal.example -showcerts'
  ask -servername api.internal.example
  echo '$ openssl s_client -connect 127.0.0.1:14433 -noservername -showcerts'
  ask -noservername
} >named-first.txt
kill $server

# Lists: one with a revoked certificate, one of the root's.
touch "$work/index.txt"
echo 01 >"$work/crlnumber"
cat >"$work/ca.cnf" <<CNF
[ca]
default_ca=own
[own]
database=$work/index.txt
crlnumber=$work/crlnumber
default_md=sha256
default_crl_days=36500
crl_extensions=crl
[crl]
authorityKeyIdentifier=keyid
CNF
crl() { openssl ca -config "$work/ca.cnf" -cert "$work/$1.pem" -keyfile "$work/$1.key" -gencrl 2>/dev/null; }
crl root >"$work/root.crl"
openssl ca -config "$work/ca.cnf" -cert "$work/intermediate.pem" -keyfile "$work/intermediate.key" -revoke "$work/api.pem" 2>/dev/null
crl intermediate >"$work/intermediate.crl"
cat "$work/root.crl" "$work/intermediate.crl" >lists.pem

{
  echo 'apiVersion: v1'
  echo 'kind: Secret'
  echo 'data:'
  echo "  ca.crt: $(openssl base64 -A -in root.pem)"
  echo "  tls.crt: $(openssl base64 -A -in chain.pem)"
} >secret.yaml
{
  echo 'kind: ConfigMap'
  echo 'data:'
  echo '  bundle.pem: |'
  sed 's/^/    /' chain.pem
  echo '  other: text'
} >config-map.yaml
