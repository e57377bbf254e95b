import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { DeliverySheet } from './delivery-sheet.tsx';
import { deliveryText } from '../words/delivery-text.ts';
import { type DeliveryToken, deliveryTokensQuery } from '../model/delivery-tokens.ts';
import css from '../../license/parts/license-page.module.css';
import type { LicenseView } from '../../license/model/license-view.ts';
import { RevokeTokenSheet } from './revoke-token-sheet.tsx';

const TONES = { LIVE: 'live', OVER: 'unknown', REVOKED: 'refused' } as const;

/** Tokens by which machines fetch the files; for the licensee's members, of whom editors make and end them. */
export function DeliverySection({ view: { license, check } }: { readonly view: LicenseView }) {
  const t = useText(deliveryText);
  const { me } = useSession();
  const [isMaking, setIsMaking] = useState(false);
  const role = me?.memberships.find(({ organization }) => organization.id === license.licensee.id)?.role;
  const { data, error, isPending, refetch } = useQuery({
    ...deliveryTokensQuery(license.id),
    enabled: role !== undefined,
  });
  if (role === undefined) return null;
  const isOver = check.state === 'REVOKED' || check.state === 'EXPIRED';
  const mayAct = role !== 'VIEWER';
  return (
    <section className={css['section']} aria-labelledby="delivery">
      <h2 id="delivery">{t('title')}</h2>
      <p>{t('lead')}</p>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={1} />}
      {data?.length === 0 && <p className={css['soft']}>{t('none')}</p>}
      {data !== undefined && data.length > 0 && <Tokens tokens={data} mayAct={mayAct} />}
      {mayAct && !isOver && (
        <div className={css['acts']}>
          <Button onPress={() => setIsMaking(true)}>{t('make')}</Button>
        </div>
      )}
      {isMaking && <DeliverySheet license={license} onClose={() => setIsMaking(false)} />}
    </section>
  );
}

function Tokens({ tokens, mayAct }: { readonly tokens: readonly DeliveryToken[]; readonly mayAct: boolean }) {
  const t = useText(deliveryText);
  const formats = useFormats();
  const [ending, setEnding] = useState<DeliveryToken | null>(null);
  const columns: Column<DeliveryToken>[] = [
    { title: t('label'), isHeading: true, cell: ({ label }) => label },
    {
      title: t('state'),
      cell: ({ state }) => <StateMark tone={TONES[state]}>{t(`stateName.${state}`)}</StateMark>,
    },
    { title: t('until'), cell: ({ lastDay }) => formats.day(lastDay) },
    {
      title: t('used'),
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('never') : formats.moment(lastUsedAt)),
    },
  ];
  if (mayAct)
    columns.push({
      title: t('act'),
      isPlain: true,
      cell: (token) =>
        token.state === 'LIVE' && (
          <Button
            kind="quiet"
            aria-label={t('revokeOf', { label: token.label })}
            onPress={() => setEnding(token)}
          >
            {t('revoke')}
          </Button>
        ),
    });
  return (
    <>
      <DataTable
        caption={t('caption')}
        isCaptionHidden
        columns={columns}
        rows={tokens}
        rowKey={({ id }) => id}
      />
      {ending !== null && <RevokeTokenSheet token={ending} onClose={() => setEnding(null)} />}
    </>
  );
}
