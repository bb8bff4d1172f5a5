/** Variables that choose between things which the same configuration names. */
const choice =
  /(?:^|_)(?:target|backend|upstream|pool|app|service|server|zone|location|extension|ext|csp|policy|mode|kind|type|class|status|state|env|site|group|variant|bucket|cluster|namespace|action|theme|device|channel|section|reason|role|route|tier|layout|template|page|tag|region|format)(?:_|$)/i;

const identifiers = [
  /^[a-z]{1,14}(?:_(?:[a-z]{1,14}|v\d)){1,4}$/,
  /^\.[a-z]{2,5}\d?$/, // what a file's name ends with
  /^[_-][a-z]{2,14}$|^[a-z]{2,14}[_-]$/, // what a name begins or ends with
  /^(?:[a-z]{1,14}(?:,[a-z]{1,14}){1,8}|[a-z-]{1,20}(?:\|[a-z-]{1,20}){1,8}|[A-Z]{1,14}(?:[|,][A-Z]{1,14}){1,8})$/, // a choice of words
  /^[a-z-]{2,40}=\((?:self|\*)?\)(?:, ?[a-z-]{2,40}=\((?:self|\*)?\)){0,30}$/, // a policy of permissions
  /^\/[a-z/_-]{0,80}\?[a-z_]{1,40}=$/, // a path, and the parameter that is put behind it
];

/**
 * Whether a value of a variable is the name of something in the program, such as `pool_main_b` or `.avif`: words without a digit, joined
 * as programs join them. People join the words of a passphrase with hyphens, so these count only under a name that chooses.
 */
export function isIdentifier(variable: string, value: string): boolean {
  if (identifiers.some((form) => form.test(value))) return true;
  return choice.test(variable) && /^[a-z]{1,14}(?:[-_.+/](?:[a-z]{1,14}|v\d)){1,4}$/.test(value);
}
