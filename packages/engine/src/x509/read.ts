import { armouredBlocks } from './armour.js';
import { fromBase64 } from './base64.js';
import { Malformed } from './der.js';
import type { ReadProblem } from './problem.js';
import {
  attempt,
  bareLabel,
  isCertificate,
  isContainer,
  keyWarning,
  type ReadCertificates,
  Reading,
  said,
} from './reading.js';
import { type RevocationList, revocationList } from './revocation.js';

/** Revocation lists in the order of the text, and what could not be read. */
export interface ReadRevocationLists {
  readonly lists: readonly RevocationList[];
  readonly problems: readonly ReadProblem[];
}

/**
 * Certificates out of any text that people have: bundles, `s_client -showcerts`, YAML, JSON, Kubernetes Secrets (base64 of PEM),
 * quoted mail, PKCS#7. Never throws; what can't be read is a problem with its line. The second copy of the leaf that `s_client`
 * prints under "Server certificate" is left out.
 */
export function readCertificates(file: string, text: string): ReadCertificates {
  const reading = new Reading(file);
  const bodies = new Set<string>();
  for (const block of armouredBlocks(withLineFeeds(text))) {
    if (block.body !== undefined && isCertificate(block.label)) {
      if (/^[ \t]*Server certificate[ \t\r]*$/m.test(block.before) && bodies.has(block.body.text)) continue;
      bodies.add(block.body.text);
    }
    reading.block(block);
  }
  reading.finish(text);
  return reading;
}

/** Line ends of old Macs, where there are no others. */
export function withLineFeeds(text: string): string {
  return text.includes('\n') ? text : text.replaceAll('\r', '\n');
}

/**
 * What nginx takes out of the file of `proxy_ssl_trusted_certificate`: PEM on lines of its own. Certificates in any other shape are
 * problems: nginx passes over them, or does not load the file (X509_load_cert_crl_file, measured with `nginx -t`).
 */
export function readTrustedCertificates(file: string, text: string): ReadCertificates {
  const reading = new Reading(file);
  for (const block of armouredBlocks(text)) {
    const certificate = isCertificate(block.label);
    if (block.label.includes('PRIVATE KEY') || (certificate && block.strict)) reading.block(block);
    else if (certificate)
      reading.problem(
        block.line,
        'nginx does not read this certificate: its BEGIN line, base64 and END line have to begin at the start of lines of their own, without blank lines between them.',
      );
    else if (isContainer(block.label))
      reading.problem(
        block.line,
        'nginx passes over this PKCS#7 container. Convert it: openssl pkcs7 -print_certs -in FILE -out FILE.pem',
      );
  }
  reading.finish(text);
  return reading;
}

/**
 * What nginx says of a file of `proxy_ssl_trusted_certificate` that it does not load, so that it does not start; undefined where it loads it.
 * The words are OpenSSL 3's.
 *
 * @param text the bytes of the file as Latin-1: nginx decodes nothing
 */
export function refusedAsTrusted(file: string, text: string): string | undefined {
  const { certificates } = readTrustedCertificates(file, text);
  if (certificates.length > 0 || /^-----BEGIN (?:X509 )?CRL-----/m.test(text)) return undefined;
  return `SSL_CTX_load_verify_locations("${file}") failed (SSL: error:05800088:x509 certificate routines::no certificate or crl found)`;
}

/** A file in DER: a certificate as `.cer` files hold it, several behind each other, or PKCS#7; line 1 stands for the file. */
export function readDer(file: string, bytes: Uint8Array): ReadCertificates {
  const reading = new Reading(file);
  reading.der(bytes);
  return reading;
}

/** Revocation lists (`proxy_ssl_crl`) out of PEM; certificates beside them are passed over. */
export function readRevocationLists(file: string, text: string): ReadRevocationLists {
  const lists: RevocationList[] = [];
  const problems: ReadProblem[] = [];
  const all = armouredBlocks(withLineFeeds(text));
  const blocks = all.filter(({ label }) => label === 'X509 CRL' || label === 'CRL' || label === bareLabel);
  for (const { label, line } of all)
    if (label.includes('PRIVATE KEY')) problems.push({ file, line, message: keyWarning, kind: 'private-key' });
  for (const { body, line } of blocks) {
    const bytes = body === undefined ? undefined : fromBase64(body.text);
    if (bytes === undefined)
      problems.push(unreadableList(file, line + (body?.damagedAt ?? 0), 'no base64, or no END line'));
    else addList(bytes, file, line, lists, problems);
  }
  if (blocks.length === 0 && problems.length === 0)
    problems.push({ file, line: 1, message: 'There is no revocation list (BEGIN X509 CRL) in it.' });
  return { lists, problems };
}

/** One revocation list in DER. */
export function readRevocationListDer(file: string, bytes: Uint8Array): ReadRevocationLists {
  const lists: RevocationList[] = [];
  const problems: ReadProblem[] = [];
  addList(bytes, file, 1, lists, problems);
  return { lists, problems };
}

function addList(
  bytes: Uint8Array,
  file: string,
  line: number,
  lists: RevocationList[],
  problems: ReadProblem[],
): void {
  const list = attempt(() => revocationList(bytes, file, line));
  if (list instanceof Malformed) problems.push(unreadableList(file, line, said(list)));
  else lists.push(list);
}

function unreadableList(file: string, line: number, reason: string): ReadProblem {
  return { file, line, message: `This revocation list can not be read: ${reason}.` };
}
