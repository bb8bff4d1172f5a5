import type { Dice } from '../../differential/random.js';
import { fill } from '../draw.js';
import { type Kind, type Marked, marked, type Place } from '../labelled.js';

export const kind = (id: string, place: Place, draw: (dice: Dice) => Marked): Kind => ({ id, place, draw });

export const f = fill;

const runes = (dice: Dice, count: number, letters: string): string =>
  Array.from({ length: count }, () => letters.charAt(dice.below(letters.length))).join('');
const digitsAndLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** The alphabet of crypt(3). */
export const crypt = (dice: Dice, count: number): string => runes(dice, count, `./${digitsAndLetters}`);
export const bytes = (dice: Dice, count: number): Buffer =>
  Buffer.from(Array.from({ length: count }, () => dice.below(256)));
export const uuid = (dice: Dice): string => f(dice, `{h8}-{h4}-4{h3}-${dice.pick(['8', '9', 'a', 'b'])}{h3}-{h12}`);
export const below = (dice: Dice, from: number, to: number): number => from + dice.below(to - from);

/** A variable in braces, as shells and nginx write it. */
export const reference = (name: string): string => `\${${name}}`;

// People and places

const first = ['anke', 'jerome', 'lucia', 'tiago', 'markus', 'ines', 'olivier', 'paulo', 'svenja', 'carmen'] as const;
const last = ['brandt', 'lefevre', 'ortega', 'ferreira', 'hoffmann', 'dupuis', 'moreno', 'sousa', 'vogt'] as const;
export function person(dice: Dice): string {
  const [one, two] = [dice.pick(first), dice.pick(last)];
  return dice.pick([`${one}.${two}`, `${one.charAt(0)}${two}`, `${two}${dice.below(90) + 10}`, `${one}_${two}`]);
}
export const fullName = (dice: Dice): string => {
  const up = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return `${up(dice.pick(first))} ${up(dice.pick(last))}`;
};
const heads = ['nord', 'alpen', 'iber', 'lusi', 'bret', 'rhein', 'atlan', 'verde', 'kolb', 'sanz', 'ostr'] as const;
const tails = ['werk', 'log', 'pay', 'soft', 'trans', 'mar', 'tec', 'bank', 'kauf', 'farma', 'energie'] as const;
export const company = (dice: Dice): string => `${dice.pick(heads)}${dice.pick(tails)}`;
const roles = ['pg', 'lager', 'ldap', 'erp', 'facturas', 'pedidos', 'kasse', 'compta', 'dc', 'kafka', 'jump'] as const;
export function host(dice: Dice): string {
  const role = dice.pick([`${dice.pick(roles)}${below(dice, 1, 20)}`, `${dice.pick(roles)}-${below(dice, 1, 4)}`]);
  const zone = dice.pick(['', '', '.prod', '.fra1', '.int']);
  return `${role}${zone}.${company(dice)}.${dice.pick(['internal', 'intra', 'corp', 'lan', 'local'])}`;
}
export const site = (dice: Dice): string =>
  `${dice.pick(['www', 'shop', 'kunden', 'app', 'portal', 'tienda'])}.${company(dice)}.${dice.pick(['de', 'fr', 'es', 'pt', 'com.br', 'eu'])}`;
export const mail = (dice: Dice): string => `${person(dice)}@${company(dice)}.${dice.pick(['de', 'fr', 'es', 'pt'])}`;
export const inside = (dice: Dice): string =>
  dice.pick([
    `10.${dice.below(250)}.${dice.below(250)}.${below(dice, 2, 250)}`,
    `172.${below(dice, 16, 32)}.${dice.below(250)}.${below(dice, 2, 250)}`,
    `192.168.${dice.below(250)}.${below(dice, 2, 250)}`,
  ]);
export const outside = (dice: Dice): string =>
  `${dice.pick([62, 77, 88, 109, 134, 151, 178, 189, 217])}.${dice.below(250)}.${dice.below(250)}.${below(dice, 2, 250)}`;
