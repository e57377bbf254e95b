import { useState } from 'react';
import { useParams } from 'react-router';
import { CopyButton } from '../../../components/facts/copy-button.tsx';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { type NewSecret, useWebhooks } from '../model/webhooks.ts';
import { AddWebhookSheet } from '../parts/add-webhook-sheet.tsx';
import { WebhookPart } from '../parts/webhook-part.tsx';
import css from '../parts/webhooks.module.css';
import { webhooksText } from '../words/webhooks-text.ts';

/** `/webhooks/organization`: what of an organization's own is called, and what became of the calls. */
export function WebhooksPage() {
  const t = useText(webhooksText);
  const { organizationId = '' } = useParams();
  const { me, isLoading } = useSession();
  if (me !== null) return <OfOrganization organizationId={organizationId} />;
  return (
    <Page title={t('title')} width="text">
      {isLoading ? (
        <Skeleton lines={4} />
      ) : (
        <Empty title={t('signInTitle')}>
          <ButtonLink kind="main" to={`/sign-in?next=${encodeURIComponent(`/webhooks/${organizationId}`)}`}>
            {t('signIn')}
          </ButtonLink>
        </Empty>
      )}
    </Page>
  );
}

function OfOrganization({ organizationId }: { readonly organizationId: string }) {
  const t = useText(webhooksText);
  const { language } = useLanguage();
  const { me } = useSession();
  const { data, error, refetch } = useWebhooks(organizationId);
  const [isAdding, setIsAdding] = useState(false);
  const [secret, setSecret] = useState<NewSecret | null>(null);
  const membership = me?.memberships.find(({ organization }) => organization.id === organizationId);
  // An owner of the Safe that is a council has no membership, and is answered all the same.
  const isOwner = membership === undefined || membership.role === 'OWNER';
  const name = pickText(data?.organization?.name, language);
  return (
    <Page
      title={name === null ? t('title') : t('titleOf', { name: name.text })}
      lead={<p>{t('lead')}</p>}
      actions={
        data !== undefined && isOwner ? (
          <Button kind="main" onPress={() => setIsAdding(true)}>
            {t('add')}
          </Button>
        ) : undefined
      }
    >
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton lines={4} />}
      {data !== undefined && !isOwner && <p className={css['soft']}>{t('ownersOnly')}</p>}
      {secret !== null && <ShownSecret made={secret} />}
      {data?.webhooks.length === 0 && (
        <Empty title={t('noneTitle')}>
          <p>{t('none')}</p>
        </Empty>
      )}
      {data !== undefined && data.webhooks.length > 0 && (
        <ul role="list" className={css['list']}>
          {data.webhooks.map((webhook) => (
            <li key={webhook.id}>
              <WebhookPart webhook={webhook} isOwner={isOwner} onSecret={setSecret} />
            </li>
          ))}
        </ul>
      )}
      {isAdding && (
        <AddWebhookSheet
          organizationId={organizationId}
          onDone={(made) => {
            setSecret(made);
            setIsAdding(false);
          }}
          onClose={() => setIsAdding(false)}
        />
      )}
    </Page>
  );
}

function ShownSecret({ made: { secret, webhook } }: { readonly made: NewSecret }) {
  const t = useText(webhooksText);
  return (
    <Notice tone="live" title={t('secretTitle', { url: webhook.url })} isLive>
      <p>{t('secretLead')}</p>
      <p className={css['secret']}>{secret}</p>
      <div className={css['acts']}>
        <CopyButton text={secret} label={t('secret')} />
      </div>
    </Notice>
  );
}
