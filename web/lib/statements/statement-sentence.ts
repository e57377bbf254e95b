import { createTranslator } from 'use-intl/core';
import type { Language } from '@lanran/protocol/kernel/language';
import { currencyAt, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { isKnownKind, type StatementKind } from '@lanran/protocol/log/statement';
import { pickText } from '../session/api.ts';
import { formatsFor } from '../language/format.ts';
import { LANGUAGE_TAGS } from '../language/language.tsx';
import { mediaText, territoriesText } from '../territories/window-text.ts';
import { statementText } from './text.ts';
import { namesIn, numberIn, recordIn, textIn, type StatementDetailsJson } from './statement-details.ts';

interface SentenceOptions {
  readonly kind: string;
  readonly details: StatementDetailsJson;
  /** Name of whose act it was; null where the log does not say, or the reader may not see it. */
  readonly actor: string | null;
  /** Names of organizations by their ids, as far as they are known. */
  readonly names: ReadonlyMap<string, string>;
  /** In which prices are named; a price in any other is not told. */
  readonly currencies: readonly PlatformCurrency[];
  readonly language: Language;
}

/** Kinds that say nothing beyond themselves: told in full whenever it is known who acted. */
const WITHOUT_DETAILS: readonly string[] = [
  'genesis',
  'key-rotated',
  'migrated',
  'derived',
  'withdrawn',
  'consent-withdrawn',
] satisfies readonly StatementKind[];

/** One statement in one plain sentence, in the reader's language. */
export function statementSentence(options: SentenceOptions): string {
  const { kind, details, actor, language } = options;
  if (!isKnownKind(kind)) return translatorOf(language)('unknownKind', { kind });
  const isTold = WITHOUT_DETAILS.includes(kind) ? actor !== null : Object.keys(details).length > 0;
  return translatorOf(language)(`${isTold ? 'told' : 'plain'}.${kind}`, valuesOf(options));
}

/** What a usage report calls its days. */
const PERIOD: Readonly<Record<string, string>> = { firstDay: 'periodFrom', lastDay: 'periodTo' };

type Translate = (key: string, values: Readonly<Record<string, string | number>>) => string;

function translatorOf(language: Language): Translate {
  // The key is of a kind that was looked up above; every sentence takes its values from the one set of `valuesOf`.
  return createTranslator({
    locale: LANGUAGE_TAGS[language],
    messages: statementText[language],
    timeZone: 'UTC',
  }) as unknown as Translate;
}

/** Everything that a sentence may mention; the kind decides what it does. */
function valuesOf({ details, actor, names, currencies, language }: SentenceOptions) {
  const formats = formatsFor(language);
  const { someone, Someone, untitled } = statementText[language];
  const party = (member: string): string => names.get(textIn(details, member) ?? '') ?? someone;
  const dayOf = (member: string): string => {
    const day = textIn(details, member) ?? textIn(details, PERIOD[member] ?? '') ?? 'none';
    return /^\d{4}-\d{2}-\d{2}$/.test(day) ? formats.day(day) : day;
  };
  const title = recordIn(details, 'title');
  return {
    actor: actor ?? Someone,
    title: pickText({ en: textIn(title, 'en'), zh: textIn(title, 'zh') }, language)?.text ?? untitled,
    version: numberIn(details, 'version') ?? 1,
    files: numberIn(recordIn(details, 'files'), 'count') ?? 0,
    holder: party('holder'),
    previous: capitalized(party('previous')),
    taker: textIn(details, 'taker') === null ? 'none' : party('taker'),
    licensee: capitalized(party('licensee')),
    organization: capitalized(party('organizationId')),
    media: mediaText(namesIn(details, 'media'), language),
    territories: territoriesText(namesIn(details, 'territories'), language),
    firstDay: dayOf('firstDay'),
    lastDay: dayOf('lastDay'),
    share: formats.share(numberIn(details, 'shareBps') ?? 0),
    opinion: textIn(details, 'opinion') ?? 'none',
    user: party('licensee'),
    others: othersIn(details, { names, language }),
    since: formats.day((textIn(details, 'suspendedFrom') ?? '1970-01-01').slice(0, 10)),
    isWhole: yesOrNo(details['scopeHash'] === null),
    size: numberIn(details, 'size') ?? 0,
    scope: textIn(details, 'scope') ?? 'ALL',
    repaired: numberIn(details, 'repaired') ?? 0,
    intact: (numberIn(details, 'ok') ?? 0) + (numberIn(details, 'repaired') ?? 0),
    broken: ['damaged', 'missing', 'unreadable'].reduce(
      (sum, name) => sum + (numberIn(details, name) ?? 0),
      0,
    ),
    exclusive: yesOrNo(details['exclusive']),
    whole: yesOrNo(textIn(details, 'scopeHash') === null),
    reserved: yesOrNo(details['reserved']),
    compromised: yesOrNo(details['compromised']),
    byCouncil: yesOrNo(details['byCouncil']),
    origin: textIn(details, 'origin') ?? 'SALE',
    kind: String(numberIn(details, 'kind') ?? 0),
    role: String(numberIn(details, 'role') ?? 0),
    day: formats.day((textIn(details, 'seatableAt') ?? '1970-01-01').slice(0, 10)),
    price: priceIn(recordIn(details, 'price'), { currencies, language }),
  };
}

function priceIn(
  price: StatementDetailsJson,
  { currencies, language }: Pick<SentenceOptions, 'currencies' | 'language'>,
): string {
  const amount = textIn(price, 'amount');
  const currency = currencyAt(currencies, textIn(price, 'token') ?? '');
  return currency !== null && amount !== null && /^\d+$/.test(amount)
    ? formatsFor(language).money(amount, currency)
    : 'none';
}

/** The parties of an agreement but the one that states it; `none` without any. */
function othersIn(
  details: StatementDetailsJson,
  { names, language }: Pick<SentenceOptions, 'names' | 'language'>,
): string {
  const { someone } = statementText[language];
  const others = namesIn(details, 'parties').filter((id) => id !== textIn(details, 'organization'));
  return others.length === 0
    ? 'none'
    : formatsFor(language).list(others.map((id) => names.get(id) ?? someone));
}

function yesOrNo(value: unknown): string {
  return value === true ? 'yes' : 'no';
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
