import { isAsWished } from '../reproduction/attacker.js';
import type { PlayedRequest, UpstreamPlay } from '../reproduction/play-upstreams.js';
import { grouped } from '../tables.js';
import { type Paint, withColour, withoutColour } from './colour.js';
import type { TextOptions } from './text.js';
import { visible } from './visible.js';
import { wrap } from './wrap.js';

/**
 * Plays as a table: for each place the upstreams, what the client got, what the upstream saw, and what nginx wrote: its whole lines
 * where there are few, otherwise their messages.
 */
export function renderPlays(plays: readonly UpstreamPlay[], options: TextOptions): string {
  const paint = options.colour ? withColour : withoutColour;
  const layout: Layout = {
    paint,
    width: options.width,
    names: Math.min(46, Math.max(...plays.map(({ upstream }) => upstream.length))),
    whole: plays.length <= 2,
  };
  const places = [...grouped(plays, (play) => [placeOf(play)])];
  const parts = places.map(([place, own]) => {
    const common = commonRequest(own);
    return [
      paint.strong(visible(place)),
      ...(common === undefined ? [] : [paint.quiet(visible(common))]),
      ...own.flatMap((play) => playLines(play, common === undefined, layout)),
    ].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}

interface Layout {
  readonly paint: Paint;
  readonly width: number;
  readonly names: number;
  readonly whole: boolean;
}

const placeOf = ({ hop }: UpstreamPlay): string =>
  hop === null ? 'the world given' : `${hop.directive} ${hop.target} (${hop.file}:${hop.line})`;

const asked = ({ request, host }: PlayedRequest): string =>
  [request === '' ? 'a connection' : request, host === '' ? '' : `Host: ${host}`].filter(Boolean).join(', ');

/** The request that all of these plays have; undefined where they have several. */
function commonRequest(plays: readonly UpstreamPlay[]): string | undefined {
  const all = plays.filter(({ problem }) => problem === null).map(({ requests }) => requests);
  if (all.some((requests) => requests.length !== 1)) return undefined;
  const texts = new Set(all.flat().map(asked));
  const [only, other] = texts;
  return other === undefined ? only : undefined;
}

function playLines(play: UpstreamPlay, eachRequest: boolean, layout: Layout): readonly string[] {
  const { paint, names, width } = layout;
  const name = visible(play.upstream);
  const mark = play.sameLine === true ? [`       ${paint.caution('writes the line of the log')}`] : [];
  if (play.problem !== null)
    return [`    –  ${name}`, ...indented(visible(play.problem), width).map((line) => paint.caution(line))];
  if (eachRequest)
    return [
      `  ${paint.strong(name)}`,
      ...mark,
      ...play.requests.flatMap((one) => [
        `  ${answerOf(play.upstream, one, paint)}  ${visible(asked(one))}`,
        `       ${paint.quiet(visible(sight(one)))}`,
        ...logLines(one, layout),
      ]),
    ];
  return play.requests.flatMap((one) => [
    `  ${answerOf(play.upstream, one, paint)}  ${name.padEnd(names)}  ${paint.quiet(visible(sight(one)))}`,
    ...mark,
    ...logLines(one, layout),
  ]);
}

function answerOf(upstream: string, request: PlayedRequest, paint: Paint): string {
  const { status } = request;
  return (isAsWished(upstream, request) ? paint.good : paint.alarm)(status === null ? '  –' : `${status}`);
}

const indented = (text: string, width: number): readonly string[] =>
  wrap(text, width - 7).map((line) => `       ${line}`);

function logLines({ errorLog }: PlayedRequest, { whole, width }: Layout): readonly string[] {
  const lines = errorLog.split('\n').filter(Boolean);
  const said = whole ? lines : [...new Set(lines.map(messageOf))];
  return said.flatMap((line) => indented(visible(line), width));
}

/** Level and message, without time, process, connection, and what nginx adds about the connection. */
function messageOf(line: string): string {
  const [, level = '', message = line] = /(\[\w+\]) \d+#\d+: (?:\*\d+ )?(.*?)(?:, client: .*)?$/.exec(line) ?? [];
  return `${level} ${message}`.trim();
}

/** What the upstreams saw of a request, in the order in which they did. */
function sight({ seen }: PlayedRequest): string {
  const [first] = seen;
  if (first === undefined) return 'no upstream saw anything';
  const { serverName, tls } = first;
  const name = serverName === null ? 'no server name' : serverName;
  const what = tls === null && serverName === null ? 'a connection, no handshake' : `${tls ?? 'no handshake'}, ${name}`;
  return `saw ${what}${seen.length > 1 ? `, and ${seen.length - 1} more` : ''}`;
}
