import { senseOf } from '../names/sense.js';
import { judgeValue, kindOf, type Target } from './value.js';

const variable = /\bvariable\s{1,8}"([\w-]{1,100})"\s{0,8}\{[^{}]{0,1000}?\bdefault\s{0,20}=\s{0,8}"([^"\n]{1,1000})"/g;

/** Judges `variable "api_token" { default = "…" }` of Terraform: the name stands before the block. */
export function judgeVariables(target: Target): void {
  if (!target.holds('able "')) return;
  for (const { index, 0: whole, 1: name = '', 2: value = '' } of target.text.matchAll(variable)) {
    if (senseOf(name) !== 'secret') continue;
    const end = index + whole.length - 1;
    judgeValue(target, end - value.length, end, {
      strength: 'secret',
      kind: kindOf(name),
      layer: 'position',
      rule: 'terraform/default',
    });
  }
}
