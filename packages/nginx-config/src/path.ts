/** Paths use `/`; a Windows drive letter makes one absolute as well. */
export const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:[\\/])/.test(path);

/** The directory of a path, without the final slash; empty for a bare name. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return '';
  return slash === 0 ? '/' : path.slice(0, slash);
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Without empty and `.` segments, `..` resolved where something stands before it. */
export function normalizePath(path: string): string {
  const absolute = path.startsWith('/');
  const segments: string[] = [];
  for (const segment of path.replaceAll('\\', '/').split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '..' || !absolute) segments.push(segment);
  }
  return (absolute ? '/' : '') + segments.join('/') || (absolute ? '/' : '.');
}

export function joinPath(directory: string, path: string): string {
  return isAbsolute(path) || directory === '' ? path : `${directory.replace(/\/$/, '')}/${path}`;
}
