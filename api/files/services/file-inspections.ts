import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetFile } from '../../assets/domain/asset.ts';
import { DomainError } from '../../platform/kernel/errors.ts';
import { formatNameOf } from '../domain/media-type.ts';
import {
  type Inspection,
  INSPECTION_VERSION,
  mergeInspections,
  notice,
  type TechnicalMetadata,
} from '../domain/technical-metadata.ts';
import type { ContentStore } from '../../storage/ports/content-store.ts';
import type { FileInspector, InspectedFile } from '../ports/file-inspector.ts';
import type { InspectionStore } from '../ports/inspection-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import { findIndexOfPath } from '../../assets/services/find-by-path.ts';

export interface FileInspectionsOptions {
  readonly inspections: InspectionStore;
  readonly content: Pick<ContentStore, 'read'>;
  readonly manifests: Pick<ManifestStore, 'find' | 'findFrom'>;
  /** In the order in which their findings are shown. */
  readonly inspectors: readonly FileInspector[];
  /** For each inspector. */
  readonly maxMs?: number;
}

/** A described file in a version's manifest. */
export interface FileToInspect extends Pick<AssetFile, 'path' | 'bytes' | 'sha256' | 'cid'> {
  readonly mediaType: string;
  readonly root: Hex;
}

const MAX_MS = 120_000;

/** What published files hold beyond their type: found out once for each content, and kept. */
export class FileInspections {
  readonly #options: FileInspectionsOptions;

  constructor(options: FileInspectionsOptions) {
    this.#options = options;
  }

  /** In the order of the hashes; null for files not inspected yet. */
  async findMany(sha256s: readonly string[]): Promise<(TechnicalMetadata | null)[]> {
    const found = await this.#options.inspections.findMany(sha256s);
    const bySha256 = new Map(found.map((metadata) => [metadata.sha256, metadata]));
    return sha256s.map((sha256) => bySha256.get(sha256) ?? null);
  }

  /** Does any inspector know files of this type? */
  appliesTo(mediaType: string): boolean {
    return this.#options.inspectors.some((inspector) => inspector.appliesTo(mediaType));
  }

  /**
   * Inspects a file, unless that was done by this version of the platform. A tool that fails or takes too long costs its own
   * findings, and the metadata says so.
   * @throws ContentMissingError, UnavailableError, and the signal's reason
   */
  async inspect(file: FileToInspect, signal: AbortSignal): Promise<TechnicalMetadata> {
    const { sha256 } = file;
    const [known = null] = await this.findMany([sha256]);
    if (known !== null && isCurrent(known)) return known;
    const metadata = await this.#look(file, signal);
    await this.#options.inspections.keep([metadata]);
    return metadata;
  }

  /** Those of small files that can be read, all tools at hand. @returns the SHA-256 of those */
  async inspectMany(files: readonly FileToInspect[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    const known = await this.findMany(files.map(({ sha256 }) => sha256));
    const done = known.filter((each): each is TechnicalMetadata => each !== null && isCurrent(each));
    const fresh: TechnicalMetadata[] = [];
    for (const [at, file] of files.entries()) {
      const before = known[at] ?? null;
      if (before !== null && isCurrent(before)) continue;
      const metadata = await this.#look(file, signal).catch(() => null);
      signal.throwIfAborted();
      if (metadata !== null && isCurrent(metadata)) fresh.push(metadata);
    }
    await this.#options.inspections.keep(fresh);
    return new Set([...done, ...fresh].map(({ sha256 }) => sha256));
  }

  async #look(file: FileToInspect, signal: AbortSignal): Promise<TechnicalMetadata> {
    const { sha256, mediaType } = file;
    const inspected = this.#inspectedFile(file);
    const found: Inspection[] = [];
    for (const inspector of this.#options.inspectors) {
      if (inspector.appliesTo(mediaType)) found.push(await this.#attempt(inspector, inspected, signal));
    }
    return {
      sha256,
      version: INSPECTION_VERSION,
      ...unlessSilent(mergeInspections(found), mediaType),
    };
  }

  async #attempt(inspector: FileInspector, file: InspectedFile, signal: AbortSignal): Promise<Inspection> {
    const timeLimit = AbortSignal.timeout(this.#options.maxMs ?? MAX_MS);
    const ended = AbortSignal.any([signal, timeLimit]);
    try {
      ended.throwIfAborted();
      return await Promise.race([inspector.inspect(file, ended), rejectionBy(ended)]);
    } catch (error) {
      signal.throwIfAborted();
      // The store's answer may be another one next time; what is in the bytes stays.
      if (error instanceof DomainError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const detail = timeLimit.aborted ? 'It took too long.' : reason;
      return {
        sections: [],
        notices: [notice('NOT_INSPECTED', `Its ${inspector.subject} can't be read. ${detail}`)],
      };
    }
  }

  #inspectedFile({ path, mediaType, bytes, cid, root }: FileToInspect): InspectedFile {
    const { content, manifests } = this.#options;
    return {
      path,
      mediaType,
      bytes,
      read: (range) => content.read(cid, range),
      findSibling: async (siblingPath) => {
        const index = await findIndexOfPath(manifests, root, siblingPath);
        const sibling = index === null ? null : await manifests.find(root, index);
        return sibling === null
          ? null
          : { bytes: sibling.bytes, read: (range) => content.read(sibling.cid, range) };
      },
    };
  }
}

/** A file of which nothing is known says that, instead of nothing. */
function unlessSilent(found: Inspection, mediaType: string): Inspection {
  if (found.sections.length > 0 || found.notices.length > 0 || found.references !== undefined) return found;
  return { sections: [], notices: [notice('NO_FACTS', `Format: ${formatNameOf(mediaType) ?? mediaType}.`)] };
}

/** With a tool that was missing more may be found out. */
function isCurrent({ version, notices }: TechnicalMetadata): boolean {
  return version >= INSPECTION_VERSION && !notices.some(({ code }) => code === 'TOOL_MISSING');
}

function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
