import { useId, useState } from 'react';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { CheckboxList } from '../../../components/forms/checkbox-list.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { useText } from '../../../lib/language/text.ts';
import { kindText } from '../../../lib/notifications/kind-text.ts';
import { INBOX_KINDS, type InboxKind } from '@lanran/sdk/desk/inbox-kinds';
import { request } from '../../../lib/session/api.ts';
import { CREATE_WEBHOOK, type NewSecret, useWebhooksChanged } from '../model/webhooks.ts';
import { webhooksText } from '../words/webhooks-text.ts';

interface AddWebhookSheetProps {
  readonly organizationId: string;
  onDone(made: NewSecret): void;
  onClose(): void;
}

export function AddWebhookSheet({ organizationId, onDone, onClose }: AddWebhookSheetProps) {
  const t = useText(webhooksText);
  const kind = useText(kindText);
  const changed = useWebhooksChanged();
  const heading = useId();
  const [url, setUrl] = useState('');
  const [kinds, setKinds] = useState<readonly InboxKind[]>(INBOX_KINDS);
  /** An address that was refused. */
  const [wrong, setWrong] = useState<string | null>(null);
  const create = async () => {
    const asked = { organizationId, url: url.trim(), kinds: [...kinds] };
    try {
      const { createWebhook } = await request(CREATE_WEBHOOK, asked);
      await changed();
      return createWebhook;
    } catch (error) {
      if (!(error instanceof RefusedError) || error.code !== 'BAD_INPUT' || error.field !== 'url')
        throw error;
      setWrong(asked.url);
      return null;
    }
  };
  return (
    <ActSheet
      title={t('add')}
      verb={t('create')}
      isReady={url.trim() !== '' && kinds.length > 0}
      act={create}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField
        label={t('url')}
        hint={t('urlHint')}
        value={url}
        onChange={setUrl}
        maxLength={2_000}
        autoComplete="off"
        spellCheck="false"
        placeholder="https://"
        isRequired
        {...(wrong === url.trim() && { error: t('urlWrong') })}
      />
      <h3 id={heading}>{t('kinds')}</h3>
      <div role="group" aria-labelledby={heading}>
        <CheckboxList
          choices={INBOX_KINDS.map((value) => ({ value, label: kind(value) }))}
          value={kinds}
          onChange={setKinds}
        />
      </div>
    </ActSheet>
  );
}
