import { Navigate, useParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Page } from '../../../components/page/page.tsx';
import { CONCEPTS_PATH, readVocabulary } from '../../../lib/concepts/concept-address.ts';
import { useText } from '../../../lib/language/text.ts';
import { conceptsText } from '../words/text.ts';

/** From the address that a vocabulary has in documents to where it is shown. */
export function VocabularyPage() {
  const t = useText(conceptsText);
  const vocabulary = readVocabulary(useParams()['vocabulary']);
  if (vocabulary !== null) return <Navigate replace to={`${CONCEPTS_PATH}?vocabulary=${vocabulary}`} />;
  return (
    <Page title={t('notFoundTitle')} width="text">
      <p>{t('notFound')}</p>
      <div>
        <ButtonLink to={CONCEPTS_PATH}>{t('toList')}</ButtonLink>
      </div>
    </Page>
  );
}
