import type { Hex } from '@lanran/protocol/kernel/bytes';
import { todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { ErasedEntry } from '@lanran/protocol/files/manifest';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Asset, type AssetFile, canView } from '../domain/asset.ts';
import { type Concept, labelsOf, VOCABULARIES } from '../../concepts/domain/concept.ts';
import type { ConceptReader } from '../../concepts/ports/concept-reader.ts';
import {
  type CatalogTerm,
  catalogTermsOf,
  conceptTerm,
  meantFilter,
  type TermMeanings,
  termKeyOf,
} from '../domain/catalog-term.ts';
import type { AssetFilter, AssetSort, LeafRange } from '../domain/asset-query.ts';
import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { AssetStore, PublicationTime, PublishedAsset } from '../ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { IndexedFile, ManifestStore } from '../ports/manifest-store.ts';

const MAX_SEARCH_LENGTH = 200;
const MAX_FILES_A_PAGE = 1_000;
/** Of one content; what many manifests hold, such as an empty file, says little about where it is from. */
const MAX_ORIGINS = 100;

export interface CatalogOptions {
  readonly assets: AssetStore;
  readonly terms: Pick<AssetStore, 'termsInUse'>;
  readonly manifests: Pick<ManifestStore, 'list' | 'listErased' | 'listBySha256' | 'find' | 'findShown'>;
  readonly concepts: ConceptReader;
  readonly clock: Clock;
}

/** A published file of some content. */
export interface FileOrigin {
  readonly asset: Asset;
  readonly path: string;
}

/** Published assets, for those for whom they exist. */
export class CatalogService {
  readonly #options: CatalogOptions;

