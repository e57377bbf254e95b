import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { request } from '../../lib/api.ts';
import { graphql } from '../../lib/graphql.ts';
import { useText } from '../../lib/text.ts';
import { useDesk } from './desk.ts';
import css from './desk.module.css';
import { profileDraftOf } from './profile-draft.ts';
import { ProfileForm } from './profile-form.tsx';
import { profileText } from './profile-text.ts';

const PROFILE = graphql(`
  query Profile($id: ID!) {
    organization(id: $id) {
      description {
        en
        zh
      }
      labels {
        code
        title {
          en
          zh
        }
        text {
          en
          zh
        }
      }
    }
  }
`);

/** What the organization says of itself. */
export function ProfileTab() {
  const t = useText(profileText);
  const { organization } = useDesk();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['profile', organization.id],
    queryFn: async ({ signal }) => (await request(PROFILE, { id: organization.id }, { signal })).organization,
  });
  return (
    <section className={css['part']} aria-labelledby="profile">
      <h2 id="profile">{t('title')}</h2>
      <p className={css['soft']}>{t('lead')}</p>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={5} />}
      {data != null && <ProfileForm key={organization.id} present={profileDraftOf(data)} />}
    </section>
  );
}
