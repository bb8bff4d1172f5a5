/** A literal DNS name, as a certificate has it: no variable, no address, no URL, no wildcard, IDNs in their ASCII form. */
export function usableName(name: string | undefined): string | undefined {
  if (name === undefined || /^[\d.]+$/.test(name)) return undefined;
  const labels = name.replace(/\.$/, '').split('.');
  return labels.every((label) => /^\w[\w-]*$/.test(label) && !label.endsWith('-')) ? name : undefined;
}
