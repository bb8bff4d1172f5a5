/** The words that load balancers and orchestrators ask for by custom. */
export const healthWords: readonly string[] = [
  'health',
  'healthz',
  'healthcheck',
  'ready',
  'readyz',
  'readiness',
  'live',
  'livez',
  'liveness',
  'ping',
  'heartbeat',
  'alive',
];

const pattern = new RegExp(`(^|[/_\\-.])(${healthWords.join('|')})([/_\\-.]|$)`, 'i');

/** Whether a path without its query, or a part of a `location`, is that of a health check. */
export const isHealthPath = (path: string): boolean => pattern.test(path);

/** The same of what a client asked for. */
export const isHealthRequest = (uri: string): boolean => isHealthPath(uri.split('?')[0] ?? '');
