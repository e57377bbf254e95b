import { describe, expect, it } from 'vitest';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { originOf } from '@lanran/protocol/log/checkpoint';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { findMismatch, type Sides } from '../../../scripts/start/compare-stores.ts';

const LOG = parseLogId(`0x${'aa'.repeat(32)}`);
const OTHER = parseLogId(`0x${'bb'.repeat(32)}`);
const ROOT: Hex = `0x${'11'.repeat(32)}`;
const OLD_ROOT: Hex = `0x${'22'.repeat(32)}`;
const CODE: Hex = `0x${'33'.repeat(32)}`;
const ADDRESS = `0x${'44'.repeat(20)}`;

const installation: NonNullable<Sides['installation']> = {
  format: 'lanran-installation/1',
  logId: LOG,
  chain: { chainId: '7', contracts: { ProvenanceLog: { address: ADDRESS, codeHash: CODE } } },
};
const place = (name: string) => ({ name, advice: 'set it right' });

/** An installation of 20 leaves, 15 of them anchored, whose stores are its own. */
function buildSides(overrides: { readonly [Side in keyof Sides]?: Partial<Sides[Side]> | null } = {}): Sides {
  const base: Sides = {
    dataDir: '/data',
    places: { documents: place('documents at D'), files: place('files at F'), chain: place('chain at C') },
    logId: LOG,
    signed: { origin: originOf(LOG), size: 20, root: ROOT },
    installation,
    documents: { logId: LOG, isMarked: true, leaves: 20, hasAccounts: true, chainId: '7', anchoredSize: 15 },
    roots: new Map([
      [20, ROOT],
      [15, OLD_ROOT],
    ]),
    chain: {
      chainId: '7',
      codeHashes: { ProvenanceLog: CODE },
      log: { logId: LOG, anchored: { size: 15, root: OLD_ROOT } },
      isUsed: true,
    },
    files: { isMarked: true, sampled: 4, missing: 0 },
  };
  const { roots, installation: ownFile, ...sides } = overrides;
  const changed = Object.entries(sides).map(([side, change]) => {
    const now = base[side as keyof Sides];
    return [side, typeof now === 'object' && change !== null ? Object.assign({}, now, change) : change];
  });
  return {
    ...base,
    ...Object.fromEntries(changed),
    ...(roots !== undefined && { roots }),
    ...(ownFile !== undefined && { installation: ownFile }),
  } as Sides;
}

const EMPTY_DOCUMENTS = {
  logId: null,
  isMarked: false,
  leaves: 0,
  hasAccounts: false,
  chainId: null,
  anchoredSize: 0,
};
const EMPTY_CHAIN = { chainId: '7', codeHashes: { ProvenanceLog: null }, log: null, isUsed: false };
const UNUSED_CHAIN = { log: { logId: LOG, anchored: { size: 0, root: OLD_ROOT } }, isUsed: false };
const NO_LEAVES = { documents: EMPTY_DOCUMENTS, roots: new Map() };
/** As a version of before left a data directory. */
const OF_BEFORE = { signed: null, installation: null };
const NEW = { ...OF_BEFORE, ...NO_LEAVES, chain: EMPTY_CHAIN, files: { isMarked: false, sampled: 0 } };

