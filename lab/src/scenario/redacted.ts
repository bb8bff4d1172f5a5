import { createRedactor, diagnose, readErrorLog, type SourceText } from '@stackengine/engine';
import { memorySource, readConfiguration } from '@stackengine/nginx-config';

/** What a user has: the configuration's files by their paths in its folder, and the error log. */
export interface Input {
  readonly files: ReadonlyMap<string, string>;
  readonly errorLog: string;
}

/** Whether an input still has the same causes at the same places once it is redacted as a whole; by text alone. */
export function redactedProblems(input: Input): readonly string[] {
  const before = causesOf(input);
  const after = causesOf(redacted(input));
  return before.join('\n') === after.join('\n')
    ? []
    : [
        `redacted, the incident is read as ${after.join('; ') || 'nothing'} instead of ${before.join('; ') || 'nothing'}`,
      ];
}

function redacted({ files, errorLog }: Input): Input {
  const texts: SourceText[] = [...files].map(([name, text]) => ({ name, text }));
  const all = [...texts, { name: 'error.log', text: errorLog }];
  const out = createRedactor({ level: 'share' }).redact(all);
  return {
    files: new Map(texts.map(({ name }, index) => [name, out[index]?.text ?? ''])),
    errorLog: out[texts.length]?.text ?? '',
  };
}

function causesOf({ files, errorLog }: Input): readonly string[] {
  const main = files.get('nginx.conf') ?? '';
  const { incidents } = diagnose({
    events: readErrorLog('error.log', errorLog).events,
    access: [],
    accessGiven: false,
    configuration: readConfiguration([{ file: 'nginx.conf', text: main }], memorySource(files)),
    presented: [],
    vouched: [],
    trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: new Date().toISOString(),
    answers: {},
  });
  return incidents.map(({ causes, upstream, count }) => {
    const place = upstream.hop === null ? 'no hop' : `${upstream.hop.file}:${upstream.hop.line}:${upstream.hop.column}`;
    return `${causes.map(({ cause, confidence }) => `${cause} (${confidence})`).join(', ') || 'no cause'}, ${count} times, at ${place}`;
  });
}
