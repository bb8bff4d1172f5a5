import { type Edit, insertDirective, replaceWord } from '@stackengine/nginx-config';
import type { Hop } from '../hops/hop.js';

/**
 * The edit that makes a hop speak TLS: the scheme in its pass directive, the `set` that holds the scheme, or
 * `proxy_ssl on` in stream. Undefined where the scheme comes from a variable that has several values or none known.
 */
export function speakTls(hop: Hop, scheme: string): Edit | undefined {
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
  if (hop.protocol === 'grpc' && !word.value.startsWith('$'))
    return replaceWord(pass.tree, word, `${scheme}://${word.value}`);
  if (hop.protocol === 'uwsgi' && !word.value.startsWith('$'))
    return replaceWord(pass.tree, word, `${scheme}://${word.value}`);
  const variable = /^\$\{?(\w+)\}?:\/\//.exec(word.value)?.[1];
  const sets = hop.enclosing
    .flatMap((block) => block.children)
    .filter((child) => child.name === 'set' && child.args[0] === `$${variable}`);
  const [only] = sets;
  const value = only?.directive.args[1];
  return sets.length === 1 && only !== undefined && value !== undefined
    ? replaceWord(only.tree, value, scheme)
    : undefined;
}
