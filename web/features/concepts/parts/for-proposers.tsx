import type { ReactNode } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { SelectField } from '../../../components/forms/select-field.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { type Membership, useSession } from '../../../lib/session/session.tsx';
import { SuspensionNotice } from '../../../lib/suspension/suspension-notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { proposersOf } from '../model/proposers.ts';
import { formText } from '../words/form-text.ts';

interface ForProposersProps {
  /** What the organization proposes with. */
  children(organizationId: string): ReactNode;
}

/** What owners and editors do for one of their organizations; others are told why they can't. */
export function ForProposers({ children }: ForProposersProps) {
  const t = useText(formText);
  const { me, isLoading } = useSession();
  const { pathname } = useLocation();
  const [first, ...others] = proposersOf(me);
  if (first !== undefined) return <Chosen mine={[first, ...others]}>{children}</Chosen>;
  if (isLoading) return <Skeleton />;
  if (me !== null) return <Empty title={t('notMember')} />;
  return (
    <Empty title={t('signInFirst')}>
      <ButtonLink kind="main" to={`/sign-in?next=${pathname}`}>
        {t('signIn')}
      </ButtonLink>
    </Empty>
  );
}

interface ChosenProps extends ForProposersProps {
  readonly mine: readonly [Membership, ...Membership[]];
}

function Chosen({ mine, children }: ChosenProps) {
  const t = useText(formText);
  const { language } = useLanguage();
  const [query, setQuery] = useSearchParams();
  const asked = query.get('organization');
  const { organization } = mine.find((each) => each.organization.id === asked) ?? mine[0];
  return (
    <>
      {mine.length > 1 && (
        <SelectField
          label={t('organization')}
          value={organization.id}
          choices={mine.map(({ organization: { id, slug, name } }) => ({
            value: id,
            label: pickText(name, language)?.text ?? slug,
          }))}
          onChange={(id) =>
            setQuery(
              (before) => {
                const next = new URLSearchParams(before);
                next.set('organization', id);
                return next;
              },
              { replace: true },
            )
          }
        />
      )}
      {organization.suspension !== null && <SuspensionNotice suspension={organization.suspension} isOwn />}
      {children(organization.id)}
    </>
  );
}
