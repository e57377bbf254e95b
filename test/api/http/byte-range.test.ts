import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseByteRange } from '../../../api/platform/http/byte-range.ts';

describe('byte ranges', () => {
  const size = fc.integer({ min: 0, max: 300 });
  const place = fc.integer({ min: 0, max: 400 });

  it('select what slicing the bytes selects', () => {
    fc.assert(
      fc.property(size, place, place, (bytes, first, last) => {
        const range = parseByteRange(`bytes=${first}-${last}`, bytes);
        const selected = Array.from({ length: bytes }, (_, at) => at).filter(
          (at) => at >= first && at <= last,
        );
        if (last < first) expect(range).toEqual({ kind: 'whole' });
        else if (selected.length === 0) expect(range).toEqual({ kind: 'unsatisfiable' });
        else expect(range).toEqual({ kind: 'part', start: selected[0], end: (selected.at(-1) ?? 0) + 1 });
      }),
    );
  });

  it('from the end select the last bytes', () => {
    fc.assert(
      fc.property(size, place, (bytes, length) => {
        const selected = Array.from({ length: bytes }, (_, at) => at).slice(length === 0 ? bytes : -length);
        expect(parseByteRange(`bytes=-${length}`, bytes)).toEqual(
          selected.length === 0
            ? { kind: 'unsatisfiable' }
            : { kind: 'part', start: selected[0], end: bytes },
        );
      }),
    );
  });

  it('never reach outside the file, whatever is asked', () => {
    const place = fc.oneof(
      fc.constant(''),
      fc.nat({ max: 2 ** 40 }).map(String),
      fc.string({ maxLength: 3 }),
    );
    const header = fc.oneof(
      fc.string(),
      fc.tuple(place, place).map(([first, last]) => `bytes=${first}-${last}`),
    );
    let parts = 0;
    fc.assert(
      fc.property(header, size, (asked, bytes) => {
        const range = parseByteRange(asked, bytes);
        if (range.kind !== 'part') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.start).toBeLessThan(range.end);
        expect(range.end).toBeLessThanOrEqual(bytes);
        parts += 1;
      }),
    );
    expect(parts).toBeGreaterThan(0);
  });
});
