import type { Day } from '@lanran/protocol/kernel/day';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { MeantFilter, PriceRange, TermKey } from '../../../assets/domain/asset-query.ts';
import type { Uses } from '../../../assets/domain/availability.ts';
import type { Audience } from '../../../assets/ports/asset-store.ts';
import type { Alternative } from '../../domain/planned-query.ts';
import { termCodeOf, termFacetKey } from '../../domain/term-keys.ts';
import type { AskedGroup } from '../../ports/asset-index.ts';
import { having } from './asset-document.ts';
import { cleaned } from './token-text.ts';

/** A query of OpenSearch that holds or does not. */
export type Condition = Readonly<Record<string, unknown>>;

/** Every word of the dictionary that begins so. */
const ALL_EXPANSIONS = 1_000_000;
const NOTHING: Condition = { match_none: {} };

export const not = (condition: Condition): Condition => ({ bool: { must_not: [condition] } });
export const all = (conditions: readonly Condition[]): Condition => ({ bool: { filter: conditions } });
export const any = (conditions: readonly Condition[]): Condition => ({
  bool: { should: conditions, minimum_should_match: 1 },
});
const is = (field: string, value: string | number | boolean): Condition => ({ term: { [field]: value } });
const isOneOf = (field: string, values: readonly string[]): Condition => ({ terms: { [field]: values } });
const has = (field: string): Condition => ({ exists: { field } });
const either = (isWanted: boolean, condition: Condition) => (isWanted ? condition : not(condition));

/** The position and what was dropped are documents too. */
export const IS_ASSET = has('publishedIndex');
export const IS_PUBLIC = all([IS_ASSET, not(is('access', 'RESTRICTED'))]);

/** `canView` as a condition. */
export function visibleTo({ organizationIds }: Audience): Condition {
  const theirs = ['holder', 'community', 'custodyOffer'].map((field) => isOneOf(field, organizationIds));
  return organizationIds.length === 0 ? IS_PUBLIC : all([IS_ASSET, any([IS_PUBLIC, ...theirs])]);
}

export function isOnSale(today: Day): Condition {
  return is('saleDays', today);
}

/** Every condition of a filter but its text. */
export function matching(filter: MeantFilter, today: Day): Condition[] {
  const { kind, access, community, holder, hasCommunity, isWithdrawn, peoples, term, terms = [] } = filter;
  const {
    anyTerm,
    custodyOfferedTo,
    isCustodyOffered,
    hasConsent,
    hasOffer,
    onOffer,
    licensable,
    publishedBy,
    price,
    colors = [],
  } = filter;
  const lasts = (field: string): Condition => ({ range: { [field]: { gte: today } } });
  return [
    kind === undefined ? [] : is('kind', kind),
    access === undefined ? [] : is('access', access),
    isWithdrawn === undefined ? [] : is('isWithdrawn', isWithdrawn),
    community === undefined ? [] : is('community', community),
    holder === undefined ? [] : is('holder', holder),
    custodyOfferedTo === undefined ? [] : is('custodyOffer', custodyOfferedTo),
    hasCommunity === undefined ? [] : either(hasCommunity, has('community')),
    isCustodyOffered === undefined ? [] : either(isCustodyOffered, has('custodyOffer')),
    hasConsent === undefined ? [] : either(hasConsent, lasts('consentUntil')),
    hasOffer === undefined ? [] : either(hasOffer, lasts('offeredUntil')),
    onOffer === undefined ? [] : either(onOffer, isOnSale(today)),
    licensable === undefined ? [] : selling(licensable, today),
    price === undefined ? [] : costing(price, today),
    publishedBy === undefined
      ? []
      : { range: { publishedIndex: { gte: publishedBy.from, lt: publishedBy.before } } },
    peoples === undefined ? [] : isOneOf('peoples', peoples),
    colors.map((color) => is('colors', color)),
    [...(term === undefined ? [] : [term]), ...terms].map(bearing),
    anyTerm === undefined ? [] : isOneOf('termCodes', anyTerm.map(termCodeOf)),
  ].flat();
}

function bearing({ proposedBy, ...term }: TermKey): Condition {
  return proposedBy === undefined
    ? is('termCodes', termCodeOf(term))
    : is('termKeys', termFacetKey({ ...term, proposedBy }));
}

/** Sales of a currency on a day, to be asked for under `sales`. */
export function soldIn(token: Address, today: Day): Condition[] {
  return [
    is('sales.token', token),
    { range: { 'sales.firstDay': { lte: today } } },
    { range: { 'sales.lastDay': { gte: today } } },
  ];
}

/** Some use of the day costs at most the one, and none less than the other. */
function costing({ token, min, max }: PriceRange, today: Day): Condition {
  const sold = (bounds: object | null): Condition => ({
    nested: {
      path: 'sales',
      query: all([
        ...soldIn(token, today),
        ...(bounds === null ? [] : [{ range: { 'sales.price': bounds } }]),
      ]),
    },
  });
  return all([
    sold(max === undefined ? null : { lte: Number(max) }),
    ...(min === undefined ? [] : [not(sold({ lt: Number(min) }))]),
  ]);
}

/** `sells` as a condition: in a window of sale, which names what it lacks, and in none that is taken. */
function selling({ firstDay, lastDay, ...uses }: Uses, today: Day): Condition {
  if (firstDay < today) return NOTHING;
  const { media, territories } = having(uses);
  const within = (path: string, conditions: readonly Condition[]): Condition => ({
    nested: { path, query: all(conditions) },
  });
  const days = (field: string, bounds: object): Condition => ({ range: { [field]: bounds } });
  const isSold = within('sales', [
    not(isOneOf('sales.media', media)),
    not(isOneOf('sales.territories', territories)),
    days('sales.firstDay', { lte: firstDay }),
    days('sales.lastDay', { gte: lastDay }),
  ]);
  if (lastDay < firstDay) return isSold;
  const isTaken = within('taken', [
    isOneOf('taken.media', media),
    isOneOf('taken.territories', territories),
    days('taken.firstDay', { lte: lastDay }),
    days('taken.lastDay', { gte: firstDay }),
  ]);
  return all([isSold, not(isTaken)]);
}

/** Assets that have one of the alternatives; `tokens` has every field's, apart from each other. */
export function answering({ alternatives }: Pick<AskedGroup, 'alternatives'>, field = 'tokens'): Condition {
  const words: string[] = [];
  const phrases = alternatives.flatMap(({ tokens, isPrefix = false }: Alternative): Condition[] => {
    const [word, ...others] = cleaned(tokens);
    if (word === undefined) return [];
    if (others.length === 0 && !isPrefix) words.push(word);
    if (others.length === 0) return isPrefix ? [{ prefix: { [field]: { value: word } } }] : [];
    const query = [word, ...others].join(' ');
    return isPrefix
      ? [{ match_phrase_prefix: { [field]: { query, max_expansions: ALL_EXPANSIONS } } }]
      : [{ match_phrase: { [field]: { query } } }];
  });
  // A list is one clause, however long: OpenSearch takes 1,024 of them.
  const either = [...(words.length === 0 ? [] : [isOneOf(field, words)]), ...phrases];
  return either.length === 0 ? NOTHING : any(either);
}
