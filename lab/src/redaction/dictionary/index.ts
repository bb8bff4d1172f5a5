import type { Kind } from '../labelled.js';
import { identityKinds } from './identities.js';
import { keptKinds } from './kept.js';
import { secretKinds } from './secrets.js';

/** Words, names and values come from dictionaries that whoever writes rules does not look at; the snippets do not. */
export const dictionaryKinds: readonly Kind[] = [...secretKinds, ...identityKinds, ...keptKinds];
