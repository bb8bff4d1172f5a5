import { type Diagnosis, diagnose, diagnoseByPlaying, type Notice } from '@stackengine/engine';
import type { GatheredInput } from '../evidence/gather.js';
import type { EvidenceOptions } from '../evidence/options.js';
import { bottleFor } from './bottles.js';

const notBuilt: Notice = {
  code: 'no-bottle',
  text: 'Nothing was reproduced: nginx is not built for WebAssembly here (in a checkout, npm start builds it).',
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

/** The diagnosis, with every incident played in memory unless that is not wanted or not possible. */
export async function diagnoseAndPlay(
  { input, writer }: Pick<GatheredInput, 'input' | 'writer'>,
  options: EvidenceOptions,
): Promise<Diagnosis> {
  if (options.reproduce === false) return diagnose(input);
  const bottle = bottleFor(options.nginx, writer);
  if (bottle === undefined) return withNotice(diagnose(input), notBuilt);
  const line = progressLine(options, bottle.nginx, diagnose(input));
  try {
    return await diagnoseByPlaying(input, { player: bottle.play, progress: line.say });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return withNotice(diagnose(input), {
      code: 'not-playable',
      text: `Nothing was reproduced: the play broke off: ${reason}`,
    });
  } finally {
    line.end();
  }
}

const withNotice = (diagnosis: Diagnosis, notice: Notice): Diagnosis => ({
  ...diagnosis,
  notices: [...diagnosis.notices, notice],
});
