import { BASE_VOCABULARY, PEOPLE } from './vocabulary.ts';

const PRINTABLE_ASCII = /^[ -~]*$/;

/** Text in one or both languages. */
interface Named {
  readonly en?: string | null | undefined;
  readonly zh?: string | null | undefined;
}

interface NamedTerm extends Named {
  readonly vocabulary: string;
  readonly code: string;
}

/** The words of an asset that readers see. */
export interface NamedContent {
  readonly title: Named;
  readonly description?: Named | null | undefined;
  readonly terms?: readonly NamedTerm[] | null | undefined;
}

interface PeopleNames {
  readonly code: string;
  /** Found as whole words, in any case, also in the plural. */
  readonly en: readonly string[];
  /** Found anywhere. A name of one character means other things too, and stands for the people only as a whole term. */
  readonly zh: readonly string[];
  readonly short: string;
}

const PEOPLES: readonly PeopleNames[] = [
  {
    code: PEOPLE.miao.code,
    en: [PEOPLE.miao.en, 'Hmong', 'Hmub', 'Hmao'],
    zh: [PEOPLE.miao.zh, '苗家', '苗寨', '苗绣', '苗年'],
    short: '苗',
  },
  {
    code: PEOPLE.dong.code,
    en: [PEOPLE.dong.en, 'Kam', 'Gaeml'],
    zh: [PEOPLE.dong.zh, '侗家', '侗寨', '侗锦'],
    short: '侗',
  },
  {
    code: PEOPLE.buyi.code,
    en: [PEOPLE.buyi.en, 'Bouyei', 'Buyei', 'Buxqyaix'],
    zh: [PEOPLE.buyi.zh, '布依'],
    short: '布依',
  },
];

/** Names of each people beside those that the vocabulary shows. */
export const OTHER_PEOPLE_NAMES: readonly (readonly [code: string, names: readonly string[]])[] = PEOPLES.map(
  ({ code, en, short }) => [code, [...en, ...en.map((name) => `${name} people`), short]],
);

const PEOPLE_VOCABULARY = PEOPLE.miao.vocabulary;

/**
 * Codes of the peoples that an asset's title, description or terms name, sorted. Every term of the vocabulary of peoples names one;
 * elsewhere the names that are known are looked for.
 */
export function peoplesNamedIn({ title, description, terms }: NamedContent): readonly string[] {
  const listed = terms ?? [];
  const texts = [title, description ?? {}, ...listed, ...listed.map(labelOf)]
    .flatMap(({ en, zh }) => [en, zh])
    .filter((text) => text != null)
    .map(fold);
  const named = FOUND_BY.filter((people) => texts.some((text) => isNamedIn(text, people)));
  const termed = listed.filter(({ vocabulary }) => vocabulary === PEOPLE_VOCABULARY).map(peopleOfTerm);
  return [...new Set([...named.map(({ code }) => code), ...termed])].sort();
}

/** The code of the people with this name or code. An unknown name, in lower case, is its own code. */
export function peopleCodeOf(name: string): string {
  return findPeople(name)?.code ?? fold(name);
}

/** A people's name in both languages; its code where the vocabulary has no other. */
export function peopleName(code: string): { readonly en: string; readonly zh: string } {
  return Object.values(PEOPLE).find((term) => term.code === code) ?? { en: code, zh: code };
}

export interface PublishedContent extends NamedContent {
  readonly access: 'OPEN' | 'LICENSED' | 'RESTRICTED';
  /** Null for none. */
  readonly community: string | null;
  readonly noCommunityReason?: string | null | undefined;
}

/**
 * The peoples because of which a publication owes a reason (ADR 36): it names them, names no community, and says no reason.
 * Empty when nothing is owed. What is RESTRICTED owes none: nobody else sees it, and it is never for sale.
 */
export function peoplesUnasked(content: PublishedContent): readonly string[] {
  const { access, community, noCommunityReason } = content;
  const isAnswered = community !== null || (noCommunityReason ?? '').trim() !== '';
  if (isAnswered || access === 'RESTRICTED') return [];
  return peoplesNamedIn(content);
}

function peopleOfTerm({ code, en, zh }: NamedTerm): string {
  const known = [code, en, zh].flatMap((name) => (name == null ? [] : (findPeople(name) ?? [])))[0];
  return known?.code ?? fold(code);
}

function findPeople(name: string): PeopleNames | null {
  const wanted = fold(name);
  const namesOf = ({ code, en, zh, short }: PeopleNames) => [code, short, ...en, ...zh].map(fold);
  return PEOPLES.find((people) => namesOf(people).includes(wanted)) ?? null;
}

const LABELS: ReadonlyMap<string, Named> = new Map(
  BASE_VOCABULARY.map((term) => [`${term.vocabulary}/${term.code}`, term]),
);

/** A term of the base vocabulary may come without its names. */
function labelOf({ vocabulary, code }: NamedTerm): Named {
  return LABELS.get(`${vocabulary}/${code}`) ?? {};
}

interface FoundBy {
  readonly code: string;
  readonly words: RegExp;
  readonly zh: readonly string[];
}

const FOUND_BY: readonly FoundBy[] = PEOPLES.map(({ code, en, zh }) => ({ code, zh, words: wholeWord(en) }));

function isNamedIn(text: string, { words, zh }: FoundBy): boolean {
  return zh.some((name) => text.includes(name)) || words.test(text);
}

/** Chinese beside a Latin word ends it as a space does. */
function wholeWord(names: readonly string[]): RegExp {
  const any = names.map(fold).join('|');
  return new RegExp(`(?<![\\p{Script=Latin}\\p{N}])(?:${any})s?(?![\\p{Script=Latin}\\p{N}])`, 'u');
}

/** Without case, accents and invisible characters. */
function fold(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.trim().toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .normalize('NFC')
    .trim()
    .toLowerCase();
}
