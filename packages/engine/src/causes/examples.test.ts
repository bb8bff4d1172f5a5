import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.js';
import { readErrorLog } from '../logs/index.js';
import { causes } from './index.js';

const testdata = new URL('./testdata/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, testdata), 'utf8');

/** The ids of shared/design: public API, in JSON, SARIF and docs URLs. */
const ids =
  `trusted-certificate-missing trusted-certificate-unreadable client-certificate-unloadable client-key-mismatch
untrusted-self-signed untrusted-root untrusted-issuer missing-intermediate certificate-expired certificate-not-yet-valid
name-mismatch chain-too-long certificate-revoked crl-unavailable crl-expired weak-certificate invalid-purpose invalid-ca
path-length-exceeded session-reuse-broken sni-required protocol-mismatch cipher-mismatch client-certificate-required
client-certificate-rejected upstream-not-tls alpn-mismatch legacy-renegotiation upstream-closed handshake-timeout
connection-refused connect-timeout connection-reset host-not-found no-live-upstreams plain-http-to-tls-port
upstream-closed-early client-side-handshake name-constraint-violated`.split(/\s+/);

describe('the causes', () => {
  it('are those that programs know by id', () => {
    expect(causes.map((cause) => cause.id).sort()).toEqual([...ids].sort());
  });

  it('each stand in the file of their name, and every such file is registered', () => {
    const folder = new URL('./', import.meta.url);
    for (const cause of causes) expect(existsSync(new URL(`${cause.id}.ts`, folder)), cause.id).toBe(true);
    const defining = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .filter(
        (file) => /\bdefineCause\(\{/.test(readFileSync(new URL(file, folder), 'utf8')) && !file.endsWith('.test.ts'),
      );
    expect(defining.length).toBe(causes.length);
  });

  it('use every file of their test data', () => {
    const used = new Set(causes.flatMap((cause) => cause.examples.flatMap((example) => [example.log, example.config])));
    expect(readdirSync(testdata).filter((file) => !used.has(file))).toEqual([]);
  });
});

describe.each(causes.map((cause) => ({ id: cause.id, cause })))('$id', ({ cause }) => {
  it('has examples', () => {
    expect(cause.examples.length).toBeGreaterThan(0);
  });

  it.each(cause.examples.map((example) => ({ name: `${example.log} ${example.config ?? ''}`, example })))(
    'is named first for $name',
    ({ example }) => {
      const configuration =
        example.config === undefined
          ? undefined
          : readConfiguration([{ file: example.config, text: read(example.config) }]);
      const { incidents } = diagnose({
        events: readErrorLog(example.log, read(example.log)).events,
        access: [],
        accessGiven: false,
        configuration,
        presented: [],
        vouched: [],
        trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
        environment: 'production',
        now: '2026-11-20T10:00:00Z',
        answers: {},
      });
      expect(incidents).toHaveLength(1);
      expect(incidents[0]?.causes.map((one) => `${one.cause} ${one.confidence}`)[0]).toBe(
        `${cause.id} ${example.confidence}`,
      );
      expect(incidents[0]?.causes[0]?.evidence.length).toBeGreaterThan(0);
    },
  );
});
