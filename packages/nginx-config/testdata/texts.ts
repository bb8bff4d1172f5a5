import fc from 'fast-check';

const pieces = [
  ...['server', 'location', 'proxy_pass', 'if', 'map', 'content_by_lua_block', 'listen', 'upstream', 'include', 'types'],
  ...['constructor', 'toString', '__proto__', 'valueOf'],
  ...['{', '}', ';', '"', "'", '#', '\\', '$', '${', '(', ')', ' ', '\t', '\n', '\r\n', '\r', '\0', '\uFEFF', '\uD800'],
  ...['[[', ']]', '--', '...', '```', ' { ', ' }\n', ';\n', '/', '~', 'é', '😀', 'a', '=', '$host', '\n# ', '\\"'],
];

/** Texts that are made of what matters to nginx's reader. */
export const configurationText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
