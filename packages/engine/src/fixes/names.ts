/** A literal DNS name: no variable, no address, no URL, no wildcard. */
export function usableName(name: string | undefined): string | undefined {
  if (name === undefined || name === '' || /[$/:*\s]/.test(name) || /^[\d.]+$/.test(name)) return undefined;
  return name;
}
