import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { CONCEPTS_PATH } from '../../../lib/concepts/concept-address.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { draftOf } from '../model/concept-form.ts';
import { acceptedConcept } from '../model/concept-queries.ts';
import { ConceptForm } from '../parts/form/concept-form.tsx';
import { ForProposers } from '../parts/for-proposers.tsx';
import { formText } from '../words/form-text.ts';
import { conceptsText } from '../words/text.ts';

/** Another state of a concept that is there. */
export function ChangePage() {
  const t = useText(formText);
  const words = useText(conceptsText);
  const { language } = useLanguage();
  const { vocabulary = '', code = '' } = useParams();
  const { data: accepted, error, isPending, refetch } = useQuery(acceptedConcept(vocabulary, code));
  if (accepted === null)
    return (
      <Page title={words('notFoundTitle')} width="text">
        <p>{words('notFound')}</p>
        <div>
          <ButtonLink to={CONCEPTS_PATH}>{words('toList')}</ButtonLink>
        </div>
      </Page>
    );
  const name = pickText(accepted?.prefLabel, language)?.text ?? code;
  return (
    <Page title={t('changeTitle', { name })} lead={<p>{t('lead')}</p>} isPending={isPending}>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={6} />}
      {accepted !== undefined && (
        <ForProposers>
          {(organizationId) => (
            <ConceptForm
              key={accepted.id}
              organizationId={organizationId}
              present={draftOf(accepted)}
              isChange
            />
          )}
        </ForProposers>
      )}
    </Page>
  );
}
