/** The files that `error_log` or `access_log` directives of a configuration write, absolute; `initial` comes first. */
export function logPaths(
  texts: readonly string[],
  directive: 'error_log' | 'access_log',
  initial: string,
): readonly string[] {
  const paths = new Set([initial]);
  const pattern = new RegExp(`^[^#\\n]*?\\b${directive}\\s+("[^"]+"|'[^']+'|[^\\s;]+)`, 'gm');
  for (const text of texts) {
    for (const match of text.matchAll(pattern)) {
      const path = (match[1] ?? '').replace(/^["']|["']$/g, '');
      if (path === '' || path === 'off' || path === 'stderr' || /^(syslog|memory):|\$/.test(path)) continue;
      paths.add(path.startsWith('/') ? path : `/etc/nginx/${path}`);
    }
  }
  return [...paths];
}
