import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What an nginx binary says of itself (`nginx -V`), as far as running it depends on it. */
export interface NginxBuild {
  readonly path: string;
  /** `1.22.1` */
  readonly version: string;
  /** The TLS library it was built with: `OpenSSL 3.0.22 25 Aug 2026`. */
  readonly tls: string;
  /** The files to load where stream and mail are not built in. */
  readonly streamModule: string | undefined;
  readonly mailModule: string | undefined;
  readonly errorLog: string;
  readonly accessLog: string;
  /** The `user` directive under which workers can read what the lab wrote. */
  readonly user: string;
}

/** Asks a binary; throws where it can't be run. */
export function nginxBuild(path: string): NginxBuild {
  const run = spawnSync(path, ['-V'], { encoding: 'utf8' });
  const text = run.stderr ?? '';
  const version = /nginx version: \S+?\/(\S+)/.exec(text)?.[1];
  if (version === undefined) throw new Error(`${path} does not run as nginx: ${run.error?.message ?? text.trim()}`);
  const option = (name: string): string | undefined => new RegExp(`--${name}=(\\S+)`).exec(text)?.[1];
  const dynamic = (name: string): string | undefined => {
    const module = join(option('modules-path') ?? '/usr/lib/nginx/modules', `ngx_${name}_module.so`);
    return text.includes(`--with-${name}=dynamic`) && existsSync(module) ? module : undefined;
  };
  return {
    path,
    version,
    tls: /(?:built|running) with (.+)/.exec(text)?.[1] ?? 'no TLS',
    streamModule: dynamic('stream'),
    mailModule: dynamic('mail'),
    errorLog: '/var/log/nginx/error.log',
    accessLog: option('http-log-path') ?? '/var/log/nginx/access.log',
    user: 'user root;',
  };
}
