import type { ChainVerdict } from '@stackengine/engine';
import type { DistantBottle } from '../chromium/distant-bottle.js';
import { nativeVerdicts, type Verdict } from './native-verdicts.js';
import { type Agreement, agreements } from './other-verifiers.js';
import { type RandomPki, randomPki } from './random-pki.js';

export interface ChainReport {
  readonly compared: number;
  /** How often nginx said what. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly problems: readonly string[];
  /** What others say of the first ones: for information. */
  readonly others: readonly Agreement[];
}

/** So many PKIs are shown to other verifiers. */
const sample = 300;

const questionOf = ({ chain, trusted, crl, depth, name }: RandomPki) => ({
  chain,
  trusted,
  depth,
  name,
  ...(crl === undefined ? {} : { crl }),
});

const asVerdict = ({ code, nameMatches }: ChainVerdict): Verdict =>
  code !== 0 ? String(code) : nameMatches === false ? 'name' : '0';

/** Everything of a verdict that a twin shares: not the fingerprints. */
const shared = ({ code, nameMatches, faults, path }: ChainVerdict): string =>
  JSON.stringify({ code, nameMatches, faults, path: path.map(({ subject }) => subject) });

/** Compares verdicts of native nginx and of the bottle over random PKIs, and each PKI's with its twin's. */
export async function compareChains(
  bottle: DistantBottle,
  nginx: string,
  count: number,
  now: number,
): Promise<ChainReport> {
  const pkis = Array.from({ length: count }, (_, seed) => randomPki(seed, now));
  const native = await nativeVerdicts(nginx, pkis);
  const problems: string[] = [];
  const verdicts: Record<Verdict, number> = {};
  for (const [seed, pki] of pkis.entries()) {
    const said = native[seed] ?? '';
    verdicts[said] = (verdicts[said] ?? 0) + 1;
    const own = await bottle.verifyChain(questionOf(pki));
    if (asVerdict(own) !== said) problems.push(`seed ${seed}: native ${said}, bottle ${asVerdict(own)}`);
    const { files } = await bottle.twin({
      chain: pki.chain,
      trusted: pki.trusted,
      ...(pki.crl === undefined ? {} : { crl: pki.crl }),
    });
    const { chain = '', trusted = '', crl } = files;
    const twin = await bottle.verifyChain(questionOf({ ...pki, chain, trusted, crl }));
    if (shared(twin) !== shared(own)) problems.push(`seed ${seed}: twin ${shared(twin)}, original ${shared(own)}`);
  }
  return { compared: count, verdicts, problems, others: await agreements(pkis.slice(0, sample), native) };
}
