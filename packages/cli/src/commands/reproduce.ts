import { readFileSync } from 'node:fs';
import {
  isAsWished,
  isMeant,
  type LogWriter,
  type Notice,
  type Player,
  playUpstreams,
  playWorld,
  readWorld,
  renderPlays,
  type UpstreamPlay,
  upstreamKinds,
  visible,
  type WishedRequest,
  type WorldFile,
} from '@stackengine/engine';
import type { Bottle } from '@stackengine/nginx-wasm';
import { gatherInput } from '../evidence/gather.js';
import type { EvidenceOptions } from '../evidence/options.js';
import { columns, print, tell, wantsColour } from '../output.js';
import { bottleFor } from '../playing/bottles.js';
import { wishedRequest } from '../playing/wished-request.js';
import { Refusal, refusalFor } from '../refusal.js';
import { readMoment } from '../watching/moment.js';
import { writeNewFile } from '../writing/new-file.js';

export interface ReproduceOptions extends EvidenceOptions {
  readonly upstream?: readonly string[];
  readonly request?: readonly string[];
  readonly header?: readonly string[];
  readonly name?: string;
  readonly world?: string;
  readonly time?: string;
  readonly save?: string;
  readonly force?: boolean;
  readonly format: 'text' | 'json';
}

/** Plays a configuration against kinds of upstream, or a world of the user's; 1 where a request got no good answer. */
export async function reproduceCommand(options: ReproduceOptions): Promise<number> {
  if (options.upstream?.includes('list')) {
    print(options.format === 'json' ? `${JSON.stringify(upstreamKinds, undefined, 2)}\n` : kindsAsText());
    return 0;
  }
  const file = options.world === undefined ? undefined : worldIn(options.world);
  const { plays, notices, bottle } =
    file === undefined ? await playConfiguration(options) : await playFile(file, options);
  const time = readMoment('--time', options.time ?? file?.time, new Date());
  if (options.save !== undefined) save(plays, time, options.save, options.force === true);
  print(options.format === 'json' ? asJson(plays, notices, bottle) : asText(plays, notices, bottle, options));
  return plays.every(isGood) ? 0 : 1;
}

function wantedBottle(version: string | undefined, at: string, writer?: LogWriter): Bottle {
  const bottle = bottleFor(version, writer, undefined, Date.parse(at));
  if (bottle !== undefined) return bottle;
  throw new Refusal(
    'nginx is not built for WebAssembly here (in a checkout, npm start builds it), and nothing else plays',
  );
}

const isGood = ({ upstream, requests, problem }: UpstreamPlay): boolean =>
  problem === null && requests.every((request) => isAsWished(upstream, request));

function kindsAsText(): string {
  const width = Math.max(...upstreamKinds.map(({ id }) => id.length));
  return upstreamKinds.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join('');
}

interface Played {
  readonly plays: readonly UpstreamPlay[];
  readonly notices: readonly Notice[];
  readonly bottle: Bottle;
}

async function playConfiguration(options: ReproduceOptions): Promise<Played> {
  for (const wish of options.upstream ?? []) {
    if (!upstreamKinds.some((kind) => isMeant(wish, kind)))
      throw new Refusal(`--upstream ${wish}: there is no such kind; --upstream list shows them`);
  }
  const at = readMoment('--time', options.time, new Date());
  const wanted = options.nginx === undefined ? undefined : wantedBottle(options.nginx, at);
  const requests = wishedRequests(options);
  const gathered = await gatherInput(options, options.name === undefined ? {} : { name: options.name });
  if (gathered.given === undefined)
    throw new Refusal('name the configuration to play: --config FILE or DIRECTORY; or a world: --world FILE');
  const bottle = wanted ?? wantedBottle(undefined, at, gathered.writer);
  const input = { ...gathered.input, now: at };
  const played = await playUpstreams(input, { upstreams: options.upstream ?? [], requests }, playerIn(bottle));
  if (played.plays.length === 0)
    throw new Refusal('nothing to play: no place of this configuration passes traffic on by TLS, or none fits the log');
  const passedOver: readonly Notice[] =
    played.passedOver === 0
      ? []
      : [
          {
            code: 'passed-over',
            text: `${played.passedOver} more places pass traffic on by TLS: --request "GET /path host" plays the one that it reaches.`,
          },
        ];
  return { plays: played.plays, notices: [...passedOver, ...gathered.notices], bottle };
}

