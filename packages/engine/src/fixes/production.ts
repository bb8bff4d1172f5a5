import type { Edit } from '@stackengine/nginx-config';
import type { Case, Cause, Repair } from '../causes/cause.js';
import { verifies } from '../causes/evidence/hop-state.js';
import { need } from '../causes/evidence/needs.js';
import type { Answers, Fix } from '../diagnosis/diagnosis.js';
import type { Hop } from '../hops/hop.js';
import { type HopProtocol, isAddressLiteral, locationText } from '../hops/index.js';
import { type Change, directiveName } from './change.js';
import { diffOf } from './diff.js';
import { harden } from './harden.js';
import { type Heirs, heirsOf, readersOf } from './heirs.js';
import { usableName } from './names.js';
import { besideInBlock, wantsAnotherName } from './neighbours.js';
import { place } from './place.js';
import { speakTls } from './scheme.js';

/**
 * The smallest edits after which nginx verifies this upstream and reaches it, at every hop that shares its peers.
 * Undefined where no edit of nginx's configuration cures the cause, or where there is no hop to edit.
 */
export function productionFix(given: Case, cause: Cause, rivals: readonly Cause[], answers: Answers): Fix | undefined {
  const own = cause.repair?.(given);
  const repairs = own === undefined ? undefined : [...own, ...depthOfRivals(given, own, rivals)];
  const main = given.hop;
  if (repairs === undefined || main === undefined) return undefined;
  const scheme = repairs.find((repair) => repair.type === 'scheme');
  if (own?.length === 0 && cause.remedy(given).length > 0) return undefined;
  const sharing = scheme === undefined ? given.sharing.filter((hop) => hop.tls.enabled !== 'no') : given.sharing;
  const apart = sharing.filter((hop) => wantsAnotherName(main, hop));
  const together = [main, ...sharing.filter((hop) => !apart.includes(hop))];
  const faulty = given.incident.signature.kind === 'config' ? given.candidates : [];
  const hops = [...new Set([...together, ...faulty])];
  const switches =
    scheme === undefined
      ? []
      : hops.filter((hop) => hop.tls.enabled !== 'yes').map((hop) => speakTls(hop, scheme.scheme));
  if (switches.some((edit) => edit === undefined)) return undefined;
  const { changes: wanted, needs } = harden(given, repairs, hops, apart, answers);
  const heirs = heirsOf(wanted, given.hops);
  const changes = [...wanted, ...heirs.kept];
  const edits = [...switches.filter((edit): edit is Edit => edit !== undefined), ...place(changes, given.hops)];
  if (edits.length === 0) return undefined;
  const why = new Map(changes.map((change) => [directiveName(change.hop, change.setting), change.why]));
  if (scheme !== undefined) why.set(main.pass.name, scheme.why);
  return {
    profile: 'production',
    cause: cause.id,
    needs: needs.map((id) => need(id, given)),
    edits,
    diff: diffOf(edits, hops),
    proof: null,
    why: [...why].map(([directive, text]) => ({ directive, text })),
    warnings: [...warnings(given, main, hops, apart, heirs, answers), ...reached(wanted, hops, heirs, given.hops)],
  };
}

/** A depth limit hides behind the codes of an unknown issuer; a larger limit weakens nothing, so both are cured at once. */
function depthOfRivals(given: Case, own: readonly Repair[], rivals: readonly Cause[]): readonly Repair[] {
  const isDepth = (repair: Repair): boolean => repair.type === 'set' && repair.setting === 'verify_depth';
  if (own.some(isDepth)) return [];
  return rivals.flatMap((rival) => (rival.repair?.(given) ?? []).filter(isDepth)).slice(0, 1);
}

const unverifiedHops = new WeakMap<readonly Hop[], readonly Hop[]>();

function unverified(hops: readonly Hop[]): readonly Hop[] {
  const known = unverifiedHops.get(hops) ?? hops.filter((hop) => hop.tls.enabled === 'yes' && verifies(hop) === 'no');
  unverifiedHops.set(hops, known);
  return known;
}

const silentlyIgnored: Readonly<Record<HopProtocol, string>> = {
  proxy: '',
  grpc: 'proxy_ssl_',
  uwsgi: 'proxy_ssl_',
  stream: '',
};

function warnings(
  given: Case,
  main: Hop,
  hops: readonly Hop[],
  apart: readonly Hop[],
  { kept, exposed }: Heirs,
  answers: Answers,
): readonly string[] {
  const found: string[] = [];
  if (hops.length > 1) {
    const others = hops.filter((hop) => hop !== main).map(locationText);
    found.push(
      `${others.join(', ')} ${others.length === 1 ? 'passes' : 'pass'} to the same peer and so ${others.length === 1 ? 'shares' : 'share'} its TLS sessions: the fix covers ${others.length === 1 ? 'it' : 'them'} as well.`,
    );
  }
  found.push(...besideInBlock(main, hops, given.hops));
  if (apart.length > 0)
    found.push(
      `${apart.map(locationText).join(', ')} ${apart.length === 1 ? 'asks' : 'ask'} the same peer for another host, whose certificate has another name: left alone, and kept apart by switching session reuse off. Diagnose ${apart.length === 1 ? 'it' : 'them'} with ${apart.length === 1 ? 'its' : 'their'} own log lines.`,
    );
  const unverifiedInside = [
    ...new Set(kept.filter(({ setting, value }) => setting === 'verify' && value === 'off').map(({ hop }) => hop)),
  ];
  if (unverifiedInside.length > 0)
    found.push(
      `${unverifiedInside.map(locationText).join(', ')} lies inside and was not verified: it would inherit the new lines, so what it had is written out. Verify it next, with a name and a CA of its own.`,
    );
  const told = new Set([...hops, ...apart, ...exposed, ...unverifiedInside]);
  const others = unverified(given.hops).filter((hop) => !told.has(hop));
  if (others.length > 0)
    found.push(
      `Left alone, and not verified either: ${others.slice(0, 5).map(locationText).join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}.`,
    );
  const prefix = silentlyIgnored[main.protocol];
  if (prefix !== '' && main.enclosing.some((block) => block.children.some((child) => child.name.startsWith(prefix))))
    found.push(`${prefix}* has no effect on ${main.pass.name}, which obeys ${main.tls.prefix}* only.`);
  const { name } = answers;
  if (name !== undefined && isAddressLiteral(name))
    found.push(`"${name}" is an address: nginx matches no IP address of a SAN. Give a DNS name of the certificate.`);
  else if (name !== undefined && usableName(name) === undefined)
    found.push(
      name.includes('$')
        ? `"${name}" was not used: the verified name must not depend on the request.`
        : `"${name}" was not used: it is no DNS name as a certificate holds one (letters, digits, hyphens; other scripts as xn--…; no wildcard).`,
    );
  return found;
}

/** Hops that are not meant, and obey a changed line all the same. */
function reached(
  changes: readonly Change[],
  hops: readonly Hop[],
  { exposed }: Heirs,
  all: readonly Hop[],
): readonly string[] {
  const readers = new Set(changes.flatMap((change) => readersOf(change, all)).filter((hop) => !hops.includes(hop)));
  const inside = exposed.filter((hop) => !hops.includes(hop));
  return [
    ...(readers.size > 0
      ? [
          `${[...readers].map(locationText).join(', ')} includes the same file: what is changed there has to be right for it as well.`,
        ]
      : []),
    ...(inside.length > 0
      ? [
          `${inside.map(locationText).join(', ')} inherits from the location that is changed: give it lines of its own first, if they are not right for it as well.`,
        ]
      : []),
  ];
}
