import type { Cause } from '../causes/cause.js';
import { verifies } from '../causes/evidence/hop-state.js';
import type { Scene } from './scene.js';

/** Where the file of anchors stands that an enclosing block names. */
const trusted = '/etc/nginx/stand-in/inherited-ca.pem';

/**
 * A part of a configuration does not tell whether verification is on around it; a line that says what nginx verified does. Directives for
 * the beginning of `http`; none where nothing has to be assumed.
 */
export function inheritedVerification({ given, hop }: Pick<Scene, 'given' | 'hop'>): readonly string[] {
  const { kind } = given.incident.signature;
  const verified = kind === 'verify' || kind === 'name';
  if (!verified || hop.protocol === 'stream' || verifies(hop) !== 'unknown') return [];
  const { prefix } = hop.tls;
  return [`${prefix}verify on;`, `${prefix}trusted_certificate ${trusted};`, `${prefix}verify_depth 2;`];
}

/** Whether what was not given may hold the setting without which a cause writes nothing: then no play rules it out. */
export function mayBeInherited({ stage }: Cause, { hop }: Pick<Scene, 'hop'>): boolean {
  return stage === 'verify' && verifies(hop) === 'unknown';
}
