import { causes } from '@stackengine/engine';
import { expect, test } from 'vitest';
import { layouts } from '../layouts/index.js';
import { byHand } from './by-hand.js';
import { scenariosOf } from './combine.js';

const scenarios = scenariosOf(causes);

test('every world of every cause is played, and every layout is used', () => {
  const played = new Set(scenarios.map(({ id }) => id.split(' in ')[0]));
  expect(played.size).toBe(causes.reduce((sum, { worlds }) => sum + worlds.length, 0));
  expect(new Set(scenarios.map(({ id }) => id.split(' in ')[1]))).toEqual(new Set(Object.keys(layouts)));
});

test('no scenario comes twice', () => {
  expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
});

test('an upstream speaks what the layout passes', () => {
  for (const { id, attackers } of scenarios) {
    const wanted = /in (grpc|uwsgi|stream)$/.exec(id)?.[1]?.replace('grpc', 'http2') ?? 'http1';
    for (const attacker of Object.values(attackers)) expect(attacker).toMatchObject({ application: wanted });
  }
});

test('every cause is played, but for one whose certificates nothing here can issue', () => {
  const played = new Set([...scenarios, ...byHand].map(({ cause }) => cause));
  // Chains with name constraints are played as twins of real ones, and drawn by the comparison of cures.
  expect(causes.map(({ id }) => id).filter((id) => !played.has(id))).toEqual(['name-constraint-violated']);
});
