import { describe, expect, it } from 'vitest';
import { Progress, sizeOf } from '../../../scripts/move/progress.ts';

describe('the progress of a move', () => {
  it('says every two seconds how far it is and how fast it goes', () => {
    const lines: string[] = [];
    let now = 0;
    const progress = new Progress((line) => lines.push(line), { now: () => now });
    progress.begin('copying', { documents: 4, pins: null });

    for (const at of [900, 1_900, 2_000]) {
      now = at;
      progress.addDocument(1_000_000);
    }

    expect(lines).toEqual(['copying: 3 of 4 documents, 3.0 MB, 1.1 MB/s']);
  });

  it('says how long it will take by bytes, whatever the sizes of pins, and by how fast it goes now', () => {
    let now = 0;
    const progress = new Progress(() => undefined, { now: () => now });
    // A few large pins, then many small ones.
    progress.begin('copying', { documents: null, pins: 1_000, bytes: 100_000_000 });
    const goOn = (seconds: number, bytesPerSecond: number): void => {
      for (let second = 0; second < seconds; second += 1) {
        now += 1_000;
        progress.addBytes(bytesPerSecond);
      }
    };

    goOn(40, 1_000_000);
    progress.addPin();
    expect(progress.line()).toBe('copying: 1 of 1000 pins, 40.0 MB, 1.0 MB/s, about 60 s left');

    goOn(20, 2_000_000);
    expect(progress.line()).toMatch(/80\.0 MB, 1\.7 MB\/s, about 12 s left$/);
    goOn(20, 2_000_000);
    expect(progress.line()).toMatch(/120\.0 MB, 1\.9 MB\/s$/);
  });

  it('says after ten seconds how long it will take, by the mean of all', () => {
    let now = 0;
    const progress = new Progress(() => undefined, { now: () => now });
    progress.begin('copying', { documents: null, pins: null, bytes: 200_000_000 });

    now += 1_000;
    progress.addBytes(1_000);
    expect(progress.line()).toBe('copying: 1.0 KB, 1.0 KB/s');
    now += 10_000;
    progress.addBytes(110_000_000);

    expect(progress.line()).toBe('copying: 110.0 MB, 10.0 MB/s, about 9 s left');
  });

  it('begins anew with each step', () => {
    let now = 0;
    const progress = new Progress(() => undefined, { now: () => now });
    progress.begin('copying', { documents: 1, pins: 1 });
    progress.addDocument(10);
    progress.begin('verifying', { documents: null, pins: 2 });
    now = 11_000;
    progress.addPin();

    expect(progress.line()).toBe('verifying: 1 of 2 pins, 0 B, 0 B/s, about 11 s left');
  });

  it('says nothing of a step beside another before it is shown', () => {
    const lines: string[] = [];
    let now = 0;
    const progress = new Progress((line) => lines.push(line), { now: () => now });
    const beside = progress.beside();
    beside.begin('verifying', { documents: null, pins: null, bytes: 3_000_000 });
    now = 2_000;
    beside.addBytes(1_000_000);
    expect(lines).toEqual([]);

    beside.show();
    now = 4_000;
    beside.addBytes(1_000_000);

    expect(lines).toEqual(['verifying: 2.0 MB, 500.0 KB/s']);
  });

  it.each([
    [999, '999 B'],
    [1_000, '1.0 KB'],
    [12_345_678, '12.3 MB'],
    [5e15, '5000.0 TB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(sizeOf(bytes)).toBe(text);
  });
});
