import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { GrantedTable } from './granted-table.tsx';
import css from '../../license/parts/license-page.module.css';
import type { LicenseView } from '../../license/model/license-view.ts';
import { listGrantedOf } from '../model/studio-lists.ts';
import { studioText } from '../words/studio-text.ts';

/** Of a license, what its licensee granted onward. Nothing where it granted nothing. */
export function GrantedSection({ view: { license, check } }: { readonly view: LicenseView }) {
  const t = useText(studioText);
  const { data, error, refetch } = useQuery({
    queryKey: ['studio', 'granted-of', license.id],
    queryFn: ({ signal }) => listGrantedOf(license.id, signal),
  });
  const revoked = new Set(check.state === 'REVOKED' ? [license.id] : []);
  if (error === null && (data === undefined || data.length === 0)) return null;
  return (
    <section className={css['section']} aria-labelledby="granted">
      <h2 id="granted">{t('granted')}</h2>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <GrantedTable parts={data} revoked={revoked} />}
    </section>
  );
}
