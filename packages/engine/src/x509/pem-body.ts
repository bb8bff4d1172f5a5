/** What stands between BEGIN and END, and where it is no base64. */
export interface PemBody {
  /** Freed of line ends, escapes, prefixes and headers. */
  readonly text: string;
  /** Lines below BEGIN of the first one that holds something else than base64; undefined where there is none. */
  readonly damagedAt: number | undefined;
}

/**
 * The base64 of a block, out of whatever tools and people put around its lines.
 *
 * @param text all between BEGIN and END
 * @param before what stands before BEGIN in its line: a quotation mark, a container's name, a time
 */
export function pemBody(text: string, before: string): PemBody {
  const usual = checked(usualLines(unescaped(text), prefixOf(before)));
  if (usual.damagedAt === undefined) return usual;
  const dressed = checked(undressedLines(text, before));
  if (dressed.damagedAt === undefined) return dressed;
  // Escapes make more lines than the file has; then the place is the line of BEGIN.
  const told = usual.lines === text.split('\n').length;
  return told ? usual : { ...usual, damagedAt: 0 };
}

function checked(lines: readonly string[]): PemBody & { readonly lines: number } {
  // A chain on one line has blanks for line ends; elsewhere a blank separates the base64 from something else.
  const bad = lines.findIndex(
    (line, index) => !(index === 0 ? /^[A-Za-z0-9+/= \t]*$/ : /^[A-Za-z0-9+/=]*$/).test(line),
  );
  return { text: lines.join(''), damagedAt: bad === -1 ? undefined : bad, lines: lines.length };
}

/**
 * Escapes of JSON, of JSON within JSON, and of shells. .NET and Go write + as \u002b. Bounded, so that a megabyte of backslashes takes
 * no longer than one of anything else.
 */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text
    .replace(/\\{1,8}u00([0-9a-fA-F]{2})/g, character)
    .replace(/\\{1,8}r/g, '')
    .replace(/\\{1,8}[nt]/g, '\n')
    .replace(/\\{1,8}\//g, '/');
}

function character(_: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

/** Signs that lines below repeat: of quotations, `compose`, comments, and the plus or minus of a diff. */
function prefixOf(before: string): string {
  return /[>|#*:]\s*$|^[+-]$/.test(before) ? before.trim() : '';
}

function usualLines(text: string, prefix: string): readonly string[] {
  return (
    linesOf(text)
      .map((line) => (prefix !== '' && line.startsWith(prefix) ? trimmed(line.slice(prefix.length)) : line))
      // Headers of old private keys and of PEM mail (RFC 1421): "Proc-Type: 4,ENCRYPTED".
      .map((line) => (/^[\w-]+: /.test(line) ? '' : line))
  );
}

/** Percent signs (nginx's $ssl_client_escaped_cert), HTML, strings of a program, and lines behind a number or a time. */
function undressedLines(text: string, before: string): readonly string[] {
  let bare = unescaped(text)
    .replace(/%([0-9a-fA-F]{2})/g, character)
    .replace(/&#x([0-9a-fA-F]{2});/g, character)
    .replace(/&#(\d{2});/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&(plus|sol|equals|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/<[^<>]{0,100}>/g, '\n');
  const quote = /["'`]$/.exec(before)?.[0];
  if (quote !== undefined) bare = bare.replace(new RegExp(`${quote}[^${quote}]*${quote}`, 'g'), '\n');
  // Whatever stands before BEGIN and a blank has its counterpart in each line below: the base64 is the last word.
  const columns = /\S\s+$/.test(before) ? before.length : undefined;
  if (columns === undefined) return linesOf(bare);
  return bare.split('\n').map((line, index, all) => {
    if (index === 0) return trimmed(line);
    const empty = line.trimEnd().length <= columns && (index === all.length - 1 || line.length <= columns);
    return empty ? '' : (trimmed(line).split(/\s+/).at(-1) ?? '');
  });
}

const entities: Readonly<Record<string, string>> = { plus: '+', sol: '/', equals: '=', nbsp: ' ' };

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/).map(trimmed);
}

/** Web pages and mail programs leave zero-width characters, which `trim` does not take for blanks. */
function trimmed(line: string): string {
  return line.replace(/[\u200b-\u200d\u2060\ufeff]/g, '').trim();
}
