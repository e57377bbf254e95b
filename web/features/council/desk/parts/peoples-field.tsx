import { useQuery } from '@tanstack/react-query';
import { peopleName } from '@lanran/protocol/assets/peoples';
import { CheckboxList } from '../../../../components/forms/checkbox-list.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './council.module.css';
import { labelsText } from '../words/labels-text.ts';

const PEOPLES = graphql(`
  query PeopleTerms {
    vocabularyTerms(vocabulary: "ethnicGroup", first: 100) {
      code
      en
      zh
    }
  }
`);

interface PeoplesFieldProps {
  /** Codes. */
  readonly value: readonly string[];
  onChange(peoples: readonly string[]): void;
}

/** Of which peoples a community is: its council is shown what is published of theirs without a community. */
export function PeoplesField({ value, onChange }: PeoplesFieldProps) {
  const t = useText(labelsText);
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['people-terms'],
    queryFn: async ({ signal }) => (await request(PEOPLES, {}, { signal })).vocabularyTerms,
  });
  const terms = data ?? [];
  const others = value.filter((code) => !terms.some((term) => term.code === code));
  const choices = [...terms, ...others.map((code) => ({ code, ...peopleName(code) }))];
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
