import { findHeader, headerAt } from './header.js';

/** Messages of nginx that no other program writes, for lines without a header. */
const starters =
  /SSL_(?:do_handshake|read|write|shutdown|connect)\(\) failed|SSL_(?:CTX_)?(?:use|load)_\w+\("|peer closed connection in SSL handshake|upstream (?:SSL (?:certificate|handshaking)|timed out|prematurely|sent |server temporarily disabled)|no live upstreams while|(?:connect|recv|send|readv|writev)\(\) (?:to \S+ )?failed \(|cannot load certificate (?:key )?"|host not found in upstream "|no \w+_ssl_trusted_certificate for|no "\w*ssl_certificate_key" is defined|[\w.*-]+ could not be resolved \(\d|client SSL certificate verify error/y;

/** Pieces from the middle of a record that are nginx's alone. */
const fragments =
  /SSL alert number \d+\)|\(SSL: error:|\bwhile (?:SSL handshaking(?: to upstream|,)|connecting to upstream|reading response header from|sending request to upstream)|upstream SSL certificate (?:verify error|does not match)|, upstream: "|\bclient: \S+, server: /;

/** A record without a header: begins with `[error]`, `*5678` or one of nginx's messages. */
export function startsWithMessage(text: string): boolean {
  starters.lastIndex = headerAt(text, 0).end;
  return starters.test(text);
}

/** The rest of a record whose beginning is gone. */
export function isFragment(text: string): boolean {
  return fragments.test(text);
}

/** Anything that may hold a record: for the strings of a JSON record. */
export function looksLikeRecord(text: string): boolean {
  return findHeader(text) !== undefined || startsWithMessage(text) || isFragment(text);
}

const foreign =
  /^(?:\S+ \S+ \S+ \[\d\d\/\w{3}\/\d{4}:|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\b|\d\d:\d\d:\d\d[.,]\d+ |[IWEF]\d{4} \d\d:\d\d:\d\d|\[?(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE)\b|at [\w.$<>]+\(|Caused by:|Exception in |Traceback |panic: |goroutine \d|time="|level=|\{\s*"|\[\d{4}-|[a-z]+(?:\.\w+)+(?:Exception|Error)\b)/;

/** A line that another program began: it never goes on with a record of nginx. */
export function isForeign(text: string): boolean {
  return foreign.test(text);
}

/** A line that nginx must have had a part in, for telling people what could not be read. */
export function looksLikeNginx(text: string): boolean {
  return isFragment(text) || /SSL_do_handshake|handshaking to upstream|\[(?:error|crit|alert|emerg)\] \d+#/.test(text);
}
