import { type Comment, type Directive, directiveInfo, type Node, parse, type Word } from '@stackengine/nginx-config';
import { judgeHost } from '../identity/host.js';
import { remembering } from '../remembering.js';
import { judgeCode } from './code.js';
import { ended } from './configuration-in.js';
import { judgeCookies } from './cookie.js';
import { judgeCondition, judgeRow } from './nginx-conditions.js';
import { judgeSent, toClient, toUpstream } from './nginx-sent.js';
import {
  hostEnd,
  type Inside,
  judgeNamed,
  judgeOptions,
  judgeReplacement,
  judgeText,
  judgeUnknown,
} from './nginx-values.js';
import { judgeWrittenQuery } from './query.js';
import { judgeServerName, withoutPort } from './server-name.js';
import { judgeValue, type Target } from './value.js';

/** Judges what directives carry. Offsets in `target` are those of `text`, which starts at `base`. */
export function judgeConfiguration(target: Target, start: number, end: number, depth = 0): void {
  const tree = parse(ended(target.text.slice(start, end)));
  new Reader(target, start, depth).body(tree.body, undefined);
}

/** Blocks of Terraform, whose words are a type and a name. */
const namesItsBlock = /^(?:resource|data|ephemeral|module|output|variable|provider)$/;
const rows = new Set(['map', 'geo', 'split_clients', 'types', 'charset_map', 'match', 'map_lua']);

/** What the arguments of a directive are, as far as they may tell something. */
type Carries =
  | 'headers'
  | 'variable'
  | 'hashed parts'
  | 'condition'
  | 'names of rows'
  | 'secret'
  | 'server names'
  | 'hosts'
  | 'upstream'
  | 'code'
  | 'environment'
  | 'text'
  | 'its own secret'
  | 'options'
  | 'anything';

/** By the name of a directive, in lower case. */
const carries = remembering((name): Carries => {
  if (toUpstream.test(name) || toClient.test(name)) return 'headers';
  if (/^(?:set|set_by_lua|js_var|set_secure_random)$/.test(name)) return 'variable';
  if (/^set_(?:md5|sha1|sha256|hmac_\w+)$/.test(name)) return 'hashed parts'; // set-misc-nginx-module
  if (name === 'if') return 'condition';
  if (name === 'map' || name === 'geo') return 'names of rows';
  if (/^secure_link_(?:md5|secret|hmac_secret)$/.test(name)) return 'secret';
  if (/^(?:server_name|valid_referers|server_names)$/.test(name)) return 'server names';
  if (/^(?:server|resolver|proxy_cookie_domain|server_alias)$|_ssl_name$/.test(name)) return 'hosts';
  if (name.endsWith('_pass')) return 'upstream';
  if (/_by_lua$|^js_content_code$|^perl(?:_set)?$/.test(name)) return 'code';
  if (name === 'env') return 'environment';
  if (/^(?:proxy_set_body|return|echo|rewrite|subs?_filter)$/.test(name)) return 'text';
  if (directiveInfo(name) === undefined) return 'anything';
  return /(?:secret|password)$/.test(name) ? 'its own secret' : 'options'; // client_secret of oidc_provider
});

class Reader {
  constructor(
    private readonly target: Target,
    private readonly base: number,
    private readonly depth: number,
  ) {}

  body(nodes: readonly Node[], parent: Directive | undefined): void {
    for (const node of nodes) {
      if (node.type === 'comment' && parent !== undefined && rows.has(parent.name.value)) this.rows(node, parent);
      else if (node.type === 'comment') this.comment(node.start, node.end);
      else if (node.type === 'directive') this.directive(node, parent);
    }
  }

  private directive(node: Directive, parent: Directive | undefined): void {
    for (const comment of node.comments) this.comment(comment.start, comment.end);
    const name = node.name.value;
    if (parent !== undefined && rows.has(parent.name.value)) {
      const [value] = node.args;
      const row = value === undefined ? undefined : this.inside(value);
      judgeRow(this.target, this.inside(node.name), row, parent);
    } else this.arguments(node, name);
    if (node.raw !== undefined && node.open !== undefined) {
      judgeCode(this.target, this.base + node.open + 1, this.base + (node.close ?? node.end));
    }
    if (node.body !== undefined) this.body(node.body, node);
  }

