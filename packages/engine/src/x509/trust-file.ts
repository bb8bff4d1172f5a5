import type { Notice } from '../diagnosis/diagnosis.js';
import { certificateNotices } from './certificate-notices.js';
import type { TrustFile } from './chain.js';
import { readTrustedCertificates } from './read.js';

/** A file of `proxy_ssl_trusted_certificate`, as nginx reads it, by the path that is written there; its bytes as Latin-1. */
export function readAsTrusted(
  path: string,
  text: string,
): { readonly file: TrustFile; readonly notices: readonly Notice[] } {
  if (text.trim() === '') return { file: { path, state: 'empty', certificates: [] }, notices: [] };
  // nginx reads PEM only; a DER file is there, and of no use to it.
  if (!text.includes('-----BEGIN ')) return { file: { path, state: 'not-pem', certificates: [] }, notices: [] };
  const read = readTrustedCertificates(path, text);
  const { certificates } = read;
  return {
    file: { path, state: certificates.length === 0 ? 'empty' : 'read', certificates },
    notices: certificateNotices(read),
  };
}
