import { type Directive, directiveInfo, type Node, parse, type Word } from '@stackengine/nginx-config';
import { judgeHost } from '../identity/host.js';
import { isHarmless } from '../literals/harmless.js';
import { isIdentifier } from '../literals/identifier.js';
import { senseOf } from '../names/sense.js';
import { judgeCode } from './code.js';
import { comparedStrength, isHostVariable } from './compared.js';
import { ended } from './configuration-in.js';
import { judgeCookies } from './cookie.js';
import { judgeHeader } from './header.js';
import { judgePattern } from './pattern.js';
import { carriesSettings, judgePhpSettings } from './php-settings.js';
import { judgeServerName, withoutPort } from './server-name.js';
import { judgeUserName } from './user.js';
import { judgeValue, kindOf, strengthOf, type Target } from './value.js';

/** Judges what directives carry. Offsets in `target` are those of `text`, which starts at `base`. */
export function judgeConfiguration(target: Target, start: number, end: number, depth = 0): void {
  const tree = parse(ended(target.text.slice(start, end)));
  new Reader(target, start, depth).body(tree.body, undefined);
}

const toUpstream =
  /^(?:proxy_set_header|grpc_set_header|fastcgi_param|uwsgi_param|scgi_param|more_set_input_headers|proxy_set_query|js_header|auth_request_set|upstream_header|auth_http_header)$/;
const toClient = /^(?:add_header|add_trailer|more_set_headers)$/;
/** Blocks of Terraform, whose words are a type and a name. */
const namesItsBlock = /^(?:resource|data|ephemeral|module|output|variable|provider)$/;
const entries = new Set(['map', 'geo', 'split_clients', 'types', 'charset_map', 'match', 'map_lua']);

class Reader {
  constructor(
    private readonly target: Target,
    private readonly base: number,
    private readonly depth: number,
  ) {}

  body(nodes: readonly Node[], parent: Directive | undefined): void {
    for (const node of nodes) {
      if (node.type === 'comment') this.comment(node.start, node.end);
      else if (node.type === 'directive') this.directive(node, parent);
    }
  }

  private directive(node: Directive, parent: Directive | undefined): void {
    for (const comment of node.comments) this.comment(comment.start, comment.end);
    const name = node.name.value;
    if (parent !== undefined && entries.has(parent.name.value)) this.entry(node, parent);
    else this.arguments(node, name);
    if (node.raw !== undefined && node.open !== undefined) {
      judgeCode(this.target, this.base + node.open + 1, this.base + (node.close ?? node.end));
    }
    if (node.body !== undefined) this.body(node.body, node);
  }

  /** What a word holds, without its quotes, as offsets into the whole text. */
  private inside(word: Word): { start: number; end: number; raw: string } {
    const quote = word.quote === '' ? 0 : 1;
    const start = this.base + word.start + quote;
    const closed =
      quote === 1 && this.target.text[this.base + word.end - 1] === word.quote && word.end - word.start > 1;
    const end = this.base + word.end - (closed ? 1 : 0);
    return { start, end, raw: this.target.text.slice(start, end) };
  }

