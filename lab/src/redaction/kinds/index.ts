import type { Kind } from '../labelled.js';
import { documentIdentities, documentSecrets } from './documents.js';
import { nginxKept, otherKept } from './keep.js';
import { logIdentities, logSecrets } from './logs.js';
import { nginxIdentities, nginxSecrets } from './nginx.js';
import { hardSecrets, terminalSecrets } from './terminal.js';
import { tokenKinds } from './tokens.js';

/** Our own half of the corpus; whoever writes rules may look at it. */
export const ownKinds: readonly Kind[] = [
  ...tokenKinds,
  ...nginxSecrets,
  ...nginxIdentities,
  ...nginxKept,
  ...logSecrets,
  ...logIdentities,
  ...documentSecrets,
  ...documentIdentities,
  ...terminalSecrets,
  ...hardSecrets,
  ...otherKept,
];
