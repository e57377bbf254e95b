import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetKept, readKept, writeKept } from '../../../web/lib/session/kept-storage.ts';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    get length() {
      return stored.size;
    },
    key: (at: number) => [...stored.keys()][at] ?? null,
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

it('is for the account that typed it', () => {
  writeKept('0x01', 'draft', 'A film');
  expect(readKept('0x01', 'draft')).toBe('A film');
  expect(readKept('0x02', 'draft')).toBe('');
  expect(readKept(null, 'draft')).toBe('');
});

it('goes on for who signs in after typing, once', () => {
  writeKept(null, 'draft', 'A film');
  expect(readKept('0x01', 'draft')).toBe('A film');
  writeKept('0x01', 'draft', 'A film about batik');
  expect(readKept('0x02', 'draft')).toBe('');
  writeKept('0x01', 'draft', '');
  expect(readKept('0x01', 'draft')).toBe('');
});

it('is forgotten for everybody at a sign-out, and nothing else is', () => {
  stored.set('lanran.language', 'zh');
  writeKept('0x01', 'draft', 'A film');
  writeKept('0x02', 'plan', '{}');
  forgetKept();
  expect([...stored.keys()]).toEqual(['lanran.language']);
});
