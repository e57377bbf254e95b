import type { Hex } from '@lanran/protocol/kernel/bytes';
import { ASSET_COLORS, type AssetColor } from '@lanran/protocol/assets/colors';
import type { Availability } from '@lanran/api/assets/domain/availability';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OrganizationId, organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import { ACCESS_LEVELS, type Asset, ASSET_KINDS, canView } from '@lanran/api/assets/domain/asset';
import type { Concepts } from '@lanran/api/concepts/domain/concepts';
import { availabilityOf } from '@lanran/api/licensing/domain/availability';
import type { Actor, OrganizationKind } from '@lanran/api/platform/kernel/actor';
import type { IndexRequest } from '@lanran/api/search/adapters/libsql/index-request';
import { LocalAssetIndex } from '@lanran/api/search/adapters/libsql/local-asset-index';
import { composeSearch } from '@lanran/api/search/compose';
import { buildConcept, conceptsOf } from '../concepts/build-concept.ts';
import { buildAsset, buildOffer } from '../graphql/graphql-stage.ts';
import { InMemorySavedSearches } from '../../support/in-memory-saved-searches.ts';
import { CatalogDouble, organizationsOf } from './catalog-double.ts';

const ORGANIZATIONS = {
  museum: 'INSTITUTION',
  archive: 'INSTITUTION',
  xijiang: 'COMMUNITY',
  zhaoxing: 'COMMUNITY',
  biasha: 'COMMUNITY',
  studio: 'STUDIO',
  auditor: 'AUDITOR',
  accreditor: 'ACCREDITOR',
  operator: 'OPERATOR',
} as const satisfies Record<string, OrganizationKind>;
export type Slug = keyof typeof ORGANIZATIONS;
export const SLUGS = Object.keys(ORGANIZATIONS) as Slug[];

export function kindOf(slug: Slug): OrganizationKind {
  return ORGANIZATIONS[slug];
}

export function memberOf(...slugs: readonly Slug[]): Actor {
  const memberships = slugs.map((slug) => ({
    organizationId: organizationIdOf(slug),
    kind: ORGANIZATIONS[slug],
    role: 'VIEWER' as const,
  }));
  return { kind: 'member', address: addressOf(slugs[0] ?? 'nobody'), memberships };
}

export function addressOf(name: string): `0x${string}` {
  return `0x${Buffer.from(name).toString('hex').padEnd(40, '0').slice(0, 40)}`;
}

/** Everybody who may ask: without an account, without an organization, of each one, and of two. */
export const READERS: ReadonlyMap<string, Actor> = new Map<string, Actor>([
  ['a guest', { kind: 'anonymous' }],
  ['an account without organization', memberOf()],
  ...SLUGS.map((slug) => [slug, memberOf(slug)] as const),
  ['archive and zhaoxing', memberOf('archive', 'zhaoxing')],
]);

const LETTERS = 'bdfgkmnp';

/** A word that no other number or beginning has, three letters away from each other one, and no pinyin. */
function wordOf(beginning: string, number: number): string {
  const digits = number.toString(8).padStart(3, '0');
  const letters = Array.from(digits, (digit) => (LETTERS[Number(digit)] ?? '').repeat(3));
  return `${beginning.repeat(3)}${letters.join('')}`;
}

/** What one asset alone has. */
export interface Marks {
  readonly title: string;
  readonly titleZh: string;
  readonly description: string;
  readonly concept: string;
  readonly proposed: string;
  readonly place: string;
  readonly identifier: string;
  readonly credit: string;
}

export function marksOf(number: number): Marks {
  return {
    title: wordOf('t', number),
    titleZh: Array.from([0x6d00, 0x7d00], (from) => String.fromCodePoint(from + number)).join(''),
    description: wordOf('h', number),
    concept: wordOf('c', number),
    proposed: wordOf('v', number),
    place: wordOf('j', number),
    identifier: `GZ.${1_000 + number}.${7_000 + 3 * number}`,
    credit: wordOf('r', number),
  };
}

/** One typing error away from a word. */
export function misspelled(word: string): string {
  return `${word.slice(0, 1)}${word.slice(2)}`;
}

const STATES = {
  live: {},
  withdrawn: { isWithdrawn: true },
  takenDown: { isWithdrawn: true, isTakenDown: true },
  offered: { custodyOffer: organizationIdOf('archive') },
} satisfies Record<string, Partial<Asset>>;
const PEOPLES_NAMED = ['', 'Miao', 'Dong'] as const;

export const idOf = (number: number) => parseAssetId(`0x${(number + 1).toString(16).padStart(64, '0')}`);

/** One asset of every access, holder, community and state. */
export function everyAsset(): Asset[] {
  const holders = ['museum', 'archive'].map((slug) => organizationIdOf(slug));
  const communities = [null, organizationIdOf('xijiang'), organizationIdOf('zhaoxing')];
  const kinds = Object.values(STATES).flatMap((state: Partial<Asset>) =>
    communities.flatMap((community) =>
      holders.flatMap((holder) =>
        ACCESS_LEVELS.map((access) => ({ facts: { ...state, holder, community }, access })),
      ),
    ),
  );
  // What exists for its people alone is first in whatever the index numbers.
  const isHidden = ({ facts, access }: (typeof kinds)[number]) =>
    access === 'RESTRICTED' || facts.isTakenDown === true;
  return kinds
    .sort((left, right) => Number(isHidden(right)) - Number(isHidden(left)))
    .map(({ facts, access }, number) => assetOf(number, facts, access));
}

