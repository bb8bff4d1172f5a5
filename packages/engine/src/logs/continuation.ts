import { type FieldName, type Fields, fieldNames, readFields } from './fields.js';
import { findHeader, type Header, headerAt, headerJoint, isBrokenHeader } from './header.js';
import { actions, isOneWord, messages, restsOf } from './phrases.js';
import { openParentheses } from './read-event.js';

/** How a piece relates to the record before it: it goes on with it, may do so if a later piece does, or does not. */
export type Continuation = 'yes' | 'maybe' | 'no';

type State =
  | { readonly at: 'header' }
  | { readonly at: 'empty' }
  | { readonly at: 'message'; readonly message: string }
  | { readonly at: 'field'; readonly fields: Fields; readonly tail: string };

const ranks: readonly string[] = fieldNames;
const someField =
  /^(?:udp )?(client|server|request|subrequest|upstream|host|referrer):|^bytes from\/to|^(?:login|context): /;
const evidence =
  /^while\b|\)\s*while\b|\bwhile (?:SSL|connecting|reading|sending|proxying)|^,?\s*client:|,\s*client:\s|SSL alert number|:SSL routines:|\bupstream,|^\)/;

/** Decides whether a line, freed of its prefix, goes on with an open record. nginx's own grammar decides, not the width. */
export function continues(open: string, piece: string): Continuation {
  const next = piece.trim();
  const state = stateOf(open);
  switch (state.at) {
    case 'header':
      return continuesHeader(open, next);
    case 'empty':
      return 'yes';
    case 'message':
      return continuesMessage(state.message, next);
    case 'field':
      return continuesField(state.fields, state.tail, next);
  }
}

function stateOf(open: string): State {
  if (isBrokenHeader(open) || isTimeAlone(open)) return { at: 'header' };
  const header = startingHeader(open) ?? headerAt(open, 0);
  const fields = readFields(open, header.end);
  if (fields.end !== 'none') return { at: 'field', fields, tail: fields.tail };
  const message = open.slice(header.end).trimEnd();
  const begun = /,\s*([a-z]*)$/.exec(message);
  if (message === '') return { at: 'empty' };
  if (begun !== null && openParentheses(message) === 0) return { at: 'field', fields, tail: begun[0] };
  return { at: 'message', message };
}

function startingHeader(text: string): Header | undefined {
  const header = findHeader(text);
  return header?.start === 0 ? header : undefined;
}

function isTimeAlone(text: string): boolean {
  return /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\s*$/.test(text);
}

function continuesHeader(open: string, next: string): Continuation {
  if (/^\d{4}\/\d\d\/\d\d\s/.test(next)) return 'no';
  const joined = open.trimEnd() + headerJoint(open.trimEnd(), next) + next;
  if (startingHeader(joined) !== undefined) return 'yes';
  return isBrokenHeader(joined) ? 'yes' : 'no';
}

function continuesMessage(message: string, next: string): Continuation {
  if (evidence.test(next)) return 'yes';
  const clause = message.replace(/^.*\swhile\s+/s, '');
  const rests = [
    ...restsOf(clause, message === clause ? messages : actions),
    ...restsOf(/\sw(?:h(?:i(?:l)?)?)?$/.exec(message)?.[0] ?? '', ['while']),
  ];
  const squeezed = next.replace(/\s+/g, '');
  if (rests.some((rest) => rest.startsWith(squeezed) || squeezed.startsWith(rest))) return 'yes';
  const digits = /error:([0-9A-Fa-f]{0,7})$/.exec(message)?.[1];
  if (digits !== undefined && new RegExp(`^[0-9A-Fa-f]{${8 - digits.length}}(?::|$)`).test(next)) return 'yes';
  if ((message.split('"').length - 1) % 2 === 1) return /^[^\s"]*"/.test(next) ? 'yes' : 'maybe';
  return openParentheses(message) > 0 && /^[^()]*(?:\([^()]*\)[^()]*)*\)/.test(next) ? 'yes' : 'maybe';
}

