import type { Directive, Statement } from '@stackengine/nginx-config';
import { listenTreatment } from './listeners.js';
import { isBuiltIn } from './modules.js';
import type { Treatment } from './replacement.js';

/** What the play has to keep although it comes before the upstream, and what it has to spare. */
export interface Wishes {
  /** The failing request is a subrequest: `auth_request` and `mirror` make it. */
  readonly subrequests: boolean;
  /** Blocks that have nothing to do with what is played. */
  readonly leftOut?: ReadonlySet<Directive>;
  /** A peer that failed stays in the group, so that one world can follow another. */
  readonly forgetFailures: boolean;
}

/** Where nginx's lines go in every world; players read these two. */
export const errorLogPath = '/var/log/nginx/error.log';
export const accessLogPath = '/var/log/nginx/access.log';

/** The stand-in for files of a listener that only the server has. */
export const listenerCertificate = '/etc/nginx/stand-in/listener.pem';
export const listenerKey = '/etc/nginx/stand-in/listener.key';

const ofTheSystem = 'belongs to the machine, not to the request';
const ofTheClient = 'lies between nginx and its clients';
const gate = 'decides before the request reaches the upstream';

const setAside: ReadonlyMap<string, string> = new Map([
  ...'user pid daemon master_process worker_processes worker_cpu_affinity worker_priority worker_rlimit_core worker_rlimit_nofile worker_shutdown_timeout lock_file use thread_pool timer_resolution working_directory env ssl_engine ssl_object_cache_inheritable debug_connection debug_points aio open_file_cache client_body_temp_path proxy_temp_path fastcgi_temp_path uwsgi_temp_path scgi_temp_path proxy_bind grpc_bind uwsgi_bind fastcgi_bind memcached_bind scgi_bind load_module mail'
    .split(' ')
    .map((name) => [name, ofTheSystem] as const),
  ...'ssl_dhparam ssl_ciphers ssl_protocols ssl_ecdh_curve ssl_conf_command ssl_client_certificate ssl_trusted_certificate ssl_crl ssl_password_file ssl_stapling ssl_stapling_file ssl_stapling_responder ssl_stapling_verify ssl_ocsp ssl_ocsp_cache ssl_ocsp_responder ssl_session_cache ssl_session_ticket_key ssl_verify_client ssl_verify_depth http3 quic_retry quic_gso quic_host_key'
    .split(' ')
    .map((name) => [name, ofTheClient] as const),
  ...'auth_basic auth_basic_user_file allow deny limit_req limit_conn'.split(' ').map((name) => [name, gate] as const),
  ...'proxy_cache proxy_cache_path fastcgi_cache fastcgi_cache_path uwsgi_cache uwsgi_cache_path scgi_cache scgi_cache_path'
    .split(' ')
    .map((name) => [name, 'a cached answer would hide the upstream'] as const),
]);

/** In these blocks the first word is an entry, not a directive. */
const tables: ReadonlySet<string> = new Set(['map', 'geo', 'types', 'split_clients', 'match', 'unknown']);

/** Nothing is said of what no answer depends on. */
const silent: ReadonlySet<string> = new Set([ofTheSystem]);

/** What has to become of a directive so that nginx starts outside its machine; undefined: it stays as it is. */
export function treatmentOf(statement: Statement, wishes: Wishes): Treatment | undefined {
  const { name, args, context } = statement;
  if (tables.has(context) && !isBuiltIn(name)) return undefined;
  if (tables.has(context) && context !== 'unknown') return undefined;
  if (wishes.leftOut?.has(statement.directive) === true) return { act: 'set aside', why: ofTheSystem };
  const why = setAside.get(name);
  if (why !== undefined) return { act: 'set aside', why };
  if (name === 'error_log') return errorLog(args);
  if (name === 'access_log') return accessLog(args, context.startsWith('stream'));
  if (name === 'auth_request' || name === 'mirror')
    return wishes.subrequests ? undefined : { act: 'set aside', why: gate };
  if (name === 'listen') return listenTreatment(statement);
  if (name === 'ssl_certificate' || name === 'ssl_certificate_key') return certificate(name, args);
  if (name === 'server' && context.endsWith('upstream')) return peer(args, wishes);
  if (name === 'worker_connections') return capped(args, 1024);
  if (name === 'include' || name === 'if') return undefined;
  if (!isBuiltIn(name)) return { act: 'set aside', why: 'no directive of the nginx that plays' };
  if (name === 'zone' && /^\d+[mMgG]$/.test(args[1] ?? ''))
    return { act: 'change', args: [args[0] ?? '', '1m'], why: undefined };
  return smallerZones(args);
}

export const isSilent = (why: string): boolean => silent.has(why);

const levels = /^(?:info|notice|warn|error|crit|alert|emerg)$/;

/** The level stays; `debug` would fill the log with what is no line of this kind. */
function errorLog(args: readonly string[]): Treatment {
  const level = args.find((argument) => levels.test(argument)) ?? (args.includes('debug') ? 'info' : undefined);
  return { act: 'change', args: [errorLogPath, ...(level === undefined ? [] : [level])], why: undefined };
}

/** In `http` the format goes too: it may hold a variable of a module that is not there. */
function accessLog(args: readonly string[], stream: boolean): Treatment | undefined {
  if (args[0] === 'off') return undefined;
  const format = stream ? args.slice(1, 2) : [];
  return { act: 'change', args: [accessLogPath, ...format], why: undefined };
}

function certificate(name: string, args: readonly string[]): Treatment {
  const path = name === 'ssl_certificate' ? listenerCertificate : listenerKey;
  return { act: 'change', args: [path], why: args[0] === path ? undefined : ofTheClient };
}

const foreignParameter = /^(?:resolve|drain|service=.*|slow_start=.*|route=.*|max_fails=.*)$/;

function peer(args: readonly string[], { forgetFailures }: Wishes): Treatment | undefined {
  const kept = args.filter(
    (argument) => !foreignParameter.test(argument) || (!forgetFailures && /^max_fails/.test(argument)),
  );
  const changed = forgetFailures ? [...kept, 'max_fails=0'] : kept;
  if (changed.length === args.length && changed.every((argument, index) => argument === args[index])) return undefined;
  return { act: 'change', args: changed, why: undefined };
}

function capped(args: readonly string[], most: number): Treatment | undefined {
  return Number(args[0]) > most ? { act: 'change', args: [String(most)], why: undefined } : undefined;
}

/** Shared memory is really allocated: `zone=name:10m`, and `zone name 64m` of a group. */
function smallerZones(args: readonly string[]): Treatment | undefined {
  const changed = args.map((argument) => argument.replace(/^(zone=[^:]+:)\d+[mMgG]/, '$11m'));
  return changed.some((argument, index) => argument !== args[index])
    ? { act: 'change', args: changed, why: undefined }
    : undefined;
}
