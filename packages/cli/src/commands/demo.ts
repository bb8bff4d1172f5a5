import {
  type Answers,
  type Diagnosis,
  diagnose,
  findHops,
  fixFor,
  readErrorLog,
  renderText,
  serverNameIndication,
} from '@stackengine/engine';
import { type Configuration, readConfiguration } from '@stackengine/nginx-config';
import { columns, print, wantsColour } from '../output.js';
import { mergeFixes } from '../writing/merge.js';

const log = `2024/01/15 03:42:17 [error] 1234#1234: *5678 upstream SSL handshaking to 10.0.1.45:8443 while SSL handshaking to upstream,
client: 203.0.113.10, server: api.internal, request: "POST /v1/data HTTP/1.1",
upstream: "https://10.0.1.45:8443/v1/data"
`;

const config = `location /api/ {
    proxy_pass https://10.0.1.45:8443;
    proxy_set_header Host $host;
}
`;

/** What only a user can know; the tour answers for one. */
const answers: Answers = { name: 'api.internal', 'ca-path': 'tls/internal-ca.pem' };

/** The first-run tour: one incident from its log line to a diff that is applied and checked, on one screen of 80 by 40. */
export async function demoCommand(): Promise<number> {
  const configuration = readConfiguration([{ file: 'api.conf', text: config }]);
  const diagnosis = diagnose({
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
  });
  print(`${log}\n`);
  print('$ stackengine diagnose --log error.log --config api.conf\n');
  print(renderText(shortened(diagnosis), { colour: wantsColour(), width: Math.min(columns(), 80) }));
  print(`\n${checked(diagnosis, configuration)}\n`);
  return 0;
}

/** One screen: what would decide between the causes, and the notices, are left to the real thing. */
function shortened({ schema, incidents }: Diagnosis): Diagnosis {
  const short = incidents.map((incident) => ({
    ...incident,
    notices: [],
    causes: incident.causes
      .slice(0, 2)
      .map((cause) => ({ ...cause, decidedBy: [], remedy: [], confirm: cause.confirm.slice(0, 1) })),
  }));
  return { schema, incidents: short, notices: [] };
}

/** Applies the production fix, reads the result again, and says what nginx would now do; never what was hoped for. */
function checked({ incidents }: Diagnosis, configuration: Configuration): string {
  const chosen = incidents.flatMap((incident) => {
    const fix = fixFor(incident, 'production');
    return fix === undefined || fix.needs.length > 0 ? [] : [{ incident, fix }];
  });
  const [changed] = mergeFixes(chosen, configuration).files;
  const again = readConfiguration([{ file: 'api.conf', text: changed?.after ?? config }]);
  const [hop] = findHops(again);
  if (changed === undefined || hop === undefined || again.problems.length > 0) return 'The fix could not be checked.';
  const { verify, trustedCertificate, name } = hop.tls;
  return `The diff, applied and read again: verification ${verify.value}, CA ${trustedCertificate.value},
name ${name.value}, SNI ${serverNameIndication(hop).name ?? 'none'}. The name and the CA are answers to what it asks:
$ stackengine fix --log F --config F --name NAME --ca-path FILE [--write]`;
}
