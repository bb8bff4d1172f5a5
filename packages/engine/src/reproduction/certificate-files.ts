import { type Configuration, walk } from '@stackengine/nginx-config';
import type { FileContent } from '../worlds/world.js';
import { listenerCertificate, listenerKey } from './stand-ins/treatments.js';

/** What the files hold that a configuration names for its upstreams' TLS. */
export interface Contents {
  /** By the path as an absolute one of the world; undefined leaves the file out. */
  readonly trusted: (path: string) => FileContent | undefined;
  readonly crl: FileContent;
  readonly client: string;
}

/** Every certificate file that the configuration names, by its path in the world. */
export function certificateFiles(
  configuration: Configuration,
  { trusted, crl, client }: Contents,
): Readonly<Record<string, FileContent>> {
  const files: Record<string, FileContent> = {};
  const put = (path: string, content: FileContent | undefined): void => {
    if (content !== undefined) files[path] = content;
  };
  for (const { name, args } of walk(configuration)) {
    const path = inWorld(args[0]);
    if (path === undefined) continue;
    if (path === listenerCertificate) put(path, { certificates: ['stand-in listener'] });
    else if (path === listenerKey) put(path, { keyOf: 'stand-in listener' });
    else if (/^(?:proxy|grpc|uwsgi)_ssl_trusted_certificate$/.test(name)) put(path, trusted(path));
    else if (/^(?:proxy|grpc|uwsgi)_ssl_crl$/.test(name)) put(path, crl);
    else if (/^(?:proxy|grpc|uwsgi)_ssl_certificate$/.test(name)) put(path, { certificates: [client] });
    else if (/^(?:proxy|grpc|uwsgi)_ssl_certificate_key$/.test(name)) put(path, { keyOf: client });
  }
  return files;
}

/** A path as nginx takes it: relative ones are below its prefix. Undefined for none, and for what is no file. */
export function inWorld(path: string | undefined): string | undefined {
  if (path === undefined || path === '' || path.includes('$') || /^(?:engine|data|store):/.test(path)) return undefined;
  return path.startsWith('/') ? path : `/etc/nginx/${path}`;
}
