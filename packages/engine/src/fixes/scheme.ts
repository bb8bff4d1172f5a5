import { type Edit, insertDirective, replaceWord, type Statement } from '@stackengine/nginx-config';
import type { Hop } from '../hops/hop.js';

/**
 * The edit that makes a hop speak TLS: the scheme in its pass directive, the `set` that holds the scheme, or
 * `proxy_ssl on` in stream. Undefined where the scheme comes from a variable that has several values, or none known, or
 * that hops other than those `meant` read as well.
 */
export function speakTls(hop: Hop, scheme: string, meant: readonly Hop[], all: readonly Hop[]): Edit | undefined {
  const { pass } = hop;
  if (hop.protocol === 'stream')
    return insertDirective(
      pass.tree,
      pass.parent?.directive,
      { name: 'proxy_ssl', args: ['on'] },
      { after: pass.directive },
    );
  const word = pass.directive.args[0];
  if (word === undefined) return undefined;
  const written = /^([a-z]+):\/\//i.exec(word.value);
  if (written !== null) return replaceWord(pass.tree, word, `${scheme}${word.value.slice(written[1]?.length ?? 0)}`);
  if (hop.protocol !== 'proxy' && !word.value.startsWith('$'))
    return replaceWord(pass.tree, word, `${scheme}://${word.value}`);
  const [only, ...others] = schemeSetters(hop);
  const value = only?.directive.args[1];
  if (only === undefined || value === undefined || others.length > 0) return undefined;
  const readElsewhere = all.some((other) => !meant.includes(other) && schemeSetters(other).includes(only));
  // `set $proto http` for `$proto://…`, or `set $target http://…`.
  const alone = /^\$(?:\w+|\{\w+\}):\/\//.test(word.value);
  const held = (alone ? /^[a-z]+$/i : /^[a-z]+(?=:\/\/)/i).exec(value.value)?.[0];
  if (readElsewhere || held === undefined) return undefined;
  return replaceWord(only.tree, value, `${scheme}${value.value.slice(held.length)}`);
}

/** The `set` directives around a hop that give the variable of `proxy_pass $proto://…` or `$target` its value. */
function schemeSetters({ pass, enclosing }: Hop): readonly Statement[] {
  const variable = /^\$\{?(\w+)/.exec(pass.args[0] ?? '')?.[1];
  if (variable === undefined) return [];
  return enclosing
    .flatMap((block) => block.children)
    .filter((child) => child.name === 'set' && child.args[0] === `$${variable}`);
}
