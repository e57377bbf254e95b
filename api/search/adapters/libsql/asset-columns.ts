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
  AssetFilter,
  Counted,
  LeafRange,
  TermKey,
} from '../../../assets/domain/asset-query.ts';
import { type Days, sells, toWindow, type Windows } from '../../../assets/domain/availability.ts';
import type { CatalogTerm } from '../../../assets/domain/catalog-term.ts';
import { ASSET_COLORS, type AssetColor } from '@lanran/protocol/assets/colors';
import type { Audience } from '../../../assets/ports/asset-store.ts';
import type { AssetFacts } from '../../domain/indexed-asset.ts';
import { mostFirst } from '../../domain/text-order.ts';
import { termFacetKey } from '../../domain/term-keys.ts';
import { appended, type Condition, Dictionary, filtered, grown, type Rows } from './rows.ts';
import { TermCounts } from './term-counts.ts';

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
  readonly #saleDays: (readonly Days[])[] = [];
  readonly #windows: Windows[] = [];
  readonly #terms: (readonly number[])[] = [];
  readonly #peoples: (readonly number[])[] = [];
  readonly #titleKeys: string[] = [];
  readonly #organizations = new Dictionary<OrganizationId>();
  readonly #termKeys = new Dictionary<string>();
  readonly #termNames: CatalogTerm[] = [];
  readonly #peopleCodes = new Dictionary<string>();
  #byPublished: Rows | null = null;
  #byTitle: Rows | null = null;
  #publicCount: number | null = null;

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
    this.#saleDays[row] = facts.saleDays;
    this.#windows[row] =
      facts.sales.length === 0
        ? NO_WINDOWS
        : { sales: facts.sales.map(toWindow), taken: facts.taken.map(toWindow) };
    this.#terms[row] = facts.terms.map((term) => this.#numberOfTerm(term));
    this.#peoples[row] = facts.peoples.map((code) => this.#peopleCodes.numberOf(code));
    this.#titleKeys[row] = facts.titleKey;
  }

  drop(row: number): void {
    this.#isUsed[row] = 0;
    this.#forgetOrders();
  }

  /** What was published last comes last, and most changes move nothing: sorting again costs more than the question. */
  #keepOrders(row: number, { publishedIndex, titleKey }: AssetFacts): void {
    const isUsed = this.#isUsed[row] === 1;
    const isMoved = !isUsed || this.#publishedIndex[row] !== publishedIndex;
    if (isMoved || this.#titleKeys[row] !== titleKey) this.#byTitle = null;
    this.#publicCount = null;
    if (!isMoved || this.#byPublished === null) return;
    const last = this.#byPublished.at(-1);
    const isNewest = last === undefined || (this.#publishedIndex[last] ?? 0) < publishedIndex;
    this.#byPublished = isUsed || !isNewest ? null : appended(this.#byPublished, row);
  }

  isPublic(row: number): boolean {
    return this.#access[row] !== RESTRICTED;
  }

  /** How many assets everybody may see. */
  publicCount(): number {
    this.#publicCount ??= this.#usedRows().reduce(
      (count, row) => (this.isPublic(row) ? count + 1 : count),
      0,
    );
    return this.#publicCount;
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
  matching(filter: Omit<AssetFilter, 'text'>, today: Day): Condition {
    const conditions = this.#conditionsOf(filter, today);
    return (row) => conditions.every((holds) => holds(row));
  }

  #conditionsOf(filter: Omit<AssetFilter, 'text'>, today: Day): Condition[] {
    const { kind, access, community, holder, hasCommunity, isWithdrawn, peoples, term, terms = [] } = filter;
    const { custodyOfferedTo, isCustodyOffered, hasConsent, hasOffer, onOffer, licensable, colors } = filter;
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
      ...(onOffer === undefined ? [] : [(row: number) => this.isOnSale(row, today) === onOffer]),
      ...(licensable === undefined ? [] : [this.#selling(toWindow(licensable), today)]),
      ...(filter.publishedBy === undefined ? [] : [this.#publishedBy(filter.publishedBy)]),
      ...(peoples === undefined ? [] : [this.#naming(peoples)]),
      ...(colors === undefined ? [] : [this.#showing(bitsOfColors(colors))]),
      ...[...(term === undefined ? [] : [term]), ...terms].map((each) => this.#bearing(each)),
    ];
  }

  isOnSale(row: number, today: Day): boolean {
    for (const { firstDay, lastDay } of this.#saleDays[row] ?? [])
      if (firstDay <= today && today <= lastDay) return true;
    return false;
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
    const isChosen = new Uint8Array(this.size);
    for (const row of rows) isChosen[row] = 1;
    return filtered(this.#byTitle, (row) => isChosen[row] === 1);
  }

  facets(rows: Rows, { today, maxTerms }: { readonly today: Day; readonly maxTerms: number }): AssetFacets {
    const kinds = new Uint32Array(ASSET_KINDS.length);
    const access = new Uint32Array(ACCESS_LEVELS.length);
    // The first is of none.
    const communities = new Uint32Array(1 + this.#organizations.values.length);
    const holders = new Uint32Array(1 + this.#organizations.values.length);
    const terms = new TermCounts(this.#termNames);
    const peoples = new Uint32Array(this.#peopleCodes.values.length);
    const colors = new Uint32Array(ASSET_COLORS.length);
    let onOffer = 0;
    for (const row of rows) {
      kinds[this.#kind[row] ?? 0] = (kinds[this.#kind[row] ?? 0] ?? 0) + 1;
      access[this.#access[row] ?? 0] = (access[this.#access[row] ?? 0] ?? 0) + 1;
      const community = 1 + (this.#community[row] ?? NO_ORGANIZATION);
      communities[community] = (communities[community] ?? 0) + 1;
      const holder = 1 + (this.#holder[row] ?? NO_ORGANIZATION);
      holders[holder] = (holders[holder] ?? 0) + 1;
      for (const term of this.#terms[row] ?? []) terms.add(term);
      for (const people of this.#peoples[row] ?? []) peoples[people] = (peoples[people] ?? 0) + 1;
      for (let [at, rest] = [0, this.#colors[row] ?? 0]; rest > 0; [at, rest] = [at + 1, rest >> 1])
        if ((rest & 1) === 1) colors[at] = (colors[at] ?? 0) + 1;
      if (this.isOnSale(row, today)) onOffer += 1;
    }
    return {
      kinds: counted<AssetKind>(ASSET_KINDS, kinds),
      access: counted<AccessLevel>(ACCESS_LEVELS, access),
      communities: mostFirst(counted([null, ...this.#organizations.values], communities), (id) => id ?? ''),
      holders: mostFirst(counted(this.#organizations.values, holders.subarray(1)), (id) => id),
      terms: mostFirst(terms.counted(), termFacetKey).slice(0, maxTerms),
      peoples: mostFirst(counted(this.#peopleCodes.values, peoples), (code) => code),
      colors: mostFirst(counted<AssetColor>(ASSET_COLORS, colors), (color) => color),
      onOffer,
    };
  }

  #equals(column: Uint8Array, value: number): Condition {
    return (row) => column[row] === value;
  }

  #selling(wanted: Window, today: Day): Condition {
    if (wanted.firstDay < today) return () => false;
    return (row) => sells(this.#windows[row] ?? NO_WINDOWS, wanted);
  }

  #showing(wanted: number): Condition {
    return (row) => ((this.#colors[row] ?? 0) & wanted) === wanted;
  }

  #publishedBy({ from, before }: LeafRange): Condition {
    return (row) => from <= this.publishedIndex(row) && this.publishedIndex(row) < before;
  }

  #naming(peoples: readonly string[]): Condition {
    const wanted = new Set(peoples.flatMap((code) => this.#peopleCodes.find(code) ?? []));
    return (row) => (this.#peoples[row] ?? []).some((code) => wanted.has(code));
  }

  /** A proposed term is searched only among the assets of the holder that proposed it. */
  #bearing({ vocabulary, code, proposedBy }: TermKey): Condition {
    const wanted = new Set(
      this.#termNames.flatMap((term, number) =>
        term.vocabulary === vocabulary &&
        term.code === code &&
        (proposedBy === undefined || term.proposedBy === proposedBy)
          ? [number]
          : [],
      ),
    );
    return (row) => (this.#terms[row] ?? []).some((term) => wanted.has(term));
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
    this.#publicCount = null;
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

function bitsOfColors(colors: readonly AssetColor[]): number {
  return colors.reduce((bits, color) => bits | (1 << ASSET_COLORS.indexOf(color)), 0);
}

function counted<T>(values: readonly T[], counts: Uint32Array): Counted<T>[] {
  return values
    .map((value, at) => ({ value, count: counts[at] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count);
}
