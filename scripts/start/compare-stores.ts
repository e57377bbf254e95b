import type { FoundChain, FoundDocuments, FoundFiles, SignedCheckpoint } from '@lanran/api/compose-stores';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { originOf } from '@lanran/protocol/log/checkpoint';
import type { LogId } from '@lanran/protocol/kernel/ids';
import type { Installation } from './installation-file.ts';
import type { StoreName, StorePlace } from './store-places.ts';

/** What the data directory and the three stores say of themselves. */
export interface Sides {
  readonly dataDir: string;
  readonly places: Readonly<Record<StoreName, StorePlace>>;
  /** Of the secrets. */
  readonly logId: LogId;
  /** What the checkpoint key signed last. */
  readonly signed: SignedCheckpoint | null;
  readonly installation: Installation | null;
  readonly documents: FoundDocuments;
  /** Of the stored log, at the sizes that were signed last and anchored last, as far as it has so many leaves. */
  readonly roots: ReadonlyMap<number, Hex>;
  readonly chain: FoundChain;
  readonly files: FoundFiles;
}

/** A sentence that names both sides and what to do, or null where they belong together. */
type Check = (sides: Sides) => string | null;

/** In this order: each relies on those before it. */
const CHECKS: readonly Check[] = [
  faultOfDataDirectory,
  faultOfForeignDocuments,
  faultOfForeignChain,
  faultOfEmptyDocuments,
  faultOfOlderDocuments,
  faultOfMissingContracts,
  faultOfOlderChain,
  faultOfFiles,
];

/** Why the sides don't belong together; null where they do, or where all of them are empty (ADR 30). */
export function findMismatch(sides: Sides): string | null {
  for (const check of CHECKS) {
    const fault = check(sides);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOfDataDirectory({ dataDir, logId, signed, installation }: Sides): string | null {
  const advice =
    'put the files of one installation together, or restore one whole backup into a new data directory';
  const own = `${dataDir}/secrets.json is of log ${logId}`;
  if (installation !== null && installation.logId !== logId)
    return `${own}, but ${dataDir}/installation.json is of log ${installation.logId}: ${advice}.`;
  if (signed !== null && signed.origin !== originOf(logId))
    return `${own}, but ${dataDir}/signed-checkpoint.json is of ${signed.origin}: ${advice}.`;
  return null;
}

function faultOfForeignDocuments({ dataDir, places, logId, documents }: Sides): string | null {
  const { name, advice } = places.documents;
  const isHeadless = documents.logId === null && (documents.leaves > 0 || documents.hasAccounts);
  if (isHeadless)
    return `The ${name} are of a platform whose log does not begin, but the data directory ${dataDir} belongs to log ${logId}: ${advice}.`;
  if (documents.logId === null || documents.logId === logId) return null;
  return `The ${name} belong to log ${documents.logId}, but the data directory ${dataDir} to log ${logId}: ${advice}.`;
}

function faultOfForeignChain({
  dataDir,
  places,
  logId,
  installation,
  documents,
  chain,
}: Sides): string | null {
  const { name, advice } = places.chain;
  const expected = installation?.chain.chainId ?? documents.chainId ?? chain.chainId;
  if (chain.chainId !== expected)
    return `The ${name} has the id ${chain.chainId}, but the contracts of log ${logId} are on chain ${expected}: ${advice}.`;
  if (chain.log !== null && chain.log.logId !== logId)
    return `The ${name} has the contracts of log ${chain.log.logId}, but the data directory ${dataDir} belongs to log ${logId}: ${advice}.`;
  return null;
}

/** Without leaves the first start may have been killed, as long as nothing was signed, anchored or relayed. */
function faultOfEmptyDocuments({
  dataDir,
  places,
  logId,
  signed,
  installation,
  ...found
}: Sides): string | null {
  const { documents, chain } = found;
  const { name, advice } = places.documents;
  if (documents.leaves > 0) return null;
  const evidence = [
    signed !== null &&
      signed.size > 0 &&
      `the data directory ${dataDir} has signed ${countLeaves(signed.size)}`,
    anchoredSizeOf(chain) > 0 &&
      `the ${places.chain.name} has anchored ${countLeaves(anchoredSizeOf(chain))}`,
    chain.isUsed && `the ${places.chain.name} has transactions of the platform`,
    installation !== null && !documents.isMarked && `${dataDir}/installation.json is of an installation`,
  ].find((sentence) => sentence !== false);
  return evidence === undefined ? null : `The ${name} are empty, but ${evidence} of log ${logId}: ${advice}.`;
}

function faultOfOlderDocuments(sides: Sides): string | null {
  const { places, logId, signed, documents, roots, chain, dataDir } = sides;
  const known = [
    { said: `the data directory ${dataDir} has signed`, checkpoint: signed },
    { said: `the ${places.chain.name} has anchored`, checkpoint: chain.log?.anchored ?? null },
  ];
  for (const { said, checkpoint } of known) {
    if (checkpoint === null || checkpoint.size === 0) continue;
    const { size, root } = checkpoint;
    const found = roots.get(size);
    if (found === root) continue;
    const state =
      found === undefined
        ? `hold ${countLeaves(documents.leaves)} of log ${logId}`
        : `hold a log ${logId} whose root at ${countLeaves(size)} is ${found}`;
    return `The ${places.documents.name} ${state}, but ${said} ${countLeaves(size)} (root ${root}): restore a newer dump of the documents that holds those leaves, or restore one whole backup of all parts into a new data directory.`;
  }
  return null;
}

function faultOfMissingContracts({
  places,
  logId,
  signed,
  installation,
  documents,
  chain,
}: Sides): string | null {
  const { name, advice } = places.chain;
  if (documents.leaves === 0 && signed === null && installation === null) return null;
  for (const [contract, codeHash] of Object.entries(chain.codeHashes)) {
    if (codeHash === null)
      return `The ${name} has no ${contract}, but log ${logId} has ${countLeaves(documents.leaves)} and began with it: ${advice}.`;
    const kept = installation?.chain.contracts[contract];
    if (kept !== undefined && kept.codeHash !== codeHash)
      return `The ${name} has a ${contract} with the code hash ${codeHash}, but log ${logId} began with ${kept.codeHash}: ${advice}.`;
  }
  return null;
}

function faultOfOlderChain({ places, logId, documents, chain }: Sides): string | null {
  const { name } = places.chain;
  if (documents.anchoredSize <= anchoredSizeOf(chain)) return null;
  return `The ${name} has anchored ${countLeaves(anchoredSizeOf(chain))} of log ${logId}, but the ${places.documents.name} have a receipt for an anchor of ${countLeaves(documents.anchoredSize)}: wait until the node has all blocks, or restore one whole backup of all parts into a new data directory.`;
}

/** A marked store that lacks some files is damaged, which fixity finds. One without the marker has to show that it holds them. */
function faultOfFiles({ places, logId, installation, files }: Sides): string | null {
  const { isMarked, sampled, missing } = files;
  if (isMarked || missing === 0) return null;
  // Stores of before the marker may be damaged too.
  if (installation === null && missing * 2 <= sampled) return null;
  const { name, advice } = places.files;
  return `The ${name} lack the marker of log ${logId} and ${missing} of ${sampled} originals that the ${places.documents.name} name: ${advice}; or move the pins there first.`;
}

function countLeaves(count: number): string {
  return count === 1 ? '1 leaf' : `${count} leaves`;
}

function anchoredSizeOf({ log }: FoundChain): number {
  return log?.anchored.size ?? 0;
}
