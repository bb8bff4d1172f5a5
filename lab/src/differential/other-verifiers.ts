import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer as createListener, isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkServerIdentity, connect, createServer, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Verdict } from './native-verdicts.js';
import type { RandomPki } from './random-pki.js';

/** Who else can be asked about a chain; a verdict that is no code of OpenSSL's is what was said instead. */
interface Verifier {
  readonly name: string;
  readonly judge: (pki: RandomPki) => Promise<Verdict>;
}

/** How often another verifier agrees with nginx: on yes or no, and on the code. */
export interface Agreement {
  readonly name: string;
  readonly asked: number;
  readonly sameVerdict: number;
  readonly sameCode: number;
}

/** `openssl verify`, plain or with an option for everything that nginx sets; of the errors that it prints the last. */
async function opensslVerify(pki: RandomPki, plain: boolean): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-verify-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const chain = file('chain.pem', pki.chain);
  const lists = pki.crl === undefined ? [] : ['-crl_check_all', '-CRLfile', file('crl.pem', pki.crl)];
  const asked = [
    '-purpose',
    'sslserver',
    '-auth_level',
    '2',
    '-verify_depth',
    String(pki.depth),
    '-verify_hostname',
    pki.name,
  ];
  const trusted = ['-no-CApath', '-no-CAstore', '-CAfile', file('trusted.pem', pki.trusted)];
  const args = ['verify', ...(plain ? [] : [...asked, ...lists]), ...trusted, '-untrusted', chain, chain];
  const output = await new Promise<string>((resolve) => {
    execFile('openssl', args, (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
  });
  rmSync(folder, { recursive: true });
  const code = [...output.matchAll(/^error (\d+) at /gm)].at(-1)?.[1];
  if (code === '62') return 'name';
  return code ?? (/: OK$/m.test(output) ? '0' : output.trim());
}

/** Names that Node has for OpenSSL's codes (src/crypto/crypto_common.cc); it has none for others. */
const codes: Readonly<Record<string, string>> = {
  UNABLE_TO_GET_ISSUER_CERT: '2',
  UNABLE_TO_GET_CRL: '3',
  CERT_SIGNATURE_FAILURE: '7',
  CRL_SIGNATURE_FAILURE: '8',
  CERT_NOT_YET_VALID: '9',
  CERT_HAS_EXPIRED: '10',
  CRL_NOT_YET_VALID: '11',
  CRL_HAS_EXPIRED: '12',
  DEPTH_ZERO_SELF_SIGNED_CERT: '18',
  SELF_SIGNED_CERT_IN_CHAIN: '19',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: '20',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '21',
  CERT_CHAIN_TOO_LONG: '22',
  CERT_REVOKED: '23',
  INVALID_CA: '24',
  PATH_LENGTH_EXCEEDED: '25',
  INVALID_PURPOSE: '26',
  CERT_UNTRUSTED: '27',
  CERT_REJECTED: '28',
  HOSTNAME_MISMATCH: 'name',
  ERR_TLS_CERT_ALTNAME_INVALID: 'name',
};

function verdictOf(socket: TLSSocket): Verdict {
  const said: unknown = socket.authorizationError;
  if (socket.authorized) return '0';
  const word = said instanceof Error && 'code' in said ? String(said.code) : String(said);
  return codes[word] ?? word;
}

/** Node's own client against Node's own server, as a program would use it: no option but the CA file, lists and name. */
function nodeTls({ chain, key, trusted, crl, name }: RandomPki): Promise<Verdict> {
  const lists = crl === undefined ? {} : { crl };
  const listener = createListener();
  return new Promise<Verdict>((resolve) => {
    const server = createServer({ cert: chain, key, ciphers: 'ALL:@SECLEVEL=0' });
    server.on('tlsClientError', (error) => resolve(error.message));
    listener.on('connection', (socket) => server.emit('connection', socket));
    listener.listen(0, '127.0.0.1', () => {
      const { port } = listener.address() as AddressInfo;
      const sent = isIP(name) === 0 ? { servername: name } : {};
      const checked = { checkServerIdentity: (_: string, shown: PeerCertificate) => checkServerIdentity(name, shown) };
      const asked = { ca: trusted, rejectUnauthorized: false, ...sent, ...checked, ...lists };
      const socket = connect({ host: '127.0.0.1', port, ...asked }, () => {
        resolve(verdictOf(socket));
        socket.destroy();
      });
      socket.on('error', (error) => resolve(error.message));
    });
  }).finally(() => listener.close());
}

const verifiers: readonly Verifier[] = [
  { name: 'openssl verify -CAfile -untrusted', judge: (pki) => opensslVerify(pki, true) },
  { name: 'the same with purpose, level, depth, name and lists', judge: (pki) => opensslVerify(pki, false) },
  { name: `Node ${process.versions.node}'s tls`, judge: nodeTls },
];

/** Asks other verifiers about PKIs of which nginx said `native`. */
export async function agreements(
  pkis: readonly RandomPki[],
  native: readonly Verdict[],
): Promise<readonly Agreement[]> {
  const found: Agreement[] = [];
  for (const { name, judge } of verifiers) {
    let sameVerdict = 0;
    let sameCode = 0;
    for (const [index, pki] of pkis.entries()) {
      const said = await judge(pki);
      sameVerdict += Number((said === '0') === (native[index] === '0'));
      sameCode += Number(said === native[index]);
    }
    found.push({ name, asked: pkis.length, sameVerdict, sameCode });
  }
  return found;
}
