import type { Statement } from '@stackengine/nginx-config';
import type { Treatment } from './replacement.js';

/** Parameters that only a kernel, a balancer or a client of HTTP/2 or 3 needs. */
const dropped =
  /^(?:reuseport|deferred|proxy_protocol|http2|spdy|setfib=.*|fastopen=.*|backlog=.*|rcvbuf=.*|sndbuf=.*|accept_filter=.*|so_keepalive=.*|bind)$/;

/** A listener keeps its address and whether it speaks TLS; a stream's client speaks none. */
export function listenTreatment({ args, context }: Statement): Treatment | undefined {
  if (args.includes('quic')) return { act: 'set aside', why: 'no client of the play speaks HTTP/3' };
  const stream = context.startsWith('stream');
  const kept = args.filter((argument) => !dropped.test(argument) && !(stream && argument === 'ssl'));
  if (kept.length === args.length) return undefined;
  const tells = args.includes('proxy_protocol') ? 'the play’s client sends no PROXY protocol' : undefined;
  return { act: 'change', args: kept, why: tells };
}
