// docs/causes.md, written from the cause files: their own texts, and what the program says of their examples.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causes, diagnose, readErrorLog } from '@stackengine/engine';
import { readConfiguration } from '@stackengine/nginx-config';
import { root } from './run.mjs';

const testdata = 'packages/engine/src/causes/testdata';
const stages = {
  config: 'nginx refuses its configuration',
  verify: 'nginx rejects the upstream’s certificate',
  handshake: 'the two sides can’t agree on a handshake',
  connect: 'there is no connection to shake hands on',
  response: 'the connection stands, and no answer comes over it',
  client: 'not the upstream at all',
};

/** The whole page. */
export function causesPage() {
  const told = causes.map((cause) => ({ cause, incidents: cause.examples.map(incidentOf) }));
  const rivals = rivalsOf(told);
  const parts = Object.entries(stages).flatMap(([stage, meaning]) => [
    `## Stage \`${stage}\`: ${meaning}\n`,
    ...told
      .filter(({ cause }) => cause.stage === stage)
      .map((each) => section(each, [...(rivals.get(each.cause.id) ?? [])].sort())),
  ]);
  return `${[introduction(), ...parts].join('\n').trimEnd()}\n`;
}

function introduction() {
  const rows = Object.keys(stages).flatMap((stage) =>
    causes
      .filter((cause) => cause.stage === stage)
      .map(({ id, title }) => `| \`${stage}\` | [${id}](#${id}) | ${title} |`),
  );
  return `# Causes

<!-- Written by \`npm run docs\` from packages/engine/src/causes. Change it there. -->

The ${causes.length} causes that StackEngine knows. An id is public: it stands in JSON, SARIF and in the address of its section here, and does not
change. Everything below is taken from the cause's file, or is what the program says of that cause's example.

A production fix always brings verification, the CA file, the depth, SNI and a literal name along, at every place that
shares the peer ([why](decisions/0006-harden-every-hop-of-a-peer.md)). \`<name>\` and \`<ca-path>\` are questions to you: \`fix\` changes nothing until
they are answered.

| stage | id | title |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function section({ cause, incidents }, rivals) {
  const [incident] = incidents;
  const first = incident.causes[0];
  const deciding = unique(incidents.flatMap(({ causes: [named] }) => named.decidedBy));
  const { minutesToFix, threat, downtime } = cause.impact;
  return [
    `### ${cause.id}\n`,
    `**${prose(cause.title)}**\n`,
    `${prose(cause.explanation)}\n`,
    `Impact: threat ${threat}, downtime ${downtime}, ${minutesToFix.join(' to ')} minutes to fix.\n`,
    'nginx logs, for example:\n',
    block('text', unique(cause.examples.map(({ log }) => firstLine(log))).join('\n')),
    ...(rivals.length === 0 ? [] : [`Looks like: ${rivals.map((id) => `[${id}](#${id})`).join(', ')}.\n`]),
    ...(deciding.length === 0 ? [] : ['What decides:\n', list(deciding)]),
    ...confirmation(first.confirm),
    ...fixText(incidents, first),
    `Prevention: ${prose(cause.prevention)}\n`,
    `${worldsText(cause)}\n`,
  ].join('\n');
}

/** Most of it are commands; what is none is said. */
function confirmation(confirm) {
  if (confirm.length === 0) return [];
  const commands = confirm.filter((line) => /^(curl|date|dig|grep|nc|nginx|openssl|zcat) /.test(line));
  const rest = confirm.filter((line) => !commands.includes(line));
  return [
    'To confirm:\n',
    ...(commands.length === 0 ? [] : [block('sh', commands.join('\n'))]),
    ...(rest.length === 0 ? [] : [list(rest)]),
  ];
}

function fixText(incidents, first) {
  const fixes = incidents.flatMap((incident) => incident.fixes);
  const production = fixes.find(({ profile }) => profile === 'production');
  const development = fixes.some(({ profile }) => profile === 'development');
  const remedies = first.remedy.map(({ who, what, command }) => ({
    text: `${prose(who)}: ${prose(what)}`,
    command,
  }));
  return [
    ...(production === undefined
      ? ['The fix: no edit of nginx’s configuration cures it.\n']
      : ['The fix, for that example:\n', block('diff', production.diff.trimEnd())]),
    ...remedies.flatMap(({ text, command }) => [`${text}\n`, ...(command === undefined ? [] : [block('sh', command)])]),
    ...(development ? ['For development there is `--profile development`: verification off at this one place.\n'] : []),
  ];
}

function worldsText({ id, worlds }) {
  if (worlds.length === 0) return 'The lab plays no world of it; its file says why.';
  const names = worlds.map((world) => `\`${id}/${world.id}\`${world.needsChain ? ' (with `--chain`)' : ''}`);
  return `Played by the lab: ${names.join(', ')}.`;
}

/** What looks alike: the causes that are named beside each other for one line. */
function rivalsOf(told) {
  const rivals = new Map(causes.map(({ id }) => [id, new Set()]));
  for (const { incidents } of told)
    for (const { causes: named } of incidents)
      for (const one of named) for (const other of named) if (one !== other) rivals.get(one.cause)?.add(other.cause);
  return rivals;
}

function incidentOf({ log, config }) {
  const configuration =
    config === undefined ? undefined : readConfiguration([{ file: config, text: testText(config) }]);
  const { incidents } = diagnose({
    events: readErrorLog(log, testText(log)).events,
    access: [],
    accessGiven: false,
    configuration,
    presented: [],
    vouched: [],
    trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: '2026-11-20T10:00:00Z',
    answers: {},
  });
  return incidents[0];
}

const testText = (name) => readFileSync(join(root, testdata, name), 'utf8');
const firstLine = (log) => testText(log).split('\n')[0];
const unique = (texts) => [...new Set(texts)];
/** Outside of code, marks that Markdown would take for its own. */
const prose = (text) => text.replace(/`[^`]*`|[*<]/g, (found) => (found.length > 1 ? found : `\\${found}`));
const block = (language, text) => `\`\`\`${language}\n${text}\n\`\`\`\n`;
const list = (texts) => `${texts.map((text) => `- ${prose(text)}`).join('\n')}\n`;