function continuesField(fields: Fields, tail: string, next: string): Continuation {
  if (fields.end === 'quoted' && tail === '') return continuesQuoted(fields, next);
  if (isOpenRequest(fields) && continuesQuoted(fields, next) === 'yes') return 'yes';
  const begun = /^\s*,\s*(\w*)$/.exec(tail);
  if (begun !== null) return continuesName(fields, begun[1] ?? '', next);
  if (fields.end === 'bare' && tail === '') {
    if (fields.last !== undefined && fields.values.get(fields.last) === '') return 'yes';
    const value = /^[^\s",]*(?=,)/.exec(next)?.[0] ?? '';
    if (next.startsWith(',', value.length)) return continuesName(fields, '', next.slice(value.length + 1).trimStart());
    if (isLaterField(fields, next)) return 'yes';
    return /^[\w.:\-[\]*<>/]+$/.test(next) ? 'maybe' : 'no';
  }
  if (next.startsWith(',')) return continuesName(fields, '', next.slice(1).trimStart());
  if (/^\s*,?\s*bytes from\/to/.test(tail))
    return /bytes from\/to|^(?:from|upstream|client):?|^\d+\/\d+/.test(next) ? 'yes' : 'no';
  return isLaterField(fields, next) ? 'yes' : 'no';
}

/** nginx does not escape quotes, so the one that seems to close the request may stand inside it. */
function isOpenRequest(fields: Fields): boolean {
  return fields.last === 'request' && fields.end === 'closed' && !/ HTTP\/\d(?:\.\d)?$/.test(lastValue(fields));
}

/** Behind a comma only the name of a later field can stand, or a part of one. */
function continuesName(fields: Fields, begun: string, next: string): Continuation {
  const joined = begun + next;
  if (joined === '') return 'maybe';
  if (someField.test(joined)) return isLaterField(fields, joined) || !/^\w+:/.test(joined) ? 'yes' : 'no';
  const names = [...fieldNames.map((name) => `${name}: "`), 'bytes from/to client:'];
  return names.some((name) => name.startsWith(joined)) ? 'maybe' : 'no';
}

function isLaterField(fields: Fields, next: string): boolean {
  const name = someField.exec(next)?.[1];
  if (name === undefined) return /^bytes from\/to/.test(next);
  return rank(name) > (fields.last === undefined ? -1 : rank(fields.last));
}

function rank(name: string): number {
  return ranks.indexOf(name);
}

function continuesQuoted(fields: Fields, next: string): Continuation {
  if (/, client: | while /.test(next)) return 'no';
  const closed = /^[^"]*(?:"[^"]*)?", (subrequest|upstream|host|referrer): "/.exec(next)?.[1];
  if (closed !== undefined && fields.last === 'request') return 'yes';
  const quote = next.indexOf('"');
  const inside = quote === -1 ? next : next.slice(0, quote);
  const blanks = inside.trim().split(/\s+/).length - 1;
  const allowed = fields.last === 'request' || fields.last === 'subrequest' ? 2 : 0;
  if (blanks > allowed) return 'no';
  if (quote !== -1 || / HTTP\/\d/.test(inside)) return 'yes';
  return blanks === 0 || inside.includes('/') ? 'maybe' : 'no';
}

/** Joins two pieces of a record, with a blank where nginx writes one. */
export function join(open: string, piece: string): string {
  const before = open.trimEnd();
  const after = piece.trim();
  const state = stateOf(open);
  return before + joint(state, before, after, /\s$/.test(open)) + after;
}

function joint(state: State, before: string, after: string, blank: boolean): string {
  if (state.at === 'header') return headerJoint(before, after);
  if (state.at === 'empty') return /\*\d+$/.test(before) && /^\d/.test(after) && !blank ? '' : ' ';
  if (state.at === 'field') return fieldJoint(state.fields, state.tail, before, after);
  return messageJoint(before, after, blank);
}

function fieldJoint(fields: Fields, tail: string, before: string, after: string): string {
  if (before.endsWith(',')) return ' ';
  if (/^HTTP\/\d/.test(after)) return ' ';
  if (tail !== '') return /[,:]$/.test(tail.trimEnd()) ? ' ' : '';
  if (fields.end === 'bare') {
    const value = lastValue(fields);
    return (value === '' && before.endsWith(':')) || someField.test(after) ? ' ' : '';
  }
  if (fields.end === 'closed') return someField.test(after) ? ' ' : '';
  if (fields.last !== 'request' && fields.last !== 'subrequest') return '';
  if (/^HTTP\/\d/.test(after)) return ' ';
  return /^[A-Z]+$/.test(lastValue(fields)) && after.startsWith('/') ? ' ' : '';
}

function lastValue(fields: Fields): string {
  return fields.last === undefined ? '' : (fields.values.get(fields.last satisfies FieldName) ?? '');
}

function messageJoint(before: string, after: string, blank: boolean): string {
  if (/error:[0-9A-Fa-f]*$/.test(before)) return '';
  if (blank) return ' ';
  // A name in quotes, as in `does not match "…"`, holds no blank.
  if ((before.split('"').length - 1) % 2 === 1) return '';
  if (/^[,):.;/#=]/.test(after) || after.startsWith('()') || /[(/#=.]$/.test(before)) return '';
  if (/(?:\(\d+|SSL|client|server):$/.test(before)) return /^[A-Z]|^error:|^\d/.test(after) ? ' ' : '';
  if (before.endsWith(':')) return '';
  if (/\d$/.test(before) && /^\d/.test(after)) return '';
  const a = /[\w'-]+$/.exec(before)?.[0];
  const b = /^[\w'-]+/.exec(after)?.[0];
  if (a === undefined || b === undefined) return ' ';
  return isOneWord(a, b) ? '' : ' ';
}
