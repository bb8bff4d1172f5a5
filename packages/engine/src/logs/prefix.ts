/** What a collector put before a line. */
export interface Unprefixed {
  readonly text: string;
  /** The collector starts each message with this prefix, so the line does not go on with the one before. */
  readonly starts: boolean;
  /** Container or service that wrote the line, where the prefix names one. */
  readonly source: string | undefined;
  /** The container runtime says that the next line goes on with this one (CRI tag `P`). */
  readonly partial: boolean;
  /** ISO time of the collector. */
  readonly time: string | undefined;
}

const isoTime = '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?';
const compose = /^([\w./-]{1,80})\s+\|\s?/;
const kubectl = /^\[((?:pod|container)\/[^\]\s]+)\]\s?/;
const cri = new RegExp(`^(${isoTime})\\s+(?:stdout|stderr)\\s+([FP])(?::\\S*)?\\s`);
const timed = new RegExp(`^(${isoTime})\\s+`);
// RFC 3164, and journald's short output, whose months are localised ("janv. 15", "Jän 15", "1月 15") or stand after the day.
const syslog =
  /^(?:<\d{1,3}>)?(?:\p{L}[\p{L}.]{1,9}\s+\d{1,2}\.?|\d{1,2}\.?\s+\p{L}[\p{L}.]{1,9}|\d{1,2}\p{L}\s+\d{1,2})\s+\d\d:\d\d:\d\d(?:\.\d+)?\s+(\S+)\s+([\w./@-]+)(?:\[\d+\])?:\s?/u;
const syslogIso = new RegExp(`^(?:<\\d{1,3}>)?(${isoTime})\\s+\\S+\\s+([\\w./@-]+)(?:\\[\\d+\\])?:\\s?`);
const rfc5424 = new RegExp(
  `^<\\d{1,3}>1\\s+(${isoTime}|-)\\s+\\S+\\s+(\\S+)\\s+\\S+\\s+\\S+\\s+(?:-|(?:\\[[^\\]]*\\])+)\\s?`,
);

/** Takes known prefixes off, from the outside in. */
export function withoutPrefix(line: string): Unprefixed {
  let text = line;
  let starts = false;
  let source: string | undefined;
  let partial = false;
  let time: string | undefined;
  for (let layer = 0; layer < 3; layer += 1) {
    const named = compose.exec(text) ?? kubectl.exec(text);
    if (named !== null) {
      source = named[1];
      text = text.slice(named[0].length);
      continue;
    }
    const dated = rfc5424.exec(text) ?? syslogIso.exec(text) ?? cri.exec(text) ?? timed.exec(text);
    const plain = dated === null ? syslog.exec(text) : null;
    const found = dated ?? plain;
    if (found === null) break;
    starts = true;
    if (dated !== null) time ??= dated[1]?.slice(0, 19).replace(' ', 'T');
    partial ||= found[2] === 'P';
    text = text.slice(found[0].length);
  }
  return { text, starts, source, partial, time };
}
