import type { Kind } from '../labelled.js';
import { nginxLookAlikes, nginxSecrets } from './nginx.js';

export const fieldKinds: readonly Kind[] = [...nginxSecrets, ...nginxLookAlikes];
