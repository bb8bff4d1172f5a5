import {
  authority,
  type Certificate,
  type CertificateFacts,
  cast,
  castName,
  explainVerification,
  readCertificates,
  readRevocationLists,
  serverCertificate,
  type Trial,
  type Verification,
  whatIf,
} from '@stackengine/engine';
import { describe, expect, it } from 'vitest';
import { createPki } from '../certificates/pki.js';
import { bottleOf } from '../differential/modules.js';

const now = Date.now();
const { verifyChain } = bottleOf('1.26.3', now);

const table: Readonly<Record<string, Certificate>> = {
  ...cast,
  /** The CA set up anew: the same name, another key. */
  'new root': authority('Example Root CA', 'new root'),
  'other ca': authority('Example Root CA of Tests', 'other ca'),
  unrelated: authority('Quite Another', 'unrelated'),
  'revoked leaf': serverCertificate(castName, 'intermediate', { revoked: true }),
  'short leaf': serverCertificate(castName, 'intermediate', { validTo: 10 }),
  'short root': authority('Short Root', 'short root', { validTo: 5 }),
  'under short root': serverCertificate(castName, 'short root'),
  'for clients': serverCertificate(castName, 'root', { extendedKeyUsage: ['clientAuth'] }),
  'signs nothing': authority('Signs Nothing', 'root', { keyUsage: ['digitalSignature'] }),
  'under signs nothing': serverCertificate(castName, 'signs nothing'),
  flat: authority('Flat CA', 'root', { pathLength: 0 }),
  'under flat': authority('Too Deep CA', 'flat'),
  'too deep': serverCertificate(castName, 'under flat'),
  'weak leaf': serverCertificate(castName, 'root', { key: 'rsa1024' }),
  'weakly signed': serverCertificate(castName, 'root', { digest: 'sha1' }),
  'weak under nobody': serverCertificate(castName, 'intermediate', { key: 'rsa1024' }),
  'weak and deep': serverCertificate(castName, 'intermediate-2', { key: 'rsa1024' }),
  'weak by itself': serverCertificate(castName, 'weak by itself', { key: 'rsa1024' }),
  'signs no lists': authority('Signs No Lists', 'root', { keyUsage: ['keyCertSign'] }),
  'under signs no lists': serverCertificate(castName, 'signs no lists'),
  many: serverCertificate(castName, 'root', {
    dns: ['ledger.payments.internal', 'billing.internal', '*.apps.internal', '*.internal'],
  }),
  'only address': serverCertificate('10.0.1.45', 'root', { dns: [], ip: ['10.0.1.45'] }),
};
const pki = createPki(table, new Date(now));
const facts = (ids: readonly string[], file = 'f.pem'): readonly CertificateFacts[] =>
  readCertificates(file, pki.chain(ids)).certificates;
const lists = (crlOf: readonly string[], expired = false) =>
  readRevocationLists('crl.pem', String(pki.file({ crlOf, expired }))).lists;
const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString();

interface Asked extends Partial<Omit<Trial, 'presented' | 'trusted'>> {
  readonly atHand?: readonly string[];
}

const trialOf = (presented: readonly string[], trusted: readonly string[], asked: Asked = {}): Trial => ({
  presented: facts(presented),
  trusted: facts(trusted),
  lists: undefined,
  depth: 1,
  name: castName,
  at: new Date(now).toISOString(),
  ...asked,
});

function explained(presented: readonly string[], trusted: readonly string[], asked: Asked = {}): Verification {
  const { atHand = [], ...rest } = asked;
  const found = explainVerification(trialOf(presented, trusted, rest), verifyChain, facts(atHand));
  if (found === undefined) throw new Error('nothing was presented');
  return found;
}

/** `issuer 20 untrusted-issuer obtain trust`: kind, code, cause, and what its first cure does. */
const told = ({ faults }: Verification) =>
  faults.map(({ kind, code, cause, cures: [cure] }) => {
    const action = cure?.action;
    const more = action?.type === 'obtain' ? ` ${action.use}` : action?.type === 'reissue' ? ` ${action.change}` : '';
    return `${kind} ${code} ${cause} ${action?.type}${more}`;
  });

