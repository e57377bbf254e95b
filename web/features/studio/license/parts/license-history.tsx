import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { STATEMENT_FIELDS, type StatementEntry } from '../../../../lib/statements/documents.ts';
import { StatementTimeline } from '../../../../lib/statements/statement-timeline.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './license-page.module.css';
import { licenseText } from '../words/license-text.ts';

const HISTORY = graphql(
  `
    query StudioLicenseHistory($id: ID!) {
      license(id: $id) {
        id
        statements {
          ...StatementFields
        }
      }
    }
  `,
  [STATEMENT_FIELDS],
);

async function listStatements(id: string, signal: AbortSignal): Promise<readonly StatementEntry[]> {
  const { license } = await request(HISTORY, { id }, { signal });
  return license === null ? [] : license.statements;
}

/** What was stated about a license: its sale, who has it, what was agreed, and how it was used. */
export function LicenseHistory({ licenseId }: { readonly licenseId: string }) {
  const t = useText(licenseText);
  const { data, error, refetch } = useQuery({
    queryKey: ['studio', 'license-history', licenseId],
    queryFn: ({ signal }) => listStatements(licenseId, signal),
  });
  if (error === null && data === undefined) return null;
  return (
    <section className={css['section']} aria-labelledby="history">
      <h2 id="history">{t('historyTitle')}</h2>
      <p>{t('historyLead')}</p>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <StatementTimeline entries={data} />}
    </section>
  );
}
