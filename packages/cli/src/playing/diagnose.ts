import {
  type DiagnosedIncident,
  type Diagnosis,
  type DiagnosisInput,
  diagnose,
  diagnoseByPlaying,
  type Notice,
} from '@stackengine/engine';
import type { Bottle } from '@stackengine/nginx-wasm';
import type { GatheredInput } from '../evidence/gather.js';
import type { EvidenceOptions } from '../evidence/options.js';
import { bottlesFor } from './bottles.js';

const notBuilt: Notice = {
  code: 'no-bottle',
  text: 'Nothing was reproduced: nginx is not built for WebAssembly here (in a checkout, npm start builds it).',
};

const notVerified: Notice = {
  code: 'chain-not-verified',
  text: 'The chain was read and not verified: OpenSSL is not built for WebAssembly here (in a checkout, npm start builds it).',
};

/** What the text alone says, at once, and how far the play is; on a terminal only, and gone afterwards. */
function progressLine({ quiet }: EvidenceOptions, nginx: string, byText: Diagnosis) {
  const shown = quiet !== true && process.stderr.isTTY === true;
  const first = new Map(byText.incidents.map(({ id, causes: [cause] }) => [id, cause]));
  const say = (incident: string, progress: string) => {
    const cause = first.get(incident);
    const answer = cause === undefined ? '' : `${cause.cause}, ${cause.confidence} by its text; `;
    process.stderr.write(`\r\u001b[K${answer}playing it on nginx ${nginx}${progress}`);
  };
  const [incident] = byText.incidents;
  if (shown && incident !== undefined) say(incident.id, '');
  return {
    say: (id: string, played: number, total: number) => {
      if (shown) say(id, `: ${played} of ${total}`);
    },
    end: () => {
      if (shown) process.stderr.write('\r\u001b[K');
    },
  };
}

/**
 * The diagnosis, with every incident played in memory unless that is not wanted or not possible. Where the log does not tell which nginx wrote
 * it, what one build never writes is played on the others too.
 */
export async function diagnoseAndPlay(
  { input, writer }: Pick<GatheredInput, 'input' | 'writer'>,
  options: EvidenceOptions,
): Promise<Diagnosis> {
  const [open, ...others] = bottlesFor(options.nginx, writer);
  const reproduces = options.reproduce !== false;
  // Without a chain there is nothing to verify, and text alone answers at once.
  const hasChain =
    input.presented.length + (input.presentedWithServerName?.length ?? 0) + (input.captures?.length ?? 0) > 0;
  const first = reproduces || hasChain ? open?.() : undefined;
  const byText = diagnose(first === undefined ? input : { ...input, verifyChain: first.verifyChain });
  if (!reproduces) return hasChain && first === undefined ? withNotice(byText, notVerified) : byText;
  if (first === undefined) return withNotice(byText, notBuilt);
  let diagnosis = await played(input, first, byText, options);
  for (const openNext of others)
    if (diagnosis.incidents.some(isUnexplained))
      diagnosis = joined(diagnosis, await played(input, openNext(), byText, options));
  return diagnosis;
}

async function played(
  input: DiagnosisInput,
  { play, verifyChain, nginx }: Bottle,
  byText: Diagnosis,
  options: EvidenceOptions,
): Promise<Diagnosis> {
  const line = progressLine(options, nginx, byText);
  try {
    return await diagnoseByPlaying({ ...input, verifyChain }, { player: play, progress: line.say });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return withNotice(byText, {
      code: 'not-playable',
      text: `Nothing was reproduced: the play broke off: ${reason}`,
    });
  } finally {
    line.end();
  }
}

const isUnexplained = ({ notices }: DiagnosedIncident): boolean =>
  notices.some(({ code }) => code === 'not-this-configuration' || code === 'not-among-those-played');

/** What one nginx never writes, in the words of another that does. */
function joined(diagnosis: Diagnosis, other: Diagnosis): Diagnosis {
  const explained = new Map(other.incidents.filter((one) => !isUnexplained(one)).map((one) => [one.id, one]));
  return {
    ...diagnosis,
    incidents: diagnosis.incidents.map((one) => (isUnexplained(one) ? (explained.get(one.id) ?? one) : one)),
  };
}

const withNotice = (diagnosis: Diagnosis, notice: Notice): Diagnosis => ({
  ...diagnosis,
  notices: [...diagnosis.notices, notice],
});
