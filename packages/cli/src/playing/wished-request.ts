import type { WishedRequest } from '@stackengine/engine';

/**
 * A request as people write it: `GET /path host`, `/path`, `POST https://host/path`. Undefined where it is none of these.
 */
export function wishedRequest(text: string, headers: Readonly<Record<string, string>>): WishedRequest | undefined {
  const words = text.trim().split(/\s+/);
  const method = /^[A-Z]+$/.test(words[0] ?? '') ? (words.shift() ?? 'GET') : 'GET';
  const [target, host, ...rest] = words.filter((word) => !/^HTTP\/[\d.]+$/.test(word));
  if (target === undefined || rest.length > 0) return undefined;
  const url = /^https?:\/\/([^/?#]+)([/?][^#]*)?/.exec(target);
  if (url !== null) {
    const [, authority = '', path = '/'] = url;
    return host === undefined
      ? { method, path: path.startsWith('/') ? path : `/${path}`, host: authority, headers }
      : undefined;
  }
  return target.startsWith('/') ? { method, path: target, host, headers } : undefined;
}
