import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { InvitationLink } from '../../../../lib/invitations/invitation-link.tsx';
import { invite, type NewInvitation } from '../../../../lib/invitations/invite.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import { type Role, ROLES } from '../model/members-query.ts';
import { membersText } from '../words/members-text.ts';

/** Makes a link that is shown once. */
export function InviteSheet({ onClose }: { onClose(): void }) {
  const t = useText(membersText);
  const { language } = useLanguage();
  const { organization } = useDesk();
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [role, setRole] = useState<Role>('EDITOR');
  const [made, setMade] = useState<NewInvitation | null>(null);
  const make = async () => {
    const invited = await invite({ organizationId: organization.id, role, label: label.trim() });
    await queries.invalidateQueries({ queryKey: ['invitations'] });
    return invited;
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
    <ActSheet
      title={t('invite')}
      verb={t('inviteVerb')}
      busyVerb={t('inviting')}
      isReady={label.trim() !== ''}
      act={make}
      onDone={setMade}
      onClose={onClose}
    >
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
    </ActSheet>
  );
}
