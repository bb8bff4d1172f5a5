import type { Hop, Setting } from '../../hops/hop.js';
import { isAddressLiteral, serverNameIndication, verifiedName } from '../../hops/index.js';
import type { Case, Evidence } from '../cause.js';
import { directive } from './verdict.js';

export type Known = 'yes' | 'no' | 'unknown';

/** Whether nginx verifies the upstream at this hop. Off by default; unknown where enclosing blocks were not given. */
export function verifies(hop: Hop | undefined): Known {
  if (hop === undefined || hop.tls.verify.origin.from === 'unknown') return 'unknown';
  return hop.tls.verify.value === 'on' ? 'yes' : 'no';
}

/** Whether nginx sends SNI, and whether the name sent can be the upstream's at all. */
export function serverNameState(hop: Hop | undefined): 'none' | 'maybe-none' | 'unfit' | 'sent' | 'unknown' {
  if (hop === undefined) return 'unknown';
  const { sent, name } = serverNameIndication(hop);
  if (sent === 'no') return 'none';
  if (sent === 'unknown') return 'maybe-none';
  return unfitName(hop) !== undefined || (name !== undefined && !name.includes('.')) ? 'unfit' : 'sent';
}

/** Why the name in force can't be right for every request; undefined where it may be. */
export type UnfitName = 'group' | 'address' | 'socket' | 'url' | 'dot' | 'variable';

/**
 * What is wrong with the name that nginx verifies and sends: the name of an `upstream` block (by default, or through
 * $proxy_host), an address, which X509_check_host never finds among IP SANs, the path of a socket, a URL, which nginx cuts
 * at its colon, a dot at its end, or a variable that the request decides. A default name that follows a variable in the
 * pass directive is none of these: it is the host that nginx connects to.
 */
export function unfitName(hop: Hop): UnfitName | undefined {
  const { names, variables } = verifiedName(hop);
  const written = hop.tls.name.value ?? '';
  const chosen = !isSet(hop.tls.name) || written.includes('$');
  if (isSet(hop.tls.name) && /^[a-z]+:\/\//i.test(written)) return 'url';
  if (isSet(hop.tls.name) && variables.length > 0) return 'variable';
  const { destinations } = hop.target;
  if (chosen && destinations.some(({ group }) => group !== undefined && names.includes(group.args[0] ?? '')))
    return 'group';
  if (names.length > 0 && names.every(isAddressLiteral)) return 'address';
  if (names.some((name) => destinations.some(({ unix }) => unix === name))) return 'socket';
  return names.some((name) => name.endsWith('.')) ? 'dot' : undefined;
}

/** Set by a directive that was seen, at whatever level. */
export function isSet(setting: Setting): boolean {
  return setting.origin.from === 'own' || setting.origin.from === 'inherited';
}

/** The verify depth in force, where it is known. nginx's default is 1. */
export function depthOf(hop: Hop | undefined): number | undefined {
  const value = hop?.tls.verifyDepth.value;
  const depth = value === undefined ? Number.NaN : Number.parseInt(value, 10);
  return Number.isNaN(depth) ? undefined : depth;
}

/** A limit of as many intermediates is enough for ordinary PKIs: used where their number is not known. */
export const ampleDepth = 3;

/** Hops on the same peer that verify otherwise: their TLS sessions, verify result included, are shared (nginx keeps one per peer). */
export function differentlyVerified(given: Case): readonly Hop[] {
  const { hop } = given;
  if (hop === undefined || hop.tls.sessionReuse.value === 'off') return [];
  return given.sharing.filter(
    (other) =>
      other.tls.sessionReuse.value !== 'off' &&
      other.tls.enabled !== 'no' &&
      (other.tls.verify.value !== hop.tls.verify.value ||
        (hop.tls.verify.value === 'on' && other.tls.trustedCertificate.value !== hop.tls.trustedCertificate.value)),
  );
}

/** The file of revocation lists that nginx checks the upstream's chain against. */
export function revocationLists(hop: Hop | undefined): Evidence | undefined {
  if (hop === undefined || !isSet(hop.tls.crl)) return undefined;
  return directive(hop.tls.crl, `revocation lists in force: ${hop.tls.crl.value}`);
}

/** What is said of SNI where it is not sent, for people. */
export function serverNameEvidence(hop: Hop): Evidence {
  const setting = hop.tls.serverName;
  const host = hop.target.host;
  if (setting.value === 'on') {
    const { name } = verifiedName(hop);
    if (name === undefined || isAddressLiteral(name))
      return directive(
        setting,
        `${setting.directive} is on, but nginx sends no SNI for an address (${name ?? host ?? hop.target.text})`,
      );
    return directive(setting, `${setting.directive} is on, and the name sent is "${name}"`);
  }
  const where =
    setting.origin.from === 'unknown'
      ? 'is not set in what was given'
      : isSet(setting)
        ? 'is off'
        : 'is not set (default off)';
  return directive(setting, `${setting.directive} ${where}: nginx sends no server name (SNI)`);
}
