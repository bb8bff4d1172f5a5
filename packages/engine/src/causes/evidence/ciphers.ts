import type { Hop } from '../../hops/hop.js';
import { isSet } from './hop-state.js';

/** Words of OpenSSL's cipher lists that stand for most of what it has. */
const broad = /^(?:ALL|DEFAULT|COMPLEMENTOFDEFAULT|COMPLEMENTOFALL|HIGH|MEDIUM|PROFILE=.*)$/i;

/** A list of more names hardly keeps a server out. */
const most = 8;

/**
 * What the hop's own cipher list admits, word by word, where it names a few: `ECDHE-RSA-AES256-GCM-SHA384`, `ECDHE+AESGCM`.
 * Undefined where none is set, or it is long, or takes a broad class and leaves some out: `HIGH:!aNULL`.
 */
export function fewCiphers(hop: Hop | undefined): readonly string[] | undefined {
  if (hop === undefined || !isSet(hop.tls.ciphers)) return undefined;
  const words = (hop.tls.ciphers.value ?? '').split(/[:, ;]+/).filter((word) => /^[\w=]/.test(word));
  return words.length === 0 || words.length > most || words.some((word) => broad.test(word) || word.includes('$'))
    ? undefined
    : words;
}
