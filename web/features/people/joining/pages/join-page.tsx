import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { type Me, useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { JoinForm } from '../parts/join-form.tsx';
import { joinText } from '../words/join-text.ts';
import { fetchMyRequests, isUndecided, type MyRequest } from '../model/my-requests.ts';
import css from '../../signing-in/parts/people.module.css';
import { RequestCard } from '../parts/request-card.tsx';

const LOOK_EVERY_MS = 5_000;

/** Asking for admission, and waiting for it. */
export function JoinPage() {
  const t = useText(joinText);
  const { me, isLoading } = useSession();
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
      {me !== null && <Requests me={me} />}
    </Page>
  );
}

function Requests({ me }: { readonly me: Me }) {
  const t = useText(joinText);
  const {
    data: mine,
    error,
    refetch,
  } = useQuery({
    queryKey: ['my-requests', me.address],
    queryFn: ({ signal }) => fetchMyRequests(signal),
    refetchInterval: ({ state }) => (state.data?.some(isUndecided) === true ? LOOK_EVERY_MS : false),
  });
  useRefreshedSession(me, mine ?? []);
  const [asked, setAsked] = useState<string | null>(null);
  const [form, setForm] = useState<'closed' | 'new' | MyRequest>('closed');
  const confirmation = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked !== null) confirmation.current?.focus();
  }, [asked]);
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (mine === undefined) return <Skeleton lines={5} />;
  // Who asked already, or was admitted, is shown that, and no blank form.
  const isFirst = !mine.some(({ state }) => state === 'ADMITTED' || isUndecided({ state }));
  const correcting = typeof form === 'object' ? form : null;
  const isOpen = form !== 'closed' || (isFirst && asked === null);
  return (
    <>
      {asked !== null && mine.some(isUndecided) && (
        <div ref={confirmation} tabIndex={-1}>
          <Notice tone="live">
            <p>{t('asked', { name: asked })}</p>
          </Notice>
        </div>
      )}
      {mine.length > 0 && (
        <section className={css['section']} aria-labelledby="join-mine">
          <h2 id="join-mine">{t('mineTitle')}</h2>
          <ul role="list" className={css['requests']}>
            {mine.map((each) => (
              <RequestCard key={each.organizationId} asked={each} onCorrect={() => setForm(each)} />
            ))}
          </ul>
        </section>
      )}
      {isOpen ? (
        <section className={css['section']} aria-labelledby="join-ask">
          <h2 id="join-ask">
            {t(correcting !== null ? 'correctTitle' : isFirst ? 'formTitle' : 'anotherTitle')}
          </h2>
          <JoinForm
            key={correcting?.organizationId ?? 'new'}
            isAccreditor={me.isAccreditor}
            correcting={correcting}
            onAsked={(name) => {
              setAsked(name);
              setForm('closed');
            }}
          />
        </section>
      ) : (
        <div>
          <Button onPress={() => setForm('new')}>{t('anotherTitle')}</Button>
        </div>
      )}
    </>
  );
}

/** Who was admitted has other desks in the header. */
function useRefreshedSession({ memberships }: Me, mine: readonly MyRequest[]): void {
  const cache = useQueryClient();
  const isNew = mine.some(
    ({ state, organizationId }) =>
      state === 'ADMITTED' && !memberships.some(({ organization }) => organization.id === organizationId),
  );
  useEffect(() => {
    if (isNew) void cache.invalidateQueries({ queryKey: ['me'] });
  }, [isNew, cache]);
}
