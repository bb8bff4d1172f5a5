import { expect, it } from 'vitest';
import { createRedactor } from './index.js';
import { diceOf } from './testing/dice.js';
import { scrapText } from './testing/pieces.js';

const seeds = Array.from({ length: 600 }, (_, seed) => seed);

it('puts back exactly what was there, keeps the lines, and lists what it replaced in order', () => {
  for (const seed of seeds) {
    const dice = diceOf(seed);
    const text = scrapText(dice, 1 + dice.below(30), '');
    const redactor = createRedactor();
    const [out] = redactor.redact([{ name: 'text', text }]);
    const shown = out?.text ?? '';
    expect(redactor.restore(shown).text, `seed ${seed}`).toBe(text);
    expect(shown.split('\n').length, `seed ${seed}`).toBe(text.split('\n').length);
    const findings = out?.findings ?? [];
    for (const [index, { start, end }] of findings.entries()) {
      expect(start).toBeLessThan(end);
      expect(start).toBeGreaterThanOrEqual(findings[index - 1]?.end ?? 0);
    }
    // Again in the same session, and in another one: never an error
    expect(redactor.restore(redactor.redact([{ name: 'text', text: shown }])[0]?.text ?? '').text, `seed ${seed}`).toBe(
      text,
    );
    createRedactor().redact([{ name: 'text', text: shown }]);
  }
});

it('changes nothing the second time', () => {
  for (const seed of seeds) {
    const dice = diceOf(seed + 5000);
    const text = scrapText(dice, 1 + dice.below(12), '\n');
    const redactor = createRedactor();
    const shown = redactor.redact([{ name: 'text', text }])[0]?.text ?? '';
    expect(redactor.redact([{ name: 'text', text: shown }])[0]?.text, `seed ${seed}`).toBe(shown);
  }
});

it('finds the same whatever the order of the files', () => {
  for (const seed of seeds.slice(0, 150)) {
    const dice = diceOf(seed + 10_000);
    const texts = Array.from({ length: 3 }, (_, index) => ({
      name: `${index}`,
      text: scrapText(dice, 1 + dice.below(20), ''),
    }));
    const places = (order: readonly number[]) =>
      createRedactor()
        .redact(order.flatMap((at) => texts[at] ?? []))
        .map(({ name, findings }) => `${name}: ${findings.map(({ start, end }) => `${start}-${end}`).join(' ')}`)
        .sort();
    expect(places([2, 0, 1]), `seed ${seed}`).toEqual(places([0, 1, 2]));
  }
});