export const documentation = (dice: Dice): string =>
  `${dice.pick(['192.0.2', '198.51.100', '203.0.113'])}.${below(dice, 1, 250)}`;

// Secrets

const things = [
  'Kaffee',
  'Tasse',
  'Ventana',
  'Fromage',
  'Gaivota',
  'Regen',
  'Zapato',
  'Jardin',
  'Igel',
  'Barco',
] as const;
const season = ['Winter', 'Sommer', 'Herbst', 'Verano', 'Primavera', 'Hiver', 'Inverno', 'Otono'] as const;
/** A password as people think them up; of letters, digits and such signs as need no quotes in an URL's user part. */
export const tame = (dice: Dice): string =>
  dice.pick([
    `${dice.pick(season)}${below(dice, 2019, 2027)}!`,
    `${dice.pick(things)}-${dice.pick(things)}-${dice.pick(things)}${dice.below(10)}`,
    `${dice.pick(things)}_${below(dice, 100, 9999)}`,
    f(dice, '{w12}'),
    f(dice, '{w6}-{w6}-{w6}'),
    `${dice.pick(things).toLowerCase()}${dice.pick(things)}${below(dice, 10, 99)}`,
  ]);
/** A password with any signs but quotes, backslashes, dollars, spaces, semicolons and braces. */
export const wild = (dice: Dice): string =>
  dice.pick([
    tame(dice),
    `${dice.pick(season)}#${below(dice, 2019, 2027)}`,
    `P@ss${dice.pick(things)}${below(dice, 10, 99)}`,
    `${f(dice, '{w5}')}${runes(dice, 9, `${digitsAndLetters}!@%*_+-.=^&`)}`,
    `${dice.pick(things)}&${dice.pick(things)}=${below(dice, 2, 99)}`,
  ]);
/** What a generator gives. */
export const token = (dice: Dice): string =>
  f(dice, dice.pick(['{h32}', '{h40}', '{h64}', '{w24}', '{w32}', '{w40}', '{b43}', '{w48}', '{A32}']));
export const any = (dice: Dice): string => (dice.chance(40) ? tame(dice) : token(dice));

const b64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export function jwt(dice: Dice): string {
  const now = below(dice, 1_700_000_000, 1_790_000_000);
  const head = dice.pick<{ alg: string; typ?: string; kid?: string }>([
    { alg: 'HS256', typ: 'JWT' },
    { alg: 'RS256', typ: 'JWT', kid: f(dice, '{b43}') },
    { alg: 'ES256', kid: f(dice, '{h8}') },
  ]);
  const claims = { iss: 'https://id.example.com', sub: uuid(dice), iat: now, exp: now + 3600, scope: 'openid profile' };
  const size = head.alg === 'HS256' ? '{b43}' : head.alg === 'ES256' ? '{b86}' : '{b342}';
  return `${b64url(head)}.${b64url(claims)}.${f(dice, size)}`;
}

const lines64 = (text: string): string[] => text.match(/.{1,64}/g) ?? [];
const length2 = (size: number): number[] => [size >> 8, size & 255];
const rsaKey = (dice: Dice): Buffer =>
  Buffer.concat([Buffer.from([0x30, 0x82, ...length2(1186), 2, 1, 0, 2, 0x82, 1, 1, 0]), bytes(dice, 1179)]);
