import {
  type Faker,
  fakerCS_CZ,
  fakerDE,
  fakerEN,
  fakerES,
  fakerFR,
  fakerIT,
  fakerNL,
  fakerPL,
  fakerPT_BR,
  fakerSV,
  fakerTR,
} from '@faker-js/faker';
import type { Dice } from '../../differential/random.js';

/**
 * Words, names and values from the dictionaries of @faker-js/faker in eleven languages. Whoever writes rules of redaction has not read
 * them: they stand for the names of headers, variables, products and people that nobody can list.
 */
const fakers = [
  fakerEN,
  fakerDE,
  fakerFR,
  fakerES,
  fakerIT,
  fakerNL,
  fakerPL,
  fakerPT_BR,
  fakerSV,
  fakerTR,
  fakerCS_CZ,
] as const;

/** A faker of some language that draws from the dice. */
export function fakerOf(dice: Dice): Faker {
  const faker = dice.pick(fakers);
  faker.seed(dice.below(2 ** 31));
  return faker;
}

const sources: readonly [(faker: Faker) => string, ...((faker: Faker) => string)[]] = [
  (faker) => faker.word.noun(),
  (faker) => faker.word.adjective(),
  (faker) => faker.person.lastName(),
  (faker) => faker.person.firstName(),
  (faker) => faker.location.city(),
  (faker) => faker.company.name(),
  (faker) => faker.animal.bird(),
  (faker) => faker.food.fruit(),
  (faker) => faker.commerce.department(),
  (faker) => faker.color.human(),
];

/** One word of 3 to 14 letters from a to z. */
export function word(dice: Dice): string {
  for (;;) {
    const source = dice.pick(sources)(fakerOf(dice));
    const letters = source
      .normalize('NFD')
      .replace(/[^A-Za-z ]/g, '')
      .toLowerCase();
    const found = letters.split(' ').find((part) => part.length >= 3 && part.length <= 14);
    if (found !== undefined) return found;
  }
}

export const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** Names of one to three words that say nothing of their value. */
export const freeName = (dice: Dice, separator: string, shape: (part: string) => string = (part) => part): string =>
  Array.from({ length: 1 + dice.below(3) }, () => shape(word(dice))).join(separator);

/** The words that say it in most code (the generic rule of gitleaks has the same). */
const telling = [
  'token',
  'secret',
  'password',
  'passwd',
  'api_key',
  'credentials',
  'auth_key',
  'access_token',
] as const;

/** A name that says that its value is a secret. */
export const namedSecret = (dice: Dice): string => `${word(dice)}_${dice.pick(telling)}`;

/** What secrets look like. All of them can stand inside of quotes. */
export const secretForms: Readonly<Record<string, (dice: Dice) => string>> = {
  uuid: (dice) => fakerOf(dice).string.uuid(),
  hex: (dice) => fakerOf(dice).string.hexadecimal({ length: dice.pick([32, 40, 48, 64]), prefix: '', casing: 'lower' }),
  alphanumeric: (dice) => `${fakerOf(dice).string.alphanumeric({ length: 18 + dice.below(24) })}${dice.below(10)}`,
  nanoid: (dice) => `${word(dice)[0] ?? ''}${fakerOf(dice).string.nanoid()}`, // no option takes a value that begins with a hyphen
  password: (dice) => `${fakerOf(dice).internet.password({ length: 9 + dice.below(12) })}${dice.below(10)}`,
  chosen: (dice) =>
    dice.pick([
      `${capital(word(dice))}${dice.pick(['!', '#', '@', '.', '-'])}${1950 + dice.below(80)}`,
      `${capital(word(dice))}${dice.below(9000) + 1000}${dice.pick(['!', '#', '*', '?'])}`,
      `${word(dice)}${dice.below(900) + 100}${capital(word(dice))}`,
    ]),
  base64: (dice) => Buffer.from(fakerOf(dice).string.alphanumeric(24 + dice.below(20))).toString('base64'),
  jwt: (dice) => fakerOf(dice).internet.jwt({ refDate: '2026-11-26' }),
};

/** More that only a name can tell. */
export const namedForms: typeof secretForms = {
  ...secretForms,
  pronounceable: (dice) => fakerOf(dice).internet.password({ memorable: true, length: 12 + dice.below(8) }),
  passphrase: (dice) => Array.from({ length: 4 }, () => word(dice)).join(dice.pick(['-', '.', '_'])),
  digits: (dice) => fakerOf(dice).string.numeric({ length: 6 + dice.below(6), allowLeadingZeros: false }),
};
