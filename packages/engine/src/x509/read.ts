import { type Armoured, armouredBlocks } from './armour.js';
import { fromBase64 } from './base64.js';
import { certificateFacts } from './certificate.js';
import type { CertificateFacts } from './chain.js';
import { Malformed } from './der.js';
import type { ReadProblem } from './problem.js';
import { type RevocationList, revocationList } from './revocation.js';

/** Certificates in the order of the text, and what could not be read. */
export interface ReadCertificates {
  /** In the order of the file. */
  readonly certificates: readonly CertificateFacts[];
  readonly problems: readonly ReadProblem[];
  /** A private key stands in the text. It is neither decoded nor kept. */
  readonly privateKey: boolean;
}

/** Revocation lists in the order of the text, and what could not be read. */
export interface ReadRevocationLists {
  readonly lists: readonly RevocationList[];
  readonly problems: readonly ReadProblem[];
}

/**
 * Certificates out of any text that people have: bundles, `s_client -showcerts`, YAML, JSON, Kubernetes Secrets (base64 of PEM),
 * quoted mail. Never throws; what can't be read is a problem with its line. The second copy of the leaf that `s_client` prints
 * under "Server certificate" is left out.
 */
export function readCertificates(file: string, text: string): ReadCertificates {
  const reading = new Reading(file);
  const blocks = armouredBlocks(text);
  const bodies = new Set<string>();
  for (const block of blocks) {
    if (block.body !== undefined && isCertificate(block.label)) {
      if (/^[ \t]*Server certificate[ \t\r]*$/m.test(block.before) && bodies.has(block.body)) continue;
      bodies.add(block.body);
    }
    reading.add(block);
  }
  if (blocks.length === 0) reading.nothing(text);
  return reading;
}

/** One certificate in DER, as a `.cer` file holds it; line 1 stands for the file. */
export function readDer(file: string, bytes: Uint8Array): ReadCertificates {
  const container = containerIn(bytes);
  const reading = new Reading(file);
  if (container !== undefined)
    return { certificates: [], problems: [{ file, line: 1, message: container }], privateKey: false };
  reading.certificate(bytes, 1);
  return reading;
}

/** SEQUENCE, then the object identifier of signed data (RFC 5652, section 5.1), or version 3 of a PFX (RFC 7292, section 4). */
function containerIn(bytes: Uint8Array): string | undefined {
  const start = Array.from(bytes.subarray(0, 24), (octet) => octet.toString(16).padStart(2, '0')).join('');
  if (/^30.{2,10}06092a864886f70d010702/.test(start))
    return 'This is a PKCS#7 container in DER, which nginx does not read. Convert it: openssl pkcs7 -inform der -print_certs -in FILE';
  if (/^30.{2,10}0201033[01]/.test(start))
    return 'This is a PKCS#12 container, which nginx does not read. Take the certificates out: openssl pkcs12 -nokeys -in FILE';
  return undefined;
}

/** Revocation lists (`proxy_ssl_crl`) out of PEM; certificates beside them are passed over. */
export function readRevocationLists(file: string, text: string): ReadRevocationLists {
  const lists: RevocationList[] = [];
  const problems: ReadProblem[] = [];
  const blocks = armouredBlocks(text).filter(
    ({ label }) => label === 'X509 CRL' || label === 'CRL' || label === 'BARE',
  );
  for (const { body, line } of blocks) {
    const bytes = body === undefined ? undefined : fromBase64(body);
    const list = bytes === undefined ? 'no base64, or no END line' : attempt(() => revocationList(bytes, file, line));
    if (typeof list === 'string')
      problems.push({ file, line, message: `This revocation list can not be read: ${list}.` });
    else lists.push(list);
  }
  if (blocks.length === 0)
    problems.push({ file, line: 1, message: 'There is no revocation list (BEGIN X509 CRL) in it.' });
  return { lists, problems };
}

/** One revocation list in DER. */
export function readRevocationListDer(file: string, bytes: Uint8Array): ReadRevocationLists {
  const list = attempt(() => revocationList(bytes, file, 1));
  return typeof list === 'string'
    ? { lists: [], problems: [{ file, line: 1, message: `This revocation list can not be read: ${list}.` }] }
    : { lists: [list], problems: [] };
}

class Reading implements ReadCertificates {
  readonly certificates: CertificateFacts[] = [];
  readonly problems: ReadProblem[] = [];
  privateKey = false;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  add(block: Armoured): void {
    const { label, body, line } = block;
    if (label.endsWith('PRIVATE KEY')) {
      this.privateKey = true;
      this.#problem(
        line,
        'This is a private key. It is not needed here and was not read: take it out, and replace the key if it has left its host.',
      );
    } else if (!isCertificate(label)) {
      const message = otherLabels[label];
      if (message !== undefined) this.#problem(line, message);
    } else if (body === undefined) {
      this.#problem(line, 'This certificate is cut off: its END line is missing.');
    } else {
      const bytes = fromBase64(body);
      if (bytes === undefined)
        this.#problem(line, 'This certificate is damaged: between BEGIN and END stands something that is not base64.');
      else this.certificate(bytes, line, label === 'BARE');
    }
  }

  certificate(bytes: Uint8Array, line: number, silent = false): void {
    const facts = attempt(() => certificateFacts(bytes, this.#file, line));
    if (typeof facts !== 'string') this.certificates.push(facts);
    else if (!silent) this.#problem(line, `This certificate can not be read: ${facts}.`);
  }

  nothing(text: string): void {
    if (text.trim() === '') this.#problem(1, 'The file is empty.');
    else if (text.includes('no peer certificate available'))
      this.#problem(1, 'The server presented no certificate: the handshake ended before.');
    else
      this.#problem(
        1,
        'There is no certificate in it (no "-----BEGIN CERTIFICATE-----" line). If it is DER, convert it: openssl x509 -inform DER -in FILE',
      );
  }

  #problem(line: number, message: string): void {
    this.problems.push({ file: this.#file, line, message });
  }
}

const otherLabels: Readonly<Record<string, string>> = {
  'CERTIFICATE REQUEST': 'This is a certificate request, not a certificate: what the CA makes of it is needed.',
  'NEW CERTIFICATE REQUEST': 'This is a certificate request, not a certificate: what the CA makes of it is needed.',
  PKCS7: 'This is a PKCS#7 container, which nginx does not read. Convert it: openssl pkcs7 -print_certs -in FILE',
  CMS: 'This is a CMS container, which nginx does not read. Convert it: openssl pkcs7 -print_certs -in FILE',
  'PUBLIC KEY': 'This is a public key, not a certificate.',
};

function isCertificate(label: string): boolean {
  return label === 'CERTIFICATE' || label === 'TRUSTED CERTIFICATE' || label === 'X509 CERTIFICATE' || label === 'BARE';
}

/** The answer, or in words why there is none. */
function attempt<T extends object>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}
