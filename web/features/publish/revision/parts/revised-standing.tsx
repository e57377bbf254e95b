import { useQuery } from '@tanstack/react-query';
import { Notice } from '../../../../components/page/notice.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { Standing } from '../../editor/model/next-steps.ts';
import type { Draft } from '../../editor/model/queries.ts';
import { signText } from '../../editor/words/sign-text.ts';

const STANDING = graphql(`
  query RevisedStanding($id: ID!) {
    asset(id: $id) {
      consent {
        lastDay
      }
      offers {
        id
        canBeTaken
        firstDay
        lastDay
      }
    }
  }
`);

type Offer = NonNullable<ResultOf<typeof STANDING>['asset']>['offers'][number];

/** Of an asset whose next version was published; null for a new one, and until it is known. */
export function useRevisedStanding({ assetId, revises }: Draft): Standing<Offer> | null {
  const { data } = useQuery({
    queryKey: ['publish', 'standing', assetId],
    queryFn: async ({ signal }) => (await request(STANDING, { id: assetId }, { signal })).asset,
    enabled: revises !== null,
  });
  if (data == null) return null;
  return { ...data, offers: data.offers.filter(({ canBeTaken }) => canBeTaken) };
}

/** What holds for every version, and so for the one just published. */
export function RevisedStanding({ standing: { consent, offers } }: { readonly standing: Standing<Offer> }) {
  const t = useText(signText);
  const { day } = useFormats();
  if (consent === null && offers.length === 0) return null;
  return (
    <Notice tone="live">
      {consent !== null && <p>{t('consentHolds', { day: day(consent.lastDay) })}</p>}
      {offers.map(({ id, firstDay, lastDay }) => (
        <p key={id}>{t('offerHolds', { first: day(firstDay), last: day(lastDay) })}</p>
      ))}
    </Notice>
  );
}