  /** Rows of a map that were commented out. */
  private rows({ start, end }: Comment, parent: Directive): void {
    const lead = /^#+[ \t]*/.exec(this.target.text.slice(this.base + start, this.base + end))?.[0].length ?? 1;
    const base = this.base + start + lead;
    const tree = parse(this.target.text.slice(base, this.base + end));
    const reader = new Reader(this.target, base, this.depth + 1);
    for (const node of tree.body)
      if (node.type === 'directive' && node.terminated && node.args.length === 1) reader.directive(node, parent);
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
    const carried = carries(lower);
    switch (carried) {
      case 'headers':
        judgeSent(target, node, lower, args);
        break;
      case 'variable':
        // SET PASSWORD FOR … of SQL
        if (second !== undefined && name === lower) this.variable(first.raw, second);
        if (second?.raw.includes('://') === true) judgeWrittenQuery(target, second.start, second.end);
        if (lower === 'set_by_lua' && second !== undefined) judgeCode(target, second.start, second.end);
        break;
      case 'hashed parts':
        for (const { start, end } of args.slice(1)) this.secret(start, end, 'suspect', 'nginx/variable');
        break;
      case 'condition':
        judgeCondition(target, args, node);
        break;
      case 'names of rows':
        break;
      case 'secret':
        this.secret(first.start, args.at(-1)?.end ?? first.end, 'secret', `nginx/${lower}`);
        break;
      case 'server names':
        for (const arg of args) judgeServerName(target, arg);
        break;
      case 'hosts':
        for (const { start, end, raw } of args)
          if (!/^[a-z_]+=/.test(raw)) judgeHost(target, start, withoutPort(target.text, start, end), true);
        break;
      case 'code':
        for (const arg of args) judgeCode(target, arg.start, arg.end);
        break;
      case 'environment': {
        const equals = first.raw.indexOf('=');
        if (equals > 0)
          judgeNamed(target, first.raw.slice(0, equals), first.start + equals + 1, args.at(-1)?.end ?? first.end);
        break;
      }
      case 'text':
        for (const arg of args.slice(lower === 'return' && args.length > 1 ? 1 : 0)) judgeText(target, arg);
        if (lower === 'rewrite' && second !== undefined) judgeWrittenQuery(target, second.start, second.end);
        if (second !== undefined && lower.endsWith('_filter')) judgeReplacement(target, first.raw, second);
        break;
      case 'its own secret':
        this.variable(lower, first);
        break;
      default:
        this.others(node, args, carried);
    }
    if (third !== undefined && lower === 'proxy_cookie_path')
      judgeCookies(target, second?.start ?? third.start, third.end, true, 'nginx/cookie');
  }

  private others(node: Directive, args: readonly Inside[], carried: Carries): void {
    const { target } = this;
    const [first] = args;
    if (first === undefined) return;
    const name = node.name.value;
    if (carried === 'upstream' && !first.raw.includes('://'))
      judgeHost(target, first.start, withoutPort(target.text, first.start, hostEnd(first)), true);
    else if (/^sub\s*\{/.test(first.raw)) for (const arg of args) judgeCode(target, arg.start, arg.end);
    else if (carried === 'options' || directiveInfo(name.toLowerCase()) !== undefined) {
      judgeOptions(target, args);
      for (const { start, end, raw } of args) if (raw.includes('?')) judgeWrittenQuery(target, start, end);
    } else if (node.body !== undefined && namesItsBlock.test(name.toLowerCase())) return;
    else if (node.terminated && /^[a-z][a-z0-9_]{2,}$/.test(name) && !this.spansLines(node))
      judgeUnknown(target, name, args);
  }

  private variable(variable: string, value: Inside): void {
    judgeNamed(this.target, variable.replace(/^\$/, ''), value.start, value.end, 'suspect');
  }

  private secret(start: number, end: number, strength: 'secret' | 'suspect', rule: string): void {
    judgeValue(this.target, start, end, { strength, kind: 'SECRET', layer: 'position', rule });
  }

  /** What nobody knows and goes over lines is no directive. */
  private spansLines(node: Directive): boolean {
    return /\n/.test(this.target.text.slice(this.base + node.start, this.base + (node.args.at(-1)?.end ?? node.end)));
  }
}
