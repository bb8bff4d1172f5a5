import { signatureKey } from './describe.js';
import type { LogEvent } from './event.js';
import { concernsUsers } from './incidents.js';
import { keepSome } from './keep.js';

const mostKinds = 10_000;
/** The paths of events that are the same otherwise are told apart up to so many. */
const mostPaths = 100;

export interface EventFold {
  add(event: LogEvent): void;
  readonly events: readonly LogEvent[];
}

/**
 * Keeps a log of any length in bounded memory: of the events that tell the same (signature, upstream, server, first part of
 * the path) the first ones and the last, whose `repeated` counts those between, and whose `times` tell when they were. First and last time
 * and the number stay true. Events that concern no upstream are left out.
 */
export function createEventFold(): EventFold {
  const kept = keepSome<LogEvent>();
  const paths = new Map<string, number>();
  const keyOf = (event: LogEvent): string => {
    const base = kindOf(event);
    const own = `${base}\n${pathOf(event)}`;
    if (kept.has(own)) return own;
    if (kept.kinds >= mostKinds) return signatureKey(event.signature);
    const known = paths.get(base) ?? 0;
    if (known >= mostPaths) return base;
    paths.set(base, known + 1);
    return own;
  };
  return {
    events: kept.all,
    add(event) {
      if (concernsUsers(event)) kept.add(keyOf(event), event);
    },
  };
}

function kindOf({ signature, upstream, server, action, level }: LogEvent): string {
  const peer = upstream === undefined ? '' : `${upstream.scheme} ${upstream.host} ${upstream.port}`;
  return [signatureKey(signature), peer, server, action, level].join('\n');
}

/** The first part of the path, which most locations are told apart by. */
function pathOf({ request }: LogEvent): string {
  return /^\S+ (\/[^/?\s]*)/.exec(request ?? '')?.[1] ?? '';
}
