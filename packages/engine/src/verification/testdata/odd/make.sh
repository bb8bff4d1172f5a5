#!/bin/sh
# Makes the certificates of this folder anew, with OpenSSL: what the players of worlds do not issue. All are good in 2026,
# but for those that are said to have expired.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

cat > "$work/openssl.cnf" <<'CNF'
[ca]
default_ca = d
[d]
database = $ENV::WORK/index.txt
new_certs_dir = $ENV::WORK
rand_serial = yes
default_md = sha256
policy = p
unique_subject = no
string_mask = utf8only
[p]
commonName = supplied
[req]
distinguished_name = n
string_mask = utf8only
[n]
[ca_plain]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca_constrained]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
nameConstraints = critical,permitted;DNS:corp.example
[ca_excluding]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
nameConstraints = critical,excluded;DNS:internal
[ca_for_clients]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca_bare]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = none
authorityKeyIdentifier = none
[server]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:api.internal
authorityKeyIdentifier = keyid
[server_bare]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:api.internal
subjectKeyIdentifier = none
authorityKeyIdentifier = none
[server_critical]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:api.internal
authorityKeyIdentifier = keyid
1.2.3.4.5.6 = critical,ASN1:UTF8String:unknown
CNF
export WORK="$work"
: > "$work/index.txt"

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$work/$1.key"; }
# issue FILE KEY SUBJECT EXTENSIONS ISSUER-FILE ISSUER-KEY [FROM TO]
issue() {
  openssl req -config "$work/openssl.cnf" -new -utf8 -key "$work/$2.key" -subj "/CN=$3" -out "$work/request.pem"
  if [ "$1" = "$5" ]; then signer="-selfsign"; else signer="-cert $5.pem"; fi
  openssl ca -config "$work/openssl.cnf" -batch -notext -utf8 -in "$work/request.pem" -out "$1.pem" -extensions "$4" \
    $signer -keyfile "$work/$6.key" -startdate "${7:-20260101000000Z}" -enddate "${8:-20270101000000Z}" 2>/dev/null
}

for name in root int leaf other bare bare-int other-int umlaut-root umlaut-int; do key "$name"; done
issue root root 'Odd Root' ca_plain root root
issue root-expired root 'Odd Root' ca_plain root-expired root 20250101000000Z 20260601000000Z
issue int int 'Odd Issuing' ca_plain root root
issue int-expired int 'Odd Issuing' ca_plain root root 20250101000000Z 20260601000000Z
issue leaf leaf api.internal server int int
issue constrained int 'Odd Issuing' ca_constrained root root
issue excluding int 'Odd Issuing' ca_excluding root root
issue for-clients int 'Odd Issuing' ca_for_clients root root
issue critical leaf api.internal server_critical int int
# Without key identifiers, only the signature tells that the other intermediate of the same name did not issue the leaf.
issue bare-root bare 'Bare Root' ca_bare bare-root bare
issue bare-int bare-int 'Bare Issuing' ca_bare bare-root bare
issue other-int other-int 'Bare Issuing' ca_bare bare-root bare
issue bare-leaf leaf api.internal server_bare bare-int bare-int
# The same name to a reader: the issuer has Ü, the trusted root ü.
issue umlaut-upper umlaut-root 'ODD ROOT ÜBER' ca_plain umlaut-upper umlaut-root
issue umlaut-lower umlaut-root 'Odd Root über' ca_plain umlaut-lower umlaut-root
issue umlaut-int umlaut-int 'Odd Issuing Ü' ca_plain umlaut-upper umlaut-root
issue umlaut-leaf leaf api.internal server umlaut-int umlaut-int
