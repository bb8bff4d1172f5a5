import type { Configuration, Statement } from '@stackengine/nginx-config';
import { grouped, oncePer } from '../tables.js';
import type { Hop } from './hop.js';

/** The blocks around a statement, from the inside out. */
export function enclosingBlocks(statement: Statement): readonly Statement[] {
  const blocks: Statement[] = [];
  for (let block = statement.parent; block !== undefined; block = block.parent) blocks.push(block);
  return blocks;
}

/** The innermost `location` around the pass. */
export function locationOf(hop: Hop): Statement | undefined {
  return hop.enclosing.find((block) => block.name === 'location');
}

/** The `server` block around the pass; undefined where it was not given. */
export function serverOf(hop: Hop): Statement | undefined {
  return hop.enclosing.find((block) => block.name === 'server');
}

/** Every argument of the server's `server_name`, as written; empty where there is none, or no server was given. */
export function serverNames(hop: Hop): readonly string[] {
  const server = serverOf(hop);
  return server === undefined ? [] : serverNamesOf(server);
}

export function serverNamesOf(server: Statement): readonly string[] {
  return directivesIn(server, 'server_name').flatMap((statement) => statement.args);
}

/**
 * The name that nginx logs as `server:` and holds in `$server_name`: the first of `server_name`, lower case, without
 * the dot of `.example.com` (nginx: ngx_http_core_merge_srv_conf). Empty where the server has none.
 */
export function loggedServerName(server: Statement): string {
  const first = serverNamesOf(server)[0] ?? '';
  if (first.startsWith('~')) return first;
  return (first.startsWith('.') ? first.slice(1) : first).toLowerCase();
}

/** The statements of that name that stand directly in a block. */
export function directivesIn({ children }: Statement, name: string): readonly Statement[] {
  return children.length <= few ? children.filter((child) => child.name === name) : (byName(children).get(name) ?? []);
}

/** In fewer statements it is quicker to look than to have a table. */
const few = 10;

/** The statements of that name that stand at the top of a configuration, outside any block. */
export function directivesAtTop(configuration: Configuration, name: string): readonly Statement[] {
  return byName(configuration.statements).get(name) ?? [];
}

/** Whether the block is the outermost that can hold what it holds: nothing unseen encloses it. */
export function isOutermost(block: Statement | undefined): boolean {
  return block !== undefined && block.parent === undefined && (block.name === 'http' || block.name === 'stream');
}

/**
 * Whether Lua chooses the peers of an `upstream` block at run time (lua-nginx-module; ingress-nginx does so): its `server`
 * lines are placeholders then, and its peers keep no TLS session (ngx_http_lua_balancer_set_session).
 */
export function choosesPeersInLua(group: Statement | undefined): boolean {
  return group?.children.some(({ name }) => /^balancer_by_lua(?:_block|_file)?$/.test(name)) ?? false;
}

// A server of a thousand locations is asked for the same dozen directives once per location.
const byName = oncePer((statements: readonly Statement[]) => grouped(statements, ({ name }) => [name]));