describe('the missing issuer', () => {
  it.each([
    [['new root'], 'other-key'],
    [['other ca'], 'similar-name'],
    [['intermediate'], 'itself'],
    [['unrelated'], undefined],
  ] as const)('has in %j the nearest, which is %s', (trusted, why) => {
    const { missing } = explained(['leaf', 'intermediate'], trusted);
    expect(missing).toMatchObject({ subject: 'CN=Example Root CA', issued: facts(['intermediate'])[0]?.sha256 });
    expect(missing?.nearest?.why).toBe(why);
  });

  it('has a namesake with another key, and that is told', () => {
    for (const sent of [
      ['leaf', 'intermediate'],
      ['leaf', 'intermediate', 'root'],
    ])
      expect(explained(sent, ['new root']).faults[0]?.meaning).toContain(
        'a CA of that name, with another key (f.pem:1)',
      );
    expect(explained(['leaf', 'intermediate'], ['unrelated']).faults[0]?.meaning).not.toContain('another key');
  });

  it('is not missing where the chain ends in a root, trusted or not', () => {
    expect(explained(['leaf', 'intermediate', 'root'], ['unrelated']).missing).toBeUndefined();
    expect(explained(['leaf', 'intermediate'], ['root']).missing).toBeUndefined();
  });

  it('is taken for an intermediate where a root of a like name is trusted, and for a root where its name says so', () => {
    expect(told(explained(['leaf'], ['root']))).toEqual(['issuer 21 missing-intermediate obtain send']);
    expect(told(explained(['leaf', 'intermediate'], ['other ca']))).toEqual([
      'issuer 20 untrusted-issuer obtain trust',
    ]);
    expect(told(explained(['leaf'], ['unrelated']))).toEqual(['issuer 21 untrusted-issuer obtain trust']);
  });

  it('is a root that is not trusted where it was sent, and a leaf by itself', () => {
    expect(told(explained(['leaf', 'intermediate', 'root'], ['unrelated']))).toEqual([
      'issuer 19 untrusted-root trust',
    ]);
    expect(told(explained(['self-signed'], ['root']))).toEqual(['issuer 18 untrusted-self-signed trust']);
  });

  it('is found among what is at hand: an intermediate is to be sent, a root to be trusted', () => {
    expect(told(explained(['leaf'], ['root'], { atHand: ['intermediate'] }))).toEqual([
      'issuer 21 missing-intermediate send',
    ]);
    expect(told(explained(['leaf', 'intermediate'], ['unrelated'], { atHand: ['root'] }))).toEqual([
      'issuer 20 untrusted-issuer trust',
    ]);
  });

  it('is in nobody’s way: an intermediate in the bundle without its root hides what was sent', () => {
    const { faults } = explained(['leaf', 'intermediate', 'root'], ['intermediate', 'unrelated']);
    expect(faults[0]).toMatchObject({ code: 2, kind: 'issuer' });
    const deep = explained(['deep-leaf', 'intermediate-2', 'intermediate'], ['intermediate-2', 'root'], { depth: 2 });
    expect(told(deep)).toEqual(['issuer 2 untrusted-issuer distrust']);
    expect(deep.faults[0]?.cures[0]?.action).toEqual({
      type: 'distrust',
      certificate: facts(['intermediate-2'])[0]?.sha256,
    });
  });
});

describe('depth', () => {
  const deep = ['deep-leaf', 'intermediate-2', 'intermediate'];

  it('says the smallest that works, and what one less looks like', () => {
    expect(explained(deep, ['root'], { depth: 5 }).depth).toEqual({ inForce: 5, smallest: 2, below: 20 });
    expect(explained(deep, ['root', 'intermediate'], { depth: 5 }).depth.below).toBe(2);
    expect(explained(['self-signed'], ['self-signed'], { depth: 0 }).depth).toEqual({
      inForce: 0,
      smallest: 0,
      below: undefined,
    });
  });

  it('is told from a missing issuer, which both show as 20', () => {
    expect(told(explained(deep, ['root']))).toEqual(['depth 20 chain-too-long depth']);
    expect(told(explained(deep, ['unrelated']))).toEqual([
      'depth 20 chain-too-long depth',
      'issuer 20 untrusted-issuer obtain trust',
    ]);
    expect(explained(deep, ['unrelated']).depth.smallest).toBeUndefined();
  });

  it('is left alone where trusting the root makes the path short enough', () => {
    const sent = ['leaf', 'intermediate', 'root'];
    expect(told(explained(sent, ['unrelated'], { depth: 1 }))).toEqual(['issuer 19 untrusted-root trust']);
  });
});

