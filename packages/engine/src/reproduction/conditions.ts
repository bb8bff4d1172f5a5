import type { Statement } from '@stackengine/nginx-config';
import type { Hop } from '../hops/hop.js';
import type { Request } from '../worlds/world.js';
import { sampleOf } from './regex-sample.js';

/**
 * The request with what the blocks around the hop ask of it: a header, cookie, argument, host or method that an `if` tests by a
 * literal or a simple regular expression, and a method that `limit_except` does not let past. What is not understood stays.
 */
export function meetingConditions(request: Request, { enclosing, protocol }: Hop): Request {
  if (protocol === 'stream') return request;
  return enclosing.reduceRight((met, block) => {
    if (block.name === 'if') return meeting(met, block);
    return block.name === 'limit_except' ? past(met, block) : met;
  }, request);
}

/** The `if` around a hop, in words; undefined where there is none. */
export function conditionAround({ enclosing }: Hop): string | undefined {
  const block = enclosing.find(({ name }) => name === 'if');
  return block === undefined ? undefined : `if (${block.args.join(' ')})`;
}

function meeting(request: Request, { args }: Statement): Request {
  const [tested = '', operator, wanted = ''] = args;
  const variable = /^\$\{?(\w+)\}?$/.exec(tested)?.[1];
  if (variable === undefined) return request;
  const value = wantedValue(operator, wanted);
  return value === undefined || value.includes('$') ? request : withVariable(request, variable.toLowerCase(), value);
}

function wantedValue(operator: string | undefined, wanted: string): string | undefined {
  if (operator === undefined) return '1';
  if (operator === '=') return wanted;
  return operator === '~' || operator === '~*' ? foundBy(wanted, operator === '~*') : undefined;
}

function withVariable(request: Request, variable: string, value: string): Request {
  const [, family, name = ''] = /^(http|cookie|arg)_(\w+)$/.exec(variable) ?? [];
  if (variable === 'request_method') return { ...request, method: value.toUpperCase() };
  if (variable === 'host' || variable === 'http_host') return { ...request, host: value };
  if (family === 'http') return withHeader(request, name.replaceAll('_', '-'), value);
  if (family === 'cookie') {
    const cookies = request.headers?.['cookie'];
    return withHeader(request, 'cookie', `${cookies === undefined ? '' : `${cookies}; `}${name}=${value}`);
  }
  if (family !== 'arg') return request;
  // nginx takes the first of that name.
  const [path = '', rest] = request.path.split(/\?(.*)/s);
  return { ...request, path: `${path}?${name}=${value}${rest === undefined ? '' : `&${rest}`}` };
}

function withHeader(request: Request, name: string, value: string): Request {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function past(request: Request, { args }: Statement): Request {
  const kept = new Set(args.map((word) => word.toUpperCase()));
  if (!kept.has(request.method)) return request;
  const method = ['POST', 'PUT', 'DELETE'].find((one) => !kept.has(one));
  return method === undefined ? request : { ...request, method };
}

/** A text in which the expression is found; undefined where it is none of the simple ones. */
function foundBy(pattern: string, anyCase: boolean): string | undefined {
  const sample = sampleOf(pattern);
  try {
    return new RegExp(pattern, anyCase ? 'i' : '').test(sample) ? sample : undefined;
  } catch {
    return undefined;
  }
}
