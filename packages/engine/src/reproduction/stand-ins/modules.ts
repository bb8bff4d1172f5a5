import { directiveInfo } from '@stackengine/nginx-config';

const http =
  'core access addition auth_basic auth_request autoindex browser charset dav empty_gif fastcgi flv geo grpc gunzip gzip gzip_static headers index limit_conn limit_req log map memcached mirror mp4 proxy random_index realip referer rewrite scgi secure_link slice split_clients ssi ssl stub_status sub upstream userid uwsgi v2';
const stream = 'core access geo limit_conn log map pass proxy realip return set split_clients ssl ssl_preread upstream';

const builtIn: ReadonlySet<string> = new Set([
  'Core functionality',
  ...http.split(' ').map((name) => `ngx_http_${name}_module`),
  ...stream.split(' ').map((name) => `ngx_stream_${name}_module`),
]);

/** Directives that nginx.org's reference lists in these modules, and that only the commercial nginx has. */
const commercial: ReadonlySet<string> = new Set(['queue', 'state', 'sticky', 'status_zone', 'session_log', 'ntlm']);

/** It is built without threads. */
const ofThreads: ReadonlySet<string> = new Set(['thread_pool']);

/** Whether the nginx that plays knows a directive, if it is new enough: one of a module that is always built in. */
export function isBuiltIn(name: string): boolean {
  return (
    !commercial.has(name) &&
    !ofThreads.has(name) &&
    (directiveInfo(name)?.modules.some(({ module }) => builtIn.has(module)) ?? false)
  );
}
