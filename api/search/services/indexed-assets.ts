import { peoplesNamedIn } from '@lanran/protocol/assets/peoples';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AssetKind } from '../../assets/domain/asset.ts';
import type { AvailableAsset } from '../../assets/ports/asset-store.ts';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import { catalogTermsOf, type TermMeanings } from '../../assets/domain/catalog-term.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import type { IndexedAsset } from '../domain/indexed-asset.ts';
import { indexedTextOf, type SearchedTexts, wordsOf } from '../domain/indexed-text.ts';

/** Another number makes every index anew: raise it when analysis, fields or facts change. */
export const RULES = 6;

const KINDS: Readonly<Record<AssetKind, readonly string[]>> = {
  PATTERN: ['pattern', 'motif', '纹样', '图案'],
  COSTUME: ['costume', 'garment', '服饰', '服装', '衣服'],
  FILM: ['film asset', 'movie', 'video', '影视素材', '影片', '视频'],
};

export interface OrganizationNames {
  readonly slug: string;
  readonly name: LocalizedText;
}

/** What an asset is indexed with, beside itself. */
export interface Surroundings {
  namesOf(id: OrganizationId): OrganizationNames | null;
  /** Of the picture of a version, by the root of its file manifest. */
  colorsOf(root: Hex): readonly AssetColor[];
  readonly concepts: TermMeanings;
}

export function toIndexedAsset(
  { asset, availability }: AvailableAsset,
  { namesOf, colorsOf, concepts }: Surroundings,
): IndexedAsset {
  const { id, holder, community, custodyOffer, isWithdrawn, isTakenDown, metadata, publishedIndex } = asset;
  const { access, kind, title } = metadata;
  const terms = catalogTermsOf(metadata.terms, { holder, concepts });
  const colors = colorsOf(asset.filesField.root);
  const written = (organization: OrganizationId | null) => {
    const known = organization === null ? null : namesOf(organization);
    return known === null ? [] : [known.name.zh, known.name.en, known.slug];
  };
  const texts: SearchedTexts = {
    titles: [title.zh, title.en],
    descriptions: [metadata.description?.zh, metadata.description?.en],
    terms: terms.map(({ vocabulary, code, zh, en }) => ({ vocabulary, code, names: [zh, en] })),
    kinds: KINDS[kind],
    holders: written(holder),
    communities: written(community),
    colors,
    identifiers: [metadata.identifier, id],
    creditLine: metadata.creditLine,
  };
  return {
    id,
    text: indexedTextOf(texts),
    words: [...wordsOf(texts)],
    facts: {
      kind,
      // Lists have it for its people alone, who answer for it; whoever has its address reads what was taken down.
      access: isTakenDown ? 'RESTRICTED' : access,
      holder,
      community,
      custodyOffer,
      isWithdrawn,
      peoples: peoplesNamedIn(metadata),
      colors,
      terms,
      titleKey: (title.en ?? title.zh ?? '').toLowerCase().slice(0, 100),
      publishedIndex,
      ...availability,
    },
  };
}
