import type { BilingualText, Language } from '../kernel/language.ts';
import { territoryName, type TerritoryBits } from './territories.ts';
import { describeTerritories, LATER, type TerritoryPart } from './territory-description.ts';
import { TERRITORY_GROUPS } from './territory-groups.ts';

/** How the parts of a description are called within a sentence. */
const PART_NAMES = new Map<TerritoryPart, BilingualText>([
  ['WORLD', { en: 'the whole world', zh: '全球' }],
  [LATER.id, { en: 'countries and regions that are listed later', zh: '日后列入名录的国家和地区' }],
  ...TERRITORY_GROUPS.map(({ id, name }) => [id, name] as const),
]);

/** English puts an article before these names. */
const WITH_ARTICLE =
  /(?:Islands|Territory|Territories|Republic|Emirates|States|Kingdom|Netherlands|Philippines|Maldives|Comoros|Bahamas|Gambia)$|^Isle of /;

const NOTHING: BilingualText = { en: 'nothing', zh: '无' };

interface TerritoryTextOptions {
  /** Of a longer list this many parts are named, and the others counted; all are named unless it is given. */
  readonly most?: number;
}

/**
 * A territory as people say it, within a sentence: “the whole world except the United States”, 全球（美国除外）. `parseTerritoryWords`
 * reads it back, unless parts of it were counted only.
 */
export function territoryText(
  bits: TerritoryBits,
  language: Language,
  { most = Infinity }: TerritoryTextOptions = {},
): string {
  const { of, except } = describeTerritories(bits);
  if (of.length === 0) return NOTHING[language];
  const included = listOf(of, { language, most });
  if (except.length === 0) return included;
  const excepted = listOf(except, { language, most });
  if (language === 'zh') return `${included}（${excepted}除外）`;
  return `${included}${of.length === 1 ? '' : ','} except ${excepted}`;
}

/** Are there parts that `territoryText` only counts? */
export function isTerritoryTextCut(bits: TerritoryBits, most: number): boolean {
  const { of, except } = describeTerritories(bits);
  return of.length > most || except.length > most;
}

/** How a country, a region or a group is called within a sentence, e.g. “the United States”. */
export function partName(id: TerritoryPart, language: Language): string {
  const known = PART_NAMES.get(id);
  if (known !== undefined) return known[language];
  const name = territoryName(id, language);
  if (language === 'zh') return name;
  if (id === 'CN') return 'mainland China';
  return WITH_ARTICLE.test(name) ? `the ${name}` : name;
}

/** The same where it stands alone, e.g. “United States”. */
export function partLabel(id: TerritoryPart, language: Language): string {
  const name = PART_NAMES.get(id)?.[language].replace(/^the /, '') ?? territoryName(id, language);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

interface ListOptions extends Required<TerritoryTextOptions> {
  readonly language: Language;
}

/** Groups first, then names in the order of the language, and at last what has no name yet. */
function listOf(parts: readonly TerritoryPart[], { language, most }: ListOptions): string {
  const { compare } = new Intl.Collator(TAGS[language]);
  const isLater = (id: TerritoryPart) => id === LATER.id;
  const groups = parts.filter((id) => PART_NAMES.has(id) && !isLater(id));
  const names = parts
    .filter((id) => !PART_NAMES.has(id))
    .map((id) => ({ name: partName(id, language), order: partLabel(id, language) }))
    .sort((left, right) => compare(left.order, right.order))
    .map(({ name }) => name);
  const all = [
    ...groups.map((id) => partName(id, language)),
    ...names,
    ...parts.filter(isLater).map((id) => partName(id, language)),
  ];
  if (all.length <= most) return joined(all, language);
  const more = all.length - most;
  if (language === 'zh') return `${all.slice(0, most).join('、')}及其他${more}个国家和地区`;
  return `${all.slice(0, most).join(', ')} and ${more} more`;
}

const TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

function joined(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(TAGS[language], { type: 'conjunction' }).format(names);
}
