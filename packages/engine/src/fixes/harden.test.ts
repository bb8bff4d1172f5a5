import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import type { Case, Repair } from '../causes/cause.js';
import type { Answers } from '../diagnosis/diagnosis.js';
import { findHops, locationOf } from '../hops/index.js';
import type { Signature } from '../logs/event.js';
import type { ChainAssessment } from '../verification/assess.js';
import { harden } from './harden.js';

interface Asked {
  readonly repairs?: readonly Repair[];
  readonly answers?: Answers;
  readonly signature?: Signature;
  /** What the upstream presents, judged by what is trusted, or by what the user vouches for. */
  readonly shown?: Partial<ChainAssessment>;
  readonly genuine?: Partial<ChainAssessment>;
  /** Locations that are left apart. */
  readonly apart?: readonly string[];
}

const assessment = (facts: Partial<ChainAssessment> | undefined): ChainAssessment | undefined =>
  facts === undefined
    ? undefined
    : {
        path: [],
        selfSignedLeaf: false,
        missingIssuer: undefined,
        intermediates: undefined,
        smallestDepth: undefined,
        expired: [],
        notYetValid: [],
        names: [],
        nameMatches: () => false,
        ipSansOnly: false,
        weak: [],
        notForServers: false,
        notACa: undefined,
        pathLengthExceeded: undefined,
        anchored: 'unknown',
        faults: [],
        expectedCode: undefined,
        ...facts,
      };

function hardening(locations: string, asked: Asked) {
  const hops = findHops(readConfiguration([{ file: 'a', text: `events {} http { server { ${locations} } }` }]));
  const at = (hop: (typeof hops)[number]) => locationOf(hop)?.args[0] ?? '';
  const apart = hops.filter((hop) => asked.apart?.includes(at(hop)));
  const signature = asked.signature ?? { kind: 'handshake' };
  const given: Case = {
    incident: {
      id: 'x',
      signature,
      events: [],
      count: 1,
      firstSeen: undefined,
      lastSeen: undefined,
      upstream: undefined,
      protocol: undefined,
      consequences: [],
    },
    hop: hops[0],
    candidates: hops.slice(0, 1),
    hops,
    sharing: hops.slice(1),
    chain: {
      presented: [],
      presentedWithServerName: undefined,
      trustedNow: undefined,
      listsNow: undefined,
      vouched: [],
      at: '',
    },
    assessment: assessment(asked.shown),
    genuine: assessment(asked.genuine),
    answered: undefined,
    answeredName: undefined,
    answeredBundle: undefined,
    access: [],
    configuration: 'complete',
    directivesNaming: () => [],
  };
  const meant = hops.filter((hop) => !apart.includes(hop));
  const { changes, needs } = harden(given, asked.repairs ?? [], meant, apart, asked.answers ?? {});
  return { changes: changes.map(({ hop, ...change }) => ({ at: at(hop), ...change })), needs };
}

/** What is to become of locations, e.g. `/ verify on`. */
const hardened = (locations: string, asked: Asked = {}) =>
  hardening(locations, asked).changes.map(({ at, setting, value }) => `${at} ${setting} ${value ?? 'gone'}`);

const verified = 'proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem; proxy_ssl_server_name on;';
const right = `${verified} proxy_ssl_verify_depth 1;`;
const location = (inside: string, path = '/') => `location ${path} { ${inside} }`;
const api = 'proxy_pass https://api.test;';
const address = 'proxy_pass https://10.0.0.1;';

describe('all layers at once', () => {
  it('are put on where there are none, and asked for where they are not known', () => {
    const { changes, needs } = hardening(location(address), {});
    expect(changes.map(({ setting, value }) => [setting, value])).toEqual([
      ['verify', 'on'],
      ['trusted_certificate', '<ca-path>'],
      ['verify_depth', '2'],
      ['server_name', 'on'],
      ['name', '<name>'],
    ]);
    expect(needs).toEqual(['ca-path', 'name']);
  });

  it('need nothing where they are right', () => {
    expect(hardening(location(right + api), {})).toEqual({ changes: [], needs: [] });
    expect(hardened(location(verified + api))).toEqual([]);
  });

  it('are put on at every location that is meant', () => {
    expect(hardened(location(right + api) + location(`${right} proxy_ssl_verify off; ${api}`, '/b'))).toEqual([
      '/b verify on',
    ]);
  });
});

