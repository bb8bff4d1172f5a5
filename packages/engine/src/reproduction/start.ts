import type { Configuration } from '@stackengine/nginx-config';
import type { Hop } from '../hops/hop.js';
import { joinAddress } from '../hops/index.js';
import type { LogEvent } from '../logs/event.js';
import type { Outcome, Player, World } from '../worlds/world.js';
import { type Preparation, type Prepared, prepare } from './stand-ins/prepare.js';
import type { Refused } from './stand-ins/texts.js';

/** What had to be left out or added until nginx started. */
export interface Concessions {
  readonly refused: readonly Refused[];
  readonly additions: readonly string[];
  /** Names that nginx asked for. */
  readonly names: readonly string[];
}

export const noConcessions: Concessions = { refused: [], additions: [], names: [] };

export interface Started {
  readonly outcome: Outcome;
  readonly prepared: Prepared;
  readonly concessions: Concessions;
}

/** nginx names one thing at a time that it can't start with. */
const mostTries = 16;

/**
 * Plays a world until nginx starts: what it refuses for want of a module, a file or a name that only the server has is
 * set aside or added, and nginx asked again. Ends with the outcome in which nothing more could be conceded.
 */
export async function start(
  player: Player,
  configuration: Configuration,
  how: Preparation,
  worldOf: (prepared: Prepared, concessions: Concessions) => World,
  given: {
    readonly hop: Hop;
    readonly logged: LogEvent['upstream'];
    readonly concessions?: Concessions;
    readonly enough?: (errorLog: string) => boolean;
  },
): Promise<Started> {
  let concessions = given.concessions ?? noConcessions;
  for (let tries = 0; ; tries += 1) {
    const { refused, additions } = concessions;
    const prepared = prepare(configuration, { ...how, refused: [...(how.refused ?? []), ...refused], additions });
    const outcome = await player(worldOf(prepared, concessions));
    const done = outcome.started || tries >= mostTries || given.enough?.(outcome.errorLog) === true;
    const next = done ? undefined : conceded(outcome.errorLog, concessions, prepared, given);
    if (next === undefined) return { outcome, prepared, concessions };
    concessions = next;
  }
}

function conceded(
  errorLog: string,
  concessions: Concessions,
  prepared: Prepared,
  { hop, logged }: { readonly hop: Hop; readonly logged: LogEvent['upstream'] },
): Concessions | undefined {
  const line = /\[emerg\] (?:\d+#\d+: )?(.*)/.exec(errorLog)?.[1];
  if (line === undefined) return undefined;
  const host = /host not found in .*?"([^"\s]+?)(?::\d+)?"/.exec(line)?.[1];
  if (host !== undefined)
    return concessions.names.includes(host) ? undefined : { ...concessions, names: [...concessions.names, host] };
  const variable = /unknown "(\w+)" variable/.exec(line)?.[1];
  if (variable !== undefined) return withVariable(variable, concessions, hop, logged);
  const place = / in (\/\S+):(\d+)/.exec(line);
  const file = place?.[1] === undefined ? undefined : prepared.sourceOf(place[1]);
  if (place === null || file === undefined) return undefined;
  const unknown = /unknown directive "([^"]+)"/.exec(line)?.[1];
  const missing = /No such file or directory|\b(?:2|44): /.test(line);
  const parameter = /invalid parameter "/.test(line);
  if (unknown === undefined && !missing && !parameter) return undefined;
  const refused: Refused = {
    file,
    line: Number(place[2]),
    name: unknown ?? '',
    why: `the nginx that plays refuses it: ${line.slice(0, line.indexOf(' in /'))}`,
  };
  const again = concessions.refused.some(
    (one) => one.file === file && one.line === refused.line && one.name === refused.name,
  );
  return again ? undefined : { ...concessions, refused: [...concessions.refused, refused] };
}

/** A variable that an unseen part of the configuration sets: in the target it leads where the log says, else it is empty. */
function withVariable(
  variable: string,
  concessions: Concessions,
  hop: Hop,
  logged: LogEvent['upstream'],
): Concessions | undefined {
  const map = `map $host $${variable} { default "${valueFor(variable, hop, logged)}"; }`;
  return concessions.additions.includes(map)
    ? undefined
    : { ...concessions, additions: [...concessions.additions, map] };
}

function valueFor(variable: string, { target, tls }: Hop, logged: LogEvent['upstream']): string {
  const used = new RegExp(`^(.*?)\\$\\{?${variable}\\b\\}?(.*)$`).exec(target.text);
  if (used === null || logged === undefined) return '';
  const [, before = '', after = ''] = used;
  const address = joinAddress(logged.host, after.startsWith(':') ? undefined : logged.port);
  const scheme =
    before === '' && !after.startsWith('://') ? `${logged.scheme ?? (tls.enabled === 'no' ? 'http' : 'https')}://` : '';
  return after.startsWith('://') ? (logged.scheme ?? 'https') : scheme + address;
}
