#!/bin/sh
# Makes hosts.pem: one certificate for each kind of name. sh hosts.sh
set -eu
cd "$(dirname "$0")"
key=$(mktemp)
trap 'rm -f "$key"' EXIT
openssl ecparam -name prime256v1 -genkey -noout -out "$key"
make() { openssl req -x509 -key "$key" -subj "/CN=$1" -days 36500 ${2:+-addext "subjectAltName=$2"}; }
{
  make cn.example.org DNS:api.example.com
  make cn.example.org 'DNS:*.example.com'
  make cn.example.org 'DNS:foo*.example.com'
  make cn.example.org 'DNS:*bar.example.com'
  make cn.example.org 'DNS:f*r.example.com'
  make cn.example.org 'DNS:*.*.example.com'
  make cn.example.org 'DNS:a.*.example.com'
  make cn.example.org 'DNS:*.com'
  make cn.example.org 'DNS:xn--*.example.com'
  make cn.example.org 'DNS:foo-*.example.com'
  make cn.example.org 'DNS:*.exa_mple.com,DNS:*.-x.com'
  make cn.example.org 'IP:10.0.0.1'
  make cn.example.org 'DNS:a.co,IP:10.0.0.1'
  make 10.0.0.1
  make '*.example.com'
  make group
  make 'CN.Example.ORG' 'email:x@y.z'
} >hosts.pem
