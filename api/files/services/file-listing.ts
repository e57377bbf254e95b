import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type FileItem, type FrameSequence, groupFrames } from '@lanran/protocol/files/sequences';
import type { Asset, AssetFile } from '../../assets/domain/asset.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { FileDescriptions } from './file-descriptions.ts';
import type { FileInspections } from './file-inspections.ts';

export interface FileListingOptions {
  readonly manifests: Pick<ManifestStore, 'list' | 'findMany'>;
  readonly descriptions: Pick<FileDescriptions, 'findMany'>;
  readonly inspections: Pick<FileInspections, 'findMany'>;
}

/** A file and its place in the manifest. */
export interface PlacedFile {
  readonly file: AssetFile;
  readonly index: number;
}

/** One line of a version's list: a file, or a sequence that begins with it. */
export interface ListedItem extends PlacedFile {
  readonly root: Hex;
  readonly sequence: FrameSequence | null;
}

export interface Frame extends PlacedFile {
  readonly number: number;
}

/** Numbers of frames that want a look, the first of each. */
export interface FrameTrouble {
  /** Of another type or size in pixels than most; those not inspected yet are not compared. */
  readonly unlike: readonly number[];
  /** Can't be decoded here, or only in part, as far as they were inspected. */
  readonly undecodable: readonly number[];
}

interface Listing {
  readonly items: readonly FileItem[];
  /** Where each path is in the manifest. */
  readonly places: ReadonlyMap<string, number>;
}

interface FrameLook {
  /** Null for what was not described yet. */
  readonly look: string | null;
  readonly isUndecodable: boolean;
}

type FilesOf = Pick<Asset, 'filesField'>;

const READ_AT_ONCE = 1_000;
/** What more files there are stand for themselves. */
const MAX_GROUPED = 200_000;
/** Groupings that are kept, by the files they hold together. */
const MAX_KEPT_FILES = 400_000;
/** Frames that are looked at and compared. */
const MAX_COMPARED = 10_000;
const MAX_TOLD = 20;

/** The files of versions as items. The caller has made sure that the asset exists for the actor. */
export class FileListing {
  readonly #options: FileListingOptions;
  /** By manifest, which changes only when something is taken down; the one asked for longest ago first. */
  readonly #kept = new Map<Hex, { readonly count: number; readonly listing: Promise<Listing> }>();

  /** Asked for by several fields of one answer. */
  readonly #trouble = new WeakMap<ListedItem, Promise<FrameTrouble>>();

  constructor(options: FileListingOptions) {
    this.#options = options;
  }

  /** In manifest order. @throws BadInputError for a cursor that is none of ours */
  async page(
    { filesField: { root, count } }: FilesOf,
    { first, after }: PageRequest,
  ): Promise<Page<ListedItem>> {
    const { items } = await this.#listingOf(root, Math.min(count, MAX_GROUPED));
    // Files past those that were grouped follow as they are.
    const totalCount = items.length + Math.max(0, count - MAX_GROUPED);
    const from = placeAfter(after);
    const shown = Array.from(
      { length: Math.max(0, Math.min(first, totalCount - from)) },
      (_, at): FileItem => {
        const place = from + at;
        return items[place] ?? { kind: 'single', index: MAX_GROUPED + place - items.length };
      },
    );
    const indexes = shown.map((item) => (item.kind === 'single' ? item.index : (item.indexes[0] ?? 0)));
    const files = await this.#options.manifests.findMany(indexes.map((index) => ({ root, index })));
    return {
      items: shown.flatMap((item, at) => {
        const [file = null, index = 0] = [files[at], indexes[at]];
        if (file === null) return [];
        const sequence = item.kind === 'single' ? null : item;
        return [{ item: { file, index, root, sequence }, cursor: String(from + at) }];
      }),
      hasNextPage: from + shown.length < totalCount,
      totalCount,
    };
  }