describe('the comparison of a data directory with its stores', () => {
  it.each<[string, Parameters<typeof buildSides>[0]]>([
    ['its own stores', {}],
    ['four empty sides, as at the first start', NEW],
    [
      'a first start killed within the deployment',
      { ...NEW, chain: { ...EMPTY_CHAIN, codeHashes: { Authority: CODE, ProvenanceLog: null } } },
    ],
    ['a first start killed after the deployment', { ...NEW, chain: UNUSED_CHAIN }],
    [
      'a first start killed before the data directory was marked',
      {
        ...NEW,
        chain: UNUSED_CHAIN,
        files: { isMarked: true },
        documents: { ...EMPTY_DOCUMENTS, isMarked: true, logId: LOG },
      },
    ],
    [
      'a first start killed before leaf 0',
      {
        ...NEW,
        installation,
        chain: UNUSED_CHAIN,
        files: { isMarked: true },
        documents: { ...EMPTY_DOCUMENTS, isMarked: true, logId: LOG },
      },
    ],
    [
      'a first start killed before leaf 0 was signed over',
      { chain: UNUSED_CHAIN, signed: { size: 0 }, documents: { leaves: 1, anchoredSize: 0 } },
    ],
    [
      'a data directory of a version before',
      { ...OF_BEFORE, documents: { isMarked: false }, files: { isMarked: false } },
    ],
    ['one of before with a damaged file', { ...OF_BEFORE, files: { isMarked: false, missing: 1 } }],
    ['documents that grew after the last signature', { documents: { leaves: 25 } }],
    ['files that were moved without the marker', { files: { isMarked: false } }],
    ['a marked content store that lost some files', { files: { missing: 4 } }],
    ['an empty content store, where no file has to be there', { files: { isMarked: false, sampled: 0 } }],
  ])('accepts %s', (_, overrides) => {
    expect(findMismatch(buildSides(overrides))).toBeNull();
  });

  it.each<[string, Parameters<typeof buildSides>[0], RegExp]>([
    [
      'an installation file of another log',
      { installation: { ...installation, logId: OTHER } },
      new RegExp(`${LOG}.*installation.json.*${OTHER}`),
    ],
    [
      'a signed checkpoint of another log',
      { signed: { origin: originOf(OTHER) } },
      new RegExp(`${LOG}.*signed-checkpoint.json.*${originOf(OTHER)}`),
    ],
    [
      'documents of another log',
      { documents: { logId: OTHER } },
      new RegExp(`documents at D .*${OTHER}.*${LOG}`),
    ],
    [
      'documents of another log for a new data directory',
      { ...NEW, documents: { logId: OTHER, leaves: 3 } },
      new RegExp(`documents at D .*${OTHER}.*${LOG}`),
    ],
    [
      'accounts without a log',
      { ...NEW, documents: { ...EMPTY_DOCUMENTS, hasAccounts: true } },
      /whose log does not begin/,
    ],
    [
      'empty documents',
      NO_LEAVES,
      /documents at D are empty, but the data directory \/data has signed 20 leaves/,
    ],
    [
      'empty documents for a data directory of before',
      { ...OF_BEFORE, ...NO_LEAVES },
      /are empty, but the chain at C has anchored 15 leaves/,
    ],
    [
      'empty documents where something was relayed',
      { ...OF_BEFORE, ...NO_LEAVES, chain: { ...UNUSED_CHAIN, isUsed: true } },
      /are empty, but the chain at C has transactions of the platform/,
    ],
    [
      'empty documents of an installation that signed nothing yet',
      { ...NO_LEAVES, signed: null, chain: UNUSED_CHAIN },
      /are empty, but \/data\/installation.json/,
    ],
    [
      'documents older than what was signed',
      { documents: { leaves: 17 }, roots: new Map([[15, OLD_ROOT]]) },
      /hold 17 leaves .* signed 20 leaves .*restore a newer dump/,
    ],
    [
      'documents with another history',
      {
        roots: new Map([
          [20, OLD_ROOT],
          [15, OLD_ROOT],
        ]),
      },
      new RegExp(`root at 20 leaves is ${OLD_ROOT}, .*root ${ROOT}`),
    ],
    [
      'documents older than what is anchored',
      { ...OF_BEFORE, documents: { leaves: 9, anchoredSize: 9 }, roots: new Map() },
      /hold 9 leaves .*has anchored 15 leaves/,
    ],
    [
      'documents that contradict the anchor',
      { signed: null, roots: new Map([[15, ROOT]]) },
      /root at 15 leaves/,
    ],
    ['another chain', { chain: { ...EMPTY_CHAIN, chainId: '8' } }, /chain at C has the id 8, .* on chain 7/],
    [
      'another chain for a data directory of before',
      { ...OF_BEFORE, chain: { ...EMPTY_CHAIN, chainId: '8' } },
      /chain at C has the id 8, .* on chain 7/,
    ],
    [
      'an empty chain of the same id',
      { chain: EMPTY_CHAIN, documents: { anchoredSize: 0 } },
      /chain at C has no ProvenanceLog/,
    ],
    [
      'contracts of another log',
      { chain: { log: { logId: OTHER, anchored: { size: 0, root: ROOT } } } },
      new RegExp(`${OTHER}.*${LOG}`),
    ],
    [
      'other code at the same address',
      { chain: { codeHashes: { ProvenanceLog: ROOT } } },
      new RegExp(`${ROOT}.*${CODE}`),
    ],
    [
      'an older chain',
      {
        chain: { log: { logId: LOG, anchored: { size: 12, root: OLD_ROOT } } },
        roots: new Map([
          [20, ROOT],
          [12, OLD_ROOT],
        ]),
      },
      /has anchored 12 leaves .* anchor of 15 leaves/,
    ],
    [
      'files without the marker and without an original',
      { files: { isMarked: false, missing: 1 } },
      /files at F lack the marker .* 1 of 4 originals/,
    ],
    [
      'an empty content store for a data directory of before',
      { ...OF_BEFORE, files: { isMarked: false, missing: 3 } },
      /files at F lack the marker .* 3 of 4 originals/,
    ],
  ])('refuses %s, naming both sides and what to do', (_, overrides, sentence) => {
    const mismatch = findMismatch(buildSides(overrides));
    expect(mismatch).toMatch(sentence);
    expect(mismatch).toMatch(/: (set it right|put|restore|wait)/);
  });
});
