import { describe, expect, it } from 'vitest';
import { BoundedMap } from '@lanran/api/platform/kernel/bounded-map';

describe('a bounded map', () => {
  it('finds out once, and again what was asked for longest ago', () => {
    const found: string[] = [];
    const map = new BoundedMap<string, string>(2);
    const get = (key: string) =>
      map.get(key, () => {
        found.push(key);
        return key.toUpperCase();
      });
    expect(['a', 'b', 'a', 'c', 'a', 'b'].map(get)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
    expect(found).toEqual(['a', 'b', 'c', 'b']);
  });

  it('does not remember a failure', () => {
    const map = new BoundedMap<string, number>(2);
    const fail = () => {
      throw new RangeError('no');
    };
    expect(() => map.get('a', fail)).toThrow('no');
    expect(map.get('a', () => 1)).toBe(1);
  });
});
