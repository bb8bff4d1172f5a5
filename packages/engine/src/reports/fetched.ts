import type { FetchedAnchor, FetchedAnswer, FetchedCertificate, FetchedPeer } from '../obtaining/fetched.js';
import { type Paint, withColour, withoutColour } from './colour.js';
import type { TextOptions } from './text.js';
import { daysLeft } from './validity.js';
import { visible } from './visible.js';
import { wrap } from './wrap.js';

export interface FetchedTextOptions extends TextOptions {
  /** ISO 8601: the moment from which days are counted. */
  readonly now: string;
}

/** What a peer showed, its anchor, and how to see the same without this tool. */
export function renderFetchedPeer(peer: FetchedPeer, options: FetchedTextOptions): string {
  const layout: Layout = { ...options, paint: options.colour ? withColour : withoutColour };
  const same = areSame(peer);
  const shown = same ? peer.answers.slice(-1) : peer.answers;
  return [
    ...headLines(peer, layout),
    ...shown.flatMap((answer) => answerLines(answer, same, peer, layout)),
    ...comparison(peer, layout),
    ...anchorLines(peer.anchor, layout),
    ...completedLines(peer, layout),
    ...commandLines(peer, layout),
    '',
  ].join('\n');
}

interface Layout extends FetchedTextOptions {
  readonly paint: Paint;
}

/** Whether one answer tells what the other does. */
function areSame({ answers, differs }: FetchedPeer): boolean {
  const [without, named] = answers;
  return (
    differs === false &&
    [without?.failure?.text, without?.protocol, without?.cipher].join() ===
      [named?.failure?.text, named?.protocol, named?.cipher].join()
  );
}

function headLines({ address, hops, answers, sends }: FetchedPeer, { paint, width }: Layout): readonly string[] {
  const [remote] = answers.flatMap((answer) => (answer.remote === null ? [] : [answer.remote]));
  const where = remote === undefined || remote === address ? '' : ` (${visible(remote)})`;
  const from = hops.length === 0 ? '' : `  ${visible(hops.join(', '))}`;
  const head = paint.strong(`${visible(address)}${where}`) + paint.quiet(from);
  if (hops.length === 0) return [head];
  return [
    head,
    ...labelled(
      'sends',
      sends === null ? 'no server name that is known here' : `the server name ${visible(sends)}`,
      width,
    ),
  ];
}

function answerLines(
  answer: FetchedAnswer,
  same: boolean,
  { presents }: FetchedPeer,
  layout: Layout,
): readonly string[] {
  const { serverName, protocol, cipher, chain, failure, clientCertificate, unreadable } = answer;
  const { paint, width } = layout;
  const name = serverName === null ? 'without SNI' : `with SNI ${visible(serverName)}`;
  const met = protocol === null || cipher === null ? '' : `: ${protocol}, ${cipher}`;
  const lines = [`${paint.strong(same ? `${name}, and without SNI the same` : name)}${met}`];
  if (failure !== null) lines.push(...indented(visible(failureText(answer)), 2, width).map(paint.alarm));
  if (clientCertificate !== null) lines.push(...indented(askedText(clientCertificate.authorities, presents), 2, width));
  lines.push(
    ...chain.slice(0, mostShown).flatMap((certificate, place) => certificateLines(certificate, place, layout)),
  );
  if (chain.length > mostShown) lines.push(`  and ${chain.length - mostShown} more`);
  if (unreadable > 0) lines.push(paint.caution(`  ${unreadable} more can not be read`));
  return lines;
}

const mostShown = 10;

/** The path that a server may send is as long as it likes; so are the names in it. */
const longestName = 300;

const short = (name: string): string => {
  const text = visible(name);
  return text.length <= longestName ? text : `${text.slice(0, longestName)}… (${text.length} characters)`;
};

function failureText({ failure, chain }: FetchedAnswer): string {
  if (failure === null) return '';
  if (failure.stage === 'connecting') return `not reached: ${failure.text}`;
  const so = chain.length > 0 ? '' : '; no certificate came';
  return `${failure.stage === 'afterwards' ? 'refused after the handshake' : 'the handshake failed'}: ${failure.text}${so}`;
}

function askedText(authorities: readonly string[], presents: string | null): string {
  const named = authorities.slice(0, 5).map(short).join('; ');
  const more = authorities.length > 5 ? ` and ${authorities.length - 5} more` : '';
  const own = presents === null ? '' : `; the configuration presents ${short(presents)}, which was not used here`;
  return `asks for a client certificate${named === '' ? '' : ` of ${named}${more}`}${own}`;
}

