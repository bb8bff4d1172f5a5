/** The path of a file as nginx opens it: `*_ssl_trusted_certificate` takes no variables, and no certificate itself. */
export function usablePath(path: string | undefined): string | undefined {
  const trimmed = path?.trim();
  return trimmed === undefined || trimmed === '' || /[$\p{Cc}]|-----BEGIN|\/$/u.test(trimmed) ? undefined : trimmed;
}

/** A literal DNS name, as a certificate has it: no variable, no address, no URL, no wildcard, no final dot, IDNs in their ASCII form. */
export function usableName(name: string | undefined): string | undefined {
  if (name === undefined || /^[\d.]+$/.test(name)) return undefined;
  const literal = name.replace(/\.$/, '');
  const labels = literal.split('.');
  return labels.every((label) => /^\w[\w-]*$/.test(label) && !label.endsWith('-')) ? literal : undefined;
}
