import { loggedAddress } from '../hops/index.js';
import type { LogEvent, Signature } from '../logs/event.js';
import type { Incident } from '../logs/incident.js';
import { readErrorLog } from '../logs/index.js';
import type { StepOutcome } from '../worlds/world.js';

/** The lines that nginx wrote of an upstream, or of its start, in one step. */
export function eventsOf(errorLog: string): readonly LogEvent[] {
  return readErrorLog('error.log', errorLog).events.filter(({ signature }) => signature.kind !== 'disabled');
}

/**
 * Whether two lines say the same, whatever wrote them: versions of OpenSSL differ in the words of a verify code, and
 * nginx's own differ in levels. A line that was cut fits any failed handshake.
 */
export function saysTheSame(logged: Signature, played: Signature): boolean {
  if (logged.kind === 'handshake')
    return ['alert', 'ssl', 'verify', 'name', 'closed'].includes(played.kind) || played.kind === 'handshake';
  if (logged.kind === 'verify') return played.kind === 'verify' && played.code === logged.code;
  if (logged.kind === 'name') return played.kind === 'name' && played.name.toLowerCase() === logged.name.toLowerCase();
  if (logged.kind === 'alert')
    return played.kind === 'alert' && played.number === logged.number && alike(played.during, logged.during);
  if (logged.kind === 'ssl') return played.kind === 'ssl' && played.reason === logged.reason;
  if (logged.kind === 'closed')
    return played.kind === 'closed' && played.reset === logged.reset && played.during === logged.during;
  if (logged.kind === 'timeout') return played.kind === 'timeout' && played.during === logged.during;
  if (logged.kind === 'connect') return played.kind === 'connect' && played.error === logged.error;
  if (logged.kind === 'config') return played.kind === 'config' && played.reason === logged.reason;
  return played.kind === logged.kind;
}

/** After a handshake of TLS 1.3 an alert comes while nginx sends or waits, as the case may be. */
function alike(a: string, b: string): boolean {
  return a === b || (a !== 'handshake' && b !== 'handshake');
}

/** The line of a step that says what the incident says; of an answer without a line, its status. */
export function lineLike(
  { signature: logged, events }: Pick<Incident, 'signature' | 'events'>,
  step: StepOutcome,
  addresses: readonly string[],
): string | undefined {
  if (logged.kind === 'answer') return step.status === logged.status ? `status ${step.status}` : undefined;
  const own = eventsOf(step.errorLog).filter(({ upstream }) => upstream === undefined || isAmong(upstream, addresses));
  const words = logged.kind === 'other' ? withoutNumbers(events[0]?.message ?? '') : undefined;
  return own.find(
    ({ signature, message }) =>
      saysTheSame(logged, signature) && (words === undefined || withoutNumbers(message) === words),
  )?.text;
}

const withoutNumbers = (message: string): string => message.replace(/\d+/g, '#');

/** The upstream's first line of a step, for people. */
export function firstLine(step: StepOutcome): string | undefined {
  return eventsOf(step.errorLog)[0]?.text;
}

export function isAmong(upstream: NonNullable<LogEvent['upstream']>, addresses: readonly string[]): boolean {
  return upstream.port === undefined || addresses.includes(loggedAddress(upstream));
}
