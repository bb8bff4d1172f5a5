import type { Evidence } from '../causes/cause.js';
import { causes } from '../causes/index.js';
import type { DiagnosedCause, DiagnosedIncident, Diagnosis, Fix, Notice } from '../diagnosis/diagnosis.js';
import { visible } from './visible.js';
import { faultPlace, occurrences, whereabouts } from './wording.js';

/**
 * The diagnosis as SARIF 2.1.0 (OASIS): one result for each incident, its rule is the cause named first, its place the
 * hop or else the log line. Only fixes without open needs are given, since a viewer applies them unasked.
 */
export function toSarif(diagnosis: Diagnosis, { version }: { readonly version: string }): string {
  const { incidents, notices } = diagnosis;
  const rules = new Map(incidents.map((incident) => [ruleId(incident), rule(incident.causes[0], incident)]));
  const ids = [...rules.keys()];
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'StackEngine', semanticVersion: version, rules: [...rules.values()] } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notices.map(notification) }],
        results: incidents.map((incident) => result(incident, ids.indexOf(ruleId(incident)))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const ruleId = ({ causes }: DiagnosedIncident) => causes[0]?.cause ?? 'unknown-cause';

function rule(cause: DiagnosedCause | undefined, incident: DiagnosedIncident) {
  // A rule is the cause whatever the incident; what an incident tells more exactly stands in its result.
  const known = causes.find(({ id }) => id === cause?.cause) ?? cause;
  const title = visible(known?.title ?? 'A failure that no known cause explains');
  const help = visible(cause?.prevention ?? incident.summary);
  return {
    id: ruleId(incident),
    shortDescription: { text: title },
    fullDescription: { text: visible(known?.explanation ?? title) },
    help: { text: help },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['nginx', 'upstream', 'tls', incident.stage] },
  };
}

function result(incident: DiagnosedIncident, ruleIndex: number) {
  const cause = incident.causes[0];
  const evidence = cause?.evidence ?? [];
  const { hop } = incident.upstream;
  const logged = evidence.find(({ kind, file }) => kind === 'log' && file !== undefined);
  const main =
    hop === null ? (logged === undefined ? [] : [location(logged)]) : [location({ ...hop, text: hop.directive })];
  return {
    ruleId: ruleId(incident),
    ruleIndex,
    level: cause === undefined || cause.confidence === 'possible' ? 'warning' : 'error',
    message: { text: message(incident, cause) },
    locations: main,
    relatedLocations: [
      ...evidence,
      ...(cause === undefined && incident.fault !== null ? [faultPlace(incident.fault)] : []),
    ]
      .filter(({ file }) => file !== undefined)
      .map(location),
    partialFingerprints: { 'incident/v1': incident.id },
    occurrenceCount: incident.count,
    fixes: incident.fixes.filter(({ needs, edits }) => needs.length === 0 && edits.length > 0).map(fix),
    properties: { confidence: cause?.confidence ?? null, rivals: incident.causes.slice(1).map((rival) => rival.cause) },
  };
}

function message(incident: DiagnosedIncident, cause: DiagnosedCause | undefined): string {
  const said = `${visible(incident.summary)} At ${whereabouts(incident)}, ${occurrences(incident)}.`;
  if (cause === undefined && incident.fault !== null) return `${visible(incident.fault.meaning)} ${said}`;
  return cause === undefined ? said : `${visible(cause.title)} (${cause.confidence}). ${said}`;
}

function location({ file, line, column, text }: Omit<Evidence, 'kind'> & { readonly column?: number }) {
  const region =
    line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  return {
    physicalLocation: { artifactLocation: { uri: uri(file ?? '') }, ...region },
    message: { text: visible(text) },
  };
}

function fix({ profile, cause, edits }: Fix) {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: `${profile} fix for ${cause}` },
    artifactChanges: files.map((file) => ({
      artifactLocation: { uri: uri(file) },
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range: [start, end], text }) => ({
          deletedRegion: { charOffset: start, charLength: end - start },
          insertedContent: { text },
        })),
    })),
  };
}

function notification(notice: Notice) {
  const { file, line, column } = notice;
  const place = {
    text: notice.text,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
  return {
    descriptor: { id: notice.code },
    level: 'note',
    message: { text: visible(notice.text) },
    ...(file === undefined ? {} : { locations: [location({ file, ...place })] }),
  };
}

/** A path as a URI reference (RFC 3986): absolute ones with `file:`, and no first segment that reads as a scheme. */
function uri(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
