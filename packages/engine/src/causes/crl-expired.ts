import { faultless, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause } from './cause.js';
import { showRevocationLists } from './evidence/commands.js';
import { revocationLists } from './evidence/hop-state.js';
import { verifyCode } from './evidence/signature.js';
import { certain, line } from './evidence/verdict.js';

/** 12: nextUpdate is past; 11: thisUpdate lies in the future; 15, 16: a date that can't be read. */
const codes = new Set([11, 12, 15, 16]);

/** The other end of its validity: the clock or the list, and not its age. */
const isEarly = (given: Case): boolean => verifyCode(given) === 11;

export default defineCause({
  id: 'crl-expired',
  title: 'A revocation list has expired',
  stage: 'verify',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [10, 30] },
  explanation:
    'A list in the file of proxy_ssl_crl is past its nextUpdate, by the clock of the nginx host. nginx reads the file only when it starts or reloads, so a fresh file alone changes nothing.',

  told: (given) =>
    isEarly(given)
      ? {
          title: 'A revocation list is not valid yet',
          explanation:
            'A list in the file of proxy_ssl_crl has its thisUpdate in the future, by the clock of the nginx host: that clock is behind, or that of the CA is ahead. nginx refuses everything under that CA until then.',
        }
      : {},

  detect(given) {
    const code = verifyCode(given);
    if (code === undefined || !codes.has(code)) return undefined;
    return certain([
      line(
        given,
        `OpenSSL verify code ${code}: a revocation list is ${isEarly(given) ? 'not valid yet' : 'out of date'}`,
      ),
      revocationLists(given.hop),
    ]);
  },

  unverifiedHelps: true,
  remedy: (given) => [
    ...(isEarly(given)
      ? [
          {
            who: 'you',
            what: 'compare the clock of the nginx host with thisUpdate: set it right where it is behind',
            command: 'date -u',
          },
        ]
      : []),
    {
      who: 'the CA’s owner, or the job that fetches the lists',
      what: isEarly(given)
        ? 'where the clock is right, put lists whose thisUpdate has passed into the file of proxy_ssl_crl, then reload nginx'
        : 'put fresh lists into the file of proxy_ssl_crl, then reload nginx',
      command: `${showRevocationLists(given)} ; nginx -t && nginx -s reload`,
    },
  ],
  confirm: (given) => [showRevocationLists(given), ...(isEarly(given) ? ['date -u'] : [])],
  prevention:
    'Fetch lists well before nextUpdate, reload nginx each time, and watch nextUpdate like a certificate’s notAfter.',
  worlds: [
    {
      id: 'stale-list',
      upstream: faultless,
      files: { 'tls/crl.pem': { crlOf: ['root', 'intermediate'], expired: true } },
      settings: { ...verifiedSettings, crl: 'tls/crl.pem' },
      repairedFiles: { 'tls/crl.pem': { crlOf: ['root', 'intermediate'] } },
    },
  ],
  examples: [{ log: 'verify-12.log', config: 'crl.conf', confidence: 'certain' }],
});
