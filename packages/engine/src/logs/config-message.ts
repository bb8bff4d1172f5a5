import type { ConfigReason, Signature } from './event.js';

type ConfigSignature = Extract<Signature, { kind: 'config' }>;
type Reading = readonly [
  pattern: RegExp,
  reason: ConfigReason | ((message: string) => ConfigReason),
  groups: { readonly file?: number; readonly directive?: number },
];

const absent = /No such file or directory|no such file/;
const missingOr =
  (missing: ConfigReason, unreadable: ConfigReason) =>
  (message: string): ConfigReason =>
    absent.test(message) ? missing : unreadable;

/** ngx_ssl_certificate, ngx_ssl_trusted_certificate, ngx_ssl_crl (ngx_event_openssl.c) and the *_set_ssl functions of the modules. */
const readings: readonly Reading[] = [
  [/\bno (\w+_ssl_trusted_certificate) for \w+/, 'no-trusted-certificate', { directive: 1 }],
  [/\bno "(\w*ssl_certificate_key)" is defined for certificate "([^"]*)/, 'key-undefined', { directive: 1, file: 2 }],
  [/X509_LOOKUP_(?:load_file|hash_dir)\("([^"]*)"?/, 'crl-unreadable', { file: 1 }],
  [/X509_load_crl_file\("([^"]*)"?/, 'crl-unreadable', { file: 1 }],
  [/cannot load CRLs? "([^"]*)"?/i, 'crl-unreadable', { file: 1 }],
  [
    /SSL_CTX_load_verify_locations\("([^"]*)"?/,
    missingOr('trusted-certificate-missing', 'trusted-certificate-unreadable'),
    { file: 1 },
  ],
  [/SSL_CTX_use_PrivateKey(?:_file)?\("([^"]*)"?.*key values mismatch/, 'key-mismatch', { file: 1 }],
  [/SSL_CTX_use_PrivateKey(?:_file)?\("([^"]*)"?/, missingOr('key-missing', 'key-unreadable'), { file: 1 }],
  [/SSL_use_PrivateKey\("([^"]*)"?.*key values mismatch/, 'key-mismatch', { file: 1 }],
  [/cannot load certificate key "([^"]*)"?/, missingOr('key-missing', 'key-unreadable'), { file: 1 }],
  [
    /SSL_(?:CTX_)?use_certificate\w*\("([^"]*)"?/,
    missingOr('certificate-missing', 'certificate-unreadable'),
    { file: 1 },
  ],
  [/cannot load certificate "([^"]*)"?/, missingOr('certificate-missing', 'certificate-unreadable'), { file: 1 }],
  [/SSL_CTX_set_cipher_list\("([^"]*)"?/, 'ciphers-unusable', { file: 1 }],
  [/host not found in upstream "/, 'host-not-found', {}],
];

/** A message about certificate files, which nginx writes when it starts, or at run time where a variable names the file. */
export function configSignature(message: string): ConfigSignature | undefined {
  for (const [pattern, reason, groups] of readings) {
    const found = pattern.exec(message);
    if (found === null) continue;
    return {
      kind: 'config',
      reason: typeof reason === 'string' ? reason : reason(message),
      file: groups.file === undefined ? undefined : found[groups.file],
      directive: groups.directive === undefined ? undefined : found[groups.directive],
    };
  }
  return undefined;
}

/** Any other [emerg] message: the directive that it names, if it names one. */
export function otherConfigSignature(message: string): ConfigSignature {
  const directive = /"([a-z_0-9]+)" directive|directive "([a-z_0-9]+)"|^"([a-z_0-9]+)"/.exec(message);
  return {
    kind: 'config',
    reason: 'other',
    file: /^(?:open|fopen|BIO_new_file)\(\) ?"([^"]*)"/.exec(message)?.[1],
    directive: directive?.[1] ?? directive?.[2] ?? directive?.[3],
  };
}

/** `… in FILE:LINE`, with which ngx_conf_log_error ends its messages. */
export function readPlace(message: string): { readonly file: string; readonly line: number } | undefined {
  const found = / in (\S+):(\d+)\s*$/.exec(message);
  return found?.[1] === undefined ? undefined : { file: found[1], line: Number(found[2]) };
}
