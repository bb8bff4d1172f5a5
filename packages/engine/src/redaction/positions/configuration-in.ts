import { indexWithin } from '../bounded.js';
import { SEMICOLON, SPACE } from '../cues/characters.js';

/** A run of lines that nginx's reader could make something of. Offsets are half-open. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** The last line of a paste, which lost its end. */
const cutOff = /^[ \t]*[a-z_]\w{2,40}[ \t]+[^\n;{}]{1,500}\s*$/;
/** Ends as a directive or a block does, and begins as one, a row of a map, or the end of a block; not as JSON or YAML. */
const beginning =
  /^[ \t]*(?:[>+-][ \t]*|\d+[:|]?[ \t]+)?(?:[a-zA-Z_]\w*(?=[\s;{])|[~$*.\\/\d-]\S*[ \t]|"[^"\n]*"(?![ \t]*:)|'[^'\n]*'(?![ \t]*:)|\})/;
const neutral = /^[ \t]*(?:#.*)?\r?$/;
/** So many lines of a block, as of Lua, may look like nothing before it counts as left open. */
const mostInside = 400;

/** Where configuration stands in a text: in all of it, or between other lines. */
export function configurationIn(text: string): readonly Region[] {
  const regions: Region[] = [];
  let start = -1;
  let end = 0;
  let depth = 0;
  for (const line of endedLines(text)) {
    if (!beginning.test(text.slice(line.start, Math.min(line.end, line.start + 300)))) continue;
    if (start !== -1 && strangeLines(text, end, line.start) > (depth === 0 ? 2 : mostInside)) {
      regions.push({ start, end });
      start = -1;
    }
    if (start === -1) [start, depth] = [directiveStart(text, line.start), 0];
    if (text[line.mark] === '{') depth++;
    else if (/^[ \t]*\}/.test(text.slice(line.start, line.start + 40))) depth = Math.max(0, depth - 1);
    end = line.end;
  }
  if (start !== -1)
    regions.push({ start, end: text.length - end <= 600 && cutOff.test(text.slice(end)) ? text.length : end });
  return regions;
}

/** Where a directive begins whose arguments stand on lines of their own; names of directives have an underscore or are known to all. */
function directiveStart(text: string, lineStart: number): number {
  let start = lineStart;
  for (let lines = 0; lines < 4; lines++) {
    const before = text.lastIndexOf('\n', start - 2) + 1;
    if (before >= start) break;
    const line = text.slice(before, Math.min(start, before + 400)).trimEnd();
    if (/[;{}]$/.test(line) || line.trim() === '' || line.length >= 400) break;
    if (/^[ \t]*(?:[a-z]+(?:_[a-z0-9]+)+|set|map|if)(?:[ \t]+[^;{}]*)?$/.test(line)) return before;
    if (!/^[ \t]+\S/.test(line)) break;
    start = before;
  }
  return lineStart;
}

const ending = /[;{}][ \t]*(?:#[^\n]*)?\r?\n?$/;
const isBlank = (code: number): boolean => code === SPACE || code === 9 || code === 13;

/** The lines that end as a directive or a block does; `mark` is the place of what ends them. */
function* endedLines(text: string): Generator<{ start: number; end: number; mark: number }> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    let mark = newline === -1 ? text.length - 1 : newline - 1;
    while (mark > start && isBlank(text.charCodeAt(mark))) mark--;
    if (text.charCodeAt(mark) !== SEMICOLON || indexWithin(text, '#', start, mark) !== -1)
      mark = start + text.slice(start, end).search(ending);
    if (mark >= start) yield { start, end, mark };
    start = end;
  }
}

/** How many lines between two offsets are neither empty nor a comment. */
function strangeLines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end && count <= mostInside; ) {
    const newline = text.indexOf('\n', at);
    const stop = newline === -1 || newline >= end ? end : newline + 1;
    if (!neutral.test(text.slice(at, Math.min(stop, at + 400)).trimEnd())) count++;
    at = stop;
  }
  return count;
}

/** Whether there is configuration in a text. */
export const looksLikeNginx = (text: string): boolean => configurationIn(text).length > 0;

/** With the quote and the semicolon that a paste lost with its end. */
export function ended(source: string): string {
  if (/[;{}]\s*(?:#[^\n]*)?$/.test(source.slice(-400))) return source;
  const last = source.slice(source.lastIndexOf('\n') + 1);
  const quote = ['"', "'"].find((one) => last.split(one).length % 2 === 0) ?? '';
  return `${source.trimEnd()}${quote};`;
}
