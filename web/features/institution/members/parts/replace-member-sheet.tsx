import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { readKey } from '../../../../lib/session/read-key.ts';
import { shortAddress } from '../../../../lib/organizations/short-address.ts';
import { PayoutChoice } from '../../../../lib/payout/payout-choice.tsx';
import { KEEP, type PayoutDraft, payoutDraft, payoutIn } from '../../../../lib/payout/payout-draft.ts';
import { payoutText } from '../../../../lib/payout/payout-text.ts';
import { usePaidOrganization } from '../../../../lib/payout/use-holder.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import { nameOf } from '../model/member-names.ts';
import type { Invitation, Member } from '../model/members-query.ts';
import { membersText } from '../words/members-text.ts';

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
  const newKey = by === OTHER ? readKey(text) : readKey(by ?? '');
  const others = members.filter(({ address }) => address !== member.address);
  const isKnown = newKey !== null && members.some(({ address }) => address.toLowerCase() === newKey);
  const paid = useText(payoutText);
  const payout = usePaidOrganization(organization.id)?.payout;
  const [chosen, setChosen] = useState<PayoutDraft | null>(null);
  const isPaidHere = payout?.toLowerCase() === member.address.toLowerCase();
  const draft = chosen ?? payoutDraft(isPaidHere ? newKey : KEEP);
  const wished = payoutIn(draft);
  const problem = newKey === null ? t('addressInvalid') : isKnown ? t('addressKnown') : null;
  const replace = async () => {
    if (wished === undefined) return;
    const done = await act.run(async (platform) => {
      const [{ payoutThenAct, replaceMemberAct }, { relay }, { parseOrganizationId }, { parseAddress }] =
        await Promise.all([
          import('@lanran/sdk/organizations/organization-acts'),
          import('@lanran/sdk/acts/relaying'),
          import('@lanran/protocol/kernel/ids'),
          import('@lanran/protocol/kernel/signature'),
        ]);
      const organizationId = parseOrganizationId(organization.id);
      const keys = { key: parseAddress(member.address), newKey: parseAddress(newKey) };
      const change = replaceMemberAct({ organizationId, ...keys });
      return relay(platform, payoutThenAct({ organizationId, payout: wished }, change));
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
      isReady={problem === null && payout !== undefined && wished !== undefined}
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
      {newKey !== null && problem === null && (
        <PayoutChoice
          organizationId={organization.id}
          draft={draft}
          offered={[{ address: newKey, words: paid('newKey') }]}
          change={{ members: [...others, { address: newKey, role: member.role }] }}
          onChange={setChosen}
        />
      )}
    </BindingSheet>
  );
}
