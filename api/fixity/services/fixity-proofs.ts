import { fromHex, type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { encodeFixityEntry, type FixityEntry, type FixityProof } from '@lanran/protocol/files/fixity';
import type { StatementHash } from '@lanran/protocol/kernel/ids';
import { inclusionProof, leafHash } from '@lanran/protocol/log/merkle';
import type { Asset } from '../../assets/domain/asset.ts';
import { ConflictError } from '../../platform/kernel/errors.ts';
import { entrySalt, type FixityRun } from '../domain/fixity.ts';
import type { FixityRunStore, FixityStore, IndexedEntry } from '../ports/fixity-store.ts';
import { LogTree } from '../../log/services/log-tree.ts';

/** Originals of an asset that one proof lists. */
const MOST_LISTED = 1_000;

export interface FixityProofsOptions {
  readonly fixityFiles: Pick<FixityStore, 'findLatest' | 'listAfter'>;
  readonly fixityRuns: FixityRunStore;
}

/** What the last run found of an asset's originals, each with its place in the run's tree. */
export interface ProvenOutcomes {
  readonly statementHash: StatementHash;
  readonly outcomes: readonly FixityProof[];
}

/** Proofs of single outcomes, which show nothing of any other original. */
export class FixityProofs {
  readonly #options: FixityProofsOptions;

  constructor(options: FixityProofsOptions) {
    this.#options = options;
  }

  /** @throws ConflictError where no run has told of them yet */
  async ofAsset({ id: assetId }: Pick<Asset, 'id'>): Promise<ProvenOutcomes> {
    const { fixityFiles, fixityRuns } = this.#options;
    const latest = await fixityFiles.findLatest(assetId);
    const run = latest?.runId == null ? null : await fixityRuns.find(latest.runId);
    if (run === null || run.statementHash === null) {
      throw new ConflictError(
        `No run that read the originals of ${assetId} has ended yet. Wait for the one that goes on, or ask for a check.`,
      );
    }
    const { logSize } = run;
    const files = await fixityFiles.listAfter(null, { assetId, logSize, first: MOST_LISTED });
    const entries = await fixityRuns.findEntries(run.id, files);
    if (entries.length === 0) {
      throw new ConflictError(
        `What runs of everything find of a RESTRICTED asset is proven to nobody. Ask for a check of ${assetId}: it has a proof of its own.`,
      );
    }
    return { statementHash: run.statementHash, outcomes: await this.#prove(run, entries) };
  }

  async #prove(run: FixityRun, entries: readonly IndexedEntry[]): Promise<FixityProof[]> {
    const { fixityRuns } = this.#options;
    const size = run.results.files;
    const leafHashes = async (from: number, to: number) =>
      (await fixityRuns.listEntries(run.id, from, to)).map((each) =>
        'leafHash' in each ? fromHex(each.leafHash) : leafHash(encodeFixityEntry(saltedBy(run.secret, each))),
      );
    const tree = new LogTree({ size: async () => size, leafHashes }, fixityRuns.tilesOf(run.id));
    const reader = tree.readerForMany();
    return Promise.all(
      entries.map(async (each) => ({
        index: each.index,
        entry: saltedBy(run.secret, each),
        proof: (await inclusionProof(each.index, size, reader)).map(toHex),
      })),
    );
  }
}

function saltedBy(secret: Hex, { sha256, cid, bytes, outcome }: IndexedEntry): FixityEntry {
  return { salt: entrySalt(secret, { sha256, cid }), sha256, cid, bytes, outcome };
}
