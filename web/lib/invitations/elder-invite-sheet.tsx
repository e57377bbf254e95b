import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../components/forms/button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { TextField } from '../../components/forms/field.tsx';
import { Sheet } from '../../components/forms/sheet.tsx';
import { componentText } from '../../components/page/text.ts';
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
  const shared = useText(componentText);
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [isWorking, setIsWorking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [made, setMade] = useState<NewInvitation | null>(null);
  const make = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (isWorking || label.trim() === '') return;
    setIsWorking(true);
    setError(null);
    try {
      setMade(await invite({ organizationId: communityId, role: null, label: label.trim() }));
      await queries.invalidateQueries({ queryKey: ['invitations'] });
    } catch (cause) {
      setError(cause);
    } finally {
      setIsWorking(false);
    }
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
    <Sheet
      title={t('inviteElder')}
      onClose={onClose}
      canClose={!isWorking}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isWorking}>
            {shared('cancel')}
          </Button>
          <Button kind="main" type="submit" form="invite-elder" isDisabled={isWorking || label.trim() === ''}>
            {isWorking ? t('inviting') : t('inviteVerb')}
          </Button>
        </>
      }
    >
      <p>{t('elderLead')}</p>
      <form id="invite-elder" onSubmit={(event) => void make(event)}>
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
      </form>
      {error !== null && <ErrorNotice error={error} />}
    </Sheet>
  );
}
