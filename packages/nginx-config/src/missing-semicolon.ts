import { type DirectiveInfo, directiveInfo } from './directives.js';
import type { Word } from './tree.js';

/** Directives with any number of parameters, each of which nginx checks: the name of another directive is none. */
const checked: Readonly<Record<string, 'parameter' | 'value'>> = {
  listen: 'parameter',
  server: 'parameter',
  resolver: 'parameter',
  access_log: 'parameter',
  proxy_cache_path: 'parameter',
  ssl_protocols: 'value',
  proxy_ssl_protocols: 'value',
  grpc_ssl_protocols: 'value',
  uwsgi_ssl_protocols: 'value',
  proxy_next_upstream: 'value',
};

/**
 * nginx's words against a directive that lacks its semicolon and so has taken `word`, the first of a line and its
 * argument number `at`, which is a directive of its own. Undefined where nginx would accept the whole of `count`
 * arguments: that is taken as it is.
 */
export function swallowedBy(name: string, at: number, count: number, block: boolean, word: Word): string | undefined {
  const info = directiveInfo(name);
  if (info === undefined || word.quote !== '' || at < info.count.minimum) return undefined;
  if (directiveInfo(word.value) === undefined) return undefined;
  const message = refusal(info, count, block);
  if (message !== undefined) return message;
  const kind = at >= 1 ? checked[name] : undefined;
  return kind === undefined ? undefined : `invalid ${kind} "${word.value}"`;
}

function refusal(info: DirectiveInfo, count: number, block: boolean): string | undefined {
  if (block && !info.block) return notTerminated(info.name);
  if (count > info.count.maximum) return `invalid number of arguments in "${info.name}" directive`;
  return undefined;
}

export const notTerminated = (name: string): string => `directive "${name}" is not terminated by ";"`;
