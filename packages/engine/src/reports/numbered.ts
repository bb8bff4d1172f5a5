import type { Diagnosis } from '../diagnosis/diagnosis.js';

/**
 * The same diagnosis with its incidents numbered, for reports that are shared: an incident's own id holds its peer's address, or a hash so
 * short that all addresses can be tried.
 */
export function numberedIncidents(diagnosis: Diagnosis): Diagnosis {
  const incidents = diagnosis.incidents.map((incident, index) => ({ ...incident, id: `incident-${index + 1}` }));
  return { ...diagnosis, incidents };
}
