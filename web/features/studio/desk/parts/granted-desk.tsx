import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { GrantedTable } from './granted-table.tsx';
import { licensesQuery, listGrantedBy } from '../model/studio-lists.ts';
import css from './studio.module.css';
import { studioText } from '../words/studio-text.ts';

/** Parts that an organization granted of its licenses. */
export function GrantedDesk({ organizationId }: { readonly organizationId: string }) {
  const t = useText(studioText);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['studio', 'granted-by', organizationId],
    queryFn: ({ signal }) => listGrantedBy(organizationId, signal),
  });
  // A part ends with the license that it was granted of.
  const held = useQuery(licensesQuery(organizationId));
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (held.error !== null) return <ErrorNotice error={held.error} onRetry={() => void held.refetch()} />;
  if (isPending || held.isPending) return <Skeleton lines={2} />;
  if (data.length === 0) return <p className={css['soft']}>{t('noGranted')}</p>;
  const revoked = new Set(held.data.filter(({ isRevoked }) => isRevoked).map(({ id }) => id));
  return <GrantedTable parts={data} revoked={revoked} isOfMany />;
}