/** A player that says why it gave up. */
const playerIn =
  ({ play }: Bottle): Player =>
  (world) =>
    play(world).catch((error: unknown) => {
      throw new Refusal(`the play broke off: ${error instanceof Error ? error.message : String(error)}`);
    });

function wishedRequests({ request = [], header = [] }: ReproduceOptions): readonly WishedRequest[] {
  const headers = Object.fromEntries(
    header.map((text) => {
      const colon = text.indexOf(':');
      if (colon <= 0) throw new Refusal(`--header ${text}: write it as "Name: value"`);
      return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
    }),
  );
  return request.map((text) => {
    const wished = wishedRequest(text, headers);
    if (wished === undefined) throw new Refusal(`--request ${text}: write it as "GET /path host", or as a URL`);
    return wished;
  });
}

function worldIn(path: string): WorldFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw refusalFor(path, error);
  }
  const read = readWorld(text);
  if ('message' in read) throw new Refusal(`${path}: ${read.path} ${read.message}`);
  return read;
}

async function playFile({ world, nginx, time }: WorldFile, options: ReproduceOptions): Promise<Played> {
  const given = [options.config, options.log, options.upstream, options.request].some((one) => one !== undefined);
  if (given)
    throw new Refusal('--world holds everything that is played; leave out --config, --log, --upstream and --request');
  const bottle = wantedBottle(options.nginx ?? nginx, readMoment('--time', options.time ?? time, new Date()));
  const play = await playWorld(options.world ?? '', world, playerIn(bottle));
  return { plays: [play], notices: [], bottle };
}

function save(plays: readonly UpstreamPlay[], time: string, path: string, force: boolean): void {
  const [only, other] = plays;
  if (only?.world === undefined || other !== undefined)
    throw new Refusal(
      `--save takes one play, and there are ${plays.length}: name one kind with --upstream, and one place with --request`,
    );
  const file: WorldFile = { schema: 'stackengine/world@1', nginx: only.nginx, time, world: only.world };
  writeNewFile(path, `${JSON.stringify(file, undefined, 2)}\n`, force);
  tell(
    `${path} holds the configuration as it was given, with whatever secrets stand in it; keys and certificates are made anew.`,
  );
}

function asJson(plays: readonly UpstreamPlay[], notices: readonly Notice[], { nginx, tls }: Bottle): string {
  const shown = plays.map(({ world: _, nginx: __, ...play }) => play);
  return `${JSON.stringify({ schema: 'stackengine/reproduce@1', nginx, tls, plays: shown, notices }, undefined, 2)}\n`;
}

function asText(
  plays: readonly UpstreamPlay[],
  notices: readonly Notice[],
  { nginx, tls }: Bottle,
  { quiet }: ReproduceOptions,
): string {
  const table = renderPlays(plays, { colour: wantsColour(), width: columns() });
  const setAside = new Map(
    plays.flatMap((play) => play.setAside.map((one) => [`${one.file}:${one.line} ${one.what}`, one.why])),
  );
  const without = [...setAside].map(([what, why]) => `not played as written: ${visible(what)}: ${visible(why)}\n`);
  const said = notices.map(({ text }) => `notice: ${visible(text)}\n`);
  const rest = quiet === true ? '' : [...without.slice(0, 12), ...said].join('');
  return `nginx ${nginx}, ${tls}\n${table}${rest === '' ? '' : `\n${rest}`}`;
}
