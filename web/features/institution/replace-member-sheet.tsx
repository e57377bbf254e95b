import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { useAct } from '../../lib/act.ts';
import { useText } from '../../lib/text.ts';
import { findAddress, shortAddress } from './address-text.ts';
import { useDesk } from './desk.ts';
import { nameOf } from './member-names.ts';
import type { Invitation, Member } from './members-query.ts';
import { membersText } from './members-text.ts';

interface ReplaceMemberSheetProps {
  readonly member: Member;
  readonly name: string;
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
  onDone(): void;
  onClose(): void;
}

const OTHER = 'other';

/** Puts a new key in a lost one's place and role. */
export function ReplaceMemberSheet(props: ReplaceMemberSheetProps) {
  const { member, name, members, invitations, onDone, onClose } = props;
  const t = useText(membersText);
  const { organization } = useDesk();
  const queries = useQueryClient();
  const act = useAct<unknown>();
  const waiting = invitations.filter(({ state, address }) => state === 'ACCEPTED' && address !== null);
  // Whose key it is, a person says: nobody's is chosen for them.
  const [by, setBy] = useState<string | null>(waiting.length === 0 ? OTHER : null);
  const [text, setText] = useState('');
  const newKey = by === OTHER ? findAddress(text) : findAddress(by ?? '');
  const isKnown = newKey !== null && members.some(({ address }) => address.toLowerCase() === newKey);
  const problem = newKey === null ? t('addressInvalid') : isKnown ? t('addressKnown') : null;
  const replace = async () => {
    const done = await act.run(async (platform) => {
      const [{ replaceMemberAct }, { relay }, { parseOrganizationId }, { parseAddress }] = await Promise.all([
        import('@lanran/client/organization-acts'),
        import('@lanran/client/relaying'),
        import('@lanran/protocol/ids'),
        import('@lanran/protocol/signature'),
      ]);
      return relay(
        platform,
        replaceMemberAct({
          organizationId: parseOrganizationId(organization.id),
          key: parseAddress(member.address),
          newKey: parseAddress(newKey),
        }),
      );
    });
    if (done === null) return;
    await queries.invalidateQueries();
    onDone();
    onClose();
  };
  return (
    <BindingSheet
      title={t('replaceTitle', { name })}
      verb={t('replaceVerb')}
      facts={[
        { name: t('oldKey'), value: <code>{member.address}</code> },
        { name: t('newKey'), value: <code>{newKey ?? '…'}</code> },
        { name: t('effect'), value: t('replaceEffect', { role: member.role }) },
      ]}
      concerns={t('concerns')}
      undo={t('replaceUndo')}
      act={act}
      isReady={problem === null}
      onSign={() => void replace()}
      onClose={onClose}
    >
      <p>{t('replaceLead')}</p>
      {waiting.length > 0 && (
        <SelectField
          label={t('replaceBy')}
          value={by}
          choices={[
            ...waiting.map((invitation) => ({
              value: invitation.address ?? '',
              label: nameOf(invitation),
              hint: shortAddress(invitation.address ?? ''),
            })),
            { value: OTHER, label: t('replaceOther') },
          ]}
          onChange={setBy}
        />
      )}
      {by === OTHER && (
        <TextField
          label={t('replaceAddress')}
          hint={t('replaceAddressHint')}
          error={text === '' ? null : problem}
          value={text}
          onChange={setText}
          autoComplete="off"
          isRequired
        />
      )}
    </BindingSheet>
  );
}
