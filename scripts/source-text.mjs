// What a TypeScript file imports and which globals it names, by its tokens: comments and strings are not code.
const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=[=(,:;!&|?{}\n]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n*[])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*\/[a-z]*/g;

const watched =
  'process|document|window|Buffer|require|fetch|XMLHttpRequest|WebSocket|setTimeout|setInterval|setImmediate|performance|localStorage|navigator|globalThis|__dirname|__filename|console';
const impure = /(?<![.\w$])(?:Date\.now|Math\.random|new Date\(\s*\)|crypto\.(?:getRandomValues|randomUUID))/g;

/** Specifiers of `import`, `export … from`, `import()`, with their 1-based lines. */
export function imports(text) {
  const code = blank(text, (found) => !/^['"]/.test(found));
  const pattern = /(?:\bfrom|\bimport)\s*\(?\s*(['"])([^'"\n]+)\1/g;
  return [...code.matchAll(pattern)].map((match) => ({ specifier: match[2], line: lineAt(code, match.index) }));
}

/** Names of the host's globals, the clock and randomness, unless the file declares a variable of that name. */
export function globals(text) {
  const code = blank(text, (found) => !found.startsWith('`') || !found.includes('${'));
  const named = new RegExp(`(?<![.\\w$'"])(${watched})(?![\\w$]|\\s*[?]?\\s*:)`, 'g');
  const found = [...code.matchAll(named)].filter(({ 1: name }) => !declared(code, name));
  return [...found, ...code.matchAll(impure)]
    .map((match) => ({ name: match[0], line: lineAt(code, match.index) }))
    .sort((a, b) => a.line - b.line);
}

const declared = (code, name) =>
  new RegExp(`\\b(?:const|let|function)\\s+${name}\\b|[({,]\\s*${name}\\s*[,)}:]`).test(code);

/** The text with the tokens that `drop` names turned into blanks; lines stay where they are. */
function blank(text, drop) {
  return text.replace(token, (found) => (drop(found) ? found.replace(/[^\n]/g, ' ') : found));
}

const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;
