import { visible } from '../reports/visible.js';
import { type Presented, readPresented } from './presented.js';

/** What a peer showed at one time, as it is kept in a file. */
export interface Capture {
  /** Every address of the peer: as the configuration or the user names it, and where the connection led. Spelt as nginx logs them. */
  readonly peers: readonly string[];
  /** ISO 8601. */
  readonly at: string;
  /** Without SNI. */
  readonly withoutServerName: CapturedAnswer;
  /** With SNI; undefined where nobody asked. */
  readonly withServerName: (CapturedAnswer & { readonly serverName: string }) | undefined;
}

export interface CapturedAnswer {
  /** PEM, as sent; empty where none came. */
  readonly chain: readonly string[];
  /** The `openssl` command that asks the same; undefined where there is none. */
  readonly command: string | undefined;
  /** What else is known, one line each. */
  readonly remarks: readonly string[];
}

export interface ReadCapture extends Presented {
  readonly peers: readonly string[];
  /** The SNI of the second answer. */
  readonly serverName: string | undefined;
  readonly at: string | undefined;
}

const head = '# stackengine capture: what a server presented, not verified';

/**
 * A capture as text for people, `readPresented` and `readCapture`: comments at the head, then each answer under the command that asks
 * for it, as `openssl s_client -showcerts` would be pasted.
 */
export function captureText({ peers, at, withoutServerName, withServerName }: Capture): string {
  const lines = [head, ...peers.map((peer) => `# peer ${field(peer)}`), `# at ${field(at)}`];
  if (withServerName !== undefined) lines.push(`# server name ${field(withServerName.serverName)}`);
  lines.push('', answerText('-noservername', withoutServerName));
  if (withServerName !== undefined) lines.push('', answerText('-servername', withServerName));
  return `${lines.join('\n')}\n`;
}

/** What readPresented() takes for the beginning or the whole of an answer. */
const speaking = /s_client|-(?:no)?servername|CONNECTED\(|no peer certificate available|-----/g;

/** What comes from others begins no line and no answer of its own. */
const field = (text: string) => visible(text).trim().replace(speaking, '…');

/** The option in the first line tells readPresented() which answer it is, whether a command follows or not. */
function answerText(option: string, { chain, command, remarks }: CapturedAnswer): string {
  const shown = chain.length === 0 ? ['no peer certificate available'] : chain.map((pem) => pem.trim());
  return [
    `# asked with ${option}`,
    ...(command === undefined ? [] : [`$ ${visible(command).replaceAll('-----', '…')}`]),
    ...remarks.map((remark) => `# ${field(remark)}`),
    ...shown,
  ].join('\n');
}

/** The capture in a text, or undefined where it is none; never throws. Only comments above the first empty line count. */
export function readCapture(file: string, text: string): ReadCapture | undefined {
  if (!isCapture(text)) return undefined;
  const lines = text.split('\n').map((line) => line.trim());
  const comments = lines.slice(0, lines.indexOf(''));
  const all = (name: string) =>
    comments.filter((line) => line.startsWith(`# ${name} `)).map((line) => line.slice(name.length + 3).trim());
  return {
    ...readPresented(file, text),
    peers: all('peer'),
    serverName: all('server name')[0],
    at: all('at').find((time) => !Number.isNaN(Date.parse(time))),
  };
}

const isCapture = (text: string) => text.replace(/^\ufeff/, '').startsWith(head);
