/** The attributes of a distinguished name, in the order in which the certificate holds them: `C`, `O`, `CN`. */
export function attributesOf(name: string): readonly (readonly [type: string, value: string])[] {
  const parts = name.match(/(?:\\.|[^,+\\])+/gsu) ?? [];
  return parts
    .map((part) => {
      const equals = part.indexOf('=');
      return [part.slice(0, Math.max(equals, 0)), unescaped(part.slice(equals + 1))] as const;
    })
    .reverse();
}

/** The most specific common name. */
export function commonNameIn(name: string): string | undefined {
  return attributesOf(name).findLast(([type]) => type === 'CN')?.[1];
}

/** RFC 4514: a backslash before a special character. Octets in hexadecimal stay: they were no readable text. */
const unescaped = (value: string) => value.replace(/\\([\\",+;<>= #])/g, '$1');
