/** A physical line. `start` and `end` are UTF-16 offsets into the whole input; the terminator is left out. */
export interface Line {
  readonly text: string;
  readonly number: number;
  readonly start: number;
  readonly end: number;
  /** The line was longer than a record may be, and only its beginning is in `text`. */
  readonly cut: boolean;
}

/** nginx itself cuts a record at 2,048 bytes (NGX_MAX_ERROR_STR); JSON around it can be longer. */
const longestLine = 256 * 1024;

export interface LineSplitter {
  push(chunk: string): void;
  /** Counts whole lines that nobody gives; what is held is a line of its own. */
  skip(lines: number, units: number): void;
  end(): void;
}

/** Cuts chunks into lines and holds no more than one line of at most 256 Ki code units. `\n` and `\r\n` end a line. */
export function createLineSplitter(onLine: (line: Line) => void): LineSplitter {
  let held = '';
  let length = 0;
  let start = 0;
  let number = 1;

  const take = (text: string): void => {
    length += text.length;
    if (held.length < longestLine) held += text.slice(0, longestLine - held.length);
  };
  const emit = (): void => {
    const cut = length > held.length;
    const text = !cut && held.endsWith('\r') ? held.slice(0, -1) : held;
    onLine({ text, number, start, end: start + (cut ? length : text.length), cut });
  };

  const end = (): void => {
    if (length > 0) emit();
    held = '';
    start += length;
    length = 0;
  };

  return {
    skip(lines, units) {
      end();
      number += lines;
      start += units;
    },
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf('\n'); at !== -1; at = chunk.indexOf('\n', from)) {
        take(chunk.slice(from, at));
        emit();
        from = at + 1;
        start += length + 1;
        number += 1;
        held = '';
        length = 0;
      }
      take(chunk.slice(from));
    },
    end,
  };
}