function certificateLines(
  { subject, issuer, dns, ip, notBefore, notAfter, role, sha256 }: FetchedCertificate,
  place: number,
  { paint, width, now }: Layout,
): readonly string[] {
  const names = [...dns, ...ip];
  const more = names.length > 8 ? ` and ${names.length - 8} more` : '';
  const days = daysLeft({ notAfter }, now);
  const left =
    days < 0 ? `, ${paint.alarm(`expired ${-days} days ago`)}` : days > mostDays ? '' : `, ${days} days left`;
  return [
    ...indented(`${place}  ${short(subject) || 'without a subject'}, ${role}`, 2, width, 3),
    ...indented(`issued by ${short(issuer) || 'nobody'}`, 5, width, 2),
    ...(names.length === 0 ? [] : indented(`for ${names.slice(0, 8).map(short).join(', ')}${more}`, 5, width, 2)),
    `     ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}${left}`,
    `     ${paint.quiet(`sha256 ${digits(sha256)}`)}`,
  ];
}

/** Of an end that is further off the date says more. */
const mostDays = 400;

/** As in `--pin`: without colons it fits in a line. */
const digits = (sha256: string) => sha256.replaceAll(':', '');

function comparison({ differs, answers, hops, sends }: FetchedPeer, { paint, width }: Layout): readonly string[] {
  const [without, named] = answers;
  if (without === undefined || without.chain.length === 0 || differs === false) return [];
  if (named === undefined) {
    const ask = hops.length === 0 ? ' --servername NAME asks by name.' : '';
    const text = `No server name was sent: this may be a fallback that the server shows to whoever names nothing.${ask}`;
    return labelled('notice', text, width);
  }
  const other =
    named.chain.length === 0 ? 'only without SNI a chain came, and it' : 'the chain without SNI is another, and';
  const so = sends === named.serverName ? '' : ', and nginx has to send the name (proxy_ssl_server_name on)';
  return labelled('differs', `${other} may be the server’s fallback: it must not be trusted${so}`, width).map(
    paint.caution,
  );
}

function anchorLines({ kind, certificate, ask, verdict }: FetchedAnchor, { paint, width }: Layout): readonly string[] {
  if (ask !== null) return askLines(ask, width);
  if (certificate === null) return [];
  const { subject, sha256 } = certificate;
  const lines = [
    ...labelled('anchor', `${short(subject)}: ${whichAnchor[kind]}`, width),
    `         sha256 ${paint.strong(digits(sha256))}`,
  ];
  if (verdict === null) return lines;
  if (verdict.code !== 0)
    return [
      ...lines,
      ...labelled('nginx', `still refuses the chain with it: (${verdict.code}:${verdict.text})`, width).map(
        paint.alarm,
      ),
    ];
  const name =
    verdict.nameMatches === null
      ? ''
      : verdict.nameMatches
        ? ', and finds the name in it'
        : ', but does not find the name that was sent in it';
  return [
    ...lines,
    ...labelled(
      'nginx',
      `would accept the chain with it at proxy_ssl_verify_depth ${Math.max(verdict.depth ?? 1, 1)}${name}`,
      width,
    ),
  ];
}

const whichAnchor: Readonly<Record<FetchedAnchor['kind'], string>> = {
  'self-signed': 'the certificate is self-signed, and its own trust anchor',
  root: 'the root CA, sent with the chain',
  completed:
    'the root CA, from a URL that a certificate names. Whoever made the certificate chose the URL: it proves nothing',
  missing: '',
  none: '',
};

function askLines({ issuer, keyId, urls }: NonNullable<FetchedAnchor['ask']>, width: number): readonly string[] {
  const key = keyId === null ? '' : `, key identifier ${keyId.slice(0, 80)}`;
  const at = urls.length === 0 ? '' : ` The certificate names ${short(urls[0] ?? '')}: --aia fetches it.`;
  return [
    ...labelled(
      'anchor',
      'none was sent. A certificate that a CA has issued is no anchor: with it nginx says 20.',
      width,
    ),
    ...labelled('ask', `the owner of the CA for the root certificate behind ${short(issuer)}${key}.${at}`, width),
  ];
}

function completedLines({ completed }: FetchedPeer, { width }: Layout): readonly string[] {
  return completed.flatMap(({ from, certificate: { subject, role, sha256 } }) => [
    ...labelled('found', `${short(subject)}, ${role}, at ${short(from)}; the server does not send it`, width),
    `         sha256 ${digits(sha256)}`,
  ]);
}

function commandLines({ answers, anchor }: FetchedPeer, { paint }: Layout): readonly string[] {
  const commands = [
    ...answers.flatMap(({ command }) => command ?? []),
    ...(anchor.command === null ? [] : [anchor.command]),
  ];
  if (commands.length === 0)
    return ['repeat   openssl s_client sends no PROXY header: without this tool there is no short way'];
  return commands.map((command, index) => `${index === 0 ? 'repeat ' : '       '}  ${paint.quiet(visible(command))}`);
}

function labelled(label: string, text: string, width: number): readonly string[] {
  return wrap(text, width - 9).map((line, index) => `${(index === 0 ? label : '').padEnd(9)}${line}`);
}

function indented(text: string, by: number, width: number, further = 0): readonly string[] {
  return wrap(text, width - by - further).map((line, index) => ' '.repeat(index === 0 ? by : by + further) + line);
}
