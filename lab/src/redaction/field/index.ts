import type { Kind } from '../labelled.js';
import { manifestIdentities, manifestLookAlikes, manifestSecrets } from './manifests.js';
import { nginxLookAlikes, nginxSecrets } from './nginx.js';

export const fieldKinds: readonly Kind[] = [
  ...nginxSecrets,
  ...nginxLookAlikes,
  ...manifestSecrets,
  ...manifestLookAlikes,
  ...manifestIdentities,
];
