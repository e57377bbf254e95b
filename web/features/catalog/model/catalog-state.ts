import type { VariablesOf } from '../../../lib/session/graphql.ts';
import type { CATALOG_ASSETS } from './documents.ts';

const KINDS = ['PATTERN', 'COSTUME', 'FILM'] as const;
const ACCESS = ['OPEN', 'LICENSED', 'RESTRICTED'] as const;
const SORTS = ['NEWEST', 'OLDEST', 'TITLE'] as const;
/** Vocabularies by which the catalog is narrowed down; the address may also name the others. */
export const FILTER_VOCABULARIES = ['technique', 'motif', 'place'] as const;
const VOCABULARIES = [...FILTER_VOCABULARIES, 'ich', 'material', 'ethnicGroup'] as const;

export type Kind = (typeof KINDS)[number];
export type AccessLevel = (typeof ACCESS)[number];
export type Sort = (typeof SORTS)[number];
export type Vocabulary = (typeof VOCABULARIES)[number];
export const CATALOG_SORTS: readonly Sort[] = SORTS;

/** One condition, as its own part of the address: `kind=PATTERN`, `motif=whirlpool`. */
export type Condition =
  | NamedBy<'text' | 'community' | 'holder' | Vocabulary>
  | { readonly name: 'kind'; readonly value: Kind }
  | { readonly name: 'access'; readonly value: AccessLevel }
  | { readonly name: 'offer'; readonly value: '1' };

/** One member of the union for each name. */
type NamedBy<Name extends string> = Name extends string
  ? { readonly name: Name; readonly value: string }
  : never;

/** What the catalog shows: all of it stands in the address. */
export interface CatalogState {
  readonly conditions: readonly Condition[];
  readonly sort: Sort;
}

type Filter = NonNullable<VariablesOf<typeof CATALOG_ASSETS>['filter']>;

/** Reads an address; what it does not understand is left out, so that an old link still shows something. */
export function readCatalogState(params: URLSearchParams): CatalogState {
  const sort = params.get('sort')?.toUpperCase();
  const conditions = [...params].flatMap(([name, value]) => readCondition(name, value) ?? []);
  return {
    conditions: conditions.filter(
      (condition, at) => conditions.findIndex((one) => isSame(one, condition)) === at,
    ),
    sort: SORTS.find((known) => known === sort) ?? 'NEWEST',
  };
}

function readCondition(name: string, text: string): Condition | null {
  const value = text.trim();
  if (value === '') return null;
  switch (name) {
    case 'text':
    case 'community':
    case 'holder':
      return { name, value };
    case 'kind':
      return conditionOf(KINDS, value, (kind) => ({ name, value: kind }));
    case 'access':
      return conditionOf(ACCESS, value, (access) => ({ name, value: access }));
    case 'offer':
      return value === '1' ? { name, value } : null;
    default: {
      const vocabulary = VOCABULARIES.find((known) => known === name);
      return vocabulary === undefined ? null : { name: vocabulary, value };
    }
  }
}

function conditionOf<Value extends string>(
  known: readonly Value[],
  text: string,
  build: (value: Value) => Condition,
): Condition | null {
  const value = known.find((one) => one === text.toUpperCase());
  return value === undefined ? null : build(value);
}

/** The address of a state. */
export function writeCatalogState({ conditions, sort }: CatalogState): URLSearchParams {
  const params = new URLSearchParams(conditions.map(({ name, value }) => [name, value]));
  if (sort !== 'NEWEST') params.set('sort', sort);
  return params;
}

/** What the platform is asked for. */
export function filterOf({ conditions }: CatalogState): Filter {
  const terms = conditions.filter(isTerm).map(({ name, value }) => ({ vocabulary: name, code: value }));
  const text = conditions.find((one) => one.name === 'text')?.value;
  const kind = conditions.find((one) => one.name === 'kind')?.value;
  const access = conditions.find((one) => one.name === 'access')?.value;
  const community = conditions.find((one) => one.name === 'community')?.value;
  const holder = conditions.find((one) => one.name === 'holder')?.value;
  return {
    ...(text !== undefined && { text }),
    ...(kind !== undefined && { kind }),
    ...(access !== undefined && { access }),
    ...(community !== undefined && { community }),
    ...(holder !== undefined && { holder }),
    ...(conditions.find((one) => one.name === 'offer')?.value !== undefined && { onOffer: true }),
    ...(terms.length > 0 && { terms }),
  };
}

export function isTerm(condition: Condition): condition is Extract<Condition, { name: Vocabulary }> {
  return VOCABULARIES.some((vocabulary) => vocabulary === condition.name);
}

export function isChosen({ conditions }: CatalogState, condition: Condition): boolean {
  return conditions.some((one) => isSame(one, condition));
}

/** Adds it, in place of another of its name unless several may hold at once. */
export function withCondition({ conditions, sort }: CatalogState, condition: Condition): CatalogState {
  const kept = conditions.filter((one) =>
    isTerm(condition) ? !isSame(one, condition) : one.name !== condition.name,
  );
  return { conditions: [...kept, condition], sort };
}

export function withoutCondition({ conditions, sort }: CatalogState, condition: Condition): CatalogState {
  return { conditions: conditions.filter((one) => !isSame(one, condition)), sort };
}

function isSame(one: Condition, other: Condition): boolean {
  return one.name === other.name && one.value === other.value;
}
