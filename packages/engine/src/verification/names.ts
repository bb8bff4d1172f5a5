/** The names that a certificate covers, the one most like the wanted name first. */
export function nearestNames(wanted: string, covered: readonly string[]): readonly string[] {
  // A hostile certificate can cover thousands, and nobody reads more than a few.
  const compared = covered.slice(0, 1000).map((name) => ({ name, likeness: likeness(wanted, name) }));
  return [
    ...compared.sort((one, other) => other.likeness - one.likeness).map(({ name }) => name),
    ...covered.slice(1000),
  ];
}

/** Labels that agree from the right, then letters that agree from the left. */
function likeness(wanted: string, covered: string): number {
  const [one, other] = [wanted, covered].map((name) => name.toLowerCase().split('.').reverse());
  let labels = 0;
  while (labels < Math.min(one?.length ?? 0, other?.length ?? 0) && one?.[labels] === other?.[labels]) labels += 1;
  let letters = 0;
  while (letters < 50 && letters < wanted.length && wanted[letters]?.toLowerCase() === covered[letters]?.toLowerCase())
    letters += 1;
  return labels * 100 + letters;
}
