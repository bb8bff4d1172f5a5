import { type Position, positionAt } from '@stackengine/nginx-config';
import { locationOf, serverOf } from './blocks.js';
import type { Hop } from './hop.js';

/** Line and column of the pass directive, 1-based. */
export function positionOf(hop: Hop): Position {
  return positionAt(hop.pass.tree, hop.pass.directive.start);
}

/** `location /api/ (conf.d/api.conf:12)`: the place of a hop, for people. */
export function locationText(hop: Hop): string {
  const location = locationOf(hop);
  const block =
    location === undefined
      ? serverOf(hop) === undefined
        ? hop.pass.name
        : 'server'
      : ['location', ...location.args].join(' ');
  return `${block} (${hop.pass.tree.file}:${positionOf(hop).line})`;
}
