import {
  type Answers,
  type DiagnosedCause,
  type Diagnosis,
  type DiagnosisInput,
  type Fix,
  findHops,
  firstIncident,
  fixFor,
  type Merged,
  mergeFixes,
  readErrorLog,
  renderText,
  serverNameIndication,
  unknownWriter,
} from '@stackengine/engine';
import { type Configuration, readConfiguration } from '@stackengine/nginx-config';
import { columns, print, wantsColour } from '../output.js';
import { diagnoseAndPlay } from '../playing/diagnose.js';

const { log, configuration: config } = firstIncident;

/** What only a user can know; the tour answers for one. */
const answers: Answers = { name: 'api.internal', 'ca-path': 'tls/internal-ca.pem' };

/** The first-run tour: one incident from its log line to both fixes, applied and read again, on one screen of 80 by 40. */
export async function demoCommand(): Promise<number> {
  const configuration = readConfiguration([{ file: 'api.conf', text: config }]);
  const input: DiagnosisInput = {
    events: readErrorLog('error.log', log).events,
    access: [],
    accessGiven: false,
    configuration,
    presented: [],
    vouched: [],
    trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: new Date().toISOString(),
    answers,
  };
  const diagnosis = await diagnoseAndPlay({ input, writer: unknownWriter }, {});
  const paint = wantsColour();
  print(`${log}\n$ stackengine diagnose --log error.log --config api.conf\n`);
  print(renderText(shortened(diagnosis), { colour: paint, width: Math.min(columns(), 80) }));
  const production = fixed(diagnosis, configuration, 'production');
  const given = `--name ${answers.name} --ca-path ${answers['ca-path']}`;
  print(`\n$ stackengine fix … ${given}\n${hunk(production)}${checked(production)}\n${proven(production)}`);
  const development = fixed(diagnosis, configuration, 'development');
  print(`\n$ stackengine fix … --profile development\n${hunk(development)}`);
  return 0;
}

/** One screen: evidence, fixes, commands and what would decide between the causes are left to the real thing. */
function shortened({ schema, incidents }: Diagnosis): Diagnosis {
  const short = incidents.map((incident) => ({
    ...incident,
    fixes: [],
    notices: incident.notices.filter(({ code }) => code !== 'another-request'),
    causes: incident.causes.slice(0, 2).map((cause) => ({
      ...cause,
      evidence: played(cause),
      decidedBy: [],
      remedy: [],
      confirm: [],
    })),
  }));
  return { schema, incidents: short, notices: [] };
}

const played = ({ reproduced }: DiagnosedCause): DiagnosedCause['evidence'] =>
  reproduced === null
    ? []
    : [
        {
          kind: 'reproduction',
          text: `nginx ${reproduced.nginx} wrote the same in ${reproduced.worlds.length} of its worlds`,
        },
      ];

function fixed({ incidents }: Diagnosis, configuration: Configuration, profile: Fix['profile']): Merged {
  const chosen = incidents.flatMap((incident) => {
    const fix = fixFor(incident, profile);
    return fix === undefined || fix.needs.length > 0 ? [] : [{ incident, fix }];
  });
  return mergeFixes(chosen, configuration);
}

/** A diff of one file without its header and without the comments that it adds. */
const hunk = ({ diff }: Merged) =>
  `${diff
    .split('\n')
    .filter((line) => /^[ +-]/.test(line) && !/^(\+\+\+|---) |^\+\s*#/.test(line))
    .join('\n')}\n`;

/** What nginx did with the change, where it could be played. */
const proven = ({ fixes }: Merged): string =>
  fixes
    .flatMap(({ proof }) =>
      proof === null
        ? []
        : [
            `Played on nginx ${proof.nginx}: passes in ${proof.cured.length} worlds, ${proof.refused.length} attackers refused.\n`,
          ],
    )
    .join('');

/** Reads the result again, and says what nginx would now do; never what was hoped for. */
function checked({ files }: Merged): string {
  const [changed] = files;
  const again = readConfiguration([{ file: 'api.conf', text: changed?.after ?? config }]);
  const [hop] = findHops(again);
  if (changed === undefined || hop === undefined || again.problems.length > 0) return 'The fix could not be checked.';
  const { verify, name } = hop.tls;
  return `Read again: verification ${verify.value}, name ${name.value}, SNI ${serverNameIndication(hop).name ?? 'none'}.`;
}