describe('the CA file', () => {
  const ask: Repair = { type: 'ask', setting: 'trusted_certificate', need: 'ca-path', why: 'because' };
  const of = (locations: string, asked: Asked = {}) => {
    const { changes, needs } = hardening(locations, asked);
    const found = changes.filter(({ setting }) => setting === 'trusted_certificate');
    return [...found.map(({ at, value }) => `${at} ${value}`), ...needs.filter((need) => need === 'ca-path')];
  };
  const with2 = location(right + api) + location(`${right.replace('ca.pem', 'b.pem')} ${api}`, '/b');
  const without = location(api);

  it('is the answer', () => {
    expect(of(with2, { answers: { 'ca-path': 'new.pem' }, repairs: [ask] })).toEqual(['/ new.pem', '/b new.pem']);
    expect(of(with2, { answers: { 'ca-path': 'ca.pem' } })).toEqual(['/b ca.pem']);
  });

  it('is asked for, where the cause does, even if one is in force', () => {
    expect(of(location(right + api), { repairs: [ask] })).toEqual(['/ <ca-path>', 'ca-path']);
    expect(of(location(right + api), { repairs: [ask], answers: { 'ca-path': '' } })).toEqual([
      '/ <ca-path>',
      'ca-path',
    ]);
    expect(of(location(right + api), { repairs: [{ ...ask, setting: 'crl', need: 'client-key' }] })).toEqual([]);
  });

  it('is the one in force at the failing location, else at another', () => {
    expect(of(with2)).toEqual(['/b ca.pem']);
    expect(of(without + location(right + api, '/b'))).toEqual(['/ ca.pem']);
    expect(of(without)).toEqual(['/ <ca-path>', 'ca-path']);
    expect(of(without, { answers: { 'ca-path': '' } })).toEqual(['/ <ca-path>', 'ca-path']);
  });

  it('is one that was written for another module, at any level', () => {
    const grpc = location('grpc_pass grpcs://api.test:1;');
    expect(of(`proxy_ssl_trusted_certificate p.pem; ${grpc}`)).toEqual(['/ p.pem']);
    expect(of(`uwsgi_ssl_trusted_certificate "u v.pem"; ${grpc}`)).toEqual(['/ u v.pem']);
    expect(of(`grpc_ssl_trusted_certificate g.pem; ${without}`)).toEqual(['/ g.pem']);
    expect(of(`grpc_ssl_trusted_certificate g.pem; ${without}${location(right + api, '/b')}`)).toEqual(['/ ca.pem']);
  });

  it('carries the reason that the cause gives', () => {
    const why = (repairs: readonly Repair[]) =>
      hardening(without, { repairs }).changes.find(({ setting }) => setting === 'trusted_certificate')?.why;
    expect(why([ask])).toBe('because');
    expect(why([{ ...ask, setting: 'crl' }])).not.toBe('because');
  });
});

