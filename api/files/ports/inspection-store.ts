import type { LateDigests, TechnicalMetadata } from '../domain/technical-metadata.ts';

/** What was found out about the content of files; derived from their bytes, so that losing it costs a new look at them. */
export interface InspectionStore {
  /** Those that are known, in no order. */
  findMany(sha256s: readonly string[]): Promise<TechnicalMetadata[]>;
  keep(metadata: readonly TechnicalMetadata[]): Promise<void>;
  /** Forgets all of a content, its further digests too. */
  remove(sha256: string): Promise<void>;
  findDigests(sha256s: readonly string[]): Promise<LateDigests[]>;
  keepDigests(digests: readonly LateDigests[]): Promise<void>;
}
