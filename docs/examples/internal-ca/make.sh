#!/bin/sh
# Makes the certificates of this example again. Their keys are thrown away, except upstream/throw-away.key: the page starts
# a server with it. It protects nothing. Needs OpenSSL 3.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p from-the-owner upstream chains

# issue NAME SUBJECT FROM UNTIL EXTENSIONS [ISSUER]
issue() {
  touch "$work/index.txt"
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
commonName = optional
organizationName = optional
[e]
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
$5
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

ca='basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign'
server='basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName ='

issue root '/O=Example Corp/CN=Example Corp Root CA' 20240101 20490101 "$ca"
issue issuing '/O=Example Corp/CN=Example Corp Issuing CA 3' 20250101 20480101 "$ca" root
# What the page asks with cert fetch has to be valid on the day on which the page is run: until 2047.
issue orders '/CN=orders.internal' 20260915 20470101 "$server DNS:orders.internal" issuing

issue policy '/O=Example Corp/CN=Example Corp Policy CA' 20250101 20480101 "$ca" root
issue issuing-7 '/O=Example Corp/CN=Example Corp Issuing CA 7' 20250101 20350101 "$ca" policy
issue ledger '/CN=ledger.internal' 20260915 20270301 "$server DNS:ledger.internal" issuing-7
issue appliance '/O=Example Corp' 20260915 20270301 "$server IP:10.0.1.47" issuing

issue root-2 '/O=Example Corp/CN=Example Corp Root CA 2' 20261101 20510101 "$ca"
issue issuing-9 '/O=Example Corp/CN=Example Corp Issuing CA 9' 20261101 20360101 "$ca" root-2
issue next '/CN=orders.internal' 20261120 20271120 "$server DNS:orders.internal" issuing-9

cp "$work/root.pem" from-the-owner/root.pem
cp "$work/root-2.pem" from-the-owner/root-2.pem
cp "$work/orders.pem" upstream/orders.pem
cp "$work/issuing.pem" upstream/issuing.pem
cp "$work/orders.key" upstream/throw-away.key
cat "$work/ledger.pem" "$work/issuing-7.pem" "$work/policy.pem" >chains/ledger.pem
cat "$work/appliance.pem" "$work/issuing.pem" >chains/appliance.pem
cat "$work/next.pem" "$work/issuing-9.pem" >chains/orders-next.pem

# As kubectl get configmap internal-ca -o yaml prints it.
{
  printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: internal-ca\ndata:\n  ca.crt: |\n'
  sed 's/^/    /' "$work/root.pem"
} >internal-ca.yaml