  constructor(options: CatalogOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, the same for what does not exist and for what the actor may not see */
  async get(actor: Actor, id: AssetId): Promise<Asset> {
    const asset = await this.#options.assets.find(id);
    if (asset === null || !canView(actor, asset)) throw new NotFoundError(`Asset ${id}`);
    return asset;
  }

  /** In the order of the ids; null where there is nothing the actor may see. */
  async findMany(actor: Actor, ids: readonly AssetId[]): Promise<(Asset | null)[]> {
    const found = new Map((await this.#options.assets.findMany(ids)).map((asset) => [asset.id, asset]));
    return ids.map((id) => {
      const asset = found.get(id);
      return asset !== undefined && canView(actor, asset) ? asset : null;
    });
  }

  async browse(
    actor: Actor,
    query: {
      readonly filter: Omit<AssetFilter, 'text'>;
      readonly sort: AssetSort;
      readonly page: PageRequest;
    },
  ): Promise<Page<Asset>> {
    const filter = meantFilter(query.filter, await this.meanings());
    return this.#options.assets.list({ ...query, filter, ...this.#asked(actor) });
  }

  /** The newest of what exists for the actor. */
  async newest(
    actor: Actor,
    query: { readonly filter: AssetFilter; readonly first: number; readonly publishedBefore?: Date },
  ): Promise<Asset[]> {
    return this.#options.assets.findNewest({ ...query, ...this.#asked(actor) });
  }

  /** How many of what exists for the actor were published in this time. */
  async countPublished(
    actor: Actor,
    query: { readonly filter: AssetFilter } & PublicationTime,
  ): Promise<number> {
    return this.#options.assets.countPublished({ ...query, ...this.#asked(actor) });
  }

  /** What exists for the actor and was published by these leaves. */
  async listPublished(actor: Actor, range: LeafRange): Promise<PublishedAsset[]> {
    return this.#options.assets.listPublished({ ...range, audience: this.#asked(actor).audience });
  }

  /**
   * Terms whose code or label has the text in it: those of accepted concepts, then those that holders propose by what exists for
   * the actor. The nearest come first.
   */
  async vocabularyTerms(
    actor: Actor,
    {
      vocabulary,
      text,
      first,
    }: { readonly vocabulary: string; readonly text: string; readonly first: number },
  ): Promise<CatalogTerm[]> {
    const known = VOCABULARIES.find((each) => each === vocabulary);
    if (known === undefined)
      throw new BadInputError('vocabulary', `must be one of ${VOCABULARIES.join(', ')}.`);
    if (text.length > MAX_SEARCH_LENGTH)
      throw new BadInputError('text', `must have at most ${MAX_SEARCH_LENGTH} characters.`);
    const concepts = await this.#options.concepts.current();
    const accepted = concepts.all.filter((concept) => concept.vocabulary === known).map(namedConcept);
    const inUse = await this.#options.terms.termsInUse(known, this.#asked(actor).audience);
    const proposed = inUse.map(({ value }) => value).filter(({ proposedBy }) => proposedBy !== null);
    const { code, proposedBy } = termKeyOf({ vocabulary: known, code: text.trim() }, concepts);
    if (proposedBy !== undefined)
      return proposed.filter((term) => term.proposedBy === proposedBy && term.code === code);
    return findTerms([...accepted, ...proposed.map(namedProposal)], text).slice(0, first);
  }

  /** The terms of an asset as the catalog has them. */
  async termsOf({ metadata, holder }: Pick<Asset, 'metadata' | 'holder'>): Promise<CatalogTerm[]> {
    return catalogTermsOf(metadata.terms, { holder, concepts: await this.meanings() });
  }

  /** What terms mean now. */
  async meanings(): Promise<TermMeanings> {
    return this.#options.concepts.current();
  }

  #asked(actor: Actor) {
    const today = todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
    return { audience: { organizationIds: organizationsOf(actor) }, today };
  }

  /** The first files of the current version. Hashes and ids of originals are shown as the asset is. */
  async files(asset: Asset, first = MAX_FILES_A_PAGE): Promise<IndexedFile[]> {
    const count = Math.min(first, MAX_FILES_A_PAGE, asset.filesField.count);
    return this.#options.manifests.list(asset.filesField.root, 0, count);
  }

  /** Every file of a version that was not taken down, however many. @throws NotFoundError for an incomplete manifest */
  async allFiles({ filesField: { root, count } }: Pick<Asset, 'filesField'>): Promise<IndexedFile[]> {
    const files: IndexedFile[] = [];
    for (let from = 0; from < count; from += MAX_FILES_A_PAGE)
      files.push(
        ...(await this.#options.manifests.list(root, from, Math.min(count, from + MAX_FILES_A_PAGE))),
      );
    const isWhole =
      files.length === count ||
      files.length + (await this.#options.manifests.listErased(root)).length === count;
    if (!isWhole) throw new NotFoundError(`File ${files.length} of the manifest ${root}`);
    return files;
  }

  /** The whole manifest of a version, with the hash alone of what was taken down. @throws as `allFiles` */
  async manifest(version: Pick<Asset, 'filesField'>): Promise<(AssetFile | ErasedEntry)[]> {
    const { root } = version.filesField;
    const entries: (AssetFile | ErasedEntry)[] = [];
    for (const { index, ...file } of await this.allFiles(version)) entries[index] = file;
    for (const { index, leafHash } of await this.#options.manifests.listErased(root))
      entries[index] = { leafHash };
    return entries;
  }

  /** A file by its place in a version's manifest. */
  async findFile(id: { assetId: AssetId; version: number; index: number }): Promise<AssetFile | null> {
    const asset = await this.#options.assets.find(id.assetId);
    if (asset === null || asset.version !== id.version) return null;
    return this.#options.manifests.find(asset.filesField.root, id.index);
  }

  /** The files at these indexes of the manifests, gathered into one read; null where the index is. */
  async findCovers(
    roots: readonly Hex[],
    indexes: readonly (number | null)[],
  ): Promise<((AssetFile & { readonly index: number }) | null)[]> {
    const places = roots.flatMap((root, at) => {
      const index = indexes[at] ?? null;
      return index === null ? [] : [{ root, index }];
    });
    const files = await this.#options.manifests.findShown(places);
    const byRoot = new Map(places.map(({ root, index }, at) => [root, { index, file: files[at] ?? null }]));
    return roots.map((root) => {
      const found = byRoot.get(root);
      return found === undefined || found.file === null ? null : { ...found.file, index: found.index };
    });
  }

  /** Where, among what exists for the actor, present versions have a file of this content. */
  async findOrigins(actor: Actor, sha256: string): Promise<FileOrigin[]> {
    if (!/^[0-9a-f]{64}$/.test(sha256))
      throw new BadInputError('sha256', 'must be 64 lower-case hex digits.');
    const places = await this.#options.manifests.listBySha256(sha256, MAX_ORIGINS);
    const assets = await this.#options.assets.findByManifests(places.map(({ root }) => root));
    const byRoot = new Map(assets.map((asset) => [asset.filesField.root, asset]));
    return places.flatMap(({ root, file: { path } }) => {
      const asset = byRoot.get(root);
      return asset === undefined || !canView(actor, asset) ? [] : [{ asset, path }];
    });
  }

  /** Whoever asks: for rules about the asset's parties, never for display. */
  async find(id: AssetId): Promise<Asset | null> {
    return this.#options.assets.find(id);
  }
}

interface NamedTerm {
  readonly term: CatalogTerm;
  readonly names: readonly string[];
}

function namedConcept(concept: Concept): NamedTerm {
  const labels = labelsOf(concept).map(({ text }) => text);
  return { term: conceptTerm(concept), names: [concept.code, ...labels] };
}

function namedProposal(term: CatalogTerm): NamedTerm {
  const { code, en = '', zh = '' } = term;
  return { term, names: [code, en, zh] };
}

/** Those that are called so, then those whose name begins with the text, then those that have it in a name. */
function findTerms(terms: readonly NamedTerm[], text: string): CatalogTerm[] {
  const wanted = fold(text.trim());
  const ranks: CatalogTerm[][] = [[], [], []];
  for (const { term, names } of terms) {
    const folded = names.map(fold);
    const rank = folded.includes(wanted) ? 0 : folded.some((name) => name.startsWith(wanted)) ? 1 : 2;
    if (folded.some((name) => name.includes(wanted))) ranks[rank]?.push(term);
  }
  return ranks.flat();
}

/** Without case and accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function organizationsOf(actor: Actor): OrganizationId[] {
  return actor.kind === 'anonymous' ? [] : actor.memberships.map(({ organizationId }) => organizationId);
}
