import type { Hop } from '../hops/hop.js';
import { isAddressLiteral } from '../hops/index.js';
import { castName, faultless, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause, type Verdict } from './cause.js';
import { bothServerNames, plainHttpDecides, serverNameDecides } from './evidence/commands.js';
import { serverNameEvidence, serverNameState, unfitName, verifies } from './evidence/hop-state.js';
import { alert, isUndecided, sslReason, verifyCode } from './evidence/signature.js';
import { certain, chain, likely, line, possible } from './evidence/verdict.js';

const { server_name: _, ...silent } = verifiedSettings;

export default defineCause({
  id: 'sni-required',
  title: 'The upstream needs SNI, and nginx sends none that it knows',
  stage: 'handshake',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [5, 10] },
  explanation:
    'The upstream chooses its certificate by the server name (SNI) in the first message of the handshake. nginx sends none unless proxy_ssl_server_name is on, and never for an address; with it on, it sends proxy_ssl_name, by default the host in proxy_pass or the name of the upstream group. Servers answer a missing or unknown name in many ways: alert 112, alert 40, alert 80, a close, a reset, plain HTTP, or a default certificate that then fails verification. Trusting that default certificate would “work” and be wrong.',

  detect(given) {
    const { hop } = given;
    const number = alert(given);
    const state = serverNameState(hop);
    const said = (text: string) => line(given, text);
    if (number === 112)
      return certain([
        said('the upstream answered “unrecognized name” (alert 112)'),
        hop === undefined ? undefined : serverNameEvidence(hop),
      ]);
    if (hop === undefined || hop.tls.enabled === 'no') return undefined;
    if (state === 'sent') return fallbackShown(given);
    const missing = serverNameEvidence(hop);
    const decidedBy = [serverNameDecides(given)];
    if (number === 40)
      return likely(
        [said('alert 40 (handshake_failure), and the upstream knows no name to choose a certificate by'), missing],
        decidedBy,
        0.7,
      );
    if (number === 109)
      return likely(
        [said('alert 109 (missing_extension): RFC 8446 has servers answer a missing server name so'), missing],
        decidedBy,
        0.8,
      );
    if (number === 80) return likely([said('alert 80 (internal_error)'), missing], decidedBy, 0.7);
    const { signature } = given.incident;
    if (signature.kind === 'closed' && signature.during === 'handshake') {
      const how = signature.reset
        ? 'the upstream reset the connection during the handshake'
        : 'the upstream closed the connection during the handshake, without an alert';
      return possible([said(how), missing], decidedBy, 0.8);
    }
    if (sslReason(given) === 'wrong-version-number')
      return possible([said('the answer was not TLS'), missing], [plainHttpDecides(given), ...decidedBy], 0.4);
    if (isUndecided(given))
      return possible([said('the handshake failed, and the line does not say why'), missing], decidedBy, 0.8);
    return fallbackShown(given, missing) ?? fallbackPossible(given, missing, decidedBy);
  },

  /** The name is asked for where the one that would be sent can't be the upstream's, or is sent and refused. */
  repair: ({ hop, ...given }) =>
    hop !== undefined && (needsName(hop) || alertDespiteName({ hop, ...given }))
      ? [
          {
            type: 'ask',
            setting: 'name',
            need: 'name',
            why: 'the name that is sent as SNI and checked against the certificate',
          },
        ]
      : [],
  unverifiedHelps: false,
  remedy: () => [],
  confirm: (given) => [...bothServerNames(given)],
  prevention:
    'Switch proxy_ssl_server_name on wherever proxy_pass says https, and write proxy_ssl_name out where proxy_pass holds an address or a group.',
  worlds: [
    {
      id: 'nginx-reject-handshake',
      upstream: { ...faultless, implementation: 'nginx', withoutServerName: { act: 'alert', alert: 112 } },
      settings: silent,
    },
    {
      id: 'node-without-default',
      upstream: { ...faultless, withoutServerName: { act: 'alert', alert: 40 } },
      settings: silent,
    },
    {
      id: 'internal-error',
      upstream: { ...faultless, withoutServerName: { act: 'alert', alert: 80 } },
      settings: silent,
    },
    { id: 'gateway-closes', upstream: { ...faultless, withoutServerName: { act: 'close' } }, settings: silent },
    { id: 'gateway-resets', upstream: { ...faultless, withoutServerName: { act: 'reset' } }, settings: silent },
    {
      id: 'fallback-certificate',
      upstream: { ...faultless, withoutServerName: { act: 'present', chain: ['other-name'] } },
      settings: silent,
    },
    { id: 'unverified-hop', upstream: { ...faultless, withoutServerName: { act: 'alert', alert: 112 } }, settings: {} },
    {
      id: 'wrong-name-sent',
      upstream: { ...faultless, implementation: 'nginx', withoutServerName: { act: 'alert', alert: 112 } },
      settings: { ...verifiedSettings, name: `old-${castName}` },
    },
  ],
  examples: [
    { log: 'alert-112.log', config: 'silent.conf', confidence: 'certain' },
    { log: 'alert-40.log', config: 'silent.conf', confidence: 'likely' },
    { log: 'bare-handshake.log', config: 'bare.conf', confidence: 'possible' },
  ],
});

/** With SNI on, the name in force would not do. What a variable in the pass directive holds does: nginx connects to it. */
function needsName(hop: Hop): boolean {
  const { tls } = hop;
  const state = serverNameState({ ...hop, tls: { ...tls, serverName: { ...tls.serverName, value: 'on' } } });
  return state === 'maybe-none' ? unfitName(hop) !== undefined : state !== 'sent';
}

/** The upstream rejects a name although one is sent: the one that is written down is not the upstream's. */
function alertDespiteName(given: Case): boolean {
  return alert(given) === 112 && serverNameState(given.hop) === 'sent';
}

/** Both answers were given, and the one with SNI is another certificate. */
function fallbackShown(given: Case, missing?: ReturnType<typeof serverNameEvidence>): Verdict | undefined {
  const [without, named] = [given.chain.presented[0], given.chain.presentedWithServerName?.[0]];
  const { signature } = given.incident;
  if (without === undefined || named === undefined || without.sha256 === named.sha256) return undefined;
  if (signature.kind !== 'name' && signature.kind !== 'verify') return undefined;
  if (missing === undefined) return undefined;
  return certain(
    [
      line(given, 'nginx refused the certificate that it was shown'),
      missing,
      chain('without SNI the upstream shows another certificate than with it'),
    ],
    0.9,
  );
}

/** A certificate was refused, and no name was sent: it may be the upstream's default one. */
function fallbackPossible(
  given: Case,
  missing: ReturnType<typeof serverNameEvidence>,
  decidedBy: readonly string[],
): Verdict | undefined {
  if (verifies(given.hop) === 'no') return undefined;
  const { signature } = given.incident;
  if (signature.kind === 'name') {
    const unfit = given.hop !== undefined && (unfitName(given.hop) ?? isAddressLiteral(signature.name)) !== false;
    const shown = line(
      given,
      'the certificate that nginx was shown is for another name: perhaps the upstream’s default',
    );
    return unfit ? possible([shown, missing], decidedBy, 0.3) : likely([shown, missing], decidedBy, 0.7);
  }
  const code = verifyCode(given);
  if (code === 18 || code === 10 || code === 19 || code === 20 || code === 21)
    return possible(
      [line(given, 'the certificate that was refused may be the upstream’s default one'), missing],
      decidedBy,
      0.3,
    );
  return undefined;
}
