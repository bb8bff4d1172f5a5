import { type Diagnosis, diagnose, diagnoseOnBuilds, type Notice } from '@stackengine/engine';
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
  const builds = bottlesFor(options.nginx, writer);
  const reproduces = options.reproduce !== false;
  // Without a chain there is nothing to verify, and text alone answers at once.
  const hasChain =
    input.presented.length + (input.presentedWithServerName?.length ?? 0) + (input.captures?.length ?? 0) > 0;
  const [open, ...others] = builds;
  const first = reproduces || hasChain ? open?.() : undefined;
  const byText = diagnose(first === undefined ? input : { ...input, verifyChain: first.verifyChain });
  if (!reproduces) return hasChain && first === undefined ? withNotice(byText, notVerified) : byText;
  if (first === undefined) return withNotice(byText, notBuilt);
  let line = progressLine(options, first.nginx, byText);
  try {
    return await diagnoseOnBuilds(input, [() => first, ...others], {
      begin: (nginx) => {
        line.end();
        line = progressLine(options, nginx, byText);
      },
      progress: (incident, played, total) => line.say(incident, played, total),
    });
  } finally {
    line.end();
  }
}

const withNotice = (diagnosis: Diagnosis, notice: Notice): Diagnosis => ({
  ...diagnosis,
  notices: [...diagnosis.notices, notice],
});
