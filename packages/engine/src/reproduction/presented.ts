import type { Certificate } from '../worlds/world.js';
import type { Kind } from './kinds.js';
import type { Trust } from './trust.js';

/** What a chain is like to a verifier that is told what it trusts. */
interface Looks {
  readonly selfSigned: boolean;
  readonly expired: boolean;
  readonly early: boolean;
  readonly weak: boolean;
  readonly forServers: boolean;
  readonly anchored: boolean;
  readonly intermediates: number;
}

type Table = Readonly<Record<string, Certificate>>;

function looksOf(chain: readonly string[], table: Table, trusted: ReadonlySet<string>): Looks {
  const certificates = chain.flatMap((id) => table[id] ?? []);
  const [leaf] = certificates;
  const top = certificates.at(-1);
  return {
    selfSigned: leaf !== undefined && leaf.issuer === chain[0],
    expired: certificates.some(({ validTo }) => validTo < 0),
    early: certificates.some(({ validFrom }) => validFrom > 0),
    weak: certificates.some(({ key, digest }) => key === 'rsa1024' || digest === 'sha1'),
    forServers: leaf?.extendedKeyUsage?.includes('serverAuth') ?? true,
    anchored: chain.some((id) => trusted.has(id)) || (top !== undefined && trusted.has(top.issuer)),
    intermediates: Math.max(0, certificates.filter(({ issuer }, index) => issuer !== chain[index]).length - 1),
  };
}

/** Causes that lie in the chain itself, so that a chain which was seen tells of them. */
export const ofTheChain: ReadonlySet<string> = new Set([
  'untrusted-self-signed',
  'untrusted-root',
  'untrusted-issuer',
  'missing-intermediate',
  'certificate-expired',
  'certificate-not-yet-valid',
  'weak-certificate',
  'invalid-purpose',
  'chain-too-long',
]);

/** Whether the upstream of this world can be the one whose chain was seen. */
export function agreesWithPresented({ cause, behaviour }: Kind, trust: Trust, table: Table): boolean {
  if (trust.presented.length === 0 || !ofTheChain.has(cause) || behaviour.type !== 'tls') return true;
  const trusted = new Set(trust.trusted);
  const seen = looksOf(trust.presented, { ...trust.certificates, ...table }, trusted);
  const shown = looksOf(behaviour.chain, table, trusted);
  const same = (['selfSigned', 'expired', 'early', 'weak', 'forServers', 'anchored'] as const).every(
    (one) => seen[one] === shown[one],
  );
  return same && (cause !== 'chain-too-long' || seen.intermediates >= shown.intermediates);
}
