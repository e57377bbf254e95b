import { useSearchParams } from 'react-router';
import { Page } from '../../../components/page/page.tsx';
import { readVocabulary } from '../../../lib/concepts/concept-address.ts';
import { useText } from '../../../lib/language/text.ts';
import { emptyDraft } from '../model/concept-form.ts';
import { ConceptForm } from '../parts/form/concept-form.tsx';
import { ForProposers } from '../parts/for-proposers.tsx';
import { formText } from '../words/form-text.ts';

/** A concept that is not there yet. */
export function ProposePage() {
  const t = useText(formText);
  const [params] = useSearchParams();
  const present = emptyDraft(readVocabulary(params.get('vocabulary')));
  return (
    <Page title={t('newTitle')} lead={<p>{t('lead')}</p>}>
      <ForProposers>
        {(organizationId) => (
          <ConceptForm organizationId={organizationId} present={present} isChange={false} />
        )}
      </ForProposers>
    </Page>
  );
}
