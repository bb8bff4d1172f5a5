/** What a log tells of the programs that wrote it; undefined where it doesn't say. */
export interface LogWriter {
  /** `1.22.1` */
  readonly nginx: string | undefined;
  /** By its words: OpenSSL 3.2 renamed `sslv3 alert` to `ssl/tls alert`, and 3.0 left out the names of functions. */
  readonly openssl: 'before 3.2' | '3.2 or later' | undefined;
}

export const unknownWriter: LogWriter = { nginx: undefined, openssl: undefined };

/** As nginx says it when it starts, as `nginx -v` prints it, as its answers and error pages do; not a user agent, not a path. */
const version =
  /(?:\d#\d+: |nginx version: |\bServer: |<center>)nginx\/(\d+\.\d+\.\d+)(?: \([^()\n]*\))?(?=["'<\\]|[ \t\r]*$)/gim;
const oldWords = /\bSSL routines:(?:\w+:|:sslv3 alert )/g;
const newWords = /\bSSL routines::ssl\/tls alert /g;

/** Reads one more piece of a log; what comes later counts, since servers are upgraded. */
export function writtenBy(text: string, known: LogWriter = unknownWriter): LogWriter {
  const nginx = [...text.matchAll(version)].at(-1)?.[1] ?? known.nginx;
  const old = [...text.matchAll(oldWords)].at(-1)?.index ?? -1;
  const recent = [...text.matchAll(newWords)].at(-1)?.index ?? -1;
  if (old === recent) return { ...known, nginx };
  return { nginx, openssl: old > recent ? 'before 3.2' : '3.2 or later' };
}
