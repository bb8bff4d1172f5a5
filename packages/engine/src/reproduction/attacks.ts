import type { HopProtocol } from '../hops/hop.js';
import { attackers, cast, castName, faultless } from '../worlds/cast.js';
import type { Behaviour, Certificate } from '../worlds/world.js';
import { attackerId } from './attacker.js';
import { speaking } from './kinds.js';

/** Somebody else in the upstream's place. */
export interface Attack {
  /** `attacker/own-root-same-subjects` */
  readonly id: string;
  readonly name: string;
  readonly behaviour: Behaviour;
}

/** The cast's attackers, with the name that nginx checks and the anchors that it trusts. */
export function attacksOn(
  name: string,
  anchors: readonly string[],
  certificates: Readonly<Record<string, Certificate>>,
  protocol: HopProtocol,
): { readonly attacks: readonly Attack[]; readonly certificates: Readonly<Record<string, Certificate>> } {
  const anchor = anchors.find((id) => certificates[id]?.ca === true) ?? 'root';
  const own: Record<string, Certificate> = {};
  for (const [id, certificate] of Object.entries(cast)) {
    if (!id.startsWith('attacker-')) continue;
    own[`${id} in its place`] = {
      ...certificate,
      subject:
        id === 'attacker-root'
          ? (certificates[anchor]?.subject ?? certificate.subject)
          : certificate.subject.replace(castName, name),
      dns: certificate.dns.map((one) => (one === castName ? name : one)),
      issuer: certificate.issuer === 'root' ? anchor : `${certificate.issuer} in its place`,
    };
  }
  return {
    certificates: own,
    attacks: Object.entries(attackers).map(([attacker, chain]) => ({
      id: attackerId(attacker),
      name: attacker,
      behaviour: speaking({ ...faultless, chain: chain.map((id) => `${id} in its place`) }, protocol),
    })),
  };
}
