import { readFileSync } from 'node:fs';
import { compileModule, openBottle } from '@stackengine/nginx-wasm';
import { describe, expect, it } from 'vitest';
import { readCertificates } from '../x509/index.js';
import { explainVerification, type Verification } from './explain.js';

const module = compileModule(readFileSync(new URL('../../../nginx-wasm/modules/1.26.3/nginx.wasm', import.meta.url)));
const { verifyChain } = openBottle({ module, now: Date.now(), elapsed: () => performance.now() });

/** Of testdata/odd, where make.sh says what they are. */
const pem = (id: string) => readFileSync(new URL(`testdata/odd/${id}.pem`, import.meta.url), 'utf8');
const read = (ids: readonly string[], file: string) => readCertificates(file, ids.map(pem).join('')).certificates;
const fingerprint = (id: string) => read([id], 'f')[0]?.sha256;

function explained(sent: readonly string[], trusted: readonly string[]): Verification {
  const found = explainVerification(
    {
      presented: read(sent, 'chain.pem'),
      trusted: read(trusted, 'ca.pem'),
      lists: undefined,
      depth: 1,
      name: 'api.internal',
      at: '2026-09-01T00:00:00Z',
    },
    verifyChain,
  );
  if (found === undefined) throw new Error('nothing was presented');
  return found;
}

const actions = ({ faults: [fault] }: Verification) => fault?.cures.map(({ side, action }) => ({ side, ...action }));

describe('a certificate of the trusted file that has expired', () => {
  it('goes where the upstream sends the renewed one: OpenSSL looks in that file first', () => {
    const found = explained(['leaf', 'int'], ['root', 'int-expired']);
    expect(found.code).toBe(10);
    expect(actions(found)?.[0]).toEqual({
      side: 'nginx',
      type: 'distrust',
      certificate: fingerprint('int-expired'),
    });
    expect(actions(found)?.[1]).toMatchObject({ type: 'reissue', change: 'expired' });
    expect(explained(['leaf', 'int'], ['root']).accepted).toBe(true);
  });

  it('is replaced by the renewed root that is sent, where it is the only one', () => {
    const found = explained(['leaf', 'int', 'root'], ['root-expired']);
    expect(found.code).toBe(10);
    expect(actions(found)?.[0]).toEqual({
      side: 'nginx',
      type: 'trust',
      certificate: fingerprint('root'),
      instead: fingerprint('root-expired'),
    });
  });

  it('has to be issued again where nobody has a renewed one', () => {
    expect(actions(explained(['leaf'], ['root', 'int-expired']))).toEqual([
      expect.objectContaining({ type: 'reissue', change: 'expired', side: 'nginx' }),
    ]);
    expect(actions(explained(['leaf', 'int-expired'], ['root', 'int-expired']))?.[0]?.type).toBe('reissue');
  });
});

it('goes for other faults too: an intermediate for clients hides the right one that is sent', () => {
  const found = explained(['leaf', 'int'], ['root', 'for-clients']);
  expect(found.code).toBe(26);
  expect(actions(found)?.[0]).toMatchObject({ type: 'distrust', certificate: fingerprint('for-clients') });
  const constrained = explained(['leaf', 'int'], ['root', 'constrained']);
  expect(constrained.code).toBe(47);
  expect(actions(constrained)?.[0]).toMatchObject({ type: 'distrust', certificate: fingerprint('constrained') });
});

it('does not go where another takes its place that has a fault of its own', () => {
  const found = explained(['leaf', 'constrained'], ['root', 'for-clients']);
  expect(found.code).toBe(26);
  expect(found.faults).toHaveLength(1);
  expect(actions(found)?.map(({ type }) => type)).toEqual(['reissue']);
  expect(explained(['leaf', 'constrained'], ['root']).code).toBe(47);
});

it('sends the intermediate that has signed where another of its name is sent', () => {
  const found = explained(['bare-leaf', 'other-int'], ['bare-root']);
  expect(found.code).toBe(7);
  expect(actions(found)).toEqual([
    {
      side: 'upstream',
      type: 'obtain',
      use: 'send',
      subject: 'CN=Bare Issuing',
      issued: fingerprint('bare-leaf'),
      instead: fingerprint('other-int'),
    },
    expect.objectContaining({ type: 'reissue', change: 'signature' }),
  ]);
  expect(explained(['bare-leaf', 'bare-int'], ['bare-root']).accepted).toBe(true);
});

it('replaces it in the trusted file where it stands there', () => {
  const found = explained(['bare-leaf'], ['bare-root', 'other-int']);
  expect(actions(found)?.[0]).toMatchObject({ side: 'nginx', type: 'obtain', use: 'trust' });
});

it('tells names that differ in the case of a letter beyond ASCII apart, as OpenSSL does', () => {
  const found = explained(['umlaut-leaf', 'umlaut-int'], ['umlaut-lower']);
  expect(found.code).toBe(20);
  expect(found.faults[0]?.meaning).toContain(
    'The trusted file does hold "Odd Root über" (ca.pem:1), and to OpenSSL that is another name',
  );
  expect(found.faults[0]?.meaning).not.toContain('another key');
  expect(found.missing?.nearest?.why).toBe('other-name');
  expect(actions(found)).toEqual([expect.objectContaining({ side: 'upstream', type: 'reissue' })]);
  expect(found.faults[0]?.cures[0]?.what).toContain('CN=Odd Root über, in place of CN=ODD ROOT ÜBER');
  expect(explained(['umlaut-leaf', 'umlaut-int'], ['umlaut-upper']).accepted).toBe(true);
});
