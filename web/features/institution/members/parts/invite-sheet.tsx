import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { SelectField, TextField } from '../../../../components/forms/field.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { componentText } from '../../../../components/page/text.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { InvitationLink } from '../../../../lib/invitations/invitation-link.tsx';
import { invite, type NewInvitation } from '../../../../lib/invitations/invite.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { type Role, ROLES } from '../model/members-query.ts';
import { membersText } from '../words/members-text.ts';

/** Makes a link that is shown once. */
export function InviteSheet({ onClose }: { onClose(): void }) {
  const t = useText(membersText);
  const shared = useText(componentText);
  const { language } = useLanguage();
  const { organization } = useDesk();
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [role, setRole] = useState<Role>('EDITOR');
  const [isWorking, setIsWorking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [made, setMade] = useState<NewInvitation | null>(null);
  const make = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (isWorking || label.trim() === '') return;
    setIsWorking(true);
    setError(null);
    try {
      setMade(await invite({ organizationId: organization.id, role, label: label.trim() }));
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
        organization={pickText(organization.name, language)?.text ?? organization.slug}
        as={t('asRole', { role })}
        label={label.trim()}
        onClose={onClose}
      />
    );
  }
  return (
    <Sheet
      title={t('invite')}
      onClose={onClose}
      canClose={!isWorking}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isWorking}>
            {shared('cancel')}
          </Button>
          <Button kind="main" type="submit" form="invite" isDisabled={isWorking || label.trim() === ''}>
            {isWorking ? t('inviting') : t('inviteVerb')}
          </Button>
        </>
      }
    >
      <form id="invite" onSubmit={(event) => void make(event)} className={css['form']}>
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
        <SelectField<Role>
          label={t('chooseRole')}
          value={role}
          choices={ROLES.map((value) => ({
            value,
            label: t(`roleName.${value}`),
            hint: t(`roleMeans.${value}`),
          }))}
          onChange={setRole}
        />
      </form>
      {error !== null && <ErrorNotice error={error} />}
    </Sheet>
  );
}
