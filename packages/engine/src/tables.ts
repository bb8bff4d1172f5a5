/** Values by each of their keys, in their order; a value without any is left out. */
export function grouped<Key, Value>(
  values: Iterable<Value>,
  keysOf: (value: Value) => readonly (Key | undefined)[],
): ReadonlyMap<Key, readonly Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const keys = keysOf(value);
    for (const key of keys.length < 2 ? keys : new Set(keys)) {
      if (key === undefined) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [value]);
      else group.push(value);
    }
  }
  return groups;
}

/** So many questions are answered by looking through all values; a table is made for more. */
const withoutTable = 3;

/** The values of a key, as `grouped` has them; for what may be asked once only, of thousands of values. */
export function lookup<Key, Value>(
  values: readonly Value[],
  keysOf: (value: Value) => readonly (Key | undefined)[],
): (key: Key) => readonly Value[] {
  let asked = 0;
  let table: ReadonlyMap<Key, readonly Value[]> | undefined;
  return (key) => {
    asked += 1;
    if (asked <= withoutTable) return values.filter((value) => keysOf(value).includes(key));
    table ??= grouped(values, keysOf);
    return table.get(key) ?? [];
  };
}

/**
 * The function, run once for each object and no longer than that lives: for tables over the hops of a configuration or the
 * requests of a log, which thousands of incidents ask for.
 */
export function oncePer<Given extends object, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const made = new WeakMap<Given, { readonly answer: Made }>();
  return (given) => {
    const known = made.get(given);
    if (known !== undefined) return known.answer;
    const answer = make(given);
    made.set(given, { answer });
    return answer;
  };
}
