import type { DirectiveInfo } from './directives.js';
import type { Comment, Directive, Word } from './tree.js';

/** Blocks whose entries are data that nginx hands to a handler of its own: no directives, no blocks in them. */
export const dataBlocks = new Set(['map', 'geo', 'types', 'split_clients', 'charset_map', 'num_map', 'geoip2']);

/** A directive without a body. All have the same fields in the same order, which keeps readers of trees fast. */
export function directiveOf(
  start: number,
  name: Word,
  args: readonly Word[],
  comments: readonly Comment[],
  end: number,
  terminated: boolean,
): Directive {
  return {
    type: 'directive',
    name,
    args,
    comments,
    start,
    end,
    body: undefined,
    open: undefined,
    close: undefined,
    raw: undefined,
    terminated,
  };
}

/** Whether nginx knows a directive as a block only; `server` is both, and simple in an `upstream`. */
export function onlyBlock(info: DirectiveInfo, enclosing: string | undefined): boolean {
  if (info.name === 'server') return enclosing === 'http' || enclosing === 'stream' || enclosing === 'mail';
  return info.modules.every(({ block }) => block);
}
