import { ButtonLink } from '../../../components/forms/button.tsx';
import { useCouncilSeats } from '../../../lib/council/council-seats.ts';
import { useText } from '../../../lib/language/text.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { listText } from '../words/list-text.ts';

/** What an institution or a council may do with all of a list at once. */
export function ManyActs({ listId }: { readonly listId: string }) {
  const t = useText(listText);
  const { me } = useSession();
  const seats = useCouncilSeats() ?? [];
  const institution = me?.memberships.find(
    ({ role, organization }) => organization.kind === 'INSTITUTION' && role !== 'VIEWER',
  );
  const seat = seats.find(({ isNamed }) => !isNamed);
  return (
    <>
      {institution !== undefined && (
        <ButtonLink to={`/institution/${institution.organization.id}/offers/many?list=${listId}`}>
          {t('offerAll')}
        </ButtonLink>
      )}
      {seat !== undefined && (
        <ButtonLink to={`/council/${seat.communityId}/lists/${listId}`}>{t('consentAll')}</ButtonLink>
      )}
    </>
  );
}