/** The lines between the markers of an RSA key. */
export const rsaBody = (dice: Dice): string[] => lines64(rsaKey(dice).toString('base64'));
/** The lines between the markers of a PKCS#8 key. */
export function keyBody(dice: Dice): string[] {
  const inner = rsaKey(dice);
  const oid = Buffer.from('020100300d06092a864886f70d0101010500', 'hex');
  const rest = Buffer.concat([oid, Buffer.from([4, 0x82, ...length2(inner.length)]), inner]);
  return lines64(Buffer.concat([Buffer.from([0x30, 0x82, ...length2(rest.length)]), rest]).toString('base64'));
}
/** The lines between the markers of an EC key. */
export const ecBody = (dice: Dice): string[] =>
  lines64(
    Buffer.concat([
      Buffer.from([0x30, 0x77, 2, 1, 1, 4, 0x20]),
      bytes(dice, 32),
      Buffer.from('a00a06082a8648ce3d030107a14403420004', 'hex'),
      bytes(dice, 64),
    ]).toString('base64'),
  );
/** The lines between the markers of a certificate. */
export function certificateBody(dice: Dice): string[] {
  const inner = Buffer.concat([
    Buffer.from('a0030201020214', 'hex'),
    bytes(dice, 20),
    Buffer.from('300d06092a864886f70d01010b0500', 'hex'),
    bytes(dice, 500),
  ]);
  const signature = Buffer.concat([Buffer.from('300d06092a864886f70d01010b0500038201010000', 'hex'), bytes(dice, 255)]);
  const body = Buffer.concat([Buffer.from([0x30, 0x82, ...length2(inner.length)]), inner, signature]);
  return lines64(Buffer.concat([Buffer.from([0x30, 0x82, ...length2(body.length)]), body]).toString('base64'));
}

/** Marked pieces one after another, with something between them. */
export const join = (pieces: readonly Marked[], between: string): Marked =>
  pieces.reduce((all, piece, at) => (at === 0 ? piece : marked`${all}${between}${piece}`), marked``);

// Logs

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Sep', 'Oct', 'Dec'] as const;
const two = (value: number): string => String(value).padStart(2, '0');
const clock = (dice: Dice): string => `${two(dice.below(24))}:${two(dice.below(60))}:${two(dice.below(60))}`;
export const logTime = (dice: Dice): string =>
  `${two(below(dice, 1, 29))}/${dice.pick(months)}/2025:${clock(dice)} ${dice.pick(['+0000', '+0100', '-0300'])}`;
export const errorTime = (dice: Dice): string =>
  `2025/${two(below(dice, 1, 13))}/${two(below(dice, 1, 29))} ${clock(dice)}`;
export const isoTime = (dice: Dice): string =>
  `2025-${two(below(dice, 1, 13))}-${two(below(dice, 1, 29))}T${clock(dice)}${dice.pick(['Z', '+00:00', '+01:00'])}`;
export const agents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'okhttp/4.12.0',
  'python-requests/2.32.3',
  'Go-http-client/1.1',
  'GuzzleHttp/7',
] as const;
/** A line in the combined format. */
export const combined = (dice: Dice, request: Marked | string, referer: Marked | string = '-'): Marked =>
  marked`${documentation(dice)} - - [${logTime(dice)}] "${request} ${dice.pick(['HTTP/1.1', 'HTTP/2.0'])}" ${dice.pick([200, 302, 401, 403, 499, 502])} ${below(dice, 0, 9000)} "${referer}" "${dice.pick(agents)}"`;
/** A line of the error log. */
export const errorLine = (dice: Dice, level: string, message: Marked, request: Marked | string): Marked =>
  marked`${errorTime(dice)} [${level}] ${below(dice, 7, 60)}#${below(dice, 7, 60)}: *${below(dice, 10, 99999)} ${message}, client: ${documentation(dice)}, server: example.com, request: "${request} HTTP/1.1", host: "example.com"`;
/** An address of IPv6 that somebody has. */
export const inside6 = (dice: Dice): string =>
  dice.pick([
    f(dice, '2a0{d1}:4{h2}:1{h3}:2{h3}::1{h2}'),
    f(dice, '2001:67c:{h1}a{h1}:e{h2}::{d2}'),
    f(dice, 'fd{h2}:{h2}a{h1}:1{h3}::{d1}a'),
  ]);
