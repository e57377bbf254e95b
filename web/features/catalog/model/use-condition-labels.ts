import { useCallback } from 'react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { pickText, request } from '../../../lib/session/api.ts';
import { graphql } from '../../../lib/session/graphql.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { organizationNameOf } from '../../../lib/organizations/organization-name.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { mediaText, territoriesText } from '../../../lib/territories/window-text.ts';
import { useCurrencyOf } from '../../../lib/pricing/currencies.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import {
  type CatalogState,
  chosenPrice,
  chosenUse,
  type Condition,
  type TermKey,
  termOf,
} from './catalog-state.ts';
import type { CatalogFacets } from './documents.ts';
import { catalogText } from '../words/text.ts';

const VOCABULARY_TERM = graphql(`
  query CatalogVocabularyTerm($vocabulary: String!, $code: String!) {
    vocabularyTerms(vocabulary: $vocabulary, text: $code, first: 20) {
      vocabulary
      code
      en
      zh
    }
  }
`);

/** Says what a condition is, in the reader's language: `Motif: Whirlpool`. Names that no facet tells are asked for. */
export function useConditionLabels(state: CatalogState, facets: CatalogFacets | null | undefined) {
  const t = useText(catalogText);
  const { language } = useLanguage();
  const organizations = useOrganizationNames(state);
  const terms = useTermNames(state, facets);
  const { day } = useFormats();
  const wordsOfUse = useWordsOfUse();
  const wordsOfPrice = useWordsOfPrice();
  const peoples = useCallback(
    (code: string) => {
      const name = facets?.peoples.find((people) => people.code === code)?.name;
      return pickText(name, language)?.text ?? code;
    },
    [facets, language],
  );
  const valueOf = useCallback(
    (condition: Condition): string => {
      switch (condition.name) {
        case 'text':
          return condition.value;
        case 'kind':
          return t(`kinds.${condition.value}`);
        case 'access':
          return t(`access.${condition.value}`);
        case 'color':
          return t(`colors.${condition.value}`);
        case 'offer':
          return t('onOffer');
        case 'published':
          return day(condition.value);
        case 'price':
          return wordsOfPrice(condition);
        case 'use':
          return wordsOfUse(condition);
        case 'community':
        case 'holder':
          return organizations(condition.value) ?? condition.value;
        case 'people':
          return peoples(condition.value);
        default:
          return terms(condition) ?? condition.value;
      }
    },
    [t, day, organizations, peoples, terms, wordsOfUse, wordsOfPrice],
  );
  return useCallback(
    (condition: Condition): string => {
      const separator = language === 'zh' ? '：' : ': ';
      return condition.name === 'offer'
        ? t('onOffer')
        : `${t(`names.${condition.name}`)}${separator}${valueOf(condition)}`;
    },
    [t, language, valueOf],
  );
}

/** “streaming, Japan, 1 January 2027 to 31 December 2027”. */
function useWordsOfUse(): (condition: Condition) => string {
  const t = useText(catalogText);
  const { language } = useLanguage();
  const { day } = useFormats();
  return useCallback(
    (condition) => {
      const { media, territories, from, to } = chosenUse({ conditions: [condition] });
      return t('use', {
        media: mediaText(media, language),
        places: territoriesText(territories, language),
        from: day(from),
        to: day(to),
      });
    },
    [t, language, day],
  );
}

/** “1,000 CNY to 5,000 CNY”; without an amount the currency alone. */
function useWordsOfPrice(): (condition: Condition) => string {
  const t = useText(catalogText);
  const money = useMoney();
  const currencyOf = useCurrencyOf();
  return useCallback(
    (condition) => {
      const price = chosenPrice({ conditions: [condition] });
      if (price === null) return condition.value;
      const { token, min, max } = price;
      const amountOf = (amount: string | undefined) => (amount === undefined ? '' : money({ amount, token }));
      const [least, most] = [amountOf(min), amountOf(max)];
      if (least !== '' && most !== '') return t('priceBetween', { least, most });
      if (least !== '') return t('priceLeast', { least });
      return most === '' ? (currencyOf(token)?.symbol ?? '') : t('priceMost', { most });
    },
    [t, money, currencyOf],
  );
}

function useOrganizationNames({ conditions }: CatalogState): (id: string) => string | null {
  const { language } = useLanguage();
  const idOf = (name: 'community' | 'holder') => conditions.find((one) => one.name === name)?.value ?? null;
  const ask = (id: string | null) => ({
    ...organizationNameOf(id ?? ''),
    enabled: id !== null,
  });
  const found = [useQuery(ask(idOf('community'))).data, useQuery(ask(idOf('holder'))).data];
  return (id) =>
    pickText(found.find((organization) => organization?.id === id)?.name, language)?.text ?? null;
}

function useTermNames(
  { conditions }: CatalogState,
  facets: CatalogFacets | null | undefined,
): (condition: Condition) => string | null {
  const { language } = useLanguage();
  const told = facets?.terms.map(({ term }) => term) ?? [];
  const untold = conditions
    .flatMap((condition) => termOf(condition) ?? [])
    .filter((term) => !told.some((one) => isSameTerm(one, term)));
  const asked = useQueries({
    queries: untold.map(({ vocabulary, code }) => ({
      queryKey: ['vocabulary-term', vocabulary, code],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
        (await request(VOCABULARY_TERM, { vocabulary, code }, { signal })).vocabularyTerms,
      enabled: facets !== undefined,
      staleTime: Infinity,
    })),
  });
  const known = [...told, ...asked.flatMap(({ data }) => data ?? [])];
  return (condition) => {
    const named = termOf(condition);
    const term = named === null ? undefined : known.find((one) => isSameTerm(one, named));
    return term === undefined ? null : (pickText(term, language)?.text ?? null);
  };
}

function isSameTerm(one: { readonly vocabulary: string; readonly code: string }, other: TermKey): boolean {
  return one.vocabulary === other.vocabulary && one.code === other.code;
}
