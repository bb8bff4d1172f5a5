/** What one field of a log line says about one hop. */
export type Observation =
  /** Only this hop, and what shares its peers, can have written the field. */
  | { readonly says: 'identifies'; readonly text: string }
  | { readonly says: 'supports'; readonly text: string }
  /** Speaks against the hop without ruling it out; the weight orders hops that are all spoken against. */
  | { readonly says: 'against'; readonly weight: number; readonly text: string }
  | { readonly says: 'excludes' };

export const identifies = (text: string): Observation => ({ says: 'identifies', text });
export const supports = (text: string): Observation => ({ says: 'supports', text });
export const against = (weight: number, text: string): Observation => ({ says: 'against', weight, text });
export const excludes: Observation = { says: 'excludes' };

/** Whether a field was blanked out by who posted the log: `xxx`, `***`, `<redacted>`, `[IP]`. */
export function isBlanked(text: string): boolean {
  return text === '' || /[<>*[\](){}]|redact|x{3,}|hidden|removed/i.test(text.replace(/^\[[0-9a-f:.]*\]/i, ''));
}
