import type { Dice } from '../differential/random.js';

const sets: Readonly<Record<string, string>> = {
  d: '0123456789',
  h: '0123456789abcdef',
  H: '0123456789ABCDEF',
  l: 'abcdefghijklmnopqrstuvwxyz',
  u: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  a: 'abcdefghijklmnopqrstuvwxyz0123456789',
  A: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  w: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  b: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  B: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  q: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
};

/** Fills a form: `{w36}` is 36 of letters and digits, `{h8}` eight hex digits, `§` a dollar sign; other text stands for itself. */
export function fill(dice: Dice, form: string): string {
  return form.replaceAll('§', '$').replace(/\{([a-zA-Z])(\d+)\}/g, (whole, set: string, count: string) => {
    const letters = sets[set];
    if (letters === undefined) throw new Error(`no such set: ${whole}`);
    return Array.from({ length: Number(count) }, () => letters[dice.below(letters.length)] ?? '').join('');
  });
}

const syllables = [
  'ka',
  'lo',
  'mi',
  'ren',
  'tas',
  'vo',
  'zel',
  'bru',
  'fin',
  'gor',
  'hul',
  'jep',
  'nor',
  'pil',
  'qua',
  'sten',
  'tur',
  'wex',
  'yar',
  'dom',
] as const;
const english = [
  'harbor',
  'maple',
  'copper',
  'violet',
  'anchor',
  'summit',
  'falcon',
  'meadow',
  'pebble',
  'lantern',
  'cedar',
  'orbit',
] as const;

/** A word that no list of names holds. */
export const madeUp = (dice: Dice): string =>
  Array.from({ length: 2 + dice.below(2) }, () => dice.pick(syllables)).join('');
export const word = (dice: Dice): string => dice.pick(english);
const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** A header's name, with or without a word that says what it is for. */
export function headerName(dice: Dice): string {
  const end = dice.pick(['Token', 'Key', 'Secret', 'Auth', 'Pass', 'Gate', 'Ring', 'Stamp', 'Id', 'Ticket']);
  return dice.chance(70) ? `X-${capital(madeUp(dice))}-${end}` : `X-${capital(madeUp(dice))}`;
}

/** The name of a variable or parameter that promises a secret. */
export function secretName(dice: Dice): string {
  const head = madeUp(dice);
  const tail = dice.pick([
    'token',
    'secret',
    'password',
    'passwd',
    'api_key',
    'signing_key',
    'psk',
    'pwd',
    'kennwort',
    'clave',
    'credential',
    'hmac',
    'auth_token',
  ]);
  return `${head}_${tail}`;
}

export const environmentName = (dice: Dice): string => secretName(dice).toUpperCase();

/** What people and programs take for secrets: hex, base62, base64, UUIDs, passphrases, passwords. Safe inside double quotes of nginx, YAML and JSON. */
export function secretValue(dice: Dice): string {
  const form = dice.pick([
    '{h32}',
    '{h40}',
    '{w20}',
    '{w32}',
    '{b43}',
    '{B43}=',
    '{h8}-{h4}-4{h3}-a{h3}-{h12}',
    '{w10}-{w10}',
    'human',
    'human',
    'phrase',
    '{A8}-{A8}-{A8}',
  ]);
  if (form === 'human') return password(dice);
  if (form === 'phrase') return `${word(dice)}-${word(dice)}-${word(dice)}-${dice.below(90) + 10}`;
  return fill(dice, form);
}

/** As secretValue, of letters, digits, `-` and `_` only. */
export const plainSecret = (dice: Dice): string =>
  fill(dice, dice.pick(['{h32}', '{w24}', '{w32}', '{b43}', '{h40}', '{w12}_{w12}', 'k{d6}{w14}']));

export function password(dice: Dice): string {
  const base = `${capital(word(dice))}${dice.below(9000) + 1000}`;
  return dice.pick([
    `${base}!`,
    `${base}#${fill(dice, '{l3}')}`,
    `${word(dice)}@${fill(dice, '{w4}')}%`,
    `${fill(dice, '{l3}')}!${fill(dice, '{A5}')}*`,
    `${capital(word(dice))}${capital(word(dice))}${dice.below(90) + 10}`,
  ]);
}

/** The host of somebody's own domain. */
export function hostName(dice: Dice): readonly [label: string, domain: string, end: string] {
  return [
    dice.pick(['api', 'db1', 'auth', 'shop', 'erp', 'git', 'vpn', 'mail2']),
    madeUp(dice),
    dice.pick(['com', 'de', 'io', 'internal', 'corp', 'net', 'lan', 'fr']),
  ];
}

export const privateAddress = (dice: Dice): string => `10.${dice.below(256)}.${dice.below(256)}.${dice.below(254) + 1}`;
export const publicAddress = (dice: Dice): string =>
  `${dice.pick([81, 93, 146, 185, 212, 34, 52])}.${dice.below(256)}.${dice.below(256)}.${dice.below(254) + 1}`;
export const userName = (dice: Dice): string =>
  dice.pick([`${madeUp(dice)}.${madeUp(dice)}`, madeUp(dice), `${madeUp(dice)}${dice.below(90) + 10}`]);
export const base64 = (text: string): string => Buffer.from(text).toString('base64');
