import type { Configuration, Statement } from '@stackengine/nginx-config';
import { directivesAtTop, directivesIn, enclosingBlocks, isOutermost } from './blocks.js';
import type { Setting } from './hop.js';
import { hasUnreadInclude } from './unread.js';

/**
 * The effective value of a directive at a level, by nginx's inheritance: the innermost block that sets it wins, and of
 * an array (`*_ssl_conf_command`, `*_set_header`) it replaces all that outer blocks set. `level` is the block in which
 * one asks; undefined asks at the top of partial input. Without a value the origin is `default` where everything that
 * encloses the level was given, otherwise `unknown`.
 */
export function settingAt(level: Statement | undefined, directive: string, configuration: Configuration): Setting {
  const blocks = level === undefined ? [] : [level, ...enclosingBlocks(level)];
  for (const block of blocks) {
    const statements = directivesIn(block, directive);
    if (statements.length === 0) continue;
    const value = effectiveValue(directive, statements);
    if (block === level) return { directive, value, origin: { from: 'own', statements } };
    return { directive, value, origin: { from: 'inherited', statements, block } };
  }
  if (isOutermost(blocks.at(-1))) {
    const from = blocks.some((block) => hasUnreadInclude(block, configuration)) ? 'unknown' : 'default';
    return { directive, value: undefined, origin: { from } };
  }
  return settingAtTop(blocks.at(-1), directive, configuration);
}

/** What stands beside the outermost block of a fragment, in the same file, is in the same unseen block. */
function settingAtTop(outermost: Statement | undefined, directive: string, configuration: Configuration): Setting {
  const beside = directivesAtTop(configuration, directive);
  const statements = outermost === undefined ? beside : beside.filter(({ tree }) => tree === outermost.tree);
  if (statements.length === 0) return { directive, value: undefined, origin: { from: 'unknown' } };
  const value = effectiveValue(directive, statements);
  if (outermost === undefined) return { directive, value, origin: { from: 'own', statements } };
  return { directive, value, origin: { from: 'inherited', statements, block: undefined } };
}

/** nginx compares flags without regard to case (ngx_conf_set_flag_slot). */
export function isOn(setting: Setting): boolean {
  return setting.value?.toLowerCase() === 'on';
}

const accumulating = /_ssl_protocols$/;
const array = /(?:_ssl_conf_command|_set_header|_hide_header|_pass_header|^add_header|^add_trailer|_param)$/;

function effectiveValue(directive: string, statements: readonly Statement[]): string {
  const values = statements.map((statement) => statement.args.join(' '));
  if (array.test(directive)) return values.join('\n');
  if (accumulating.test(directive)) return values.join(' ');
  return values.at(-1) ?? '';
}
