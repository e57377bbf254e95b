import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { BEFOREHAND, BILLING, CONTACT } from '../../../../lib/profiles/fragments.ts';
import { COMMUNITY_LABEL } from '../../../../lib/session/fragments.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { profileDraftOf } from '../model/profile-draft.ts';
import { AgreementsSection } from '../parts/agreements-section.tsx';
import { ProfileForm } from '../parts/profile-form.tsx';
import { profileText } from '../words/profile-text.ts';

const PROFILE = graphql(
  `
    query Profile($id: ID!) {
      organization(id: $id) {
        description {
          en
          zh
        }
        labels {
          ...CommunityLabelFields
        }
        ...ContactFields
        ...BeforehandFields
        ...BillingFields
        pictureAsset {
          id
        }
        logoAsset {
          id
        }
      }
    }
  `,
  [COMMUNITY_LABEL, CONTACT, BEFOREHAND, BILLING],
);

/** Under which texts an institution licenses, and what an organization says of itself. */
export function ProfileTab() {
  const t = useText(profileText);
  const { organization } = useDesk();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['profile', organization.id],
    queryFn: async ({ signal }) => (await request(PROFILE, { id: organization.id }, { signal })).organization,
  });
  return (
    <div className={css['part']}>
      {organization.kind === 'INSTITUTION' && <AgreementsSection />}
      <section className={css['section']} aria-labelledby="profile">
        <h2 id="profile">{t('title')}</h2>
        <p className={css['soft']}>{t('lead')}</p>
        {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {isPending && <Skeleton lines={5} />}
        {data != null && <ProfileForm key={organization.id} present={profileDraftOf(data)} />}
      </section>
    </div>
  );
}
