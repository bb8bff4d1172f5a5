import type { Kind } from '../labelled.js';
import { logIdentities, logLookAlikes, logSecrets } from './logs.js';
import { manifestIdentities, manifestLookAlikes, manifestSecrets } from './manifests.js';
import { nginxLookAlikes, nginxSecrets } from './nginx.js';
import { terminalIdentities, terminalLookAlikes, terminalSecrets } from './terminals.js';

/** What operators of nginx paste when an HTTPS upstream answers 502. */
export const fieldKinds: readonly Kind[] = [
  ...nginxSecrets,
  ...nginxLookAlikes,
  ...manifestSecrets,
  ...manifestLookAlikes,
  ...manifestIdentities,
  ...logSecrets,
  ...logLookAlikes,
  ...logIdentities,
  ...terminalSecrets,
  ...terminalLookAlikes,
  ...terminalIdentities,
];
