import { DataTable } from '../../../components/facts/data-table.tsx';
import { ActButton } from '../../../components/forms/act-button.tsx';
import { StateMark } from '../../../components/page/notice.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { kindText } from '../../../lib/notifications/kind-text.ts';
import { request } from '../../../lib/session/api.ts';
import { RESEND_DELIVERY, type ShownDelivery, useWebhooksChanged } from '../model/webhooks.ts';
import { webhooksText } from '../words/webhooks-text.ts';
import css from './webhooks.module.css';

const TONES = { WAITING: 'unknown', SENT: 'live', GAVE_UP: 'refused', DROPPED: 'plain' } as const;

interface DeliveryTableProps {
  readonly deliveries: readonly ShownDelivery[];
  readonly maySend: boolean;
}

/** Calls, the newest first. */
export function DeliveryTable({ deliveries, maySend }: DeliveryTableProps) {
  const t = useText(webhooksText);
  const kindOf = useText(kindText);
  const { moment } = useFormats();
  const changed = useWebhooksChanged();
  return (
    <DataTable
      caption={t('deliveries')}
      isCaptionHidden
      rows={deliveries}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('what'),
          isHeading: true,
          cell: ({ kind }) => (kind === null ? t('aTest') : kindOf(kind)),
        },
        { title: t('when'), cell: ({ attemptedAt, createdAt }) => moment(attemptedAt ?? createdAt) },
        { title: t('result'), cell: (delivery) => <Result delivery={delivery} /> },
        {
          title: t('took'),
          isNumber: true,
          cell: ({ durationMs }) =>
            durationMs === null ? '–' : t('seconds', { seconds: (durationMs / 1_000).toFixed(1) }),
        },
        ...(maySend
          ? [
              {
                title: t('acts'),
                isPlain: true,
                cell: ({ id, state }: ShownDelivery) =>
                  state === 'WAITING' ? null : (
                    <ActButton
                      act={async () => {
                        await request(RESEND_DELIVERY, { id });
                        await changed();
                      }}
                    >
                      {t('again')}
                    </ActButton>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Result({ delivery }: { readonly delivery: ShownDelivery }) {
  const t = useText(webhooksText);
  const { moment } = useFormats();
  const { state, status, error, nextAt } = delivery;
  return (
    <div className={css['result']}>
      <StateMark tone={TONES[state]}>{status === null ? t(state) : `${t(state)} · ${status}`}</StateMark>
      {error !== null && (
        <p className={css['soft']} lang="en">
          {error}
        </p>
      )}
      {nextAt !== null && <p className={css['soft']}>{t('waitsUntil', { at: moment(nextAt) })}</p>}
    </div>
  );
}
