import { judgeUserName } from './user.js';
import type { Target } from './value.js';

const arn = /arn:aws[a-z-]*:[a-z0-9-]{1,40}:[a-z0-9-]{0,30}:(\d{12})(?=:)/y;
/** `:user/path/name` of IAM, `:assumed-role/role/session` of STS */
const arnUser = /:(?:(?:user|mfa)\/(?:[\w+=,.@-]{1,64}\/){0,5}|assumed-role\/[\w+=,.@-]{1,64}\/)([\w+=,.@-]{1,64})/y;
const assigned =
  /["']?\s{0,30}[:=]\s{0,3}["']?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{10,21}(?:-[a-z0-9]{20,40}\.apps\.googleusercontent\.com)?|[a-z][a-z0-9-]{4,28}[a-z0-9])(?![\w.-])/iy;
const name =
  /^(?:account|tenant|subscription|(?:gcp_|google_)?project)$|^(?:[\w.]*[_.-])?(?:tenant|subscription|client|account|organi[sz]ation|org|project|directory|application|app)[_-]?id$/i;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Judges `arn:aws:…:123456789012:…` at its first word. */
export function judgeArn(target: Target, start: number): void {
  arn.lastIndex = start;
  const account = arn.exec(target.text)?.[1];
  if (account === undefined) return;
  target.report(arn.lastIndex - account.length, arn.lastIndex, 'ACCOUNT', 'identity', 'account/id');
  arnUser.lastIndex = arn.lastIndex;
  const user = arnUser.exec(target.text)?.[1];
  if (user !== undefined) judgeUserName(target, arnUser.lastIndex - user.length, arnUser.lastIndex, 'account/path');
}

/** Judges `tenant_id: …`, `projectId=…`, where the name ends at `end`. */
export function judgeAccount(target: Target, start: number, end: number): void {
  if (!name.test(target.text.slice(start, end))) return;
  assigned.lastIndex = end;
  const id = assigned.exec(target.text)?.[1];
  if (/^(?:tenant|subscription)$/i.test(target.text.slice(start, end)) && !uuid.test(id ?? '')) return;
  const project = /project[_-]?id$/i.test(target.text.slice(start, end));
  // project = "shop-prod-7781", as Terraform has it; of others it is the name of a program
  if (/project$/i.test(target.text.slice(start, end)) && !/^[a-z]+(?:-[a-z0-9]+)*-\d{3,8}$/.test(id ?? '')) return;
  if (/^account$/i.test(target.text.slice(start, end)) && !/^\d{12}$/.test(id ?? '')) return;
  if (id === undefined || (!project && /^[a-z][a-z-]*$/i.test(id)) || (!project && !/\d/.test(id))) return;
  target.report(assigned.lastIndex - id.length, assigned.lastIndex, 'ACCOUNT', 'identity', 'account/id');
}

/** Judges `123456789012.dkr.ecr.…`, a registry that carries its owner's number. */
export function judgeRegistry(target: Target, start: number): void {
  const registry = /\d{12}(?=\.(?:dkr\.ecr|signin\.aws)\.)/y;
  registry.lastIndex = start;
  if (registry.test(target.text)) target.report(start, start + 12, 'ACCOUNT', 'identity', 'account/id');
}
