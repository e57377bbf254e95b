import type { Day } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Window } from '@lanran/protocol/licensing/window';
import {
  ACCESS_LEVELS,
  type AccessLevel,
  ASSET_KINDS,
  type AssetKind,
} from '../../../assets/domain/asset.ts';
import type {
  AssetFacets,
  ConceptTerm,
  Counted,
  LeafRange,
  MeantFilter,
  PriceRange,
  TermKey,
} from '../../../assets/domain/asset-query.ts';
import { sells, toWindow, type Windows } from '../../../assets/domain/availability.ts';
import type { CatalogTerm } from '../../../assets/domain/catalog-term.ts';
import { ASSET_COLORS, type AssetColor } from '@lanran/protocol/assets/colors';
import type { Audience } from '../../../assets/ports/asset-store.ts';
import type { AssetFacts } from '../../domain/indexed-asset.ts';
import { mostFirst } from '../../domain/text-order.ts';
import { termCodeOf, termFacetKey } from '../../domain/term-keys.ts';
import { NumberLists } from './number-lists.ts';
import { appended, type Condition, Dictionary, filtered, grown, type Rows } from './rows.ts';
import { PriceColumns, type PriceOrder } from './price-columns.ts';
import { SaleColumns } from './sale-columns.ts';

const NO_ORGANIZATION = -1;
const NEVER = -1;
const NO_WINDOWS: Windows = { sales: [], taken: [] };
const RESTRICTED = ACCESS_LEVELS.indexOf('RESTRICTED');
const FIRST_CAPACITY = 1_024;

/** What filters and facets look at, a column each; a row is an asset. Access is decided here, before anything is counted. */
export class AssetColumns {
  /** Rows that were ever used; those that hold nothing are `!isUsed`. */
  size = 0;
  #isUsed = new Uint8Array(FIRST_CAPACITY);
  #kind = new Uint8Array(FIRST_CAPACITY);
  #access = new Uint8Array(FIRST_CAPACITY);
  #isWithdrawn = new Uint8Array(FIRST_CAPACITY);
  /** A bit for each of `ASSET_COLORS`. */
  #colors = new Int32Array(FIRST_CAPACITY);
  #holder = new Int32Array(FIRST_CAPACITY);
  #community = new Int32Array(FIRST_CAPACITY);
  #custodyOffer = new Int32Array(FIRST_CAPACITY);
  #publishedIndex = new Float64Array(FIRST_CAPACITY);
  #consentUntil = new Int32Array(FIRST_CAPACITY);
  #offeredUntil = new Int32Array(FIRST_CAPACITY);
  readonly #sales = new SaleColumns();
  readonly #prices = new PriceColumns();
  readonly #windows: Windows[] = [];
  readonly #terms = new NumberLists();
  readonly #peoples = new NumberLists();
  readonly #titleKeys: string[] = [];
  readonly #organizations = new Dictionary<OrganizationId>();
  readonly #termKeys = new Dictionary<string>();
  readonly #termNames: CatalogTerm[] = [];
  readonly #peopleCodes = new Dictionary<string>();
  #byPublished: Rows | null = null;
  #byTitle: Rows | null = null;
  /** As `byPublished`. */
  #publicRows: Rows | null = null;

  put(row: number, facts: AssetFacts): void {
    this.#grow(row + 1);
    this.#keepOrders(row, facts);
    const organizationOf = (id: OrganizationId | null) =>
      id === null ? NO_ORGANIZATION : this.#organizations.numberOf(id);
    this.#isUsed[row] = 1;
    this.#kind[row] = ASSET_KINDS.indexOf(facts.kind);
    this.#access[row] = ACCESS_LEVELS.indexOf(facts.access);
    this.#isWithdrawn[row] = facts.isWithdrawn ? 1 : 0;
    this.#colors[row] = bitsOfColors(facts.colors);
    this.#holder[row] = organizationOf(facts.holder);
    this.#community[row] = organizationOf(facts.community);
    this.#custodyOffer[row] = organizationOf(facts.custodyOffer);
    this.#publishedIndex[row] = facts.publishedIndex;
    this.#consentUntil[row] = facts.consentUntil ?? NEVER;
    this.#offeredUntil[row] = facts.offeredUntil ?? NEVER;
    this.#sales.put(row, facts.saleDays);
    this.#prices.put(row, facts.sales);
    this.#windows[row] =
      facts.sales.length === 0
        ? NO_WINDOWS
        : { sales: facts.sales.map(toWindow), taken: facts.taken.map(toWindow) };
    this.#terms.put(
      row,
      facts.terms.map((term) => this.#numberOfTerm(term)),
    );
    this.#peoples.put(
      row,
      facts.peoples.map((code) => this.#peopleCodes.numberOf(code)),
    );
    this.#titleKeys[row] = facts.titleKey;
  }

