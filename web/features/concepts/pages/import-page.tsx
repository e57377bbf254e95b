import { Page } from '../../../components/page/page.tsx';
import { useText } from '../../../lib/language/text.ts';
import { ConceptImport } from '../parts/concept-import.tsx';
import { ForProposers } from '../parts/for-proposers.tsx';
import { importText } from '../words/import-text.ts';

/** Many concepts at once, from a file. */
export function ImportPage() {
  const t = useText(importText);
  return (
    <Page title={t('title')} lead={<p>{t('lead')}</p>}>
      <ForProposers>
        {(organizationId) => <ConceptImport key={organizationId} organizationId={organizationId} />}
      </ForProposers>
    </Page>
  );
}
