import { type Configuration, walk } from '@stackengine/nginx-config';
import type { AccessFormat } from './access-format.js';

/** What `log_format` defines in a configuration. */
export function accessFormats(configuration: Configuration): readonly AccessFormat[] {
  const formats: AccessFormat[] = [];
  for (const { name, args } of walk(configuration)) {
    const [format, ...parts] = args;
    if (name !== 'log_format' || format === undefined) continue;
    const escaping = parts[0]?.startsWith('escape=') ? parts.shift()?.slice('escape='.length) : undefined;
    formats.push({ name: format, format: parts.join(''), ...(escaping === undefined ? {} : { escape: escaping }) });
  }
  return formats;
}

const combined =
  /^\$remote_addr - \$remote_user \[\$time_local\] "\$request" \$status \$body_bytes_sent "\$http_referer" "\$http_user_agent"./;

/**
 * Whether a log in these formats can be sieved (`@stackengine/scan`), which passes over requests in plain `combined` and lines that
 * speak of no upstream: a format that logs `$upstream_…` has to say so by a key, be JSON, or go on where `combined` ends.
 */
export function canBeSieved(formats: readonly AccessFormat[]): boolean {
  return formats.every(({ format }) => {
    if (!/\$\{?upstream_/.test(format)) return true;
    return /^\{"/.test(format) || combined.test(format) || format.replace(/\$\{?\w+\}?/g, '').includes('upstream');
  });
}