describe('one certificate that is at fault', () => {
  it.each([
    [['for clients'], 'purpose 26 invalid-purpose reissue purpose'],
    [['under signs nothing', 'signs nothing'], 'authority 32 invalid-ca reissue authority'],
    [['weak leaf'], 'weak-key 66 weak-certificate reissue weak-key'],
    [['weakly signed'], 'weak-digest 68 weak-certificate reissue weak-digest'],
  ] as const)('%j', (presented, fault) => {
    expect(told(explained(presented, ['root']))).toEqual([fault]);
  });

  it('allows fewer CAs below it than there are', () => {
    const found = explained(['too deep', 'under flat', 'flat'], ['root'], { depth: 2 });
    expect(told(found)).toEqual(['path-length 25 path-length-exceeded reissue path-length']);
    expect(found.faults[0]?.certificate).toBe(facts(['flat'])[0]?.sha256);
    expect(found.faults[0]?.meaning).toContain('"Flat CA" allows 0 CAs below it');
  });

  it('hides the missing issuer where it is a weak leaf, and the depth limit too', () => {
    expect(told(explained(['weak under nobody'], ['unrelated']))).toEqual([
      'issuer 21 untrusted-issuer obtain trust',
      'weak-key 66 weak-certificate reissue weak-key',
    ]);
    expect(told(explained(['weak under nobody', 'intermediate'], ['unrelated']))).toEqual([
      'issuer 66 untrusted-issuer obtain trust',
      'weak-key 66 weak-certificate reissue weak-key',
    ]);
    expect(told(explained(['weak and deep', 'intermediate-2', 'intermediate'], ['root']))).toEqual([
      'depth 66 chain-too-long depth',
      'weak-key 66 weak-certificate reissue weak-key',
    ]);
    expect(told(explained(['weak by itself'], ['root']))).toEqual([
      'issuer 66 untrusted-self-signed trust',
      'weak-key 66 weak-certificate reissue weak-key',
    ]);
  });

  it('is a CA of the right name whose key has not signed: what nginx trusts is another', () => {
    // Without key identifiers nothing tells them apart but the signature.
    const bare = (ids: readonly string[]) =>
      facts(ids).map((one) => ({ ...one, subjectKeyId: undefined, authorityKeyId: undefined }));
    const trial = {
      ...trialOf(['flat-leaf'], ['new root']),
      trusted: bare(['new root']),
      presented: bare(['flat-leaf']),
    };
    const found = explainVerification(trial, verifyChain);
    expect(found?.code).toBe(21);
    expect(found?.missing?.nearest?.why).toBe('other-key');
  });
});

describe('revocation lists', () => {
  it('of every CA are needed, the root’s own too', () => {
    const found = explained(['leaf', 'intermediate'], ['root'], { lists: lists(['intermediate']) });
    expect(told(found)).toEqual(['list-missing 3 crl-unavailable list']);
    expect(found.faults[0]?.certificate).toBe(facts(['root'])[0]?.sha256);
    expect(explained(['leaf', 'intermediate'], ['root'], { lists: lists(['intermediate', 'root']) }).accepted).toBe(
      true,
    );
  });

  it('that have expired are one fault each', () => {
    const found = explained(['leaf', 'intermediate'], ['root'], { lists: lists(['intermediate', 'root'], true) });
    expect(told(found)).toEqual(['list-expired 12 crl-expired list', 'list-expired 12 crl-expired list']);
  });

  it('are no fault of their own where the issuer is missing', () => {
    const found = explained(['leaf', 'intermediate'], ['unrelated'], { lists: lists(['intermediate']) });
    expect(found.faults.map(({ kind }) => kind)).toEqual(['issuer']);
    expect(found.faults[0]?.code).toBe(found.code);
  });

  it('have to be signed by a CA that may', () => {
    const found = explained(['under signs no lists', 'signs no lists'], ['root'], {
      lists: lists(['signs no lists', 'root']),
    });
    expect(told(found)).toEqual(['authority 35 invalid-ca reissue authority']);
    expect(found.faults[0]?.certificate).toBe(facts(['signs no lists'])[0]?.sha256);
  });

  it('revoke', () => {
    const found = explained(['revoked leaf', 'intermediate'], ['root'], { lists: lists(['intermediate', 'root']) });
    expect(told(found)).toEqual(['revoked 23 certificate-revoked reissue serial']);
  });
});

