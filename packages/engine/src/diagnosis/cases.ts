import type { Case } from '../causes/cause.js';
import type { Hop } from '../hops/hop.js';
import type { LogEvent } from '../logs/event.js';
import { groupIncidents } from '../logs/index.js';
import { oncePer } from '../tables.js';
import { placeOf } from './alike.js';
import { answerIncidents } from './answers-in-access-log.js';
import { candidateFinder } from './candidates.js';
import type { DiagnosisInput } from './diagnose.js';
import { openCase } from './open-case.js';

/** One case for each incident: what the logs say, with the hop and the evidence that belong to it. */
export function openCases(input: DiagnosisInput, hops: readonly Hop[]): readonly Case[] {
  const candidatesFor = candidateFinder(hops, input.configuration);
  const place = oncePer((hop: Hop) => placeOf(hop, hops));
  const placeOfEvent = (event: LogEvent): string | undefined => {
    const [only, other] = candidatesFor(event);
    return only === undefined || other !== undefined ? undefined : place(only);
  };
  const relevant = input.events.filter((event) => event.signature.kind !== 'other' || tellsOfProtocol(event));
  const incidents = groupIncidents(relevant, placeOfEvent).filter(({ signature }) => signature.kind !== 'disabled');
  const logged = incidents.map((incident) => {
    const [first] = incident.events;
    return openCase(incident, first === undefined ? [] : candidatesFor(first), input, hops);
  });
  const silent = answerIncidents(input.access, hops, incidents, input.configuration).map(({ incident, hop }) =>
    openCase(incident, [hop], input, hops),
  );
  return [...logged, ...silent];
}

/** HTTP/1 read as HTTP/2 frames: no TLS error, but a matter of ALPN. */
function tellsOfProtocol(event: LogEvent): boolean {
  return event.upstream !== undefined && /http2/.test(event.message);
}
