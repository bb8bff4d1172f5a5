import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { decides, showRevocationLists } from './evidence/commands.js';
import { revocationLists } from './evidence/hop-state.js';
import { verifyCode } from './evidence/signature.js';
import { certain, likely, line } from './evidence/verdict.js';

/** 3: none for an issuer; 5, 8: can't be read, or signed by another key; 33, 35, 36, 44, 54: not valid for this certificate. */
const codes = new Set([3, 5, 8, 33, 35, 36, 44, 54]);

export default defineCause({
  id: 'crl-unavailable',
  title: 'A revocation list that proxy_ssl_crl asks for is missing',
  stage: 'verify',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [10, 60] },
  explanation:
    'With proxy_ssl_crl nginx checks every certificate of the path, so the file must hold a list of every CA in it, the root’s own included. One of them is missing, or is signed by another key. An upstream under a CA that is not trusted shows the same line once a list is configured, so make sure of the CA first.',

  detect(given) {
    const { signature } = given.incident;
    if (signature.kind === 'config' && signature.reason === 'crl-unreadable')
      return certain([line(given, 'nginx can’t read the file that proxy_ssl_crl names')]);
    const code = verifyCode(given);
    if (code === undefined || !codes.has(code)) return undefined;
    const said = line(given, `OpenSSL verify code ${code}: no usable revocation list for a CA of the path`);
    const { hop, assessment } = given;
    const list = revocationLists(hop);
    if (assessment?.anchored === 'yes' && given.chain.trustedNow?.state === 'read') return certain([said, list]);
    return likely(
      [said, list],
      [decides('each CA of the chain must be among the issuers, the root too', showRevocationLists(given))],
      0.7,
    );
  },

  unverifiedHelps: true,
  remedy: (given) => [
    {
      who: 'the CA’s owner',
      what: 'hand over a current list for every CA of the chain, the root included; put them together in the file of proxy_ssl_crl and reload',
      command: `cat intermediate.crl.pem root.crl.pem > ${given.hop?.tls.crl.value ?? 'CRL.pem'} && nginx -t && nginx -s reload`,
    },
  ],
  confirm: (given) => [showRevocationLists(given)],
  prevention: 'Fetch the lists of all CAs of the path by one job that fails loudly when one is missing.',
  worlds: [
    {
      id: 'root-list-missing',
      upstream: faultless,
      files: { 'tls/crl.pem': { crlOf: ['intermediate'] } },
      settings: { ...verifiedSettings, crl: 'tls/crl.pem' },
      repairedFiles: { 'tls/crl.pem': { crlOf: ['root', 'intermediate'] } },
    },
  ],
  examples: [{ log: 'verify-3.log', config: 'crl.conf', confidence: 'likely' }],
});
