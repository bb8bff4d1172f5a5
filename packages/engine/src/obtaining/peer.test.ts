import { readFileSync } from 'node:fs';
import { compileModule, openBottle } from '@stackengine/nginx-wasm';
import { describe, expect, it } from 'vitest';
import { renderFetchedPeer } from '../reports/fetched.js';
import { readCertificates } from '../x509/read.js';
import { fetchedPeer, type GivenAnswer, type GivenPeer, type Judge } from './peer.js';

const module = compileModule(readFileSync(new URL('../../../nginx-wasm/modules/1.26.3/nginx.wasm', import.meta.url)));
const { verifyChain } = openBottle({ module, now: Date.now(), elapsed: () => performance.now() });
const certificates = (name: string) =>
  readCertificates(name, readFileSync(new URL(`../x509/testdata/${name}`, import.meta.url), 'utf8')).certificates;
const chain = certificates('chain.pem').map(({ pem }) => pem);
const [root] = certificates('root.pem');
if (root === undefined) throw new Error('test data');
const now = '2026-12-01T00:00:00Z';

const answer = (sent: readonly string[], more: Partial<GivenAnswer> = {}): GivenAnswer => ({
  serverName: null,
  remote: '10.0.1.45:8443',
  at: now,
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  chain: sent,
  clientCertificate: null,
  failure: null,
  command: 'openssl s_client …',
  ...more,
});
const given = (more: Partial<GivenPeer> = {}): GivenPeer => ({
  address: '10.0.1.45:8443',
  hops: [],
  sends: null,
  presents: null,
  withoutServerName: answer(chain),
  withServerName: undefined,
  found: [],
  ...more,
});
/** Accepts from a depth on. */
const from =
  (least: number): Judge =>
  ({ depth = 1, name, ...asked }) => ({
    ...verifyChain(asked),
    ...(depth >= least
      ? { code: 0, error: 'ok', nameMatches: name === undefined ? undefined : name === 'api.internal' }
      : { code: 20, error: 'unable to get local issuer certificate', nameMatches: undefined }),
  });

const told = (peer: GivenPeer, judge: Judge = from(1)) =>
  renderFetchedPeer(fetchedPeer(peer, judge, Date.parse(now)), { colour: false, width: 80, now }).replace(/\s+/g, ' ');

describe('what was fetched of a peer', () => {
  it('has the smallest depth with which nginx accepts the chain', () => {
    const sent = given({ withoutServerName: answer([...chain, root.pem]) });
    expect(fetchedPeer(sent, from(2), Date.parse(now)).anchor.verdict).toEqual({
      code: 0,
      text: 'ok',
      depth: 2,
      nameMatches: null,
    });
    expect(told(sent, from(2))).toContain('would accept the chain with it at proxy_ssl_verify_depth 2');
  });

  it('has nginx’s code where it refuses the chain at any depth, and nothing where it can not be asked', () => {
    const sent = given({ withoutServerName: answer([...chain, root.pem]) });
    expect(told(sent, from(99))).toContain(
      'still refuses the chain with it: (20:unable to get local issuer certificate)',
    );
    expect(fetchedPeer(sent, () => undefined, Date.parse(now)).anchor).toMatchObject({
      kind: 'missing',
      verdict: null,
    });
  });

  it('says whether the name that was sent is in the certificate', () => {
    const named = (serverName: string) => told(given({ withServerName: answer([...chain, root.pem], { serverName }) }));
    expect(named('api.internal')).toContain(', and finds the name in it');
    expect(named('other')).toContain('does not find the name that was sent in it');
  });

  it('names whom to ask, by the issuer and its key', () => {
    expect(told(given())).toContain(
      `the owner of the CA for the root certificate behind ${root.subject}, key identifier ${root.subjectKeyId}.`,
    );
  });

  it('takes a root that was found for the anchor, and says that it proves nothing', () => {
    const found = [{ certificate: root, from: 'http://ca.internal/root.cer' }];
    const peer = fetchedPeer(given({ found }), from(1), Date.parse(now));
    expect([peer.anchor.kind, peer.anchor.certificate?.sha256, peer.anchor.command]).toEqual([
      'completed',
      root.sha256,
      null,
    ]);
    expect(told(given({ found }))).toContain('it proves nothing');
    expect(told(given({ found }))).toContain('at http://ca.internal/root.cer; the server does not send it');
  });

  it('counts the answer with SNI, also where that is none', () => {
    const refused = answer([], {
      serverName: 'api.internal',
      failure: { stage: 'handshaking', text: 'SSL_do_handshake() failed', alert: 112 },
    });
    const peer = fetchedPeer(given({ withoutServerName: answer([root.pem]), withServerName: refused }), from(0), 0);
    expect([peer.counts, peer.differs, peer.anchor.kind]).toEqual([1, true, 'none']);
  });

  it('shows of a long chain, long names and many names what a screen holds', () => {
    const peer = fetchedPeer(
      given({ withoutServerName: answer(Array.from({ length: 200 }, () => root.pem)) }),
      from(0),
      0,
    );
    const [first] = peer.answers[0]?.chain ?? [];
    if (first === undefined) throw new Error('no certificate was read');
    const huge = {
      ...first,
      subject: `CN=${'x'.repeat(5000)}`,
      dns: Array.from({ length: 900 }, (_, index) => `host${index}.internal`),
    };
    const [shown] = peer.answers;
    if (shown === undefined) throw new Error('there is no answer');
    const text = renderFetchedPeer(
      { ...peer, answers: [{ ...shown, chain: [huge, ...shown.chain] }] },
      { colour: false, width: 80, now },
    );
    expect(text).toContain('and 191 more');
    expect(text.replace(/\s+/g, ' ')).toContain('host7.internal and 892 more');
    expect(text.length).toBeLessThan(6000);
  });

  it('says how long a certificate has been expired', () => {
    const later = renderFetchedPeer(fetchedPeer(given(), from(1), 0), {
      colour: false,
      width: 80,
      now: '2200-01-01T00:00:00Z',
    });
    expect(later).toMatch(/expired \d+ days ago/);
  });

  it('counts the days that are left where they are few, and has the date alone where they are not', () => {
    const peer = fetchedPeer(given(), from(1), 0);
    const [answer] = peer.answers;
    const end = Date.parse(answer?.chain[0]?.notAfter ?? '');
    const shown = (days: number) =>
      renderFetchedPeer(
        { ...peer, answers: peer.answers.map((one) => ({ ...one, chain: one.chain.slice(0, 1) })) },
        { colour: false, width: 80, now: new Date(end - days * 86_400_000).toISOString() },
      );
    expect(shown(12)).toContain(', 12 days left\n');
    expect(shown(401)).not.toContain('left');
  });
});
