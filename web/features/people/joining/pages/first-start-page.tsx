import { useQuery } from '@tanstack/react-query';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { holderOf, type Office, type Offices, useOffices } from '../../../../lib/council/offices.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { firstStartText } from '../words/first-start-text.ts';
import { NameOffice } from '../parts/name-office.tsx';
import css from '../../signing-in/parts/people.module.css';
import { useLinkSecret } from '../model/use-link-secret.ts';

const OFFICE_OF_LINK = graphql(`
  query OfficeOfLink($token: String!) {
    officeOfLink(token: $token)
  }
`);

/** `/first-start#{token}`: the operator or the accreditor of an empty platform names itself, once. */
export function FirstStartPage() {
  const t = useText(firstStartText);
  const token = useLinkSecret('first-start');
  const offices = useOffices();
  const link = useQuery({
    queryKey: ['office-of-link', token],
    queryFn: async ({ signal }) =>
      token === null ? null : (await request(OFFICE_OF_LINK, { token }, { signal })).officeOfLink,
  });
  const failed = offices.error === null ? link : offices;
  if (offices.data === undefined || link.data === undefined) {
    return (
      <Page title={t('title')} width="text">
        {failed.error === null ? (
          <Skeleton lines={6} />
        ) : (
          <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />
        )}
      </Page>
    );
  }
  if (token === null || link.data === null) {
    return (
      <Page title={t('title')} width="text">
        <Notice tone="refused">
          <p>{t(token === null ? 'noToken' : 'badToken')}</p>
        </Notice>
      </Page>
    );
  }
  return <OfficeOfLink token={token} office={link.data} offices={offices.data} />;
}

interface OfficeOfLinkProps {
  readonly token: string;
  readonly office: Office;
  readonly offices: Offices;
}

function OfficeOfLink({ token, office, offices }: OfficeOfLinkProps) {
  const t = useText(firstStartText);
  const holder = holderOf(offices, office);
  if (holder !== null) return <Named office={office} holder={holder} />;
  return (
    <Page title={t(`${office}.title`)} width="text" lead={<p>{t(`${office}.lead`)}</p>}>
      <section className={css['section']} aria-labelledby="first-start-what">
        <h2 id="first-start-what">{t(`${office}.whatTitle`)}</h2>
        <ul className={css['plainList']}>
          <li>{t(`${office}.what1`)}</li>
          <li>{t(`${office}.what2`)}</li>
          <li>{t(`${office}.what3`)}</li>
          <li>{t(`${office}.what4`)}</li>
        </ul>
      </section>
      <NameOffice token={token} office={office} offices={offices} />
    </Page>
  );
}

function Named({ office, holder }: { readonly office: Office; readonly holder: string }) {
  const t = useText(firstStartText);
  const { me } = useSession();
  const isMe = me?.address.toLowerCase() === holder;
  return (
    <Page title={t(isMe ? `${office}.doneTitle` : `${office}.namedTitle`)} width="text">
      <Notice tone={isMe ? 'live' : 'plain'} isLive>
        <p>{t(isMe ? `${office}.done` : `${office}.named`)}</p>
        <div>
          <ButtonLink to={isMe ? '/admin' : '/sign-in?next=/admin'} kind="main">
            {isMe ? t(`${office}.toAdmin`) : t('toSignIn')}
          </ButtonLink>
        </div>
      </Notice>
      <Details>
        <p>{t(`${office}.namedKey`)}</p>
        <p>
          <code>{holder}</code>
        </p>
      </Details>
    </Page>
  );
}
