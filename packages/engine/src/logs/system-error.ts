import { slugOf } from './ssl-reasons.js';

/** Linux numbers of the errors that sockets and files give. */
const byNumber = new Map([
  [1, 'operation-not-permitted'],
  [2, 'no-such-file'],
  [11, 'resource-unavailable'],
  [13, 'permission-denied'],
  [24, 'too-many-open-files'],
  [32, 'broken-pipe'],
  [99, 'cannot-assign-address'],
  [101, 'network-unreachable'],
  [103, 'connection-aborted'],
  [104, 'connection-reset'],
  [110, 'timed-out'],
  [111, 'connection-refused'],
  [113, 'no-route-to-host'],
]);

/** glibc, musl, the BSDs and Windows number and word them differently. */
const byText: readonly (readonly [RegExp, string])[] = [
  [/timed ?out|did not properly respond/i, 'timed-out'],
  [/refused/i, 'connection-refused'],
  [/reset by peer|forcibly closed/i, 'connection-reset'],
  [/no route to host|host is unreachable/i, 'no-route-to-host'],
  [/network (?:is )?unreachable|unreachable network/i, 'network-unreachable'],
  [/permission denied/i, 'permission-denied'],
  [/no such file|cannot find the/i, 'no-such-file'],
  [/assign requested address|address not available/i, 'cannot-assign-address'],
  [/broken pipe/i, 'broken-pipe'],
  [/aborted/i, 'connection-aborted'],
];

/** The system's error in a message, `(111: Connection refused)`, as a slug such as `connection-refused`. */
export function readSystemError(message: string): string | undefined {
  const found = /\(\s*(\d+)\s*:\s*(?!\s)([^)]*)/.exec(message) ?? /\(\s*(\d{1,5})\s*()$/.exec(message);
  if (found === null) return undefined;
  const text = found[2] ?? '';
  const worded = byText.find(([pattern]) => pattern.test(text))?.[1];
  return worded ?? byNumber.get(Number(found[1])) ?? (slugOf(text) || `errno-${found[1]}`);
}
