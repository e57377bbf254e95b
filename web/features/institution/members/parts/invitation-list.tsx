import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { withdrawInvitation } from '../../../../lib/invitations/invite.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../desk/parts/desk.module.css';
import type { Invitation } from '../model/members-query.ts';
import { membersText } from '../words/members-text.ts';

const TONES: Readonly<Record<Invitation['state'], Tone>> = {
  OPEN: 'plain',
  ACCEPTED: 'unknown',
  DONE: 'live',
  ENDED: 'unknown',
  EXPIRED: 'unknown',
  WITHDRAWN: 'refused',
};

interface InvitationListProps {
  readonly invitations: readonly Invitation[] | undefined;
  readonly error: unknown;
  onRetry(): void;
  onWithdrawn(): void;
}

/** Who was invited, and what became of it. Links are not shown again. */
export function InvitationList({ invitations, error, onRetry, onWithdrawn }: InvitationListProps) {
  const t = useText(membersText);
  const formats = useFormats();
  const changed = useChanged();
  const [failure, setFailure] = useState<unknown>(null);
  const withdraw = async ({ id }: Invitation) => {
    setFailure(null);
    try {
      await withdrawInvitation(id);
      await changed('members');
      onWithdrawn();
    } catch (cause) {
      setFailure(cause);
    }
  };
  const columns: readonly Column<Invitation>[] = [
    { title: t('label'), isHeading: true, cell: ({ label }) => label },
    { title: t('role'), cell: ({ role }) => t(`roleName.${role}`) },
    {
      title: t('state'),
      cell: ({ state, expiresAt }) => (
        <StateMark tone={TONES[state]}>
          {t(`stateName.${state}`, { day: formats.day(expiresAt.slice(0, 10)) })}
        </StateMark>
      ),
    },
    {
      title: t('acts'),
      isPlain: true,
      cell: (invitation) =>
        invitation.state === 'OPEN' && (
          <Button
            kind="quiet"
            onPress={() => void withdraw(invitation)}
            aria-label={t('withdrawOf', { label: invitation.label })}
          >
            {t('withdraw')}
          </Button>
        ),
    },
  ];
  return (
    <section className={css['section']} aria-labelledby="invitations">
      <h2 id="invitations">{t('invitationsTitle')}</h2>
      {error !== null && <ErrorNotice error={error} onRetry={onRetry} />}
      {failure !== null && <ErrorNotice error={failure} />}
      {invitations === undefined && error === null && <Skeleton />}
      {invitations?.length === 0 && <p className={css['soft']}>{t('invitationsEmpty')}</p>}
      {invitations !== undefined && invitations.length > 0 && (
        <DataTable
          caption={t('invitationsCaption')}
          columns={columns}
          rows={invitations}
          rowKey={({ id }) => id}
        />
      )}
    </section>
  );
}
