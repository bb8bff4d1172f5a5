import type { Kind } from '../labelled.js';
import { clients } from './clients.js';
import { documents } from './documents.js';
import { environment } from './env.js';
import { errorLogs } from './error-logs.js';
import { identityNginx } from './identity-nginx.js';
import { identityOther } from './identity-other.js';
import { keepCluster } from './keep-cluster.js';
import { keepHttp } from './keep-http.js';
import { keepLogs } from './keep-logs.js';
import { keepManifests } from './keep-manifests.js';
import { keepNginx } from './keep-nginx.js';
import { keepSettings } from './keep-settings.js';
import { keepTerminal } from './keep-terminal.js';
import { accessLogs } from './logs.js';
import { manifests } from './manifests.js';
import { nginxDirectives } from './nginx-directives.js';
import { nginxHeaders } from './nginx-headers.js';
import { nginxHttp } from './nginx-http.js';
import { prose } from './prose.js';
import { resources } from './resources.js';
import { terminal } from './terminal.js';
import { valuesFiles } from './values-files.js';

/** Written by somebody who has not read the rules; they know it now (decision 0021). */
export const heldOutKinds: readonly Kind[] = [
  ...nginxHeaders,
  ...nginxDirectives,
  ...nginxHttp,
  ...accessLogs,
  ...errorLogs,
  ...manifests,
  ...resources,
  ...valuesFiles,
  ...environment,
  ...terminal,
  ...clients,
  ...documents,
  ...prose,
  ...identityNginx,
  ...identityOther,
  ...keepNginx,
  ...keepHttp,
  ...keepLogs,
  ...keepManifests,
  ...keepCluster,
  ...keepSettings,
  ...keepTerminal,
];
