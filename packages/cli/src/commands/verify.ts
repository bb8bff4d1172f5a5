import {
  type CertificateFacts,
  describeCertificate,
  explainVerification,
  type Notice,
  type RevocationList,
  renderVerification,
  roleOf,
  type Supposition,
  type Trial,
  verificationToJson,
  whatIf,
} from '@stackengine/engine';
import { CertificatesRefused } from '@stackengine/nginx-wasm';
import { readGivenCertificates, readGivenChain, readGivenTrusted } from '../evidence/certificates.js';
import { readGivenLists } from '../evidence/revocation.js';
import { refuseTwice } from '../evidence/standard-input.js';
import { columns, print, wantsColour } from '../output.js';
import { bottleFor } from '../playing/bottles.js';
import { Refusal } from '../refusal.js';
import { readMoment } from '../watching/moment.js';

export interface VerifyOptions {
  readonly chain?: readonly string[];
  readonly trusted?: readonly string[];
  readonly crl?: readonly string[];
  readonly depth?: string;
  readonly name?: string;
  readonly time?: string;
  readonly whatIf?: readonly string[];
  readonly nginx?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
}

/** Prints what nginx would say of a chain, and why; 1 where it refuses it. */
export async function verifyCommand(options: VerifyOptions): Promise<number> {
  refuseTwice([...(options.chain ?? []), ...(options.trusted ?? []), ...(options.crl ?? [])]);
  if (options.name === '') throw new Refusal('--name: a name is needed; leave it away to check none');
  const notices: Notice[] = [];
  const chain = readGivenChain(needed(options.chain, 'chain', 'what the upstream sends'), notices);
  const trusted = readGivenTrusted(
    needed(options.trusted, 'trusted', 'the file of proxy_ssl_trusted_certificate; nginx has no default trust store'),
    notices,
  );
  refuseDamage(notices);
  const { presentedWithServerName: named, presented } = chain;
  if (named !== undefined && !sameCertificates(named, presented))
    notices.push({
      code: 'two-answers',
      text: 'The chain holds the answers with and without SNI; the one with SNI is judged. Without proxy_ssl_server_name on, nginx gets the other.',
    });
  const lists = options.crl === undefined ? undefined : readGivenLists(options.crl, notices);
  const trial: Trial = {
    presented: named ?? presented,
    trusted,
    lists,
    depth: depthOf(options.depth ?? '1', '--depth'),
    name: options.name,
    at: readMoment('--time', options.time, new Date()),
  };
  const bottle = bottleFor(options.nginx);
  if (bottle === undefined)
    throw new Refusal(
      'OpenSSL is not built for WebAssembly here (in a checkout, npm start builds it), and nothing else verifies',
    );
  const supposed = (options.whatIf ?? []).map((text) => supposition(text, notices));
  try {
    const verification = explainVerification(trial, bottle.verifyChain);
    if (verification === undefined) throw new Refusal('--chain: there is no certificate in it');
    const report = {
      verification,
      nginx: bottle.nginx,
      tls: bottle.tls,
      at: trial.at,
      certificates: [...trial.presented, ...trusted],
      suppositions: whatIf(trial, supposed, bottle.verifyChain),
      notices: options.quiet === true ? [] : [...notices, ...order(trial.presented), ...tooLong(trial.presented)],
    };
    print(
      options.format === 'json'
        ? verificationToJson(report)
        : renderVerification(report, { colour: wantsColour(), width: columns() }),
    );
    return verification.accepted ? 0 : 1;
  } catch (error) {
    if (error instanceof CertificatesRefused) throw new Refusal(`OpenSSL can not judge this: ${error.message}`);
    throw error;
  }
}

/** A verdict on what is left of a damaged file would be one on something else. */
function refuseDamage(notices: readonly Notice[]): void {
  const damage = notices.find(({ code }) => code === 'certificate-damaged');
  if (damage !== undefined) throw new Refusal(`${damage.file}:${damage.line ?? 1}: ${damage.text}`);
}

function sameCertificates(one: readonly CertificateFacts[], other: readonly CertificateFacts[]): boolean {
  return one.length === other.length && one.every(({ sha256 }, place) => sha256 === other[place]?.sha256);
}

function needed(paths: readonly string[] | undefined, option: string, what: string): readonly string[] {
  if (paths === undefined || paths.length === 0) throw new Refusal(`name ${what}: --${option} FILE`);
  return paths;
}

function depthOf(text: string, option: string): number {
  // ngx_conf_set_num_slot
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(`${option} ${text}: a whole number from 0 on is needed`);
  return Number(text);
}

/** A server sends its own certificate first, and whatever comes first is judged as that. */
function order([first, ...others]: readonly CertificateFacts[]): readonly Notice[] {
  if (first === undefined || roleOf(first) === 'server certificate') return [];
  const leaf = others.find((one) => roleOf(one) === 'server certificate');
  return leaf === undefined
    ? []
    : [
        {
          code: 'leaf-not-first',
          text: `The chain begins with a CA, ${describeCertificate(first)}. nginx takes what comes first for the upstream's own certificate; that is probably the one in line ${leaf.line}, and belongs first.`,
          file: first.file,
          line: first.line,
        },
      ];
}

/** OpenSSL takes no longer certificate lists (SSL_MAX_CERT_LIST_DEFAULT), nor does nginx. */
const mostBytes = 100 * 1024;

function tooLong(presented: readonly CertificateFacts[]): readonly Notice[] {
  const bytes = presented.reduce((sum, { pem }) => sum + Math.floor((pem.length * 3) / 4), 0);
  return bytes <= mostBytes
    ? []
    : [
        {
          code: 'chain-too-large',
          text: `The chain is longer than ${mostBytes} bytes: before it verifies anything, nginx ends the handshake with "excessive message size".`,
        },
      ];
}

const usage = 'trusted=FILE, sent=FILE, crl=FILE, depth=N, name=NAME or at=DATE, several with commas between them';

/** `trusted=root.pem,depth=2`: everything in one is supposed at once. */
function supposition(text: string, notices: Notice[]): Supposition {
  const found: {
    trusted?: readonly CertificateFacts[];
    sent?: readonly CertificateFacts[];
    lists?: readonly RevocationList[];
    depth?: number;
    name?: string;
    at?: string;
  } = {};
  for (const part of text.split(',')) {
    const [, key = '', value = ''] = /^([a-z]+)=(.+)$/.exec(part.trim()) ?? [];
    if (key === 'trusted') found.trusted = [...(found.trusted ?? []), ...readGivenCertificates([value], notices)];
    else if (key === 'sent') found.sent = [...(found.sent ?? []), ...readGivenCertificates([value], notices)];
    else if (key === 'crl') found.lists = [...(found.lists ?? []), ...readGivenLists([value], notices)];
    else if (key === 'depth') found.depth = depthOf(value, '--what-if depth');
    else if (key === 'name') found.name = value;
    else if (key === 'at') found.at = readMoment('--what-if at', value, new Date());
    else throw new Refusal(`--what-if ${text}: ${usage} is needed`);
  }
  return { label: text, ...found };
}
