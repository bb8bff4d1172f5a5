import type { TimeCounts } from './time-counts.js';

/** One request of an access log. `-` is undefined. Upstream fields hold one entry per peer tried, in order. */
export interface AccessEntry {
  readonly file: string;
  readonly line: number;
  readonly time: string | undefined;
  readonly client: string | undefined;
  readonly method: string | undefined;
  readonly uri: string | undefined;
  readonly host: string | undefined;
  readonly status: number | undefined;
  readonly upstreamStatus: readonly number[];
  readonly upstreamAddress: readonly string[];
  /** How many requests it stands for, itself included. */
  readonly repeated: number;
  /** When those were that it stands for, where it stands for others of its kind (createRequestFold). */
  readonly times?: TimeCounts;
}

/** Whether a request tells which upstream was asked, or what one answered: a diagnosis rests on no others. */
export const tellsUpstream = ({ upstreamAddress, upstreamStatus }: AccessEntry): boolean =>
  upstreamAddress.length + upstreamStatus.length > 0;

/** How many requests these stand for. */
export const requestsIn = (entries: readonly AccessEntry[]): number =>
  entries.reduce((sum, { repeated }) => sum + repeated, 0);
