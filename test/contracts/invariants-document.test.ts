import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTest } from './test-titles.ts';

const TESTS = import.meta.dirname;
const DOCUMENT = join(TESTS, '../../docs/contracts.md');

/** The sentences of its section “Invariants”. */
function readInvariants(): string[] {
  const [, section = ''] = readFileSync(DOCUMENT, 'utf8').split('\n## Invariants\n');
  const [own = ''] = section.split('\n## ');
  return own.split('\n').filter((line) => line.startsWith('- '));
}

interface Reference {
  readonly file: string;
  readonly name: string;
}

function referencesIn(sentence: string): Reference[] {
  return [...sentence.matchAll(/`([\w/-]+(?:\.long)?\.test\.ts) › ([^`]+)`/g)].map(
    ([, file = '', name = '']) => ({
      file,
      name,
    }),
  );
}

function isThere({ file, name }: Reference): boolean {
  const path = join(TESTS, file);
  return existsSync(path) && hasTest(readFileSync(path, 'utf8'), name);
}

describe('docs/contracts.md', () => {
  it('names a test for each invariant', () => {
    const invariants = readInvariants();
    expect(invariants.length).toBeGreaterThan(20);
    expect(invariants.filter((sentence) => referencesIn(sentence).length === 0)).toEqual([]);
  });

  it('names tests that exist', () => {
    const missing = readInvariants()
      .flatMap(referencesIn)
      .filter((reference) => !isThere(reference));
    expect(missing).toEqual([]);
  });
});
