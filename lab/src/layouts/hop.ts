import type { Request, Upstream, World } from '@stackengine/engine';
import type { Files } from '../protocol.js';

/** What differs from one scenario to the next, while a layout decides where in a configuration it stands. */
export interface HopWanted {
  /** Without their prefix: `verify`, `trusted_certificate`; a list where one is given more than once. */
  readonly settings: Readonly<Record<string, string | readonly string[]>>;
  /** Where the upstream listens; a second one where the layout has a group. */
  readonly addresses: readonly [string, ...string[]];
  /** The DNS name under which layouts that pass by name reach it. */
  readonly name: string;
  /** Settings of a second location to the same peers, `/neighbour/`; only layouts by address and by group have it. */
  readonly neighbour?: HopWanted['settings'];
  /** False: `http://` to the upstream. */
  readonly tls?: boolean;
}

/** A configuration with one hop under test, and others beside it that work and must go on working. */
export interface Layout {
  readonly id: string;
  readonly files: Files;
  readonly names: World['names'];
  readonly certificates: World['certificates'];
  /** Goes through the hop under test. */
  readonly request: Request;
  /** What the hop under test connects to. */
  readonly addresses: readonly string[];
  readonly healthy: readonly Request[];
  readonly upstreams: readonly Upstream[];
}

export type LayoutOf = (hop: HopWanted) => Layout;

export const listener = '127.0.0.1:8080';

export const get = (path: string, of: Partial<Request> = {}): Request => ({
  type: 'request',
  to: listener,
  protocol: 'http',
  host: 'www.example',
  method: 'GET',
  path,
  ...of,
});

/** The settings as directives of one protocol, one a line. */
export function directives(settings: HopWanted['settings'], prefix: string, indent: string): string {
  return Object.entries(settings)
    .flatMap(([name, value]) => [value].flat().map((each) => `${indent}${prefix}${name} ${each};\n`))
    .join('');
}
