#!/bin/sh
# Makes the certificates of this example again; their keys are thrown away. Needs OpenSSL 3.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index.txt"

# issue NAME SUBJECT FROM UNTIL CA [ISSUER [NAMES]]
issue() {
  cat >"$work/ca.cnf" <<END
[ca]
default_ca = d
[d]
database = $work/index.txt
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = p
unique_subject = no
x509_extensions = e
[p]
commonName = supplied
organizationName = optional
[e]
basicConstraints = critical,CA:$5
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
${7:+subjectAltName = $7}
[req]
distinguished_name = n
[n]
END
  openssl req -config "$work/ca.cnf" -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "$2" \
    -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null
  if [ -n "${6:-}" ]; then signer="-keyfile $work/$6.key -cert $work/$6.pem"; else signer="-selfsign -keyfile $work/$1.key"; fi
  # shellcheck disable=SC2086
  openssl ca -config "$work/ca.cnf" -batch -notext -in "$work/$1.csr" -out "$work/$1.pem" $signer \
    -startdate "${3}000000Z" -enddate "${4}000000Z" 2>/dev/null
}

issue old-root '/O=Example/CN=Example Root 2016' 20160101 20260501 TRUE
issue root '/O=Example/CN=Example Root 2024' 20240101 20340101 TRUE
issue issuing '/O=Example/CN=Example Issuing 3' 20250101 20290101 TRUE root
issue shop '/CN=shop.example' 20260915 20261214 FALSE issuing DNS:shop.example,DNS:www.shop.example
issue nginx '/CN=nginx at the edge' 20260101 20261201 FALSE issuing

cat "$work/shop.pem" "$work/issuing.pem" >tls/shop.pem
cat "$work/nginx.pem" >tls/nginx.pem
cat "$work/old-root.pem" "$work/root.pem" >tls/upstreams.pem
openssl ca -config "$work/ca.cnf" -gencrl -keyfile "$work/root.key" -cert "$work/root.pem" \
  -crl_lastupdate 20261120000000Z -crl_nextupdate 20270120000000Z -out tls/upstreams.crl 2>/dev/null
