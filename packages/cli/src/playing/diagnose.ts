import { type Diagnosis, diagnose, diagnoseByPlaying, type Notice } from '@stackengine/engine';
import type { GatheredInput } from '../evidence/gather.js';
import type { EvidenceOptions } from '../evidence/options.js';
import { bottleFor } from './bottles.js';

const notBuilt: Notice = {
  code: 'no-bottle',
  text: 'Nothing was reproduced: nginx is not built for WebAssembly here (in a checkout, npm start builds it).',
};

/** How far it is, on a terminal only; the line is gone afterwards. */
function progressLine({ quiet }: EvidenceOptions, nginx: string) {
  const shown = quiet !== true && process.stderr.isTTY === true;
  return {
    say: (incident: string, played: number, total: number) => {
      if (shown)
        process.stderr.write(`\r\u001b[KPlaying incident ${incident} on nginx ${nginx}: ${played} of ${total}`);
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
  const line = progressLine(options, bottle.nginx);
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