  drop(row: number): void {
    this.#isUsed[row] = 0;
    this.#prices.drop(row);
    this.#forgetOrders();
  }

  /** What was published last comes last, and most changes move nothing: sorting again costs more than the question. */
  #keepOrders(row: number, { publishedIndex, titleKey }: AssetFacts): void {
    const isUsed = this.#isUsed[row] === 1;
    const isMoved = !isUsed || this.#publishedIndex[row] !== publishedIndex;
    if (isMoved || this.#titleKeys[row] !== titleKey) this.#byTitle = null;
    this.#publicRows = null;
    if (isMoved) this.#prices.forgetOrders();
    if (!isMoved || this.#byPublished === null) return;
    const last = this.#byPublished.at(-1);
    const isNewest = last === undefined || (this.#publishedIndex[last] ?? 0) < publishedIndex;
    this.#byPublished = isUsed || !isNewest ? null : appended(this.#byPublished, row);
  }

  isPublic(row: number): boolean {
    return this.#access[row] !== RESTRICTED;
  }

  /** Those that everybody may see, the oldest first. */
  publicRows(): Rows {
    this.#publicRows ??= filtered(this.byPublished(), (row) => this.isPublic(row));
    return this.#publicRows;
  }

  /** What an audience may see under a filter, the oldest first. */
  listed(audience: Audience, filter: MeantFilter, today: Day): Rows {
    const isGuest = audience.organizationIds.length === 0;
    const visible = isGuest ? this.publicRows() : filtered(this.byPublished(), this.visibleTo(audience));
    const conditions = this.#conditionsOf(filter, today);
    return conditions.length === 0 ? visible : filtered(visible, allOf(conditions));
  }

  publishedIndex(row: number): number {
    return this.#publishedIndex[row] ?? 0;
  }

  /** Below 0: the first was published earlier. */
  compareAge(left: number, right: number): number {
    return (this.#publishedIndex[left] ?? 0) - (this.#publishedIndex[right] ?? 0);
  }

  /** `canView` as a condition on rows. */
  visibleTo({ organizationIds }: Audience): Condition {
    const theirs = new Set(organizationIds.flatMap((id) => this.#organizations.find(id) ?? []));
    const isTheirs = (row: number) =>
      theirs.has(this.#holder[row] ?? NO_ORGANIZATION) ||
      theirs.has(this.#community[row] ?? NO_ORGANIZATION) ||
      theirs.has(this.#custodyOffer[row] ?? NO_ORGANIZATION);
    return (row) =>
      this.#isUsed[row] === 1 && (this.#access[row] !== RESTRICTED || (theirs.size > 0 && isTheirs(row)));
  }

  /** Every condition of the filter but its text. */
  matching(filter: MeantFilter, today: Day): Condition {
    return allOf(this.#conditionsOf(filter, today));
  }

  #conditionsOf(filter: MeantFilter, today: Day): Condition[] {
    const { kind, access, community, holder, hasCommunity, isWithdrawn, peoples } = filter;
    const { term, terms = [], anyTerm } = filter;
    const { custodyOfferedTo, isCustodyOffered, hasConsent, hasOffer, onOffer, licensable, colors } = filter;
    const { price } = filter;
    const isOrganization = (column: Int32Array, id: OrganizationId): Condition => {
      const wanted = this.#organizations.find(id);
      return (row) => column[row] === wanted;
    };
    const has = (column: Int32Array, expected: boolean, none: (value: number) => boolean): Condition => {
      return (row) => !none(column[row] ?? NEVER) === expected;
    };
    const isNone = (value: number) => value === NO_ORGANIZATION;
    const isOver = (value: number) => value < today;
    return [
      ...(kind === undefined ? [] : [this.#equals(this.#kind, ASSET_KINDS.indexOf(kind))]),
      ...(access === undefined ? [] : [this.#equals(this.#access, ACCESS_LEVELS.indexOf(access))]),
      ...(isWithdrawn === undefined ? [] : [this.#equals(this.#isWithdrawn, isWithdrawn ? 1 : 0)]),
      ...(community === undefined ? [] : [isOrganization(this.#community, community)]),
      ...(holder === undefined ? [] : [isOrganization(this.#holder, holder)]),
      ...(custodyOfferedTo === undefined ? [] : [isOrganization(this.#custodyOffer, custodyOfferedTo)]),
      ...(hasCommunity === undefined ? [] : [has(this.#community, hasCommunity, isNone)]),
      ...(isCustodyOffered === undefined ? [] : [has(this.#custodyOffer, isCustodyOffered, isNone)]),
      ...(hasConsent === undefined ? [] : [has(this.#consentUntil, hasConsent, isOver)]),
      ...(hasOffer === undefined ? [] : [has(this.#offeredUntil, hasOffer, isOver)]),
      ...(onOffer === undefined ? [] : [(row: number) => this.#sales.isOnSale(row, today) === onOffer]),
      ...(licensable === undefined ? [] : [this.#selling(toWindow(licensable), today)]),
      ...(price === undefined ? [] : [this.#costing(price, today)]),
      ...(filter.publishedBy === undefined ? [] : [this.#publishedBy(filter.publishedBy)]),
      ...(peoples === undefined ? [] : [this.#naming(peoples)]),
      ...(colors === undefined ? [] : [this.#showing(bitsOfColors(colors))]),
      ...[...(term === undefined ? [] : [term]), ...terms].map((each) => this.#bearing(each)),
      ...(anyTerm === undefined ? [] : [this.#bearingOneOf(anyTerm)]),
    ];
  }

  /** Rows by the leaf of their publication, the oldest first. */
  byPublished(): Rows {
    this.#byPublished ??= this.#usedRows().sort((left, right) => this.compareAge(left, right));
    return this.#byPublished;
  }

  /** Some of the rows, by their titles. */
  byTitle(rows: Rows): Rows {
    this.#byTitle ??= this.#usedRows().sort((left, right) => {
      const [one = '', other = ''] = [this.#titleKeys[left], this.#titleKeys[right]];
      return one < other ? -1 : one > other ? 1 : this.compareAge(left, right);
    });
    return this.#among(rows, this.#byTitle);
  }

  /** Some of the rows, which all have a price then, by it; of those that cost alike, the newest first. */
  byPrice(rows: Rows, order: PriceOrder): Rows {
    return this.#among(rows, this.#prices.ordered(this.byPublished().toReversed(), order));
  }

  #among(rows: Rows, ordered: Rows): Rows {
    const isChosen = new Uint8Array(this.size);
    for (const row of rows) isChosen[row] = 1;
    return filtered(ordered, (row) => isChosen[row] === 1);
  }

  facets(rows: Rows, { today, maxTerms }: { readonly today: Day; readonly maxTerms: number }): AssetFacets {
    const kinds = countsOf(rows, this.#kind, ASSET_KINDS.length);
    const access = countsOf(rows, this.#access, ACCESS_LEVELS.length);
    const organizations = this.#organizations.values;
    // The first is of none.
    const communities = countsOf(rows, this.#community, 1 + organizations.length, 1);
    const holders = countsOf(rows, this.#holder, organizations.length);
    const peoples = new Uint32Array(this.#peopleCodes.values.length);
    this.#peoples.count(rows, peoples);
    const terms = new Uint32Array(this.#termNames.length);
    const bornTerms = this.#terms.count(rows, terms);
    const colors = colorCountsOf(countsOf(rows, this.#colors, 1 << ASSET_COLORS.length));
    return {
      kinds: counted<AssetKind>(ASSET_KINDS, kinds),
      access: counted<AccessLevel>(ACCESS_LEVELS, access),
      communities: mostFirst(counted([null, ...organizations], communities), (id) => id ?? ''),
      holders: mostFirst(counted(organizations, holders), (id) => id),
      terms: mostFirst(this.#countedTerms(bornTerms, terms), termFacetKey).slice(0, maxTerms),
      peoples: mostFirst(counted(this.#peopleCodes.values, peoples), (code) => code),
      colors: mostFirst(counted<AssetColor>(ASSET_COLORS, colors), (color) => color),
      onOffer: this.#sales.count(rows, today),
    };
  }

  /** What assets call differently is called as the first of them does. */
  #countedTerms(numbers: readonly number[], counts: Uint32Array): Iterable<Counted<CatalogTerm>> {
    const byKey = new Map<string, Counted<CatalogTerm>>();
    for (const number of numbers) {
      const term = this.#termNames[number];
      if (term === undefined) continue;
      const key = termFacetKey(term);
      const { value, count } = byKey.get(key) ?? { value: term, count: 0 };
      byKey.set(key, { value, count: count + (counts[number] ?? 0) });
    }
    return byKey.values();
  }

  #equals(column: Uint8Array, value: number): Condition {
    return (row) => column[row] === value;
  }

  #selling(wanted: Window, today: Day): Condition {
    if (wanted.firstDay < today) return () => false;
    return (row) => sells(this.#windows[row] ?? NO_WINDOWS, wanted);
  }

  #costing({ token, min = '0', max }: PriceRange, today: Day): Condition {
    const least = this.#prices.leastOn(today, token);
    const [from, to] = [Number(min), max === undefined ? Number.MAX_VALUE : Number(max)];
    return (row) => {
      const price = least(row);
      return from <= price && price <= to;
    };
  }

  #showing(wanted: number): Condition {
    return (row) => ((this.#colors[row] ?? 0) & wanted) === wanted;
  }

  #publishedBy({ from, before }: LeafRange): Condition {
    return (row) => from <= this.publishedIndex(row) && this.publishedIndex(row) < before;
  }

  #naming(peoples: readonly string[]): Condition {
    const wanted = new Set(peoples.flatMap((code) => this.#peopleCodes.find(code) ?? []));
    return (row) => this.#peoples.some(row, (code) => wanted.has(code));
  }

  /** A proposed term is searched only among the assets of the holder that proposed it. */
  #bearing({ vocabulary, code, proposedBy }: TermKey): Condition {
    return this.#bearingWhere(
      (term) =>
        term.vocabulary === vocabulary &&
        term.code === code &&
        (proposedBy === undefined || term.proposedBy === proposedBy),
    );
  }

  #bearingOneOf(terms: readonly ConceptTerm[]): Condition {
    const codes = new Set(terms.map(termCodeOf));
    return this.#bearingWhere((term) => codes.has(termCodeOf(term)));
  }

  #bearingWhere(isMeant: (term: CatalogTerm) => boolean): Condition {
    const wanted = new Set(this.#termNames.flatMap((term, number) => (isMeant(term) ? [number] : [])));
    return (row) => this.#terms.some(row, (term) => wanted.has(term));
  }

  /** What two assets call differently has two numbers. */
  #numberOfTerm(term: CatalogTerm): number {
    const { vocabulary, code, zh, en, proposedBy } = term;
    const number = this.#termKeys.numberOf(JSON.stringify([vocabulary, code, zh, en, proposedBy]));
    this.#termNames[number] ??= term;
    return number;
  }

  #usedRows(): Rows {
    return filtered(
      Uint32Array.from({ length: this.size }, (_, row) => row),
      (row) => this.#isUsed[row] === 1,
    );
  }

  #forgetOrders(): void {
    this.#byPublished = null;
    this.#byTitle = null;
    this.#publicRows = null;
  }

  #grow(size: number): void {
    this.size = Math.max(this.size, size);
    if (size <= this.#kind.length) return;
    const capacity = Math.max(size, this.#kind.length * 2);
    this.#isUsed = grown(this.#isUsed, new Uint8Array(capacity));
    this.#kind = grown(this.#kind, new Uint8Array(capacity));
    this.#access = grown(this.#access, new Uint8Array(capacity));
    this.#isWithdrawn = grown(this.#isWithdrawn, new Uint8Array(capacity));
    this.#colors = grown(this.#colors, new Int32Array(capacity));
    this.#holder = grown(this.#holder, new Int32Array(capacity));
    this.#community = grown(this.#community, new Int32Array(capacity));
    this.#custodyOffer = grown(this.#custodyOffer, new Int32Array(capacity));
    this.#publishedIndex = grown(this.#publishedIndex, new Float64Array(capacity));
    this.#consentUntil = grown(this.#consentUntil, new Int32Array(capacity));
    this.#offeredUntil = grown(this.#offeredUntil, new Int32Array(capacity));
  }
}

function allOf(conditions: readonly Condition[]): Condition {
  return (row) => conditions.every((holds) => holds(row));
}

function bitsOfColors(colors: readonly AssetColor[]): number {
  return colors.reduce((bits, color) => bits | (1 << ASSET_COLORS.indexOf(color)), 0);
}

/** By value: how many of the rows have it in a column whose values are below `values - offset`. */
function countsOf(rows: Rows, column: Uint8Array | Int32Array, values: number, offset = 0): Uint32Array {
  const counts = new Uint32Array(values);
  for (let at = 0; at < rows.length; at += 1) {
    const value = offset + (column[rows[at] ?? 0] ?? 0);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/** By color, from how many rows show each set of colors. */
function colorCountsOf(bySet: Uint32Array): Uint32Array {
  return Uint32Array.from(ASSET_COLORS, (_, color) =>
    bySet.reduce((sum, count, set) => (((set >> color) & 1) === 1 ? sum + count : sum), 0),
  );
}

function counted<T>(values: readonly T[], counts: Uint32Array): Counted<T>[] {
  return values
    .map((value, at) => ({ value, count: counts[at] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count);
}