  /** A directive that was commented out, perhaps behind a few words. */
  private comment(start: number, end: number): void {
    if (this.depth > 3) return;
    const text = this.target.text.slice(this.base + start, this.base + end);
    if (!/[;{]/.test(text)) return;
    const lead = /^#+[ \t]*/.exec(text)?.[0].length ?? 1;
    const named = Array.from(text.slice(0, 400).matchAll(/[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?=[ \t])/g)).find(
      ({ 0: word }) => directiveInfo(word) !== undefined,
    );
    const row = /^[a-z"'~][\w-]*["']?\s+.*[;{]/.test(text.slice(lead));
    const from = row ? lead : named?.index;
    if (from !== undefined) judgeConfiguration(this.target, this.base + start + from, this.base + end, this.depth + 1);
  }

  private arguments(node: Directive, name: string): void {
    const { target } = this;
    const args = node.args.map((word) => this.inside(word));
    const [first, second, third] = args;
    if (first === undefined) return;
    const lower = name.toLowerCase();
    if (toUpstream.test(lower) || toClient.test(lower)) {
      this.header(node, lower, args);
    } else if (lower === 'set' || lower === 'set_by_lua' || lower === 'js_var' || lower === 'set_secure_random') {
      // SET PASSWORD FOR … of SQL
      if (second !== undefined && name === lower) this.variable(first.raw, second);
      if (lower === 'set_by_lua' && second !== undefined) judgeCode(target, second.start, second.end);
    } else if (/^set_(?:md5|sha1|sha256|hmac_\w+)$/.test(lower)) {
      // set-misc-nginx-module: what is hashed with the rest
      for (const arg of args.slice(1))
        judgeValue(target, arg.start, arg.end, {
          strength: 'suspect',
          kind: 'SECRET',
          layer: 'position',
          rule: 'nginx/variable',
        });
    } else if (lower === 'if') {
      this.condition(args, node);
    } else if (lower === 'map' || lower === 'geo') {
      // the source and the variable
    } else if (lower === 'secure_link_md5' || lower === 'secure_link_secret' || lower === 'secure_link_hmac_secret') {
      judgeValue(target, first.start, args.at(-1)?.end ?? first.end, {
        strength: 'secret',
        kind: 'SECRET',
        layer: 'position',
        rule: `nginx/${lower}`,
      });
    } else if (lower === 'server_name' || lower === 'valid_referers' || lower === 'server_names') {
      for (const arg of args) judgeServerName(target, arg);
    } else if (
      lower === 'server' ||
      lower === 'resolver' ||
      lower.endsWith('_ssl_name') ||
      lower === 'proxy_cookie_domain' ||
      lower === 'server_alias'
    ) {
      for (const arg of args)
        if (!/^[a-z_]+=/.test(arg.raw))
          judgeHost(target, arg.start, withoutPort(target.text, arg.start, arg.end), true);
    } else if (lower.endsWith('_pass') && !/:\/\//.test(first.raw)) {
      judgeHost(target, first.start, withoutPort(target.text, first.start, hostEnd(first)), true);
    } else if (/_by_lua$/.test(lower) || lower === 'js_content_code') {
      for (const arg of args) judgeCode(target, arg.start, arg.end);
    } else if (lower === 'perl' || lower === 'perl_set' || /^sub\s*\{/.test(first.raw)) {
      for (const arg of args) judgeCode(target, arg.start, arg.end);
    } else if (lower === 'env') {
      const equals = first.raw.indexOf('=');
      if (equals > 0) this.named(first.raw.slice(0, equals), first.start + equals + 1, args.at(-1)?.end ?? first.end);
    } else if (
      lower === 'proxy_set_body' ||
      lower === 'return' ||
      lower === 'echo' ||
      lower === 'rewrite' ||
      lower === 'sub_filter' ||
      lower === 'subs_filter'
    ) {
      for (const arg of args.slice(lower === 'return' && args.length > 1 ? 1 : 0)) this.text(arg);
      if (second !== undefined && lower.endsWith('_filter')) this.replacement(first.raw, second);
    } else if (/(?:secret|password)$/.test(lower) && directiveInfo(lower) !== undefined) {
      this.variable(lower, first); // client_secret of oidc_provider
    } else if (directiveInfo(lower) !== undefined) {
      this.options(args);
    } else if (!(node.body !== undefined && namesItsBlock.test(lower))) {
      if (node.terminated && /^[a-z][a-z0-9_]{2,}$/.test(name) && !this.spansLines(node)) this.unknown(lower, args);
    }
    if (third !== undefined && lower === 'proxy_cookie_path')
      judgeCookies(target, second?.start ?? third.start, third.end, true, 'nginx/cookie');
  }

  /** What nobody knows and goes over lines is no directive. */
  private spansLines(node: Directive): boolean {
    return /\n/.test(this.target.text.slice(this.base + node.start, this.base + (node.args.at(-1)?.end ?? node.end)));
  }

  private header(node: Directive, directive: string, args: readonly Inside[]): void {
    const { target } = this;
    const [first] = args;
    if (first === undefined) return;
    const otherwise = toUpstream.test(directive) ? 'suspect' : 'unknown';
    const rule = `nginx/${toUpstream.test(directive) ? 'set-header' : 'add-header'}`;
    if (directive.startsWith('more_')) {
      for (const arg of args) {
        const colon = arg.raw.indexOf(':');
        if (colon > 0)
          judgeHeader(
            target,
            arg.raw.slice(0, colon).trim(),
            skipBlanks(target.text, arg.start + colon + 1),
            arg.end,
            otherwise,
            rule,
          );
      }
      return;
    }
    const [, second, ...rest] = args;
    if (second === undefined) return;
    const name = first.raw.replace(/^HTTP_/, '').replaceAll('_', '-');
    // Unquoted blanks end an argument; a paste may lack the quotes.
    // Without its semicolon a directive goes on with the next ones.
    const next = rest.findIndex(
      ({ raw, start }, index) =>
        directiveInfo(raw) !== undefined && target.text.slice((rest[index - 1] ?? second).end, start).includes('\n'),
    );
    const last =
      (next === -1 ? rest : rest.slice(0, next)).findLast(({ raw }) => raw !== 'always' && raw !== 'if_not_empty') ??
      second;
    if (carriesSettings(first.raw, second.raw)) {
      judgePhpSettings(target, second.start, second.raw);
      return;
    }
    judgeHeader(target, node.name.value.endsWith('_param') ? name : first.raw, second.start, last.end, otherwise, rule);
    if (/^(?:host|x-forwarded-host|x-forwarded-server|server-name|http-host|origin)$/i.test(name))
      judgeServerName(target, second);
    else if (/^access-control-allow-origin$/i.test(name) && !second.raw.includes('://'))
      judgeServerName(target, second);
  }

  private variable(variable: string, value: Inside): void {
    this.named(variable.replace(/^\$/, ''), value.start, value.end, 'suspect');
  }

  private named(name: string, start: number, end: number, otherwise: 'suspect' | 'unknown' = 'unknown'): void {
    const strength = strengthOf(senseOf(name), otherwise);
    if (strength === undefined) return;
    const raw = this.target.text.slice(start, end);
    // A URL is judged as one.
    if (strength !== 'secret' && (raw.includes('://') || isIdentifier(name, raw))) return;
    if (strength !== 'secret' && /^\s*[\w-]+=[^=]/.test(raw)) {
      judgeCookies(this.target, start, end, false, 'nginx/variable');
      return;
    }
    judgeSchemed(this.target, start, end, {
      strength,
      kind: kindOf(name),
      layer: 'position',
      rule: 'nginx/variable',
      shortest: 12,
    });
  }

  /** `($http_x = "literal")`, and the same with a pattern. */
  private condition(args: readonly Inside[], node: Directive): void {
    const { target } = this;
    const subject = args.find(({ raw }) => raw.includes('$'));
    const at = args.findIndex(({ raw }) => /^\(?(?:!?=|!?~\*?)$/.test(raw));
    const operand = args[at + 1];
    if (subject === undefined || at === -1 || operand === undefined) return;
    const variables = Array.from(subject.raw.matchAll(/\$\{?(\w+)/g), (match) => match[1] ?? '');
    // $remote_user:$arg_key: what a client sends decides
    const variable = variables.find((one) => /^(?:http|arg|cookie)_/.test(one)) ?? variables[0] ?? '';
    let end = args.at(-1)?.end ?? operand.end;
    let start = operand.start;
    while (
      end > start &&
      /[)\s]/.test(target.text[end - 1] ?? '') &&
      !(args[at]?.raw.includes('~') === true && target.text[end - 1] === ')' && balanced(target.text.slice(start, end)))
    )
      end--;
    const quote = target.text[start] === '"' || target.text[start] === "'" ? target.text[start] : undefined;
    if (quote !== undefined && target.text[end - 1] === quote) [start, end] = [start + 1, end - 1];
    else if (/["']/.test(target.text[end - 1] ?? '')) end--;
    const isPattern = args[at]?.raw.includes('~') === true;
    if (
      !isPattern &&
      /^\(?!=$/.test(args[at]?.raw ?? '') &&
      refuses(node) &&
      isChosen(variable, target.text.slice(start, end))
    )
      target.report(start, end, kindOf(variable), 'position', 'nginx/compared');
    else this.compared(variable, start, end, isPattern);
  }

  private compared(variable: string, start: number, end: number, pattern: boolean): void {
    const { target } = this;
    if (isHostVariable(variable)) {
      judgeServerName(target, { start, end });
      return;
    }
    const strength = comparedStrength(variable);
    if (strength === undefined) return;
    const expectation = {
      strength,
      kind: kindOf(variable),
      layer: 'position',
      rule: 'nginx/compared',
      shortest: 16,
    } as const;
    if (pattern) judgePattern(target, start, end, expectation, variable === 'http_cookie');
    else judgeSchemed(target, start, end, expectation);
  }

  /** A row of a `map` or `geo`. */
  private entry(node: Directive, parent: Directive): void {
    const { target } = this;
    const source = parent.args[0]?.value ?? '';
    const result = (parent.args.at(-1)?.value ?? '').replace(/^\$/, '');
    const key = this.inside(node.name);
    const [value] = node.args.map((word) => this.inside(word));
    if (parent.name.value === 'map') {
      const variables = [...source.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? '');
      const special = /^(?:default|hostnames|volatile|include)$/.test(key.raw);
      if (!special && variables.some(isHostVariable)) judgeServerName(target, key);
      else if (!special) for (const variable of variables.slice(0, 1)) this.key(variable, key);
    } else if (parent.name.value === 'geo' && value !== undefined && !/^[a-z_]+$/.test(key.raw)) {
      judgeHost(target, key.start, key.raw.includes('/') ? key.start + key.raw.indexOf('/') : key.end, true);
    } else if (parent.name.value === 'types' || parent.name.value === 'match') return;
    if (value === undefined || node.name.value === 'include') return;
    const strength = strengthOf(senseOf(result), 'unknown');
    if (value.raw.includes('://') && strength !== 'secret') return;
    if (strength !== undefined)
      judgeSchemed(target, value.start, value.end, {
        strength,
        kind: kindOf(result),
        layer: 'position',
        rule: 'nginx/map-value',
        shortest: 12,
      });
    if (/host|upstream|backend|pool|target|origin/.test(result))
      judgeHost(target, value.start, withoutPort(target.text, value.start, value.end), false);
  }

  private key(variable: string, key: Inside): void {
    if (variable === 'remote_user' && !key.raw.startsWith('~'))
      judgeUserName(this.target, key.start, key.end, 'nginx/map-key');
    const strength = comparedStrength(variable);
    if (strength === undefined) return;
    const expectation = {
      strength,
      kind: kindOf(variable),
      layer: 'position',
      rule: 'nginx/map-key',
      shortest: 16,
    } as const;
    if (key.raw.startsWith('~'))
      judgePattern(
        this.target,
        key.start + (key.raw.startsWith('~*') ? 2 : 1),
        key.end,
        expectation,
        variable === 'http_cookie',
      );
    else judgeSchemed(this.target, key.start + (key.raw.startsWith('\\') ? 1 : 0), key.end, expectation);
  }

  /** Bodies and replacements: JSON and the like are found by their cues. */
  private text(arg: Inside): void {
    if (!/[\s{}"'=&]/.test(arg.raw) && !arg.raw.includes('/')) {
      judgeValue(this.target, arg.start, arg.end, {
        strength: 'unknown',
        kind: 'SECRET',
        layer: 'position',
        rule: 'nginx/text',
        shortest: 16,
      });
    }
  }

  /** `sub_filter '__API_TOKEN__' '…'`: what is put into a page in the place of a name. */
  private replacement(name: string, value: Inside): void {
    if (!/^\W{0,4}[A-Za-z_][\w-]*\W{0,4}$/.test(name) || senseOf(name) !== 'secret') return;
    judgeValue(this.target, value.start, value.end, {
      strength: 'secret',
      kind: kindOf(name),
      layer: 'position',
      rule: 'nginx/replacement',
    });
  }

  /** `name=value` among the arguments of a directive that is known. */
  private options(args: readonly Inside[]): void {
    for (const { start, end, raw } of args) {
      const equals = /^[\w.-]+=/.test(raw) ? raw.indexOf('=') : -1;
      if (equals > 0 && senseOf(raw.slice(0, equals)) === 'secret')
        this.named(raw.slice(0, equals), start + equals + 1, end);
      if (/^data:/.test(raw) && (raw.includes('PRIVATE KEY') || !raw.includes('-----BEGIN')))
        judgeValue(this.target, start + 5, end, {
          strength: 'secret',
          kind: 'KEY',
          layer: 'position',
          rule: 'nginx/data',
        });
    }
    for (const { start, end, raw } of args) {
      // Without a colon, hexadecimal digits are a number or a duration in days: `3d`.
      if (/^(?:[\d.]+|\[?[0-9a-f]*:[0-9a-f:]*\]?)(?:\/\d+)?(?::\d+)?$/i.test(raw))
        judgeHost(this.target, start, hostEnd({ start, end, raw }), true);
    }
  }

  /** Directives of modules that nobody here knows. */
  private unknown(name: string, args: readonly Inside[]): void {
    const sense = senseOf(name);
    for (const [index, { start, end, raw }] of args.entries()) {
      const equals = /^[A-Za-z_][\w-]*=(?=[^=])/.exec(raw);
      if (equals !== null && sense !== 'secret') {
        this.named(equals[0].slice(0, -1), start + equals[0].length, end);
        continue;
      }
      const before = args[index - 1]?.raw ?? '';
      const strength =
        sense === 'secret' || (/^[A-Za-z_-]+$/.test(before) && senseOf(before) === 'secret')
          ? 'secret'
          : sense === 'suspect' || (/^[A-Za-z_-]+$/.test(before) && senseOf(before) === 'suspect')
            ? 'suspect'
            : 'unknown';
      if (strength === 'secret' && index < args.length - 1 && isHarmless(raw, 'suspect')) continue;
      if (strength === 'unknown' && /[()<>,]|:\/\//.test(raw)) continue; // the code of some program; a URL is judged as one
      if (sense === 'user' && args.length === 1) {
        judgeUserName(this.target, start, end, 'nginx/unknown-directive');
        continue;
      }
      judgeValue(this.target, start, end, {
        strength,
        kind: kindOf(sense === 'unknown' ? before : name),
        layer: 'position',
        rule: 'nginx/unknown-directive',
        shortest: 16,
      });
    }
  }
}

interface Inside {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
}

/** Whether a block turns away whoever comes into it. */
const refuses = ({ body }: Directive): boolean =>
  body?.some(
    (node) =>
      node.type === 'directive' && node.name.value === 'return' && /^(?:40[134]|444)$/.test(node.args[0]?.value ?? ''),
  ) === true;

/** `if ($arg_k != 'brezel77') { return 403; }`: who sends it gets in, whatever it is called; a version or a word chooses rather. */
const isChosen = (variable: string, value: string): boolean =>
  /^(?:arg|http|cookie)_/.test(variable) &&
  senseOf(variable.replace(/^[a-z]+_/, '').replaceAll('_', '-')) !== 'harmless' &&
  value.length >= 6 &&
  /\d/.test(value) &&
  /\p{L}/u.test(value) &&
  !/[$\s/]|^v?\d+(?:\.\d+)+|^\d{4}-\d\d/.test(value);

type Expected = Parameters<typeof judgeValue>[3];

/** As judgeValue, a scheme such as `Bearer ` left outside. */
function judgeSchemed(target: Target, start: number, end: number, expectation: Expected): void {
  const found =
    /^\s*(?:Bearer|Basic|Token|Digest|ApiKey|Negotiate|Key|JWT|SSWS|Api-Token|[A-Z][A-Za-z-]{2,16})[\s:]+(?=\S+$)/.exec(
      target.text.slice(start, end),
    );
  const known =
    found !== null &&
    !(
      expectation.strength === 'secret' &&
      !/^\s*(?:Bearer|Basic|Token|Digest|ApiKey|Negotiate|Key|JWT|SSWS)/i.test(found[0]) &&
      expectation.kind === 'PASSWORD'
    );
  judgeValue(target, known ? start + found[0].length : start, end, expectation);
}

function hostEnd({ start, raw, end }: Inside): number {
  const stop = raw.search(/[/?]/);
  return stop === -1 ? end : start + stop;
}

function skipBlanks(text: string, at: number): number {
  let from = at;
  while (text[from] === ' ' || text[from] === '\t') from++;
  return from;
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
  }
  return depth === 0;
}
