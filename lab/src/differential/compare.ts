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

function difference(what: string, native: readonly string[], bottle: readonly string[]): readonly string[] {
  const at = native.findIndex((line, index) => line !== bottle[index]);
  if (at === -1 && native.length === bottle.length) return [];
  const place = at === -1 ? native.length : at;
  return [`${what}:\n         native: ${native[place] ?? '(none)'}\n         bottle: ${bottle[place] ?? '(none)'}`];
}

function compareStep(native: StepOutcome, bottle: StepOutcome, index: number): readonly string[] {
  const place = `step ${index}`;
  return [
    ...difference(`${place}, status`, [String(native.status)], [String(bottle.status)]),
    ...difference(`${place}, accepted`, [String(native.accepted)], [String(bottle.accepted)]),
    ...difference(`${place}, error log`, lines(native.errorLog), lines(bottle.errorLog)),
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
