import { verifies } from '../causes/evidence/hop-state.js';
import type { Hop } from '../hops/hop.js';
import { type HopProtocol, isAddressLiteral, locationText } from '../hops/index.js';
import { oncePer } from '../tables.js';
import type { Change } from './change.js';
import { type Heirs, readersOf } from './heirs.js';
import { usableName } from './names.js';
import { besideInBlock } from './neighbours.js';

/** A production fix as far as others have to know of it. */
export interface Reach {
  readonly main: Hop;
  /** All hops that are changed, `main` among them. */
  readonly hops: readonly Hop[];
  /** Hops on the same peers that are left alone, since they ask for another host. */
  readonly apart: readonly Hop[];
  readonly changes: readonly Change[];
  readonly heirs: Heirs;
  /** Every hop of the configuration. */
  readonly all: readonly Hop[];
}

const shown = 5;

/** What the user has to know before applying a production fix: whom else it reaches, and whom it leaves as they were. */
export function warnings(reach: Reach, name: string | undefined): readonly string[] {
  const { main, hops, all } = reach;
  return [
    ...shared(reach),
    ...besideInBlock(main, hops, all),
    ...leftApart(reach),
    ...keptInside(reach),
    ...stillUnverified(reach),
    ...ineffective(main),
    ...(name === undefined ? [] : unusable(name)),
    ...reached(reach),
  ];
}

function shared({ main, hops }: Reach): readonly string[] {
  const others = hops.filter((hop) => hop !== main);
  if (others.length === 0) return [];
  const [passes, shares, it] = others.length === 1 ? ['passes', 'shares', 'it'] : ['pass', 'share', 'them'];
  return [
    `${listed(others)} ${passes} to the same peer and so ${shares} its TLS sessions: the fix covers ${it} as well.`,
  ];
}

function leftApart({ apart }: Reach): readonly string[] {
  if (apart.length === 0) return [];
  const [asks, it, its] = apart.length === 1 ? ['asks', 'it', 'its'] : ['ask', 'them', 'their'];
  return [
    `${listed(apart)} ${asks} the same peer for another host, whose certificate has another name: left alone, and kept apart by switching session reuse off. Diagnose ${it} with ${its} own log lines.`,
  ];
}

function unverifiedInside({ heirs }: Reach): readonly Hop[] {
  const off = heirs.kept.filter(({ setting, value }) => setting === 'verify' && value === 'off');
  return [...new Set(off.map(({ hop }) => hop))];
}

function keptInside(reach: Reach): readonly string[] {
  const inside = unverifiedInside(reach);
  if (inside.length === 0) return [];
  const [lies, it] = inside.length === 1 ? ['lies inside and was', 'it'] : ['lie inside and were', 'them'];
  return [
    `${listed(inside)} ${lies} not verified: the new lines would be inherited, so what was in force is written out for ${it}. Verify ${it} next, with a name and a CA of ${it === 'it' ? 'its' : 'their'} own.`,
  ];
}

function stillUnverified(reach: Reach): readonly string[] {
  const { hops, apart, heirs, all } = reach;
  const told = new Set([...hops, ...apart, ...heirs.exposed, ...unverifiedInside(reach)]);
  const others = unverified(all).filter((hop) => !told.has(hop));
  return others.length === 0 ? [] : [`Left alone, and not verified either: ${listed(others)}.`];
}

const unverified = oncePer((hops: readonly Hop[]) =>
  hops.filter((hop) => hop.tls.enabled === 'yes' && verifies(hop) === 'no'),
);

const silentlyIgnored: Readonly<Record<HopProtocol, string | undefined>> = {
  proxy: undefined,
  grpc: 'proxy_ssl_',
  uwsgi: 'proxy_ssl_',
  stream: undefined,
};

function ineffective({ protocol, enclosing, pass, tls }: Hop): readonly string[] {
  const prefix = silentlyIgnored[protocol];
  if (prefix === undefined) return [];
  const there = enclosing.some((block) => block.children.some((child) => child.name.startsWith(prefix)));
  return there ? [`${prefix}* has no effect on ${pass.name}, which obeys ${tls.prefix}* only.`] : [];
}

function unusable(name: string): readonly string[] {
  if (isAddressLiteral(name))
    return [`"${name}" is an address: nginx matches no IP address of a SAN. Give a DNS name of the certificate.`];
  if (usableName(name) !== undefined) return [];
  return [
    name.includes('$')
      ? `"${name}" was not used: the verified name must not depend on the request.`
      : `"${name}" was not used: it is no DNS name as a certificate holds one (letters, digits, hyphens; other scripts as xn--…; no wildcard).`,
  ];
}

/** Hops that are not meant, and obey a changed line all the same. */
function reached({ hops, changes, heirs, all }: Reach): readonly string[] {
  const covered = new Set(hops);
  const readers = [...new Set(changes.flatMap((change) => readersOf(change, all)))].filter((hop) => !covered.has(hop));
  const inside = heirs.exposed.filter((hop) => !covered.has(hop));
  return [
    ...(readers.length === 0
      ? []
      : [`${listed(readers)} includes the same file: what is changed there has to be right for it as well.`]),
    ...(inside.length === 0
      ? []
      : [
          `${listed(inside)} inherits from the location that is changed: give it lines of its own first, if they are not right for it as well.`,
        ]),
  ];
}

function listed(hops: readonly Hop[]): string {
  const more = hops.length - shown;
  return `${hops.slice(0, shown).map(locationText).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
