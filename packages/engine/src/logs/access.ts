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
}

/** Whether a request tells which upstream was asked, or what one answered: a diagnosis rests on no others. */
export const tellsUpstream = ({ upstreamAddress, upstreamStatus }: AccessEntry): boolean =>
  upstreamAddress.length + upstreamStatus.length > 0;
