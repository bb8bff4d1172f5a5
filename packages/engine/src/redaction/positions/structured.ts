import { contentsOf } from '../contents.js';
import { decodeBase64 } from '../copies/base64.js';
import { judgeHost } from '../identity/host.js';
import { isHarmless } from '../literals/harmless.js';
import { looksRandom } from '../literals/random.js';
import { namesSecret, senseOf } from '../names/sense.js';
import { looksLikeNginx } from './configuration-in.js';
import { judgeHeader } from './header.js';
import { judgeConfiguration } from './nginx.js';
import { isChosen } from './odd-words.js';
import { isForm, judgeWrittenQuery } from './query.js';
import { judgeUserName } from './user.js';
import { judgeValue, kindOf, type Target } from './value.js';
import { type YamlMap, type YamlNode, type YamlPair, type YamlScalar, yamlNodes } from './yaml-nodes.js';

/** A document longer than this is read line by line only, by its cues. */
const longest = 4_000_000;
/** Lines of YAML: `key: value`, `- item`, `- key: value`, braces, comments, document marks. */
const keyLine = /^[ \t]*(?:- +)*(?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|[\w.$/@-][^\s:#{}[\]"'`,]{0,200}) ?:(?:[ \t]|\r?$)/;
const otherLine = /^(?:[ \t]*(?:#.*|- ?.*|[{}[\]"'].*|---.*|\.\.\.|\{\{.*\}\}\s*)?|[ \t]{2,}.*)\r?$/;
const control = /\{\{-?[^}\n]{0,300}-?\}\}/g;

/**
 * Judges YAML and JSON by their keys: Secrets of Kubernetes, environments, kubeconfig, Helm values, service accounts, keys. They may
 * stand between other text.
 */
export function judgeDocuments(target: Target): void {
  const { text } = target;
  const trimmed = text.trimStart();
  if (/^[{[]/.test(trimmed) && text.length <= longest && !/^\{.*\}\r?\n\{/.test(trimmed)) {
    judgeDocument(target, 0, text.length);
    return;
  }
  for (const { start, end } of documentsIn(text)) judgeDocument(target, start, end);
}

function judgeDocument(target: Target, start: number, end: number): void {
  const source = target.text.slice(start, end);
  if (isTooDeep(source)) return;
  const plain = source.includes('{{') ? withoutTemplates(source) : source;
  const report: Target['report'] = (from, to, kind, layer, rule) =>
    target.report(start + from, start + to, kind, layer, rule);
  const walker = new Walker({
    text: plain,
    holds: contentsOf(plain),
    report,
    spare: (from, to) => target.spare(start + from, start + to),
  });
  for (const node of yamlNodes(plain)) walker.node(node, { name: undefined, path: [], secret: false });
}

/** No document that people write is as deep. The library recurses, and a stack that is used up ends the process rather than the call. */
const deepest = 100;

function isTooDeep(text: string): boolean {
  let brackets = 0;
  const indents: number[] = [];
  for (let at = 0; at < text.length; ) {
    let column = at;
    while (/[ \t?-]/.test(text[column] ?? '')) column++;
    const indent = column - at;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    // `- - - -` opens a list in a list in a list
    if (indents.length > deepest || text.slice(at, column).replace(/[^?-]/g, '').length > deepest) return true;
    const newline = text.indexOf('\n', column);
    const stop = newline === -1 ? text.length : newline;
    for (let index = column; index < stop; index++) {
      const code = text.charCodeAt(index);
      if (code === 123 || code === 91) brackets++;
      else if (code === 125 || code === 93) brackets = Math.max(0, brackets - 1);
      if (brackets > deepest) return true;
    }
    at = stop + 1;
  }
  return false;
}

const longestIndent = 100;

/** Lines that hold nothing but a template's control are blanked, and others keep a word in its place; offsets stay. */
function withoutTemplates(text: string): string {
  return text.replace(control, (template, at: number) => {
    const before = text.slice(Math.max(0, at - longestIndent), at);
    const after = text.slice(at + template.length, at + template.length + longestIndent);
    const alone = /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*(?:\r?\n|$)/.test(after);
    return alone ? ' '.repeat(template.length) : `$${'{'}${'x'.repeat(template.length - 3)}}`;
  });
}

const opening = /^[ \t]*(?:---|- |[{[])/;

/** Runs of at least two lines of YAML, one of them with a key. */
function documentsIn(text: string): readonly { start: number; end: number }[] {
  if (!text.includes(':')) return [];
  const found: { start: number; end: number }[] = [];
  let start = -1;
  let end = 0;
  let keys = 0;
  let colon = 0;
  const close = (): void => {
    if (start !== -1 && keys > 0 && end - start <= longest) found.push({ start, end });
    start = -1;
    keys = 0;
  };
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const stop = newline === -1 ? text.length : newline + 1;
    const first = text.charCodeAt(at);
    if (colon !== -1 && colon < at) colon = text.indexOf(':', at);
    const isKeyless = colon === -1 || colon >= stop;
    // Nothing begins with a line of a log, or of a configuration.
    if (start === -1 && ((first >= 48 && first <= 57) || (isKeyless && !opening.test(text.slice(at, at + 100))))) {
      at = stop;
      continue;
    }
    const line = text.slice(at, Math.min(stop, at + 1000)).replace(/\r?\n$/, '');
    if (first === 123 && line.includes('"kty"') && stop - at <= longest) {
      close();
      found.push({ start: at, end: stop });
      at = stop;
      continue;
    }
    if (keyLine.test(line)) {
      if (start === -1) start = at;
      keys++;
      end = stop;
    } else if (otherLine.test(line)) {
      if (start === -1 && opening.test(line)) start = at;
      if (start !== -1) end = stop;
    } else close();
    at = stop;
  }
  close();
  return found;
}

interface Surroundings {
  readonly name: string | undefined;
  readonly path: readonly string[];
  /** Inside data or stringData of a Secret. */
  readonly secret: boolean;
  /** An item of a list, which has the name of the list. */
  readonly listed?: boolean;
}

const certificateName =
  /(?:\.crt|\.pem\.pub|\.cer|^ca|ca-?bundle|-ca)$|^(?:ca|tls|client|server)\.(?:crt|cert)$|^ca-?cert/i;
const reference =
  /^(?:secretName|secretKeyRef|configMapKeyRef|secretRef|configMapRef|imagePullSecrets|serviceAccountName|valueFrom|envFrom|existingSecret|.*(?:SecretRef|SecretName|ExistingSecret|FromSecret|KeyRef))$/;
const jwkPrivate = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']);
const openFields =
  /^(?:apiVersion|kind|namespace|uid|resourceVersion|generation|creationTimestamp|labels|annotations|image|imageID|digest|sha|checksum|etag|revision|commit|fingerprint|thumbprint|x5t|x5t#S256|kid|kty|alg|crv|x|y|n|e|use|containerID|podIP|nodeName|selfLink|type|tls\.crt|ca\.crt|caBundle|ca-bundle\.crt|certificate-authority-data|client-certificate-data|private_key_id|client_x509_cert_url|x5c|name|version|chart|appVersion|auth_uri|token_uri|request_id|requestId|trace_id|traceId|span_id|spanId|correlation_id|pod-template-hash|controller-revision-hash|verify_certificate_spki|verify_certificate_hash|integrity|resolved|hostname|msg|message|path|mountPath|url|uri|regex|pattern|match)$/;

/** `- name: …` and its value */
const entry = /^\s*- name:[^\n]*\n\s+value:/;

/** Groups of letters and digits, and nothing else */
const licence = /^[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){2,10}\s*$/;

/** Keys that hold nothing but the value of the name above them. */
const wrappers = /^(?:inline_?string|plain_?text|clear_?text|plain|literal|raw|string_?value)$/i;

class Walker {
  constructor(private readonly target: Target) {}

  node(node: YamlNode, around: Surroundings): void {
    if (around.path.length > 60) return;
    if (node.type === 'map') this.map(node, around);
    else if (node.type === 'list') {
      for (const [index, item] of node.items.entries()) {
        const option = index > 0 ? textOf(node.items[index - 1]) : undefined;
        // args: ["--password", "…"]
        const name = option?.startsWith('-') === true ? option.replace(/^-+/, '') : undefined;
        const own = textOf(item)?.startsWith('-') === true ? undefined : name;
        this.node(item, own === undefined ? { ...around, listed: true } : { ...around, name: own });
      }
    } else this.scalar(node, around);
  }

  private map(map: YamlMap, around: Surroundings): void {
    const kind = textAt(map, 'kind');
    const dataIsSecret =
      kind === 'Secret' ||
      (/^kubernetes\.io\/|^Opaque$|^helm\.sh\//.test(textAt(map, 'type') ?? '') && has(map, 'data'));
    const pairName = textAt(map, 'name') ?? textAt(map, 'key') ?? textAt(map, 'Name') ?? textAt(map, 'Key');
    const isJwk = has(map, 'kty') || (has(map, 'k') && has(map, 'alg'));
    // - {name: …, password: …}
    const isUser = map.pairs.some(({ key }) => /^(?:password|passwd|pass|pwd)(?:_?hash)?$/i.test(key?.value ?? ''));
    // An output of Terraform
    const isSensitive = textAt(map, 'sensitive') === 'true';
    for (const { key: named, value } of map.pairs) {
      const key = named?.value;
      if (key === undefined || value === undefined || reference.test(key)) continue;
      const path = [...around.path, key];
      const isScalar = value.type === 'scalar';
      // Users by name, each with a password below it
      if (named !== undefined && around.name === 'users' && value.type === 'map' && has(value, 'password'))
        judgeUserName(this.target, ...inner(this.target.text, named), 'yaml/users');
      if (isScalar && isUser && /^(?:name|login|id)$/i.test(key))
        judgeUserName(this.target, ...inner(this.target.text, value), 'yaml/users');
      const inSecret = around.secret || (dataIsSecret && (key === 'data' || key === 'stringData'));
      // Encrypted for the cluster, which alone can read it
      if (kind === 'SealedSecret' && key === 'spec') {
        this.spare(value);
        continue;
      }
      if (isScalar && /^value$/i.test(key) && pairName !== undefined) {
        this.scalar(value, { name: pairName, path: [...path, '='], secret: false });
      } else if (isJwk && jwkPrivate.has(key) && isScalar) {
        this.hide(value, 'KEY', 'json/jwk');
      } else if (isJwk && isScalar) {
        this.target.spare(...value.range); // its id and its public half
      } else if (isSensitive && key === 'value' && isScalar) {
        this.hide(value, 'SECRET', 'terraform/output');
      } else if (key === 'auths' && value.type === 'map') {
        this.auths(value);
      } else {
        // Envoy: password: { inline_string: … }
        const isWrapper = wrappers.test(key) && around.name !== undefined && senseOf(around.name) === 'secret';
        this.node(value, { name: isWrapper ? around.name : key, path, secret: inSecret });
      }
    }
  }

  private spare(node: YamlNode): void {
    const encrypted = node.type === 'map' ? valueAt(node, 'encryptedData') : undefined;
    if (encrypted !== undefined) this.target.spare(...encrypted.range);
  }

  /** `{ "registry": { "auth": base64 of user:password } }` of a Docker configuration. */
  private auths(map: YamlMap): void {
    for (const { key: registry, value } of map.pairs) {
      if (registry !== undefined) {
        const [start, end] = inner(this.target.text, registry);
        judgeHost(this.target, start, end, true);
      }
      if (value?.type !== 'map') continue;
      for (const { key, value: field } of value.pairs) {
        if (field?.type !== 'scalar') continue;
        if (key?.value === 'auth') this.hide(field, 'CREDENTIALS', 'docker/auth');
        else this.scalar(field, { name: key?.value, path: ['auths'], secret: false });
      }
    }
  }

  private scalar(scalar: YamlScalar, { name, path, secret, listed }: Surroundings): void {
    const { target } = this;
    const text = isWord(scalar) ? '' : scalar.value;
    if (text === '') return;
    const [start, end] = inner(target.text, scalar);
    // No value of YAML: an object of a program, whose lines end otherwise
    if (
      scalar.style === 'plain' &&
      /^`|[;{}]\s*\n/.test(target.text.slice(start, end)) &&
      target.text.slice(start, end).includes('\n')
    )
      return;
    if (secret) {
      this.secretData(scalar, name ?? '', text);
      return;
    }
    if (/^https?:\/\/[^\s?]+\?/.test(text)) judgeWrittenQuery(target, start, end);
    const block = isBlock(scalar);
    // kubectl.kubernetes.io/last-applied-configuration: the whole object again
    if (
      path.length < 20 &&
      /^\s*\{"(?:apiVersion|kind|data|metadata|keys|kty)"/.test(target.text.slice(start, start + 60))
    ) {
      judgeDocument(target, start, end);
      return;
    }
    if (block || text.includes('\n')) {
      if (looksLikeNginx(target.text.slice(start, end)) && !target.text.slice(start, end).includes('\\n'))
        judgeConfiguration(target, start, end);
      if (block) {
        // extraEnv: |, a piece of a manifest as a text
        if (path.length < 20 && entry.test(text)) judgeDocument(target, start, end);
        if (path.includes('chpasswd')) this.logins(start, end);
        if (name !== undefined && senseOf(name) === 'secret' && !/[{};]/.test(text) && !/-----BEGIN/.test(text))
          this.lines(start, end, kindOf(name), 'yaml/block');
        else if (name !== undefined && senseOf(name) === 'suspect' && licence.test(text))
          this.lines(start, end, kindOf(name), 'yaml/block');
        return;
      }
    } else if (/[;{]\s*$/.test(text) && looksLikeNginx(text) && !target.text.slice(start, end).includes('\\')) {
      judgeConfiguration(target, start, end);
      return;
    }
    // A sentence with a colon, such as the first line of a stack trace
    if (name === undefined || /[()]|\S\s+\S+\s+\S+\s+\S/.test(name)) return;
    if (
      /^(?:hosts?|hostname|server_?name|domain|domains|externalName|server|address|dnsNames|commonName|fqdn)$/i.test(
        name,
      ) &&
      !text.includes('://')
    ) {
      const port = /:\d{1,5}$/.exec(target.text.slice(start, end));
      judgeHost(target, start, end - (port?.[0].length ?? 0), true);
    }
    if (/^(?:account|owner|accountId|ownerId)$/i.test(name) && /^\d{12}$/.test(text)) {
      target.report(start, end, 'ACCOUNT', 'identity', 'account/id');
      return;
    }
    const variable = listed === true ? variableIn(target.text.slice(start, end)) : undefined;
    if (variable !== undefined) {
      this.named(variable, [...path, '='], start + variable.length + 1, end, text.slice(variable.length + 1));
      return;
    }
    if (openFields.test(name) || certificateName.test(name)) return;
    if (!namesSecret(name, text, listed)) this.named(name, path, start, end, text);
  }

  private named(name: string, path: readonly string[], start: number, end: number, text: string): void {
    const { target } = this;
    const isEnvironment = path.at(-1) === '=';
    // nginx logs headers under the names of their variables
    const header = name.replace(/^(?:http|sent_http|upstream_http)_/, '').replaceAll('_', '-');
    if (/^(?:authorization|proxy-authorization|cookie|set-cookie|x-[\w-]+)$/i.test(header)) {
      judgeHeader(target, header, start, end, 'suspect', 'yaml/header');
      return;
    }
    const own = senseOf(name);
    // `secrets: { gate: … }`, `auth: { shared: … }`: what is below a name that promises a secret
    const above = path
      .slice(0, -1)
      .some((part) =>
        /^(?:secrets?|credentials?|creds|passwords?|tokens|apiKeys|auth|sensitive|secretEnv|secretData|secureJsonData|vault|zugang|zugangsdaten|acces|acceso|accesso|geheimnisse)$/i.test(
          part,
        ),
      );
    const sense = own === 'secret' ? own : above && own !== 'harmless' && own !== 'described' ? 'suspect' : own;
    if (sense === 'harmless' || sense === 'user') return;
    if (/\s/.test(text) && sense !== 'secret') return;
    // Fields of a connection string are judged one by one.
    if (sense !== 'secret' && isForm(text)) return;
    if (sense !== 'secret' && /^(?:[\w ]{2,40}=[^;=]*={0,2}(?:;|$)){2,}/.test(text)) return;
    const strength =
      sense === 'secret' ? 'secret' : sense === 'suspect' || (isEnvironment && isChosen(text)) ? 'suspect' : 'unknown';
    if (strength === 'suspect' && !above && !(text.length >= 8 && /\d/.test(text) && /\p{L}/u.test(text))) return;
    if (strength !== 'secret' && /:\/\//.test(text)) return;
    // An annotation names an object: default/upstream-ca
    if (name.includes('/') && /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9.-]+)?$/.test(text) && !looksRandom(text, 12))
      return;
    if (strength === 'secret' && /^[a-z]+:\/\/[^:@/]*(?:[/?]|$)/.test(text)) return;
    judgeValue(target, start, end, {
      strength,
      kind: kindOf(name),
      layer: 'position',
      rule: isEnvironment ? 'yaml/environment' : 'yaml/key',
      shortest: 16,
    });
  }

  /** Everything in a Secret is one, except certificates, which are sent to everybody. */
  private secretData(scalar: YamlScalar, name: string, text: string): void {
    const { target } = this;
    const compact = text.replace(/\s+/g, '');
    const decoded = /^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(compact) ? decodeBase64(compact) : undefined;
    const shown = decoded ?? text;
    if (/-----BEGIN (?:X509 |TRUSTED )?(?:CERTIFICATE|PUBLIC KEY|X509 CRL)/.test(shown) && !/PRIVATE KEY/.test(shown))
      return;
    if (/-----BEGIN/.test(text)) return; // line by line, by shape
    if (certificateName.test(name) && (decoded === undefined || !/[\x20-\x7e]{8}/.test(decoded))) return;
    if (
      isHarmless(text, 'secret') &&
      (/^(?:true|false|yes|no|on|off|\d)$/.test(text) || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    )
      return;
    const [start, end] = inner(target.text, scalar);
    if (/^\$?\{\{[^}]*\}\}$|^\$\{[^}\n]*\}$|^\$\([^)]*\)$|^<[^>]*>$/.test(text)) return;
    if (looksLikeNginx(text) && text.includes('\n')) {
      judgeConfiguration(target, start, end);
      return;
    }
    const kind = decoded !== undefined && /"auths?"/.test(decoded) ? 'CREDENTIALS' : kindOf(name);
    if (isBlock(scalar) || target.text.slice(start, end).includes('\n'))
      this.lines(start, end, kind, 'kubernetes/secret');
    else target.report(start, end, kind, 'position', 'kubernetes/secret');
  }

  private hide(scalar: YamlScalar, kind: Parameters<Target['report']>[2], rule: string): void {
    const [start, end] = inner(this.target.text, scalar);
    if (end > start && !isHarmless(this.target.text.slice(start, end), 'secret'))
      this.target.report(start, end, kind, 'position', rule);
  }

  /** `user:password` on lines, as chpasswd takes them. */
  private logins(start: number, end: number): void {
    for (const { index, 1: user = '', 2: password = '' } of this.target.text
      .slice(start, end)
      .matchAll(/^[ \t]*([\w.-]{1,64}):([^\s:]{1,200})[ \t]*$/gm)) {
      const from = this.target.text.indexOf(user, start + index);
      judgeUserName(this.target, from, from + user.length, 'yaml/login');
      const at = from + user.length + 1;
      judgeValue(this.target, at, at + password.length, {
        strength: 'secret',
        kind: 'PASSWORD',
        layer: 'position',
        rule: 'yaml/login',
      });
    }
  }

  /** Line by line, so that as many lines remain. */
  private lines(start: number, end: number, kind: Parameters<Target['report']>[2], rule: string): void {
    for (const { index, 0: line } of this.target.text.slice(start, end).matchAll(/\S[^\r\n]*/g)) {
      const bare = line.trimEnd();
      if (!/^-----/.test(bare) && !isHarmless(bare, 'secret'))
        this.target.report(start + index, start + index + bare.length, kind, 'position', rule);
    }
  }
}

/** The name in `APP_KEY=…`, an entry of an environment's list; base64 has its equals signs at the end. */
const variableIn = (text: string): string | undefined => /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)=(?!=?$)/.exec(text)?.[1];

const isBlock = ({ style }: YamlScalar): boolean => style === 'block';

/** Nothing, a truth value or a time, as YAML 1.1 has them: no secret is one. */
const isWord = ({ style, value }: YamlScalar): boolean =>
  style === 'plain' && /^(?:~|null|true|false|yes|no|on|off|[yn]|\d{4}-\d\d?-\d\d?(?:[Tt ].*)?)$/i.test(value);

/** The extent of a scalar's text, without quotes, those of a program's template included, and without the header of a block. */
function inner(text: string, { range, style }: YamlScalar): [number, number] {
  const [start, end] = range;
  if (style === 'block') {
    const newline = text.indexOf('\n', start);
    return [newline === -1 ? end : newline + 1, end];
  }
  // A program's: what it quotes and parts by commas
  if (style === 'plain') {
    const close = text[start] === '`' ? text.indexOf('`', start + 1) : -1;
    if (close !== -1 && close < end) return [start + 1, close];
    if (text[end - 1] === ',') return [start, end - 1];
  }
  const quote = /["'`]/.test(text[start] ?? '') ? 1 : 0;
  // A quote that nobody closes takes the next keys with it.
  const cut = quote === 1 ? unclosed(text, start, end) : undefined;
  if (cut !== undefined) return [start + 1, cut];
  return quote === 1 && end - start > 1 && text[end - 1] === text[start] ? [start + 1, end - 1] : [start + quote, end];
}

/** Where the line of a quoted text ends that goes on with what is a key of its own; undefined where it does not. */
function unclosed(text: string, start: number, end: number): number | undefined {
  const newline = text.slice(start, end).search(/\n[ \t]*(?:- )?[A-Za-z][\w.-]{0,60}:[ \t]/);
  return newline === -1 ? undefined : start + text.slice(start, start + newline).trimEnd().length;
}

const pairAt = (map: YamlMap, key: string): YamlPair | undefined => map.pairs.find((pair) => pair.key?.value === key);

const valueAt = (map: YamlMap, key: string): YamlNode | undefined => pairAt(map, key)?.value;

const textAt = (map: YamlMap, key: string): string | undefined => textOf(valueAt(map, key));

const textOf = (node: YamlNode | undefined): string | undefined => (node?.type === 'scalar' ? node.value : undefined);

const has = (map: YamlMap, key: string): boolean => pairAt(map, key) !== undefined;
