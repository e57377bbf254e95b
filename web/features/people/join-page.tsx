import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice, StateMark } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSession } from '../../lib/session.tsx';
import { useText } from '../../lib/text.ts';
import { JoinForm } from './join-form.tsx';
import { joinText } from './join-text.ts';
import { fetchMyRequests } from './my-requests.ts';
import { OrganizationLink } from './organization-link.tsx';
import css from './people.module.css';

const LOOK_EVERY_MS = 5_000;

/** Asking for admission, and waiting for it. */
export function JoinPage() {
  const t = useText(joinText);
  const { me, isLoading } = useSession();
  const [asked, setAsked] = useState<string | null>(null);
  const confirmation = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked !== null) confirmation.current?.focus();
  }, [asked]);
  return (
    <Page title={t('title')} width="text" lead={<p>{t('lead')}</p>}>
      {isLoading && <Skeleton lines={5} />}
      {!isLoading && me === null && (
        <Empty title={t('signInFirst')}>
          <div className={css['row']}>
            <ButtonLink to="/sign-in?next=/join" kind="main">
              {t('signIn')}
            </ButtonLink>
            <ButtonLink to="/sign-up?next=/join">{t('signUp')}</ButtonLink>
          </div>
        </Empty>
      )}
      {me !== null && (
        <>
          {asked !== null && (
            <div ref={confirmation} tabIndex={-1}>
              <Notice tone="live">
                <p>{t('asked', { name: asked })}</p>
              </Notice>
            </div>
          )}
          <MyRequests address={me.address} />
          <section className={css['section']} aria-labelledby="join-ask">
            <h2 id="join-ask">{t(asked === null ? 'formTitle' : 'anotherTitle')}</h2>
            <JoinForm isAccreditor={me.isAccreditor} onAsked={setAsked} />
          </section>
        </>
      )}
    </Page>
  );
}

function MyRequests({ address }: { readonly address: string }) {
  const t = useText(joinText);
  const {
    data: mine = [],
    error,
    refetch,
  } = useQuery({
    queryKey: ['my-requests', address],
    queryFn: ({ signal }) => fetchMyRequests(address, signal),
    refetchInterval: ({ state }) =>
      state.data?.some(({ isAdmitted }) => !isAdmitted) === true ? LOOK_EVERY_MS : false,
  });
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (mine.length === 0) return null;
  return (
    <section className={css['section']} aria-labelledby="join-mine">
      <h2 id="join-mine">{t('mineTitle')}</h2>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('organization')}</th>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {mine.map(({ id, slug, name, kind, isAdmitted }) => (
            <tr key={id}>
              <th scope="row">
                <OrganizationLink slug={slug} name={name} />
              </th>
              <td>{kind === 'OPERATOR' ? '' : t(kind)}</td>
              <td>
                <StateMark tone={isAdmitted ? 'live' : 'unknown'}>
                  {isAdmitted ? t('admitted') : t('waiting')}
                </StateMark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
