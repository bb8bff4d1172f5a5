import { type AccessEntry, tellsUpstream } from './access.js';
import { isHealthRequest } from './health-path.js';
import { keepSome } from './keep.js';

const mostKinds = 10_000;

export interface RequestFold {
  add(entry: AccessEntry): void;
  readonly requests: readonly AccessEntry[];
  /** Requests that were left out, since there are too many kinds. */
  readonly left: number;
}

/**
 * Keeps an access log of any length in bounded memory: of the requests that tell the same (status, peers and their answers, whether it is a
 * health check) the first ones and the last, which counts those between. Requests that tell no upstream are left out.
 */
export function createRequestFold(): RequestFold {
  const kept = keepSome<AccessEntry>();
  let left = 0;
  return {
    requests: kept.all,
    get left() {
      return left;
    },
    add(entry) {
      if (!tellsUpstream(entry)) return;
      const key = kindOf(entry);
      if (kept.kinds < mostKinds || kept.has(key)) kept.add(key, entry);
      else left += entry.repeated;
    },
  };
}

const kindOf = ({ status, upstreamStatus, upstreamAddress, uri }: AccessEntry): string =>
  JSON.stringify([status, upstreamStatus, upstreamAddress, uri !== undefined && isHealthRequest(uri)]);