describe('names', () => {
  it('are offered by likeness, and none that nothing can match', () => {
    const { name, faults } = explained(['many'], ['root'], { name: 'ledger.internal' });
    expect(name.nearest).toBe('ledger.payments.internal');
    expect(faults[0]?.cures[0]?.action).toEqual({
      type: 'name',
      names: ['ledger.payments.internal', 'billing.internal', '*.apps.internal'],
    });
  });

  it('are the common name where the SAN has addresses only', () => {
    const found = explained(['only address'], ['root'], { name: 'old.internal' });
    expect(found.name).toMatchObject({ covered: ['10.0.1.45'], addresses: ['10.0.1.45'] });
    expect(explained(['only address'], ['root'], { name: '10.0.1.45' }).accepted).toBe(true);
  });

  it('come after the chain, and after every fault of it', () => {
    const found = explained(['for clients'], ['unrelated'], { name: 'x' });
    expect(told(found)).toEqual([
      'issuer 21 untrusted-issuer obtain trust',
      'purpose 26 invalid-purpose reissue purpose',
      'name 62 name-mismatch name',
    ]);
    expect(found.code).toBe(21);
  });
});

describe('what breaks it one day', () => {
  it('is whatever ends first, even a root or a list', () => {
    const leaf = explained(['short leaf', 'intermediate'], ['root']);
    expect(leaf.breaks).toMatchObject({ code: 10, certificate: facts(['short leaf'])[0]?.sha256 });
    const root = explained(['under short root'], ['short root']);
    expect(root.breaks).toMatchObject({ code: 10, certificate: facts(['short root'])[0]?.sha256 });
    const list = explained(['leaf', 'intermediate'], ['root'], { lists: lists(['intermediate', 'root']) });
    expect(list.breaks).toMatchObject({ code: 12, list: expect.stringContaining('Example') });
  });

  it('happens in that second and not before', () => {
    const { breaks } = explained(['short leaf', 'intermediate'], ['root']);
    const at = Date.parse(breaks?.at ?? '');
    const trial = trialOf(['short leaf', 'intermediate'], ['root']);
    const verdicts = whatIf(
      trial,
      [at - 1000, at].map((moment) => ({ label: `${moment}`, at: new Date(moment).toISOString() })),
      verifyChain,
    );
    expect(verdicts.map(({ code }) => code)).toEqual([0, 10]);
  });

  it('is nothing where it is refused already', () => {
    expect(explained(['short leaf'], ['root'], { at: inDays(20) }).breaks).toBeUndefined();
  });
});

describe('OpenSSL’s own trust settings (TRUSTED CERTIFICATE)', () => {
  /** The certificate with X509_CERT_AUX behind it: purposes that are trusted, or rejected (openssl x509 -addtrust, -addreject). */
  function withSettings(id: string, kind: 'trust' | 'reject'): readonly CertificateFacts[] {
    const [plain] = facts([id]);
    const der = Buffer.from((plain?.pem ?? '').replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const serverAuth = Buffer.from('06082b06010505070301', 'hex');
    const list = Buffer.concat([Buffer.from([kind === 'trust' ? 0x30 : 0xa0, serverAuth.length]), serverAuth]);
    const aux = Buffer.concat([Buffer.from([0x30, list.length]), list]);
    const body = Buffer.concat([der, aux]).toString('base64').replace(/.{64}/g, '$&\n');
    return readCertificates('f', `-----BEGIN TRUSTED CERTIFICATE-----\n${body}\n-----END TRUSTED CERTIFICATE-----\n`)
      .certificates;
  }

  it('make an anchor of an intermediate', () => {
    const trial = { ...trialOf(['leaf'], []), trusted: withSettings('intermediate', 'trust') };
    const found = explainVerification(trial, verifyChain);
    expect(found).toMatchObject({ accepted: true, faults: [], depth: { smallest: 0 } });
  });

  it('reject a root', () => {
    const trial = { ...trialOf(['leaf', 'intermediate'], []), trusted: withSettings('root', 'reject') };
    const found = explainVerification(trial, verifyChain);
    expect(found?.faults.map(({ kind, code }) => [kind, code])).toEqual([['rejected', 26]]);
  });
});

it('says nothing of no certificate', () => {
  expect(explainVerification(trialOf([], ['root']), verifyChain)).toBeUndefined();
});

it('tells what was sent and is of no use', () => {
  const { unused } = explained(['leaf', 'intermediate', 'foreign-root'], ['root']);
  expect(unused.map(({ commonName }) => commonName)).toEqual(['Stranger Root CA']);
});