describe('the depth', () => {
  const of = (locations: string, asked: Asked = {}) =>
    hardened(locations, asked).filter((change) => change.includes('depth'));
  const on = (depth: string) =>
    location(`${verified} ${depth === '' ? '' : `proxy_ssl_verify_depth ${depth};`} ${api}`);
  const off = (depth: string) => location(`${depth === '' ? '' : `proxy_ssl_verify_depth ${depth};`} ${api}`);
  const anew: Asked = { answers: { 'ca-path': 'new.pem' } };

  it.each<[string, string, Asked, readonly string[]]>([
    ['an ordinary one where verification begins', off(''), {}, ['/ verify_depth 2']],
    ['the own where verification begins', off('0'), {}, []],
    ['an ordinary one where another CA begins', on(''), anew, ['/ verify_depth 2']],
    ['the own where another CA begins', on('1'), anew, []],
    ['the default where the same CA goes on', on(''), { answers: { 'ca-path': 'ca.pem' } }, []],
    ['the default where the chain was accepted', on(''), { ...anew, signature: { kind: 'name', name: 'x' } }, []],
    [
      'an ordinary one where nothing was checked',
      off(''),
      { signature: { kind: 'name', name: 'x' } },
      ['/ verify_depth 2'],
    ],
    ['the default where the chain is no longer', on(''), { shown: { smallestDepth: 1 } }, []],
    ['that of the chain', off(''), { shown: { smallestDepth: 1 } }, ['/ verify_depth 1']],
    ['at least the default', off(''), { shown: { smallestDepth: 0 } }, ['/ verify_depth 1']],
    ['that of a long chain', on(''), { shown: { smallestDepth: 3 } }, ['/ verify_depth 3']],
    ['that of a long chain instead of the own', on('2'), { shown: { smallestDepth: 3 } }, ['/ verify_depth 3']],
    ['the own where the chain is as long', on('3'), { shown: { smallestDepth: 3 } }, []],
    [
      'that of the genuine chain',
      on('1'),
      { shown: { smallestDepth: 1 }, genuine: { smallestDepth: 2 } },
      ['/ verify_depth 2'],
    ],
  ])('is %s', (_, locations, asked, expected) => {
    expect(of(locations, asked)).toEqual(expected);
  });

  it('is what the cause calls for, and never less than it was', () => {
    const repairs: readonly Repair[] = [{ type: 'set', setting: 'verify_depth', value: '3', why: 'because' }];
    const b = (depth: number) => on(String(depth)).replace('location /', 'location /b');
    expect(of(on('1') + b(2), { repairs })).toEqual(['/ verify_depth 3', '/b verify_depth 3']);
    expect(of(on('1') + b(3), { repairs })).toEqual(['/ verify_depth 3']);
    expect(of(on('4') + b(5), { repairs })).toEqual([]);
    expect(of(on(''), { repairs: [{ type: 'set', setting: 'verify_depth', value: '1', why: '' }] })).toEqual([]);
    expect(hardening(on('1'), { repairs }).changes.map(({ why }) => why)).toEqual(['because']);
    expect(of(on('1'), { repairs: [{ type: 'set', setting: 'ciphers', value: '3', why: '' }] })).toEqual([]);
  });
});

