/** A bar on standard error where that is a terminal; elsewhere nothing. */
export interface Progress {
  readonly show: (done: number) => void;
  readonly clear: () => void;
}

const width = 30;

export function progressBar(
  total: number,
  label: string,
  out: { readonly isTTY?: boolean; write(text: string): unknown } = process.stderr,
): Progress {
  if (out.isTTY !== true || total === 0) return { show: () => undefined, clear: () => undefined };
  let last = '';
  const show = (done: number) => {
    const filled = Math.round((done / total) * width);
    const bar = `${'#'.repeat(filled)}${'-'.repeat(width - filled)}`;
    const line = `\r[${bar}] ${done}/${total} ${label}`;
    if (line !== last) out.write(line);
    last = line;
  };
  show(0);
  return { show, clear: () => out.write('\r\u001b[K') };
}
