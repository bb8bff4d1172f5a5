import type { CertificateFacts } from './chain.js';
import type { ReadProblem } from './problem.js';
import { readCertificates, withLineFeeds } from './read.js';

/** What a server shows, leaf first. */
export interface Presented {
  /** Leaf first, as sent; without SNI where the text holds both answers. Empty: the server presented none. */
  readonly presented: readonly CertificateFacts[];
  /** Only where the text holds two answers. */
  readonly presentedWithServerName?: readonly CertificateFacts[];
  readonly problems: readonly ReadProblem[];
  /** As in `readCertificates`. */
  readonly notices: readonly ReadProblem[];
  readonly privateKey: boolean;
}

/**
 * What a server presented, out of a chain file or of one or two `openssl s_client -showcerts` outputs in one text. Of two, the
 * answer under a command with `-servername` is the one with SNI; where no command is quoted, the second one.
 */
export function readPresented(file: string, text: string): Presented {
  const whole = readCertificates(file, text);
  const answers = answersOf(withLineFeeds(text)).map(({ line, endLine, named }) => ({
    certificates: whole.certificates.filter((certificate) => certificate.line >= line && certificate.line <= endLine),
    named,
  }));
  const { problems, notices, privateKey } = whole;
  const [first, second] = answers;
  if (first === undefined || second === undefined)
    return { presented: whole.certificates, problems, notices, privateKey };
  const withName =
    answers.find(({ named }) => named === true) ??
    answers.find((answer) => answer !== first && answer.named !== false) ??
    second;
  const without = answers.find((answer) => answer !== withName) ?? first;
  return {
    presented: without.certificates,
    presentedWithServerName: withName.certificates,
    problems,
    notices,
    privateKey,
  };
}

interface Answer {
  readonly line: number;
  endLine: number;
  /** Whether its command sends SNI; undefined where no command is quoted. */
  named: boolean | undefined;
  /** A certificate, or word that there is none, was seen. */
  answered: boolean;
}

function answersOf(text: string): Answer[] {
  const lines = text.split('\n');
  const answers: Answer[] = [];
  let current: Answer = { line: 1, endLine: lines.length, named: undefined, answered: false };
  lines.forEach((line, index) => {
    const command = /(?:^|\s)-(no)?servername\b/.exec(line);
    const starts =
      command !== null || /\bs_client\s/.test(line) || /^\s*(?:CONNECTED\(|Certificate chain\s*$)/.test(line);
    if (starts && current.answered) {
      current.endLine = index;
      answers.push(current);
      current = { line: index + 1, endLine: lines.length, named: undefined, answered: false };
    }
    if (command !== null) current.named = command[1] === undefined;
    else if (/\bs_client\s/.test(line)) current.named ??= false;
    if (line.includes('-----BEGIN ') || line.includes('no peer certificate available')) current.answered = true;
  });
  if (current.answered) answers.push(current);
  return answers;
}