export function assetOf(
  number: number,
  facts: Partial<Asset> & { readonly holder: OrganizationId },
  access: Asset['metadata']['access'],
): Asset {
  const marks = marksOf(number);
  const people = PEOPLES_NAMED[number % PEOPLES_NAMED.length] ?? '';
  return buildAsset(
    {
      id: idOf(number),
      publishedIndex: number,
      filesField: { count: 1, bytes: 9, root: idOf(number) },
      ...facts,
    },
    {
      access,
      kind: ASSET_KINDS[number % ASSET_KINDS.length] ?? 'PATTERN',
      title: { en: `Heron ${marks.title} ${people}`, zh: marks.titleZh },
      description: { en: `It has a ${marks.description} and a heron${number % 2 === 0 ? '’s egg' : ''}.` },
      terms: [
        { vocabulary: 'technique', code: marks.concept },
        { vocabulary: 'motif', code: marks.proposed, en: marks.proposed },
        { vocabulary: 'place', code: marks.place, en: marks.place },
        // Each names it in another way.
        { vocabulary: 'motif', code: 'shared', en: `Shared ${marks.proposed}` },
        // In another order among what everybody may see than among the others.
        { vocabulary: 'material', code: `cloth-${(7 * number) % 5}`, en: 'Cloth' },
      ],
      identifier: marks.identifier,
      creditLine: marks.credit,
    },
  );
}

/** What an asset that is offered meets, beside its access and state. */
const SALES = ['consented', 'disputed', 'consentWithdrawn'] as const;

export function saleStateOf({ publishedIndex }: Pick<Asset, 'publishedIndex'>): (typeof SALES)[number] {
  return SALES[publishedIndex % SALES.length] ?? 'consented';
}

/** As the read model has it. Without a community nobody is asked for consent. */
export function salesOf(asset: Asset): Availability {
  const offer = buildOffer(asset);
  const state = saleStateOf(asset);
  const consent = { ...offer, shareBps: 0 };
  return availabilityOf({
    asset,
    consent: asset.community === null || state === 'consentWithdrawn' ? null : consent,
    joinable: null,
    offers: [offer],
    isDisputed: state === 'disputed',
    holderSuspendedFrom: null,
    taken: [],
  });
}

/** Of the picture of an asset, by the root of its file manifest: some of each color are for few readers alone. */
export function colorsOf(root: Hex): readonly AssetColor[] {
  const number = Number(BigInt(root) % BigInt(ASSET_COLORS.length));
  return ASSET_COLORS.filter((_, at) => at === number || at === (number * 3) % ASSET_COLORS.length);
}

/** A concept for each asset, which everybody may see. */
export const CONCEPTS: Concepts = conceptsOf(
  ...everyAsset().map(({ publishedIndex }) => {
    const { concept, titleZh } = marksOf(publishedIndex);
    return buildConcept(concept, {
      prefLabel: { zh: `${titleZh}技`, en: concept },
      broader: publishedIndex === 0 ? [] : [`technique/${marksOf(0).concept}`],
    });
  }),
);

/** As lists have it: what was taken down exists for its people only. */
export function listed(asset: Asset): Asset {
  return asset.isTakenDown ? { ...asset, metadata: { ...asset.metadata, access: 'RESTRICTED' } } : asset;
}

export function isListedFor(actor: Actor, asset: Asset): boolean {
  return canView(actor, listed(asset));
}

/** Counts what it is asked for. */
class CountingAssetIndex extends LocalAssetIndex {
  requests = 0;
  rebuilt = 0;

  protected override async answer(request: IndexRequest) {
    this.requests += 1;
    if (request.kind === 'begin') this.rebuilt += 1;
    return super.answer(request);
  }
}

interface SearchedOptions {
  readonly concepts?: Concepts;
  /** Of the index; it is left there. */
  readonly directory?: string;
}

/** Search over some assets, with an index of their own. */
export class SearchedCatalog {
  readonly catalog = new CatalogDouble();
  readonly index: CountingAssetIndex;
  readonly searching;
  readonly warnings: string[] = [];
  concepts: Concepts;
  readonly #temporary: string | null;

  constructor(assets: readonly Asset[], { concepts = CONCEPTS, directory }: SearchedOptions = {}) {
    this.concepts = concepts;
    for (const asset of assets) this.put(asset);
    this.#temporary = directory === undefined ? mkdtempSync(join(tmpdir(), 'lanran-access-')) : null;
    this.index = new CountingAssetIndex(directory ?? this.#temporary ?? '');
    this.searching = composeSearch(
      {
        assets: this.catalog as never,
        organizations: organizationsOf(new Map(SLUGS.map((slug) => [slug, { en: `The ${slug}` }]))) as never,
        concepts: { current: async () => this.concepts },
        savedSearches: new InMemorySavedSearches(),
        descriptions: { listCovers: async () => [] },
        cursors: {} as never,
      },
      {
        index: this.index,
        projection: this.catalog,
        coverColors: {
          findMany: async (roots) => new Map(roots.map((root) => [root, colorsOf(root)])),
        },
        lookEveryMs: 1_000,
        clock: { now: () => new Date('2026-11-25T08:00:00Z') },
        logger: {
          info: () => undefined,
          warn: ({ error }: { readonly error: Error }, message: string) =>
            void this.warnings.push(`${message} ${error.message}`),
        } as never,
      },
    );
  }

  /** Writes the next leaf. */
  put(asset: Asset): void {
    this.catalog.put(asset, salesOf(asset));
  }

  async close(): Promise<void> {
    await this.index.close();
    if (this.#temporary !== null) rmSync(this.#temporary, { recursive: true });
  }
}
