import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import {
  VOCABULARIES,
  chosenPrice,
  isChosen,
  withCondition,
  withoutCondition,
} from '../model/catalog-state.ts';
import type { CatalogFacets } from '../model/documents.ts';
import { FilterGroup, type FilterValue } from './filter-group.tsx';
import css from './filter-panel.module.css';
import { LicensableFilter } from './licensable-filter.tsx';
import { PriceFilter } from './price-filter.tsx';
import { catalogText } from '../words/text.ts';
import type { CatalogChoice } from '../model/use-catalog.ts';

interface FilterPanelProps {
  readonly choice: CatalogChoice;
  /** Undefined until they are here; null: they can't be counted now. */
  readonly facets: CatalogFacets | null | undefined;
  readonly hasFailed: boolean;
}

/** What there is to narrow down by, with how many would remain. */
export function FilterPanel({ choice, facets, hasFailed }: FilterPanelProps) {
  const t = useText(catalogText);
  const { number } = useFormats();
  const { state, change } = choice;
  const groups = useFilterValues(facets);
  if (facets === null) return <p>{t('filtersLater')}</p>;
  // What went wrong stands with the results.
  if (facets === undefined) return hasFailed ? null : <Skeleton lines={8} />;
  const offered = { name: 'offer', value: '1' } as const;
  const isOffered = isChosen(state, offered);
  return (
    <div className={css['panel']}>
      {(facets.onOffer > 0 || isOffered) && (
        <Checkbox
          isSelected={isOffered}
          onChange={(isOn) => change(isOn ? withCondition(state, offered) : withoutCondition(state, offered))}
        >
          <span className={css['value']}>
            <span>{t('onOffer')}</span> <span className={css['number']}>{number(facets.onOffer)}</span>
          </span>
        </Checkbox>
      )}
      {(facets.onOffer > 1 || chosenPrice(state) !== null) && <PriceFilter choice={choice} />}
      <LicensableFilter choice={choice} />
      {groups.map(({ title, values }) => (
        <FilterGroup key={title} title={title} values={values} choice={choice} />
      ))}
      {groups.length === 0 && facets.onOffer === 0 && <p>{t('noFilters')}</p>}
    </div>
  );
}

interface Group {
  readonly title: string;
  readonly values: readonly FilterValue[];
}

/** The facets as groups of conditions; a group without values is left out. */
function useFilterValues(facets: CatalogFacets | null | undefined): readonly Group[] {
  const t = useText(catalogText);
  const { language } = useLanguage();
  if (facets == null) return [];
  const nameOf = (text: Parameters<typeof pickText>[0]) =>
    pickText(text, language) ?? { text: t('noTitle'), language };
  const groups: Group[] = [
    {
      title: t('names.kind'),
      values: facets.kinds.map(({ value, count }) => ({
        condition: { name: 'kind', value },
        label: { text: t(`kinds.${value}`), language },
        count,
      })),
    },
    {
      title: t('names.access'),
      values: facets.access.map(({ value, count }) => ({
        condition: { name: 'access', value },
        label: { text: t(`access.${value}`), language },
        count,
      })),
    },
    {
      title: t('names.community'),
      values: facets.communities.flatMap(({ organization, count }) =>
        organization === null
          ? []
          : [
              {
                condition: { name: 'community', value: organization.id },
                label: nameOf(organization.name),
                count,
              },
            ],
      ),
    },
    {
      title: t('names.people'),
      values: facets.peoples.map(({ code, name, count }) => ({
        condition: { name: 'people', value: code },
        label: nameOf(name),
        count,
      })),
    },
    {
      title: t('names.color'),
      values: facets.colors.map(({ value, count }) => ({
        condition: { name: 'color', value },
        label: { text: t(`colors.${value}`), language },
        color: value,
        count,
      })),
    },
    // Terms for peoples are counted among the peoples that are named.
    ...VOCABULARIES.filter((vocabulary) => vocabulary !== 'ethnicGroup').map((vocabulary) => ({
      title: t(`names.${vocabulary}`),
      values: facets.terms
        .filter(({ term }) => term.vocabulary === vocabulary)
        .map(({ term, count }) => ({
          condition: { name: vocabulary, value: term.code },
          label: pickText(term, language) ?? { text: term.code, language },
          note:
            term.proposedBy === null
              ? undefined
              : t('proposedBy', { organization: nameOf(term.proposedBy.name).text }),
          count,
        })),
    })),
    {
      title: t('names.holder'),
      values: facets.holders.map(({ organization, count }) => ({
        condition: { name: 'holder', value: organization.id },
        label: nameOf(organization.name),
        count,
      })),
    },
  ];
  return groups.filter(({ values }) => values.length > 0);
}
