import { queryOptions, useQuery } from '@tanstack/react-query';
import { peopleName } from '@lanran/protocol/assets/peoples';
import { CheckboxList } from '../../../../components/forms/checkbox-list.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './council.module.css';
import { labelsText } from '../words/labels-text.ts';

/** Peoples, or their branches as well. */
const PEOPLES = graphql(`
  query PeopleConcepts($topOnly: Boolean!) {
    concepts(filter: { vocabulary: "ethnicGroup", topOnly: $topOnly }, first: 100) {
      edges {
        node {
          code
          prefLabel {
            en
            zh
          }
        }
      }
    }
  }
`);

function peoples({ topOnly }: { readonly topOnly: boolean }) {
  return queryOptions({
    queryKey: ['people-concepts', topOnly],
    queryFn: async ({ signal }) => {
      const { concepts } = await request(PEOPLES, { topOnly }, { signal });
      return concepts.edges.map(({ node: { code, prefLabel } }) => ({ code, ...prefLabel }));
    },
  });
}

interface PeoplesFieldProps {
  /** Codes. */
  readonly value: readonly string[];
  onChange(peoples: readonly string[]): void;
}

/** Of which peoples a community is: its council is shown what is published of theirs without a community. */
export function PeoplesField({ value, onChange }: PeoplesFieldProps) {
  const t = useText(labelsText);
  const { language } = useLanguage();
  const { data: terms = [], isSuccess, error, refetch } = useQuery(peoples({ topOnly: true }));
  const others = value.filter((code) => !terms.some((term) => term.code === code));
  // A branch can't be chosen any more; one that was chosen before keeps its name, and can be given up.
  const { data: all = [] } = useQuery({
    ...peoples({ topOnly: false }),
    enabled: isSuccess && others.length > 0,
  });
  const nameOf = (code: string) => all.find((term) => term.code === code) ?? { code, ...peopleName(code) };
  const choices = [...terms, ...others.map(nameOf)];
  return (
    <fieldset className={css['part']}>
      <legend>
        <h2>{t('peoples')}</h2>
      </legend>
      <p>{t('peoplesWhy')}</p>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <div className={css['groups']}>
        <CheckboxList
          choices={choices.map(({ code, en, zh }) => ({
            value: code,
            label: pickText({ en, zh }, language)?.text ?? code,
          }))}
          value={value}
          onChange={onChange}
        />
      </div>
    </fieldset>
  );
}