  /** Where the files of a version are in its manifest, by their paths: those that are grouped. */
  async placesOf({ root, count }: Asset['filesField']): Promise<ReadonlyMap<string, number>> {
    return (await this.#listingOf(root, Math.min(count, MAX_GROUPED))).places;
  }

  /** Of a sequence, in their order. @throws BadInputError for a cursor that is none of ours */
  async framesOf({ root, sequence }: ListedItem, { first, after }: PageRequest): Promise<Page<Frame>> {
    if (sequence === null) return { items: [], hasNextPage: false, totalCount: 0 };
    const from = placeAfter(after);
    const indexes = sequence.indexes.slice(from, from + first);
    const files = await this.#options.manifests.findMany(indexes.map((index) => ({ root, index })));
    return {
      items: indexes.flatMap((index, at) => {
        const [file = null, number = 0] = [files[at], sequence.frames[from + at]];
        return file === null ? [] : [{ item: { file, index, number }, cursor: String(from + at) }];
      }),
      hasNextPage: from + indexes.length < sequence.indexes.length,
      totalCount: sequence.indexes.length,
    };
  }

  async troubleIn(item: ListedItem): Promise<FrameTrouble> {
    const known = this.#trouble.get(item) ?? this.#findTrouble(item);
    this.#trouble.set(item, known);
    return known;
  }

  async #findTrouble({ root, sequence }: ListedItem): Promise<FrameTrouble> {
    if (sequence === null) return { unlike: [], undecodable: [] };
    const looks: FrameLook[] = [];
    for (let from = 0; from < Math.min(sequence.indexes.length, MAX_COMPARED); from += READ_AT_ONCE) {
      const indexes = sequence.indexes.slice(from, from + READ_AT_ONCE);
      looks.push(...(await this.#looksOf(root, indexes)));
    }
    const counts = new Map<string, number>();
    for (const { look } of looks) if (look !== null) counts.set(look, (counts.get(look) ?? 0) + 1);
    const [usual] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
    const framesThat = (isSo: (one: FrameLook) => boolean) =>
      sequence.frames.filter((_, at) => looks[at] !== undefined && isSo(looks[at])).slice(0, MAX_TOLD);
    return {
      unlike: framesThat(({ look }) => look !== null && look !== usual),
      undecodable: framesThat(({ isUndecodable }) => isUndecodable),
    };
  }

  async #looksOf(root: Hex, indexes: readonly number[]): Promise<FrameLook[]> {
    const { manifests, descriptions, inspections } = this.#options;
    const files = await manifests.findMany(indexes.map((index) => ({ root, index })));
    const sha256s = files.map((file) => file?.sha256 ?? '');
    const [described, inspected] = await Promise.all([
      descriptions.findMany(sha256s),
      inspections.findMany(sha256s),
    ]);
    return described.map((description, at) => {
      const isUndecodable =
        description?.refusal?.problem === 'UNDECODABLE' ||
        (inspected[at]?.notices ?? []).some(({ code }) => code === 'UNDECODABLE');
      if (description === null) return { look: null, isUndecodable };
      const facts = (inspected[at]?.sections ?? []).flatMap((section) => section.facts);
      const size = ['WIDTH', 'HEIGHT'].map((name) => facts.find((fact) => fact.name === name)?.values[0]);
      return { look: [description.mediaType, ...size].join(' '), isUndecodable };
    });
  }

  async #listingOf(root: Hex, count: number): Promise<Listing> {
    const kept = this.#kept.get(root) ?? { count, listing: this.#group(root, count) };
    this.#kept.delete(root);
    this.#kept.set(root, kept);
    this.#forget();
    try {
      return await kept.listing;
    } catch (error) {
      this.#kept.delete(root);
      throw error;
    }
  }

  forgetAll(): void {
    this.#kept.clear();
  }

  /** What was kept of a manifest of which something was taken down. */
  forget(root: Hex): void {
    this.#kept.delete(root);
  }

  #forget(): void {
    let files = [...this.#kept.values()].reduce((sum, { count }) => sum + count, 0);
    for (const [oldest, { count }] of this.#kept) {
      if (files <= MAX_KEPT_FILES || this.#kept.size === 1) return;
      this.#kept.delete(oldest);
      files -= count;
    }
  }

  async #group(root: Hex, count: number): Promise<Listing> {
    const files: { path: string; bytes: number; index: number }[] = [];
    for (let from = 0; from < count; from += READ_AT_ONCE) {
      const page = await this.#options.manifests.list(root, from, Math.min(count, from + READ_AT_ONCE));
      for (const { path, bytes, index } of page) files.push({ path, bytes, index });
    }
    // What was taken down leaves gaps: places in the list are not those in the manifest then.
    const placeOf = (at: number): number => files[at]?.index ?? at;
    const items = groupFrames(files).map((item) =>
      item.kind === 'single'
        ? { ...item, index: placeOf(item.index) }
        : { ...item, indexes: item.indexes.map(placeOf) },
    );
    return { items, places: new Map(files.map(({ path, index }) => [path, index])) };
  }
}

function placeAfter(cursor: string | null): number {
  if (cursor === null) return 0;
  if (!/^\d{1,7}$/.test(cursor))
    throw new BadInputError('after', 'must be a cursor that an earlier page gave.');
  return Number(cursor) + 1;
}
