import type { Outcome, StepOutcome } from '@stackengine/engine';

/** Without what differs between two runs of the same nginx: times, process and connection numbers, ports, what a start says. */
function lines(log: string): readonly string[] {
  return log
    .split('\n')
    .filter((line) => line !== '' && !line.includes(' [notice] '))
    .map((line) =>
      line
        .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '')
        .replace(/\d+#\d+: (\*\d+ )?/, '')
        .replace(/\[\d\d\/\w{3}\/\d{4}:[^\]]*\]/, '[]')
        .replace(/(TCP \d+ \d+ \d+ )\d+\.\d{3}/, '$10.000') // how long a session took
        .replace(/nginx\/\d+\.\d+\.\d+/g, 'nginx')
        .replace(/(127\.0\.0\.1|\[::1\]):[45]\d{4}\b/g, '$1:port'),
    );
}

/**
 * A far end that refuses and closes races with nginx's request: the alert comes to be read, or the request is written to a closed
 * connection first. Which of them is up to the machine; some take the second way nearly always, and the bottle never does.
 */
const REFUSED_READING =
  /\[crit\] SSL_read\(\) failed \(SSL: error:[0-9A-F]{8}:SSL routines::[^:]*alert[^:]*:SSL alert number \d+\) while reading response header from upstream/;
const REFUSED_WRITING =
  /\[(?:error|crit)\] SSL_write\(\) failed (?:\(SSL: error:80000020:system library::Broken pipe:[^)]*\) )?\(32: Broken pipe\) while sending request to upstream/;

/** The native lines as they would be had the request been written before the far end closed, where the bottle's were. */
function asIfWrittenInTime(native: readonly string[], bottle: readonly string[]): readonly string[] {
  return native.map((line, index) =>
    line.replace(REFUSED_WRITING, REFUSED_READING.exec(bottle[index] ?? '')?.[0] ?? '$&'),
  );
}

function difference(what: string, native: readonly string[], bottle: readonly string[]): readonly string[] {
  const at = native.findIndex((line, index) => line !== bottle[index]);
  if (at === -1 && native.length === bottle.length) return [];
  const place = at === -1 ? native.length : at;
  return [`${what}:\n         native: ${native[place] ?? '(none)'}\n         bottle: ${bottle[place] ?? '(none)'}`];
}

function compareStep(native: StepOutcome, bottle: StepOutcome, index: number): readonly string[] {
  const place = `step ${index}`;
  const errorLog = lines(bottle.errorLog);
  return [
    ...difference(`${place}, status`, [String(native.status)], [String(bottle.status)]),
    ...difference(`${place}, accepted`, [String(native.accepted)], [String(bottle.accepted)]),
    ...difference(`${place}, error log`, asIfWrittenInTime(lines(native.errorLog), errorLog), errorLog),
    ...difference(`${place}, access log`, lines(native.accessLog), lines(bottle.accessLog)),
  ];
}

/** Where two plays of one world differ, as sentences. */
export function compareOutcomes(native: Outcome, bottle: Outcome): readonly string[] {
  if (native.started !== bottle.started) {
    return [
      `native ${native.started ? 'starts' : 'does not start'}, bottle ${bottle.started ? 'starts' : 'does not start'}: ${native.errorLog}${bottle.errorLog}`,
    ];
  }
  if (!native.started) return difference('start', lines(native.errorLog), lines(bottle.errorLog));
  return native.steps.flatMap((step, index) => {
    const other = bottle.steps[index];
    return other === undefined ? [`step ${index} was not played`] : compareStep(step, other, index);
  });
}
