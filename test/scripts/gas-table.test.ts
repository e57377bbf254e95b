import { describe, expect, it } from 'vitest';
import { FIGURES, type Figure, type Figures } from '../../scripts/gas/figures.ts';
import type { SlotCost } from '../../scripts/gas/slot-costs.ts';
import { findFaults, renderTable } from '../../scripts/gas/table.ts';

/** Every figure within its limit, unless told otherwise. */
function buildFigures(overrides: Partial<Record<Figure, number>> = {}): Figures {
  // fromEntries forgets that every figure is among the keys.
  const low = Object.fromEntries(FIGURES.map((name) => [name, 40_000])) as Record<Figure, number>;
  return { ...low, ...overrides };
}

const render = (figures: Figures, slots: ReadonlyMap<Figure, readonly SlotCost[]> = new Map()): string =>
  renderTable({ figures, slots });

describe('the gas table', () => {
  it('agrees with figures that differ by 2 % at most', () => {
    const committed = render(buildFigures({ claim: 50_000 }));
    expect(findFaults(buildFigures({ claim: 51_000 }), committed)).toEqual([]);
    expect(findFaults(buildFigures({ claim: 49_000 }), committed)).toEqual([]);
  });

  it('is out of date when a figure differs by more, whether it rose or fell', () => {
    const committed = render(buildFigures({ claim: 50_000 }));
    const fault = (gas: string) => [`claim costs ${gas}, the committed table says 50,000`];
    expect(findFaults(buildFigures({ claim: 51_001 }), committed)).toEqual(fault('51,001'));
    expect(findFaults(buildFigures({ claim: 48_999 }), committed)).toEqual(fault('48,999'));
  });

  it('refuses a figure above its limit, even a committed one', () => {
    const figures = buildFigures({ checkpoint: 70_001 });
    expect(findFaults(figures, render(figures))).toEqual(['checkpoint costs 70,001, more than 70,000']);
  });

  it('lets a long license cost 1.15 times a short one', () => {
    const atLimit = buildFigures({ license: 100_000, licenseLong: 115_000 });
    expect(findFaults(atLimit, render(atLimit))).toEqual([]);
    const above = buildFigures({ license: 100_000, licenseLong: 115_001 });
    expect(findFaults(above, render(above))).toEqual(['licenseLong costs 115,001, more than 115,000']);
  });

  it('only reports what an exclusive license in a full calendar costs', () => {
    const figures = buildFigures({ exclusiveCrowded: 5_000_000 });
    expect(findFaults(figures, render(figures))).toEqual([]);
  });

  it('misses a figure that nobody committed', () => {
    const committed = render(buildFigures()).replace(/^\| consent .*\n/m, '');
    expect(findFaults(buildFigures(), committed)).toEqual(['consent is not in the committed table']);
  });

  it('says which slots cost a figure its limit', () => {
    const figures = buildFigures({ consent: 90_000 });
    const table = render(
      figures,
      new Map([['consent', [{ slot: 'ConsentRegistry._grants[…] + 1', gas: 22_100 }]]]),
    );
    expect(table).toMatch(/Over its limit: consent[^]*_grants\[…\] \+ 1 \| 22,100/);
  });
});
