import { readFileSync } from 'node:fs';
import { compileModule, openBottle } from '@stackengine/nginx-wasm';
import { describe, expect, it } from 'vitest';
import type { CertificateFacts, ChainEvidence } from '../x509/chain.js';
import { readCertificates } from '../x509/index.js';
import { assessChain, type ChainAssessment } from './assess.js';
import { judge } from './trial.js';

const module = compileModule(readFileSync(new URL('../../../nginx-wasm/modules/1.26.3/nginx.wasm', import.meta.url)));
const { verifyChain } = openBottle({ module, now: Date.now(), elapsed: () => performance.now() });

interface Measured {
  readonly cases: readonly {
    readonly name: string;
    readonly chain: readonly string[];
    readonly trusted: readonly string[];
    readonly depth: number;
    readonly at: string;
    readonly codes: readonly number[];
    readonly code: number;
  }[];
  readonly certificates: Readonly<Record<string, string>>;
}
const measured: Measured = JSON.parse(readFileSync(new URL('testdata/measured.json', import.meta.url), 'utf8'));
const read = (ids: readonly string[]) =>
  readCertificates('f', ids.map((id) => measured.certificates[id]).join('')).certificates;
const moment = measured.cases[0]?.at ?? '';

interface Given {
  readonly at?: string;
  readonly depth?: number;
  readonly name?: string;
  readonly trustedNow?: ChainEvidence['trustedNow'];
}

function assess(
  presented: readonly CertificateFacts[],
  trusted: readonly CertificateFacts[],
  given: Given = {},
): ChainAssessment {
  const answer = assessChain(
    {
      presented,
      presentedWithServerName: undefined,
      trustedNow: given.trustedNow,
      listsNow: undefined,
      vouched: [],
      at: given.at ?? moment,
    },
    { depth: given.depth ?? 100, name: given.name, trusted, lists: undefined, atHand: [] },
    verifyChain,
  );
  if (answer === undefined) throw new Error('nothing was presented');
  return answer;
}

const subjects = (certificates: readonly CertificateFacts[]) => certificates.map(({ commonName }) => commonName);

describe('what OpenSSL itself found', () => {
  it.each(measured.cases)('$name', ({ chain, trusted, depth, at, codes, code }) => {
    const name = 'api.example';
    const trial = { presented: read(chain), trusted: read(trusted), lists: undefined, depth, name, at };
    expect(judge(trial, verifyChain).faults.map((fault) => fault.code)).toEqual(codes);
    expect(assess(trial.presented, trial.trusted, { at, depth, name }).expectedCode).toBe(code);
  });
});

describe('the path', () => {
  it('counts the intermediates between leaf and anchor, sent or trusted', () => {
    expect(assess(read(['leaf3', 'int', 'int3', 'int2']), read(['root']))).toMatchObject({
      intermediates: 3,
      smallestDepth: 3,
      anchored: 'yes',
    });
    expect(assess(read(['leaf']), read(['root', 'int']))).toMatchObject({
      intermediates: 1,
      anchored: 'yes',
      missingIssuer: undefined,
    });
    expect(assess(read(['self']), read(['self']))).toMatchObject({
      intermediates: 0,
      smallestDepth: 0,
      selfSignedLeaf: true,
    });
  });

  it('names the issuer that is neither sent nor trusted', () => {
    const alone = assess(read(['leaf']), read(['root']));
    expect(alone).toMatchObject({
      anchored: 'no',
      intermediates: undefined,
      missingIssuer: { subject: 'CN=int' },
    });
    const stray = assess(read(['leaf2', 'int2', 'other']), read(['root']));
    const [, issued] = read(['leaf2', 'int2']);
    expect(stray.missingIssuer).toMatchObject({ subject: 'CN=int', issued: issued?.sha256 });
  });

  it('claims nothing of anchors where it is not known what is trusted', () => {
    expect(assess(read(['leaf', 'int']), [])).toMatchObject({
      anchored: 'unknown',
      intermediates: 1,
      expectedCode: undefined,
    });
    const empty = { path: 'ca.pem', state: 'empty', certificates: [] } as const;
    expect(assess(read(['self']), [], { trustedNow: empty })).toMatchObject({ anchored: 'no', expectedCode: 18 });
  });

  it('has none without a certificate', () => {
    const nothing = {
      presented: [],
      presentedWithServerName: undefined,
      trustedNow: undefined,
      listsNow: undefined,
      vouched: [],
      at: moment,
    };
    const rules = { depth: 1, name: 'x', trusted: read(['root']), lists: undefined, atHand: [] };
    expect(assessChain(nothing, rules, verifyChain)).toBeUndefined();
  });

  it('is what was presented where OpenSSL can not be asked', () => {
    const presented = read(['leaf', 'int']);
    const evidence = {
      presented,
      presentedWithServerName: undefined,
      trustedNow: undefined,
      listsNow: undefined,
      vouched: [],
      at: moment,
    };
    const rules = { depth: 1, name: 'api.example', trusted: read(['root']), lists: undefined, atHand: [] };
    expect(assessChain(evidence, rules, undefined)).toMatchObject({
      path: presented,
      names: ['api.example'],
      anchored: 'unknown',
      faults: [],
      expectedCode: undefined,
    });
  });
});

describe('what is wrong with which certificate', () => {
  const later = measured.cases.find(({ name }) => name === 'expired leaf')?.at ?? '';
  const early = measured.cases.find(({ name }) => name === 'not yet valid')?.at ?? '';

  it('dates, the anchor’s too', () => {
    expect(subjects(assess(read(['undershort', 'shortint']), read(['root']), { at: later }).expired)).toEqual([
      'shortint',
    ]);
    expect(subjects(assess(read(['undershortroot']), read(['shortroot']), { at: later }).expired)).toEqual([
      'shortroot',
    ]);
    expect(subjects(assess(read(['leaf', 'int']), read(['root']), { at: early }).notYetValid)).toEqual([
      'leaf',
      'int',
      'root',
    ]);
  });

  it('keys and digests', () => {
    expect(subjects(assess(read(['weakleaf', 'int']), read(['root'])).weak)).toEqual(['weakleaf']);
    expect(subjects(assess(read(['underweakroot']), read(['weakroot'])).weak)).toEqual(['weakroot']);
    expect(assess(read(['undersha1root']), read(['sha1root'])).weak).toEqual([]);
  });

  it('purposes and issuers', () => {
    expect(assess(read(['client', 'int']), read(['root'])).notForServers).toBe(true);
    expect(assess(read(['sgc', 'int']), read(['root'])).notForServers).toBe(false);
    for (const id of ['fakeca', 'nocabit', 'bareint', 'nosign', 'v1int'])
      expect(assess(read([`under${id}`, id]), read(['root'])).notACa?.commonName).toBe(id);
    expect(assess(read(['underv1root']), read(['v1root'])).notACa).toBeUndefined();
    expect(assess(read(['flatleaf', 'underflat']), read(['flat'])).pathLengthExceeded?.commonName).toBe('flat');
  });

  it('the name, after everything else', () => {
    const chain = read(['leaf', 'int']);
    expect(assess(chain, read(['root']), { name: 'group' }).expectedCode).toBe('name');
    expect(assess(chain, read(['other']), { name: 'group' }).expectedCode).toBe(20);
    expect(assess(chain, read(['root'])).expectedCode).toBeUndefined();
    expect(assess(chain, read(['root'])).names).toEqual(['api.example']);
    expect(assess(chain, read(['root'])).nameMatches('API.example')).toBe(true);
  });
});
