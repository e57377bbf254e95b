import { useId, useState } from 'react';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { ActButton } from '../../../components/forms/act-button.tsx';
import { Button } from '../../../components/forms/button.tsx';
import { Notice, StateMark } from '../../../components/page/notice.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { kindText } from '../../../lib/notifications/kind-text.ts';
import { request } from '../../../lib/session/api.ts';
import {
  DELETE_WEBHOOK,
  type NewSecret,
  ROTATE_SECRET,
  type ShownWebhook,
  SWITCH_ON,
  TEST_WEBHOOK,
  useWebhooksChanged,
} from '../model/webhooks.ts';
import { webhooksText } from '../words/webhooks-text.ts';
import { DeliveryTable } from './delivery-table.tsx';
import css from './webhooks.module.css';

interface WebhookPartProps {
  readonly webhook: ShownWebhook;
  readonly isOwner: boolean;
  onSecret(made: NewSecret): void;
}

/** One webhook: where it leads, how it stands, and what became of its last calls. */
export function WebhookPart({ webhook, isOwner, onSecret }: WebhookPartProps) {
  const t = useText(webhooksText);
  const kindOf = useText(kindText);
  const { moment, list } = useFormats();
  const heading = useId();
  const { url, kinds, failingSince, offAt, deliveries } = webhook;
  return (
    <section className={css['webhook']} aria-labelledby={heading}>
      <h2 id={heading}>{url}</h2>
      <p>
        {offAt !== null ? (
          <StateMark tone="refused">{t('off')}</StateMark>
        ) : failingSince !== null ? (
          <StateMark tone="unknown">{t('failing', { since: moment(failingSince) })}</StateMark>
        ) : (
          <StateMark tone="live">{t('on')}</StateMark>
        )}
      </p>
      <p className={css['soft']}>{t('calledWhen', { kinds: list(kinds.map((kind) => kindOf(kind))) })}</p>
      {offAt !== null && <Notice tone="refused">{t('offLead', { at: moment(offAt) })}</Notice>}
      {offAt === null && failingSince !== null && (
        <Notice tone="unknown">{t('failingLead', { since: moment(failingSince) })}</Notice>
      )}
      {isOwner && <WebhookActs webhook={webhook} onSecret={onSecret} />}
      <h3>{t('deliveries')}</h3>
      {deliveries.length === 0 ? (
        <p className={css['soft']}>{t('noDeliveries')}</p>
      ) : (
        <DeliveryTable deliveries={deliveries} maySend={isOwner && offAt === null} />
      )}
    </section>
  );
}

function WebhookActs({ webhook, onSecret }: Omit<WebhookPartProps, 'isOwner'>) {
  const t = useText(webhooksText);
  const changed = useWebhooksChanged();
  const [sheet, setSheet] = useState<'rotate' | 'delete' | null>(null);
  const { id, url, offAt } = webhook;
  const close = () => setSheet(null);
  return (
    <>
      <div className={css['acts']}>
        {offAt !== null && (
          <ActButton
            kind="main"
            act={async () => {
              await request(SWITCH_ON, { id });
              await changed();
            }}
          >
            {t('switchOn')}
          </ActButton>
        )}
        <ActButton
          busy={t('testing')}
          act={async () => {
            await request(TEST_WEBHOOK, { id });
            await changed();
          }}
        >
          {t('test')}
        </ActButton>
        <Button onPress={() => setSheet('rotate')}>{t('rotate')}</Button>
        <Button onPress={() => setSheet('delete')}>{t('delete')}</Button>
      </div>
      {sheet === 'rotate' && (
        <ActSheet
          title={t('rotate')}
          verb={t('rotate')}
          act={async () => (await request(ROTATE_SECRET, { id })).rotateWebhookSecret}
          onDone={(made) => {
            onSecret(made);
            close();
          }}
          onClose={close}
        >
          <p>{t('rotateLead')}</p>
        </ActSheet>
      )}
      {sheet === 'delete' && (
        <ActSheet
          kind="act"
          title={t('deleteTitle')}
          verb={t('delete')}
          act={async () => {
            await request(DELETE_WEBHOOK, { id });
            await changed();
            return true;
          }}
          onClose={close}
        >
          <p className={css['result']}>{t('deleteLead', { url })}</p>
        </ActSheet>
      )}
    </>
  );
}
