import type { Configuration } from '@stackengine/nginx-config';
import type { LogEvent } from '../logs/event.js';
import type { Hop } from './hop.js';
import { type Names, observeAddress } from './matching/address.js';
import type { Observation } from './matching/observation.js';
import { observeProtocol } from './matching/protocol.js';
import {
  mayServe,
  observeLocation,
  observeMethod,
  observeUri,
  type Router,
  routerFor,
  targetOf,
} from './matching/request.js';
import { observeServer } from './matching/server.js';
import { observePlace, observeVerification } from './matching/verification.js';

/** `exact`: peer or target is this hop's, and nothing speaks against it. */
export type MatchStrength = 'exact' | 'likely' | 'possible';

/** One hop that can have written an event, and how well it fits. */
export interface HopMatch {
  readonly hop: Hop;
  readonly strength: MatchStrength;
  /** What the match rests on, and what speaks against it, for people. */
  readonly because: readonly string[];
}

/** The hops that an event leaves possible. */
export interface HopMatches {
  /** Best first. More than one that is `exact`: the log does not tell which. */
  readonly matches: readonly HopMatch[];
}

/** What is known beside the event itself. */
export interface MatchOptions {
  /** Addresses by name; without an entry, a name may have any address. */
  readonly names?: ReadonlyMap<string, readonly string[]>;
  /** Lets locations of a fragment without `server` compete with each other. */
  readonly configuration?: Configuration;
}

/**
 * The hops that can have written an event, by protocol, peer, server name, location, URI and verified name. A field
 * that is missing, on either side, excludes nothing. Empty where the event has no upstream, or where the configuration
 * holds no hop that fits.
 */
export function matchHops(event: LogEvent, hops: readonly Hop[], options: MatchOptions = {}): HopMatches {
  if (!concernsUpstream(event)) return { matches: [] };
  const target = targetOf(event);
  const route = routerFor(target ?? '', options.configuration);
  const names = options.names ?? new Map<string, readonly string[]>();
  const judged = (some: readonly Hop[]) => some.flatMap((hop) => judge(event, hop, names, target, route) ?? []);
  // A location that does not serve the request speaks against a hop, so that `rank` would leave it out beside a clear one.
  const served = hops.filter((hop) => mayServe(hop, target, route));
  const near = judged(served);
  if (served.length === hops.length || near.some(isClear)) return { matches: rank(near) };
  return { matches: rank(judged(hops)) };
}

const isClear = ({ identified, against }: Candidate): boolean => identified && against === 0;

function concernsUpstream({ signature, upstream, action }: LogEvent): boolean {
  if (signature.kind === 'client') return false;
  return signature.kind !== 'other' || upstream !== undefined || (action?.includes('upstream') ?? false);
}

interface Candidate {
  readonly hop: Hop;
  readonly identified: boolean;
  readonly supports: number;
  readonly against: number;
  readonly because: readonly string[];
}

function judge(
  event: LogEvent,
  hop: Hop,
  names: Names,
  target: string | undefined,
  route: Router,
): Candidate | undefined {
  const place = observePlace(event, hop);
  if (event.signature.kind === 'config' && event.upstream === undefined && place === undefined) return undefined;
  const decisive = [observeProtocol(event, hop), place, observeAddress(event, hop, names)];
  if (decisive.some((observation) => observation?.says === 'excludes')) return undefined;
  const observations = [
    ...decisive,
    observeServer(event, hop),
    observeLocation(hop, target, route),
    observeMethod(event, hop),
    observeUri(event, hop, target),
    observeVerification(event, hop),
  ];
  return summary(
    hop,
    observations.filter((observation) => observation !== undefined),
  );
}

function summary(hop: Hop, observations: readonly Observation[]): Candidate {
  let weight = 0;
  for (const observation of observations) if (observation.says === 'against') weight += observation.weight;
  return {
    hop,
    identified: observations.some(({ says }) => says === 'identifies'),
    supports: observations.filter(({ says }) => says === 'supports').length,
    against: weight,
    because: observations.flatMap((observation) => ('text' in observation ? [observation.text] : [])),
  };
}

function rank(candidates: readonly Candidate[]): readonly HopMatch[] {
  const clear = candidates.filter(isClear);
  const most = Math.max(0, ...clear.map(({ supports }) => supports));
  const order: Readonly<Record<MatchStrength, number>> = { exact: 0, likely: 1, possible: 2 };
  const ranked = candidates.map((candidate) => ({ ...candidate, strength: strengthOf(candidate, most) }));
  // A hop that the line speaks against is worth a mention only where no other is found.
  const listed = clear.length > 0 ? ranked.filter(({ against }) => against === 0) : ranked;
  return listed
    .sort((a, b) => order[a.strength] - order[b.strength] || a.against - b.against || b.supports - a.supports)
    .map(({ hop, strength, because }) => ({ hop, strength, because }));
}

function strengthOf({ identified, supports, against }: Candidate, most: number): MatchStrength {
  if (against > 0) return 'possible';
  if (identified) return supports === most ? 'exact' : 'likely';
  return supports >= 2 ? 'likely' : 'possible';
}
