import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/forms/button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { StateMark } from '../../components/page/notice.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import { useTask } from '../session/task.ts';
import { ElderInviteSheet } from './elder-invite-sheet.tsx';
import css from './invited-elders.module.css';
import { invitationLinkText } from './invitation-link-text.ts';
import { withdrawInvitation } from './invite.ts';
import { type ElderInvitation, useElderInvitations } from './use-elders.ts';

interface InvitedEldersProps {
  readonly communityId: string;
  readonly community: string;
}

/** Who was invited to the council and has not accepted yet, and the button that invites. */
export function InvitedElders({ communityId, community }: InvitedEldersProps) {
  const t = useText(invitationLinkText);
  const [isInviting, setIsInviting] = useState(false);
  const { data, error, refetch } = useElderInvitations(communityId);
  const open = (data ?? []).filter(({ state }) => state === 'OPEN');
  return (
    <div className={css['invited']}>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {open.length > 0 && (
        <ul role="list" className={css['list']} aria-label={t('invited')}>
          {open.map((invitation) => (
            <OpenInvitation key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
      <div>
        <Button onPress={() => setIsInviting(true)}>{t('inviteElder')}</Button>
      </div>
      {isInviting && (
        <ElderInviteSheet
          communityId={communityId}
          community={community}
          onClose={() => setIsInviting(false)}
        />
      )}
    </div>
  );
}

function OpenInvitation({ invitation }: { readonly invitation: ElderInvitation }) {
  const t = useText(invitationLinkText);
  const formats = useFormats();
  const queries = useQueryClient();
  const task = useTask();
  const { id, label, expiresAt } = invitation;
  const withdraw = async () => {
    await withdrawInvitation(id);
    await queries.invalidateQueries({ queryKey: ['invitations'] });
  };
  return (
    <li className={css['row']}>
      <strong>{label}</strong>
      <StateMark tone="unknown">{t('open', { day: formats.moment(expiresAt) })}</StateMark>
      <Button kind="quiet" onPress={() => void task.run(withdraw)} aria-label={t('withdrawOf', { label })}>
        {t('withdraw')}
      </Button>
      {task.error !== null && <ErrorNotice error={task.error} />}
    </li>
  );
}
