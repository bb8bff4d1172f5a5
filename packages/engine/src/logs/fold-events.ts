import { signatureKey } from './describe.js';
import type { LogEvent } from './event.js';

/** Events of one kind that are kept one by one; later ones are counted in the last of them. */
const keptOfAKind = 10;
const mostKinds = 10_000;

export interface EventFold {
  add(event: LogEvent): void;
  readonly events: readonly LogEvent[];
}

/**
 * Keeps a log of any length in bounded memory: of the events that tell the same (signature, upstream, server, first part of
 * the path) the first ones and the last, whose `repeated` counts those between. First and last time and the number stay true.
 */
export function createEventFold(): EventFold {
  const events: LogEvent[] = [];
  const kinds = new Map<string, { kept: number; last: number }>();
  return {
    events,
    add(event) {
      const own = kindOf(event);
      const key = kinds.has(own) || kinds.size < mostKinds ? own : signatureKey(event.signature);
      const kind = kinds.get(key) ?? { kept: 0, last: 0 };
      kinds.set(key, kind);
      const last = events[kind.last];
      if (kind.kept < keptOfAKind || last === undefined) {
        kind.kept += 1;
        kind.last = events.push(event) - 1;
      } else {
        events[kind.last] = { ...event, repeated: last.repeated + event.repeated };
      }
    },
  };
}

function kindOf({ signature, upstream, server, request, action, level }: LogEvent): string {
  const peer = upstream === undefined ? '' : `${upstream.scheme} ${upstream.host} ${upstream.port}`;
  const path = /^\S+ (\/[^/?\s]*)/.exec(request ?? '')?.[1] ?? '';
  return [signatureKey(signature), peer, server, path, action, level].join('\n');
}
