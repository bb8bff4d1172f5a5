import type { Certificate, ChainQuestion, ChainVerdict, FileContent, World } from '@stackengine/engine';
import { Disk } from './disk.js';
import { type Run, run } from './instance.js';
import { type ModuleRecord, readRecords, recordLine } from './records.js';

export type Engine = Omit<Run, 'work' | 'arguments' | 'disk'>;

/** OpenSSL could not do what was asked: what, and why. */
export class CertificatesRefused extends Error {
  override readonly name = 'CertificatesRefused';
}

function ask(engine: Engine, work: 'issue' | 'verify' | 'twin', records: string): readonly ModuleRecord[] {
  const disk = new Disk();
  disk.write('/bottle/in', records);
  const { exitCode, output } = run({ ...engine, work, arguments: [], disk });
  if (exitCode !== 0) throw new CertificatesRefused(output);
  const answers = readRecords(disk.text('/bottle/out'));
  const failure = answers.find(({ word }) => word === 'error');
  if (failure === undefined) return answers;
  const { text = '', reason } = failure.values;
  throw new CertificatesRefused(reason === undefined ? text : `${text}: ${reason}`);
}

/** What the certificates of a world became, in PEM. */
export interface Pki {
  readonly certificates: Readonly<Record<string, string>>;
  readonly keys: Readonly<Record<string, string>>;
  readonly file: (content: FileContent) => string | Uint8Array;
}

function certificateLine(id: string, certificate: Certificate): string {
  return recordLine('certificate', {
    id,
    subject: certificate.subject,
    issuer: certificate.issuer,
    ca: certificate.ca,
    dns: certificate.dns,
    ip: certificate.ip,
    from: certificate.validFrom,
    to: certificate.validTo,
    key: certificate.key,
    digest: certificate.digest,
    'path-length': certificate.pathLength,
    'key-usage': certificate.keyUsage,
    'extended-key-usage': certificate.extendedKeyUsage,
    revoked: certificate.revoked,
    twin: certificate.twinOf,
  });
}

const listId = (issuer: string, expired: boolean) => `${issuer}/${expired ? 'expired' : 'current'}`;

function base64(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value === -1) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return Uint8Array.from(bytes);
}

const der = (pem: string) => base64(pem.replace(/-----[^-]+-----/g, ''));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Issues every certificate of a world, dates counted from `engine.now`, and with `withLists` a revocation list of every CA, current
 * and expired.
 *
 * @throws CertificatesRefused for an issuer that is not in the table.
 */
export function issue(engine: Engine, table: World['certificates'], withLists: boolean): Pki {
  const lines = Object.entries(table).map(([id, certificate]) => certificateLine(id, certificate));
  const lists = Object.entries(table)
    .filter(([, { ca }]) => ca && withLists)
    .flatMap(([issuer]) =>
      [false, true].map((expired) => recordLine('crl', { id: listId(issuer, expired), issuer, expired })),
    );
  const certificates: Record<string, string> = {};
  const keys: Record<string, string> = {};
  for (const { word, values } of lines.length === 0 ? [] : ask(engine, 'issue', [...lines, ...lists].join(''))) {
    (word === 'key' ? keys : certificates)[values['id'] ?? ''] = values['text'] ?? '';
  }
  const find = (among: Readonly<Record<string, string>>, id: string) => {
    const text = among[id];
    if (text === undefined) throw new CertificatesRefused(`the world has no certificate "${id}"`);
    return text;
  };
  const file = (content: FileContent): string | Uint8Array => {
    if (typeof content === 'string') return content;
    if ('keyOf' in content) return find(keys, content.keyOf);
    if ('crlOf' in content) {
      return content.crlOf.map((id) => find(certificates, listId(id, content.expired ?? false))).join('');
    }
    const all = content.certificates.map((id) => find(certificates, id));
    return content.format === 'der' ? joined(all.map(der)) : all.join('');
  };
  return { certificates, keys, file };
}

const isLine = (word: string) => (record: ModuleRecord) => record.word === word;

function verdictOf(answers: readonly ModuleRecord[]): ChainVerdict {
  const verdict = answers.find(isLine('verdict'))?.values ?? {};
  const name = verdict['name-matches'];
  return {
    code: Number(verdict['code']),
    error: verdict['error'] ?? '',
    nameMatches: name === undefined ? undefined : name === '1',
    faults: answers
      .filter(isLine('fault'))
      .map(({ values }) => ({ code: Number(values['code']), depth: Number(values['depth']) })),
    path: answers
      .filter(isLine('path'))
      .map(({ values }) => ({ subject: values['subject'] ?? '', sha256: values['sha256'] ?? '' })),
  };
}

/**
 * What OpenSSL says of a chain, asked as nginx asks.
 *
 * @throws CertificatesRefused where there is no certificate in `chain`, or `trusted` or `crl` can't be loaded.
 */
export function verify(engine: Engine, question: ChainQuestion): ChainVerdict {
  const { chain, trusted, crl, depth, name, time, securityLevel } = question;
  const line = recordLine('verify', { chain, trusted, crl, depth, name, time, 'security-level': securityLevel });
  return verdictOf(ask(engine, 'verify', line));
}

export interface Twins {
  /** PEM by the names of the files given. */
  readonly files: Readonly<Record<string, string>>;
  /** The private key of each file's first certificate. */
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * The same certificates and revocation lists (PEM, by name) under fresh keys, everything else equal: what was signed wrongly stays
 * so. A certificate that is in several files becomes the same twin.
 *
 * @throws CertificatesRefused for a key or a signature of a kind that can't be made.
 */
export function twin(engine: Engine, files: Readonly<Record<string, string>>): Twins {
  const lines = Object.entries(files).map(([id, pem]) => recordLine('file', { id, pem }));
  const result = { files: {} as Record<string, string>, keys: {} as Record<string, string> };
  for (const { word, values } of ask(engine, 'twin', lines.join(''))) {
    (word === 'key' ? result.keys : result.files)[values['id'] ?? ''] = values['text'] ?? '';
  }
  return result;
}
