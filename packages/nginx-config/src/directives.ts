import { type ArgumentCount, countArguments } from './argument-forms.js';
import type { Context } from './configuration.js';
import { directivesByPlace } from './generated/directives.js';

/** What nginx.org's reference says of a directive in one module. */
export interface DirectiveInModule {
  readonly module: string;
  /** Where it may stand. `any` stands for all of them (`include`). */
  readonly contexts: readonly (Context | 'any')[];
  /** The forms of its arguments, as nginx.org writes them: `name value [always]`. */
  readonly arguments: readonly string[];
  /** Its default arguments, or undefined where it has none. */
  readonly default: string | undefined;
  readonly block: boolean;
}

/** A directive by its name; several modules may define the same one (`proxy_pass` of http and of stream). */
export interface DirectiveInfo extends DirectiveInModule {
  readonly name: string;
  readonly count: ArgumentCount;
  readonly modules: readonly DirectiveInModule[];
}

const known: ReadonlySet<string> = new Set<Context | 'any'>([
  ...([
    'any',
    'main',
    'events',
    'http',
    'server',
    'location',
    'if in server',
    'if in location',
    'limit_except',
  ] as const),
  ...(['upstream', 'stream', 'stream server', 'stream upstream', 'mail', 'mail server'] as const),
]);

const isContext = (name: string): name is Context | 'any' => known.has(name);
const unpack = (field: string | undefined): string => (field ?? '').replaceAll('¦', '|');

let table: ReadonlyMap<string, DirectiveInfo> | undefined;

function readTable(): ReadonlyMap<string, DirectiveInfo> {
  const modules = new Map<string, DirectiveInModule[]>();
  for (const [place, lines] of Object.entries(directivesByPlace)) {
    const [module = '', where = ''] = place.split('|');
    const contexts = where.split(',').map((context) => (isContext(context) ? context : 'unknown'));
    for (const line of lines) {
      const [name = '', block = '', value = '', ...forms] = line.split('|');
      const entry: DirectiveInModule = {
        module,
        contexts,
        arguments: forms.map(unpack),
        default: value === '' ? undefined : unpack(value),
        block: block !== '',
      };
      const same = modules.get(name);
      if (same === undefined) modules.set(name, [entry]);
      else same.push(entry);
    }
  }
  return new Map([...modules].map(([name, entries]) => [name, merge(name, entries)]));
}

const many = Number.POSITIVE_INFINITY;

/** Where nginx takes other numbers of arguments (ngx_command_t in the C source) than the reference writes. */
const counts: readonly (readonly [RegExp, ArgumentCount])[] = [
  [/^(?:if|access_log|error_log|listen|keyval_zone|\w*ssl_protocols)$/, { minimum: 1, maximum: many }],
  [/^\w+_cache_path$/, { minimum: 2, maximum: many }],
  [/^geoip_(?:city|country|org)$/, { minimum: 1, maximum: 2 }],
  [/^stub_status$/, { minimum: 0, maximum: 1 }],
];

function merge(name: string, modules: readonly DirectiveInModule[]): DirectiveInfo {
  // http's entry speaks for all: it is what people mean by `proxy_pass` or `server`.
  const first = modules.find(({ module }) => !/^ngx_(stream|mail)_/.test(module)) ?? modules[0];
  const forms = [...new Set(modules.flatMap((entry) => entry.arguments))];
  const written = forms.map(countArguments);
  return {
    name,
    module: first?.module ?? '',
    contexts: [...new Set(modules.flatMap((entry) => entry.contexts))],
    arguments: forms,
    default: first?.default,
    block: modules.some((entry) => entry.block),
    count: counts.find(([names]) => names.test(name))?.[1] ?? {
      minimum: Math.min(...written.map(({ minimum }) => minimum)),
      maximum: Math.max(...written.map(({ maximum }) => maximum)),
    },
    modules,
  };
}

/** What is known of a directive, from nginx.org's reference and the common third-party modules; undefined if nothing. */
export function directiveInfo(name: string): DirectiveInfo | undefined {
  table ??= readTable();
  return table.get(name);
}

/** Every name that is known, in the order of the alphabet. */
export function directiveNames(): readonly string[] {
  table ??= readTable();
  return [...table.keys()].sort();
}

const recent: (DirectiveInfo | undefined)[] = new Array(256).fill(undefined);

/** As directiveInfo, of the name between two offsets of a text; a name seen before costs no substring and no hash. */
export function directiveInfoAt(text: string, start: number, end: number): DirectiveInfo | undefined {
  const key =
    ((end - start) * 31 +
      text.charCodeAt(start) * 7 +
      text.charCodeAt(start + ((end - start) >> 1)) * 17 +
      text.charCodeAt(end - 2) * 3) &
    255;
  const last = recent[key];
  if (last !== undefined && last.name.length === end - start && text.startsWith(last.name, start)) return last;
  const info = directiveInfo(text.slice(start, end));
  recent[key] = info ?? last;
  return info;
}
