import type { Application } from '@stackengine/engine';
import type { LayoutOf } from './hop.js';
import * as http from './http.js';
import * as protocols from './protocols.js';

/** Every layout by its id. */
export const layouts = {
  address: http.byAddress,
  group: http.group,
  'inherited-server': http.inheritedFromServer,
  'inherited-http': http.inheritedFromHttp,
  around: http.around,
  nested: http.nested,
  included: http.included,
  variable: http.variable,
  name: http.byName,
  if: http.inIf,
  'one-line': http.oneLine,
  tabs: http.tabs,
  crlf: http.crlf,
  grpc: protocols.grpc,
  uwsgi: protocols.uwsgi,
  stream: protocols.stream,
} as const satisfies Readonly<Record<string, LayoutOf>>;

export type LayoutId = keyof typeof layouts;

/** What the upstream of a layout must speak. */
export function applicationOf(layout: LayoutId): Application {
  if (layout === 'grpc') return 'http2';
  return layout === 'uwsgi' || layout === 'stream' ? layout : 'http1';
}
