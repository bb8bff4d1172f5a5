import type { Target } from './value.js';

const arn = /arn:aws[a-z-]*:[a-z0-9-]{1,40}:[a-z0-9-]{0,30}:(\d{12}):/g;
const registry = /(?<![\w.])(\d{12})(?=\.(?:dkr\.ecr|signin\.aws)\.?)/g;
const uuid = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';
const named = new RegExp(
  `(?:tenant|subscription|client|account|organi[sz]ation|org|project|directory|application|app)[_-]?id["']?\\s*[:=]\\s*["']?(${uuid}|\\d{10,21}(?:-[a-z0-9]{20,40}\\.apps\\.googleusercontent\\.com)?)(?![\\w-])`,
  'gi',
);
const project = /"?project_?id"?\s*[:=]\s*"?([a-z][a-z0-9-]{4,28}[a-z0-9])(?=["\s,]|$)/gim;

/** Accounts, tenants and projects at cloud providers. */
export function judgeAccounts(target: Target): void {
  const { text, report } = target;
  for (const pattern of [arn, registry, named, project]) {
    for (const { index, 0: whole, 1: id = '' } of text.matchAll(pattern)) {
      const start = index + whole.lastIndexOf(id);
      report(start, start + id.length, 'ACCOUNT', 'identity', 'account/id');
    }
  }
}
