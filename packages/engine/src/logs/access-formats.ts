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
