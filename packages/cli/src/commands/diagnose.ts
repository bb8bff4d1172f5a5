import {
  type Diagnosis,
  numberedIncidents,
  renderHtml,
  renderMarkdown,
  renderText,
  toJson,
  toSarif,
} from '@stackengine/engine';
import { gather } from '../evidence/gather.js';
import type { EvidenceOptions } from '../evidence/options.js';
import { columns, print, wantsColour } from '../output.js';
import { sharedReport } from '../redacting/report.js';

export interface DiagnoseOptions extends EvidenceOptions {
  readonly format: 'text' | 'json' | 'markdown' | 'html' | 'sarif';
  /** True stands for `share`. */
  readonly redact?: true | 'secrets' | 'share' | 'paranoid';
}

/** Prints the diagnosis; 1 where there is an incident. */
export async function diagnoseCommand(options: DiagnoseOptions, version: string): Promise<number> {
  const { diagnosis, given } = await gather(options, {});
  const text = rendered(options.redact === undefined ? diagnosis : numberedIncidents(diagnosis), options, version);
  const level = options.redact === true ? 'share' : options.redact;
  print(level === undefined ? text : sharedReport(text, given, level));
  return diagnosis.incidents.length === 0 ? 0 : 1;
}

function rendered(diagnosis: Diagnosis, { format, quiet, redact }: DiagnoseOptions, version: string): string {
  if (format === 'json') return toJson(diagnosis);
  if (format === 'sarif') return toSarif(diagnosis, { version });
  const shown = quiet === true ? { ...diagnosis, notices: [] } : diagnosis;
  if (format === 'markdown') return renderMarkdown(shown);
  if (format === 'html') return renderHtml(shown);
  return renderText(shown, { colour: redact === undefined && wantsColour(), width: columns() });
}
