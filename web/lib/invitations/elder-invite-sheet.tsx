import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActSheet } from '../../components/forms/act-sheet.tsx';
import { TextField } from '../../components/forms/field.tsx';
import { useText } from '../language/text.ts';
import { InvitationLink } from './invitation-link.tsx';
import { invitationLinkText } from './invitation-link-text.ts';
import { invite, type NewInvitation } from './invite.ts';

interface ElderInviteSheetProps {
  readonly communityId: string;
  /** The community's name. */
  readonly community: string;
  onClose(): void;
}

/** Makes a link and its code for somebody who is to be chosen for a community's council. */
export function ElderInviteSheet({ communityId, community, onClose }: ElderInviteSheetProps) {
  const t = useText(invitationLinkText);
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [made, setMade] = useState<NewInvitation | null>(null);
  const make = async () => {
    const invited = await invite({ organizationId: communityId, role: null, label: label.trim() });
    await queries.invalidateQueries({ queryKey: ['invitations'] });
    return invited;
  };
  if (made !== null) {
    return (
      <InvitationLink
        made={made}
        organization={community}
        as={t('elder')}
        label={label.trim()}
        onClose={onClose}
      />
    );
  }
  return (
    <ActSheet
      title={t('inviteElder')}
      verb={t('inviteVerb')}
      busyVerb={t('inviting')}
      isReady={label.trim() !== ''}
      act={make}
      onDone={setMade}
      onClose={onClose}
    >
      <p>{t('elderLead')}</p>
      <TextField
        label={t('label')}
        hint={t('labelHint')}
        value={label}
        onChange={setLabel}
        maxLength={200}
        autoComplete="off"
        isRequired
        autoFocus
      />
    </ActSheet>
  );
}
