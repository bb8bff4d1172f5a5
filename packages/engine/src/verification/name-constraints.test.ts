import { describe, expect, it } from 'vitest';
import type { CertificateFacts } from '../x509/chain.js';
import { permits } from './name-constraints.js';

const issued = (...dns: readonly string[]) => ({ dns, commonName: undefined }) as unknown as CertificateFacts;
const ca = (permitted: readonly string[], excluded: readonly string[] = []) =>
  ({ nameConstraints: { permitted, excluded } }) as unknown as CertificateFacts;

describe('name constraints of a CA', () => {
  it.each([
    [[], 'api.internal', 'yes'],
    [['DNS:internal'], 'api.internal', 'yes'],
    [['DNS:internal'], 'internal', 'yes'],
    [['DNS:INTERNAL'], 'API.internal', 'yes'],
    [['DNS:internal'], 'apinternal', 'no'],
    [['DNS:internal'], 'api.example', 'no'],
    [['DNS:.internal'], 'api.internal', 'yes'],
    [['DNS:.internal'], 'internal', 'no'],
    [['DNS:'], 'anything.at.all', 'yes'],
    [['DNS:example', 'DNS:internal'], 'api.internal', 'yes'],
    [['IP:10.0.0.0/8'], 'api.internal', 'unknown'],
    [['IP:10.0.0.0/8', 'DNS:example'], 'api.internal', 'no'],
  ] as const)('%j permit %s: %s', (permitted, name, answer) => {
    expect(permits(ca(permitted), issued(name))).toBe(answer);
  });

  it.each([
    [['DNS:internal'], 'api.internal', 'no'],
    [['DNS:example'], 'api.internal', 'yes'],
    [['DNS:example', 'DNS:internal'], 'api.internal', 'no'],
    [['email:example'], 'api.internal', 'unknown'],
  ] as const)('%j exclude %s: %s', (excluded, name, answer) => {
    expect(permits(ca([], excluded), issued(name))).toBe(answer);
  });

  it('hold for every name, and for the common name where there is no other', () => {
    expect(permits(ca(['DNS:internal']), issued('api.internal', 'api.example'))).toBe('no');
    const byCommonName = { dns: [], commonName: 'api.example' } as unknown as CertificateFacts;
    expect(permits(ca(['DNS:internal']), byCommonName)).toBe('no');
  });

  it('are none where the CA has none', () => {
    expect(permits({ nameConstraints: undefined } as CertificateFacts, issued('x'))).toBe('yes');
  });
});
