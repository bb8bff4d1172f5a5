import { createInterface } from 'node:readline/promises';
import { type FetchedPeer, visible } from '@stackengine/engine';
import { Refusal } from '../refusal.js';

/** Whether the user's fingerprint is that of the anchor. */
export type PinResult =
  | { readonly matches: true }
  /** `is` is what it is the fingerprint of instead. */
  | { readonly matches: false; readonly why: string };

/** Lower-case hex without colons, out of what people copy: colons, blanks, `SHA256 Fingerprint=`. */
export function pinIn(text: string): string {
  const digits = text
    .replace(/^\s*sha-?256(?: fingerprint)?\s*[=:]/i, '')
    .replace(/[:\s]/g, '')
    .toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digits))
    throw new Refusal(
      `--pin ${visible(text)}: a SHA-256 fingerprint has 64 hexadecimal digits (openssl x509 -in FILE -noout -fingerprint -sha256)`,
    );
  return digits;
}

const plain = (sha256: string) => sha256.replaceAll(':', '');

/** Compares the pin with the anchor. */
export function comparePin(pin: string, { anchor, answers, counts }: FetchedPeer): PinResult {
  const own = anchor.certificate;
  if (own !== null && plain(own.sha256) === pin) return { matches: true };
  const other = answers[counts]?.chain.find(({ sha256 }) => plain(sha256) === pin);
  if (other !== undefined)
    return {
      matches: false,
      why: `--pin is the fingerprint of ${visible(other.subject)}, which is sent, but is no trust anchor`,
    };
  if (own === null) return { matches: false, why: 'there is no trust anchor to compare --pin with' };
  return {
    matches: false,
    why: `the fingerprints differ:\n  --pin   ${pin}\n  anchor  ${plain(own.sha256)}\nEither the fingerprint is that of another certificate, or somebody stands between here and the server.`,
  };
}

/** Whether somebody sits at a terminal who can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Asks for the word yes, after all else was printed. */
export async function confirmed(path: string, sha256: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new AbortController();
  // Ctrl-C and the end of the input: a question that nobody answers would end the process as if all were well.
  for (const event of ['SIGINT', 'close']) terminal.once(event, () => left.abort());
  try {
    const answer = await terminal.question(
      `\nIs ${plain(sha256)}\nthe fingerprint that the owner of the server gave you by another way? Only then type yes: ${visible(path)} is written. `,
      { signal: left.signal },
    );
    return answer.trim().toLowerCase() === 'yes';
  } catch {
    // Nobody said yes.
    return false;
  } finally {
    terminal.close();
  }
}