describe('the name', () => {
  const ask: Repair = { type: 'ask', setting: 'name', need: 'name', why: 'because' };
  const of = (locations: string, asked: Asked = {}) => {
    const { changes, needs } = hardening(locations, asked);
    return [...changes.filter(({ setting }) => setting === 'name').map(({ at, value }) => `${at} ${value}`), ...needs];
  };
  const named = (name: string, pass = address) =>
    location(`${right} ${name === '' ? '' : `proxy_ssl_name ${name};`} ${pass}`);
  const beside = (name: string, path = '/b') => named(name).replace('location /', `location ${path}`);
  const answer = (name: string): Asked => ({ answers: { name } });

  it.each([
    ['', 'https://api.test'],
    ['n.test', 'https://10.0.0.1'],
    ['', 'https://$arg_x'],
  ])('%s of %s is left alone', (name, target) => {
    expect(of(named(name, `proxy_pass ${target};`))).toEqual([]);
  });

  it.each([
    ['', 'https://10.0.0.1'],
    ['$host', 'https://api.test'],
    ['10.0.0.1', 'https://api.test'],
    ['https://n.test', 'https://api.test'],
  ])('%s of %s is asked for', (name, target) => {
    expect(of(named(name, `proxy_pass ${target};`))).toEqual(['/ <name>', 'name']);
  });

  it('is asked for, where the cause does, even if it may be right', () => {
    expect(of(named('n.test'), { repairs: [ask] })).toEqual(['/ <name>', 'name']);
    expect(of(named('n.test') + beside('m.test'), { repairs: [ask] })).toEqual(['/ <name>', 'name']);
    expect(hardening(named('n.test'), { repairs: [ask] }).changes[0]?.why).toBe('because');
    expect(of(named('n.test'), { repairs: [{ ...ask, type: 'set', setting: 'crl', value: 'x' }] })).toEqual([]);
  });

  it('is the answer, where that is a name', () => {
    expect(of(named(''), answer('a.test'))).toEqual(['/ a.test']);
    expect(of(named('n.test'), answer('a.test'))).toEqual(['/ a.test']);
    expect(of(named('', api), answer('a.test'))).toEqual(['/ a.test']);
    expect(of(named('a.test'), answer('a.test'))).toEqual([]);
    expect(of(named('', api), answer('api.test'))).toEqual([]);
    expect(of(named('', api), { ...answer('api.test'), repairs: [ask] })).toEqual(['/ api.test']);
    expect(of(named('n.test'), answer('10.0.0.1'))).toEqual([]);
    expect(of(named(''), answer('*.test'))).toEqual(['/ <name>', 'name']);
  });

  it('of several hosts is left to them', () => {
    expect(of(named('', 'proxy_pass https://$arg_x;'), answer('a.test'))).toEqual([]);
    expect(of(named('$host', 'proxy_pass https://$arg_x;'), answer('a.test'))).toEqual(['/ a.test']);
  });

  it('of another location on the peer is its own where it is literal', () => {
    expect(of(named('') + beside('b.test'), answer('a.test'))).toEqual(['/ a.test']);
    expect(of(named('') + beside('$host'), answer('a.test'))).toEqual(['/ a.test', '/b a.test']);
    expect(of(named('', api) + location(right + api, '/b'), answer('a.test'))).toEqual(['/ a.test', '/b a.test']);
  });

  it('is the one that the others on the peer check, if they agree', () => {
    expect(of(named('') + beside('b.test'))).toEqual(['/ b.test']);
    expect(of(named('$host') + beside('b.test'))).toEqual(['/ b.test']);
    expect(of(named('') + beside('b.test') + beside('c.test', '/c'))).toEqual(['/ <name>', 'name']);
    expect(of(named('') + beside('10.0.0.1'))).toEqual(['/ <name>', '/b <name>', 'name']);
    expect(of(named('10.0.0.2') + beside('b.test'))).toEqual(['/ <name>', 'name']);
  });

  it('is one that was written for another module', () => {
    const grpc = (name: string) =>
      location(`grpc_pass grpcs://10.0.0.1:1; grpc_ssl_trusted_certificate ca.pem; proxy_ssl_name ${name};`);
    expect(of(grpc('p.test'))).toEqual(['/ p.test']);
    expect(of(named('$host', `${address} grpc_ssl_name p.test;`))).toEqual(['/ p.test']);
    expect(of(grpc('$host'))).toEqual(['/ <name>', 'name']);
  });

  it('is that of the certificate, where it is genuine and has only one', () => {
    const shown = { anchored: 'yes', names: ['c.test'] } as const;
    expect(of(named(''), { shown })).toEqual(['/ c.test']);
    expect(of(named(''), { shown: { ...shown, anchored: 'no' }, genuine: shown })).toEqual(['/ c.test']);
    for (const less of [{ anchored: 'no' }, { anchored: 'unknown' }, { names: [] }, { names: ['*.test'] }] as const)
      expect(of(named(''), { shown: { ...shown, ...less } })).toEqual(['/ <name>', 'name']);
    expect(of(named(''), { shown: { ...shown, names: ['c.test', 'd.test'] } })).toEqual(['/ <name>', 'name']);
    expect(of(named(''), { shown, genuine: { ...shown, anchored: 'no' } })).toEqual(['/ <name>', 'name']);
  });
});

