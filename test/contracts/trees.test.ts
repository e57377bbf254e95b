import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTest } from './test-titles.ts';

const TESTS = import.meta.dirname;
const CONTRACTS = join(TESTS, '../../contracts');

/** A contract's branches: `Contract: files`, then a heading for its functions, then branches whose leaves are tests. */
interface Tree {
  readonly contract: string;
  /** Test files, without `.test.ts`. */
  readonly files: readonly string[];
  readonly functions: readonly string[];
  readonly leaves: readonly string[];
  readonly text: string;
}

const depthOf = (line: string) => line.search(/[^│├└─ ]/) / 4;

function parseTree(text: string): Tree {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const [contract = '', files = ''] = head.split(': ');
  const written = lines.filter((line) => line !== '');
  const isLeaf = (line: string, at: number) =>
    depthOf(line) > 0 && depthOf(written[at + 1] ?? '.') <= depthOf(line);
  return {
    contract,
    files: files.split(', '),
    functions: written.filter((line) => depthOf(line) === 0).flatMap((line) => line.split(', ')),
    leaves: written.filter(isLeaf).map((line) => line.replace(/^[│├└─ ]+/, '')),
    text,
  };
}

const TREES = readdirSync(TESTS)
  .filter((name) => name.endsWith('.tree'))
  .map((name) => parseTree(readFileSync(join(TESTS, name), 'utf8')))
  .map((tree): [string, Tree] => [tree.contract, tree]);

const namesOf = (source: string, word: 'function' | 'error') =>
  [...source.matchAll(new RegExp(`^    ${word} (\\w+)\\(`, 'gm'))].map(([, name]) => name ?? '');

describe('branch trees', () => {
  it('exist for every contract that is deployed', () => {
    const deployed = readdirSync(CONTRACTS)
      .filter((name) => name.endsWith('.sol'))
      .filter((name) => /^contract /m.test(readFileSync(join(CONTRACTS, name), 'utf8')))
      .map((name) => name.replace('.sol', ''));
    expect(TREES.map(([contract]) => contract).sort()).toEqual(deployed.sort());
  });

  it.each(TREES)('%s: every leaf is the name of a test', (_, { files, leaves }) => {
    const sources = files.map((file) => readFileSync(join(TESTS, `${file}.test.ts`), 'utf8'));
    expect(leaves.filter((leaf) => !sources.some((source) => hasTest(source, leaf)))).toEqual([]);
    expect(leaves.length).toBeGreaterThan(2);
  });

  it.each(TREES)('%s: has a branch for every function and every error of the interface', (contract, tree) => {
    const path = join(CONTRACTS, `interfaces/I${contract}.sol`);
    const document = existsSync(path) ? path : join(CONTRACTS, `${contract}.sol`);
    const source = readFileSync(document, 'utf8');
    const functions = document === path ? namesOf(source, 'function') : [];
    expect(functions.filter((name) => !tree.functions.includes(name))).toEqual([]);
    const unsaid = namesOf(source, 'error').filter((name) => !tree.text.includes(name));
    expect(unsaid).toEqual([]);
  });
});
