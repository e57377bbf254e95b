import { useQuery } from '@tanstack/react-query';
import { ButtonLink } from '../../components/button.tsx';
import { Details } from '../../components/details.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { request } from '../../lib/api.ts';
import { graphql } from '../../lib/graphql.ts';
import { useSession } from '../../lib/session.tsx';
import { useText } from '../../lib/text.ts';
import { firstStartText } from './first-start-text.ts';
import { NameAccreditor } from './name-accreditor.tsx';
import css from './people.module.css';
import { useLinkSecret } from './use-link-secret.ts';

const ACCREDITOR = graphql(`
  query Accreditor {
    deployment {
      accreditor
      logId
    }
  }
`);

/** `/first-start#{token}`: the accreditor of an empty platform names itself, once. */
export function FirstStartPage() {
  const t = useText(firstStartText);
  const token = useLinkSecret('first-start');
  const { me } = useSession();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['accreditor'],
    queryFn: ({ signal }) => request(ACCREDITOR, {}, { signal }),
  });
  if (data === undefined) {
    return (
      <Page title={t('title')} width="text">
        {isPending && <Skeleton lines={6} />}
        {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  const { accreditor, logId } = data.deployment;
  if (accreditor !== null) return <Named address={accreditor} isMe={me?.isAccreditor === true} />;
  return (
    <Page title={t('title')} width="text" lead={<p>{t('lead')}</p>}>
      <section className={css['section']} aria-labelledby="first-start-what">
        <h2 id="first-start-what">{t('whatTitle')}</h2>
        <ul className={css['plainList']}>
          <li>{t('what1')}</li>
          <li>{t('what2')}</li>
          <li>{t('what3')}</li>
          <li>{t('what4')}</li>
        </ul>
      </section>
      {token === null ? (
        <Notice tone="refused">
          <p>{t('noToken')}</p>
        </Notice>
      ) : (
        <NameAccreditor token={token} logId={logId} />
      )}
    </Page>
  );
}

function Named({ address, isMe }: { readonly address: string; readonly isMe: boolean }) {
  const t = useText(firstStartText);
  return (
    <Page title={isMe ? t('doneTitle') : t('namedTitle')} width="text">
      <Notice tone={isMe ? 'live' : 'plain'} isLive>
        <p>{isMe ? t('done') : t('named')}</p>
        <div>
          <ButtonLink to={isMe ? '/admin' : '/sign-in?next=/admin'} kind="main">
            {isMe ? t('toAdmin') : t('toSignIn')}
          </ButtonLink>
        </div>
      </Notice>
      <Details>
        <p>{t('namedKey')}</p>
        <p>
          <code>{address}</code>
        </p>
      </Details>
    </Page>
  );
}