describe('what the cause calls for', () => {
  const two = location(right + api) + location(right + api, '/b');
  const set = (setting: 'ciphers' | 'protocols' | 'crl', value: string): Repair => ({
    type: 'set',
    setting,
    value,
    why: 'w',
  });

  it('is done at all locations, where the peer demands it of all', () => {
    expect(hardened(two, { repairs: [set('ciphers', 'DEFAULT')] })).toEqual([
      '/ ciphers DEFAULT',
      '/b ciphers DEFAULT',
    ]);
    expect(hardened(two, { repairs: [set('crl', 'c.pem')] })).toEqual(['/ crl c.pem']);
    expect(hardened(two, { repairs: [{ type: 'remove', setting: 'conf_command', why: 'w' }] })).toEqual([
      '/ conf_command gone',
      '/b conf_command gone',
    ]);
    expect(hardened(two, { repairs: [{ type: 'scheme', scheme: 'https', why: 'w' }] })).toEqual([]);
  });

  it('is written out even where it is the default, since older versions have another', () => {
    const repairs = [set('protocols', 'TLSv1.2 TLSv1.3')];
    expect(hardened(location(right + api), { repairs })).toEqual(['/ protocols TLSv1.2 TLSv1.3']);
    expect(hardened(location(`${right} proxy_ssl_protocols TLSv1.2 TLSv1.3; ${api}`), { repairs })).toEqual([]);
  });

  const ask: readonly Repair[] = [
    { type: 'ask', setting: 'certificate', need: 'client-certificate', why: 'c' },
    { type: 'ask', setting: 'certificate_key', need: 'client-key', why: 'k' },
  ];
  const answers = { 'client-certificate': 'c.pem', 'client-key': 'c.key' };

  it('is asked for, once, or answered', () => {
    const open = hardening(two, { repairs: ask });
    expect(open.needs).toEqual(['client-certificate', 'client-key']);
    expect(open.changes.map(({ at, value, why }) => [at, value, why])).toEqual([
      ['/', '<client-certificate>', 'c'],
      ['/', '<client-key>', 'k'],
      ['/b', '<client-certificate>', 'c'],
      ['/b', '<client-key>', 'k'],
    ]);
    expect(hardening(location(right + api), { repairs: ask, answers })).toMatchObject({
      needs: [],
      changes: [
        { setting: 'certificate', value: 'c.pem', why: 'c' },
        { setting: 'certificate_key', value: 'c.key', why: 'k' },
      ],
    });
    expect(hardening(location(right + api), { repairs: ask, answers: { ...answers, 'client-key': '' } }).needs).toEqual(
      ['client-key'],
    );
  });

  it('is not asked for, where a client certificate is named with its key', () => {
    expect(hardened(two, { answers })).toEqual([
      '/ certificate c.pem',
      '/ certificate_key c.key',
      '/b certificate c.pem',
      '/b certificate_key c.key',
    ]);
    expect(hardened(two, { answers: { 'client-certificate': 'c.pem' } })).toEqual([]);
    expect(hardened(two, { answers: { 'client-key': 'c.key' } })).toEqual([]);
    const own = 'proxy_ssl_certificate c.pem; proxy_ssl_certificate_key old.key;';
    expect(hardened(location(right + own + api), { answers })).toEqual(['/ certificate_key c.key']);
  });
});

describe('sessions', () => {
  const names = (own: string, b: string, more = '') =>
    location(`${right} proxy_ssl_name ${own}; ${address}`) +
    location(`${right} proxy_ssl_name ${b}; ${more} ${address}`, '/b');

  it('are kept apart where names on one peer differ, before or after the change', () => {
    expect(hardened(names('a.test', 'b.test'))).toEqual(['/ session_reuse off', '/b session_reuse off']);
    expect(hardened(names('a.test', 'b.test', 'proxy_ssl_session_reuse off;'))).toEqual(['/ session_reuse off']);
    expect(hardened(names('a.test', 'a.test'))).toEqual([]);
    expect(hardened(location(right + api) + location(right + api.replace('api', 'API'), '/b'))).toEqual([
      '/ session_reuse off',
      '/b session_reuse off',
    ]);
    expect(hardened(names('a.test', '$host'), { answers: { name: 'a.test' } })).toEqual(['/b name a.test']);
    expect(hardened(names('a.test', 'b.test'), { answers: { name: 'b.test' } })).toEqual(['/ name b.test']);
  });

  it('are kept apart from a location that is left alone, whose lines stay', () => {
    expect(hardened(names('a.test', '$host'), { apart: ['/b'] })).toEqual(['/ session_reuse off']);
  });
});
