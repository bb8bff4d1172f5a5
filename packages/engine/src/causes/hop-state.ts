import type { Hop, Setting } from '../hops/hop.js';
import { isAddressLiteral, serverNameIndication, verifiedName } from '../hops/index.js';
import type { Case, Evidence } from './cause.js';
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
  return nameIsGroup(hop) || (name !== undefined && !name.includes('.')) ? 'unfit' : 'sent';
}

/** The verified name is the name of an `upstream` block, because `proxy_ssl_name` was left at its default. */
export function nameIsGroup(hop: Hop): boolean {
  return hop.group !== undefined && !isSet(hop.tls.name) && verifiedName(hop).name === hop.target.host;
}

/** The default name is an address, which X509_check_host never finds among IP SANs. */
export function nameIsAddress(hop: Hop): boolean {
  const { name } = verifiedName(hop);
  return name !== undefined && isAddressLiteral(name);
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
