import type { Armoured } from './armour.js';
import { fromBase64 } from './base64.js';
import { certificateFacts } from './certificate.js';
import type { CertificateFacts } from './chain.js';
import { kindOf } from './container.js';
import { elementAt, Malformed } from './der.js';
import { toPem } from './pem.js';
import type { PemBody } from './pem-body.js';
import { containedCertificates } from './pkcs7.js';
import type { ReadProblem } from './problem.js';

/** Certificates in the order of the text, and what could not be read. */
export interface ReadCertificates {
  /** In the order of the file. */
  readonly certificates: readonly CertificateFacts[];
  readonly problems: readonly ReadProblem[];
  /** What was read, and nginx would not read in this shape. */
  readonly notices: readonly ReadProblem[];
  /** A private key stands in the text. It is neither decoded nor kept. */
  readonly privateKey: boolean;
}

/** What is found in one file, piece by piece. */
export class Reading implements ReadCertificates {
  readonly certificates: CertificateFacts[] = [];
  readonly problems: ReadProblem[] = [];
  readonly notices: ReadProblem[] = [];
  privateKey = false;
  readonly #file: string;
  readonly #others: string[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  block({ label, body, line }: Armoured): void {
    const container = isContainer(label) || label === 'PKCS12';
    if (label.includes('PRIVATE KEY')) this.#key(line);
    else if (!isCertificate(label) && !container && label !== bareLabel) this.#other(label, line);
    else {
      const bytes = body === undefined ? undefined : fromBase64(body.text);
      if (bytes !== undefined) this.#decoded(bytes, line, label);
      // Base64 without BEGIN and END that is none is some other text.
      else if (label !== bareLabel) this.#damaged(container ? 'container' : 'certificate', line, body);
    }
  }

  #damaged(what: string, line: number, body: PemBody | undefined): void {
    const at = line + (body?.damagedAt ?? 0);
    if (body === undefined) this.problem(line, `This ${what} is cut off: its END line is missing.`, 'damaged');
    else
      this.problem(
        at,
        `This ${what}${at === line ? '' : `, which begins in line ${line},`} is damaged: between BEGIN and END stands something that is not base64.`,
        'damaged',
      );
  }

  /** A file in DER: one certificate, several behind each other, or a container. */
  der(bytes: Uint8Array): void {
    if (this.#container(bytes, 1, '-inform der ')) return;
    // Editors and pipes add a line end.
    for (let at = 0; at === 0 || !isBlank(bytes, at); ) {
      const facts = attempt(() => certificateFacts(bytes, this.#file, 1, at));
      if (facts instanceof Malformed) {
        const what = at === 0 ? 'This certificate' : `What begins at byte ${at}, behind the certificates,`;
        this.problem(1, `${what} can not be read: ${said(facts)}.`, 'damaged');
        return;
      }
      this.certificates.push(facts);
      at = elementAt(bytes, at, bytes.length).to;
    }
  }

  #decoded(bytes: Uint8Array, line: number, label: string): void {
    if (isContainer(label) && kindOf(bytes) === 'other') this.#signedData(bytes, line, '');
    else if (!this.#container(bytes, line, '')) this.#certificate(bytes, line, label);
  }

  #certificate(bytes: Uint8Array, line: number, label: string): void {
    const facts = attempt(() => certificateFacts(bytes, this.#file, line));
    if (!(facts instanceof Malformed)) this.certificates.push(withTrust(facts, bytes, label));
    else if (label !== bareLabel) this.problem(line, `This certificate can not be read: ${said(facts)}.`, 'damaged');
  }

  /** Whether it was something else than a certificate, and is dealt with. */
  #container(bytes: Uint8Array, line: number, form: string): boolean {
    switch (kindOf(bytes)) {
      case 'private-key':
        this.#key(line);
        return true;
      case 'pkcs12':
        this.problem(
          line,
          'This is a PKCS#12 container, which nginx does not read, and which is encrypted. Take the certificates out: openssl pkcs12 -nokeys -in FILE',
        );
        return true;
      case 'public-key':
        this.problem(line, 'This is a public key, not a certificate.');
        return true;
      case 'pkcs7':
        this.#signedData(bytes, line, form);
        return true;
      case 'other':
        return false;
    }
  }

  #signedData(bytes: Uint8Array, line: number, form: string): void {
    const found = attempt(() => containedCertificates(bytes));
    if (found instanceof Malformed) {
      this.problem(line, `This PKCS#7 container can not be read: ${said(found)}.`, 'damaged');
      return;
    }
    const before = this.certificates.length;
    for (const [index, one] of found.entries()) {
      const facts = attempt(() => certificateFacts(one, this.#file, line));
      if (facts instanceof Malformed)
        this.problem(
          line,
          `Certificate ${index + 1} of this PKCS#7 container can not be read: ${said(facts)}.`,
          'damaged',
        );
      else this.certificates.push(facts);
    }
    const read = this.certificates.length - before;
    if (found.length === 0) this.problem(line, 'This PKCS#7 container holds no certificate.');
    if (read > 0)
      this.#notice(
        line,
        `This is a PKCS#7 container; ${read === 1 ? 'one certificate was' : `${read} certificates were`} read out of it. nginx reads PEM only: convert it before a directive names it: openssl pkcs7 ${form}-print_certs -in FILE -out FILE.pem`,
      );
  }

  #key(line: number): void {
    this.privateKey = true;
    this.problem(line, keyWarning, 'private-key');
  }

  #other(label: string, line: number): void {
    const message = otherLabels[label];
    if (message !== undefined) this.problem(line, message);
    else this.#others.push(`${label} (line ${line})`);
  }

  /** Says why there is nothing, where nothing was said yet. */
  finish(text: string): void {
    if (/-----BEGIN [A-Z0-9 ]{0,40}-{0,4}$/.test(text.slice(-80).trimEnd()))
      this.problem(
        lineOf(text, text.lastIndexOf('-----BEGIN')),
        'The file is cut off here, in a BEGIN line.',
        'damaged',
      );
    if (this.certificates.length > 0 || this.problems.length > 0) return;
    const nothing = (line: number, message: string) => this.problem(line, message, 'no-certificate');
    if (text.trim() === '') nothing(1, 'The file is empty.');
    else if (this.#others.length > 0)
      nothing(1, `There is no certificate in it, but: ${this.#others.slice(0, 5).join(', ')}.`);
    else if (text.includes('no peer certificate available'))
      nothing(1, 'The server presented no certificate: the handshake ended before.');
    else if (/^[ \t]*Certificate:[ \t\r]*$/m.test(text) && text.includes('Signature Algorithm:'))
      nothing(
        lineOf(text, text.search(/^[ \t]*Certificate:[ \t\r]*$/m)),
        'This is a certificate printed for reading (openssl x509 -text -noout), not the certificate. Print it without -noout: openssl x509 -text -in FILE',
      );
    else if (text.startsWith('\u00fe\u00ed\u00fe\u00ed'))
      nothing(1, 'This is a Java key store. Take the certificates out: keytool -list -rfc -keystore FILE');
    else {
      const almost = text.search(/-{2,5}\s?BEGIN[^\n]{0,40}CERTIFICATE/i);
      nothing(
        almost < 0 ? 1 : lineOf(text, almost),
        almost < 0
          ? 'There is no certificate in it (no "-----BEGIN CERTIFICATE-----" line). If it is DER, convert it: openssl x509 -inform DER -in FILE'
          : 'A line that is almost "-----BEGIN CERTIFICATE-----": five hyphens on either side and capital letters are needed.',
      );
    }
  }

  problem(line: number, message: string, kind?: ReadProblem['kind']): void {
    this.problems.push({ file: this.#file, line, message, ...(kind === undefined ? {} : { kind }) });
  }

  #notice(line: number, message: string): void {
    this.notices.push({ file: this.#file, line, message });
  }
}

export const keyWarning =
  'This is a private key. It is not needed here and was not read: take it out, and replace the key if it has left its host.';

/** X509_CERT_AUX (openssl-x509, trust settings) stands behind the certificate in the same block. */
function withTrust(facts: CertificateFacts, bytes: Uint8Array, label: string): CertificateFacts {
  if (label !== trustedLabel || elementAt(bytes, 0, bytes.length).to === bytes.length) return facts;
  return { ...facts, pem: toPem(trustedLabel, bytes), trustSettings: true };
}

const trustedLabel = 'TRUSTED CERTIFICATE';

/** Base64 without BEGIN and END. */
export const bareLabel = 'BARE';

export function isCertificate(label: string): boolean {
  return label === 'CERTIFICATE' || label === 'TRUSTED CERTIFICATE' || label === 'X509 CERTIFICATE';
}

export function isContainer(label: string): boolean {
  return label === 'PKCS7' || label === 'CMS' || label === 'PKCS #7 SIGNED DATA';
}

const request = 'This is a certificate request, not a certificate: what the CA makes of it is needed.';
const otherLabels: Readonly<Record<string, string>> = {
  'CERTIFICATE REQUEST': request,
  'NEW CERTIFICATE REQUEST': request,
  'PUBLIC KEY': 'This is a public key, not a certificate.',
};

/** The answer, or what is wrong. */
export function attempt<T>(read: () => T): T | Malformed {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return error;
    throw error;
  }
}

export function said({ message, at }: Malformed): string {
  return `${message} (byte ${at})`;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

function isBlank(bytes: Uint8Array, from: number): boolean {
  return bytes.subarray(from).every((octet) => octet === 0x0a || octet === 0x0d || octet === 0x20);
}
