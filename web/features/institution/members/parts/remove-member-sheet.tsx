import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { KEEP, type PayoutDraft, payoutDraft, payoutIn } from '../../../../lib/payout/payout-draft.ts';
import { usePaidOrganization } from '../../../../lib/payout/use-holder.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import { type Member, useRecentActs } from '../model/members-query.ts';
import { membersText } from '../words/members-text.ts';
import { RemovalPayout } from './removal-payout.tsx';
import { actsOf, type Compromise, compromisedSince } from '../model/key-compromise.ts';

interface RemoveMemberSheetProps {
  readonly member: Member;
  readonly name: string;
  readonly isLastOwner: boolean;
  readonly members: readonly Member[];
  nameOf(address: string): string;
  onDone(): void;
  onClose(): void;
}

type How = 'ordinary' | 'compromised';

/** Ends a key: in the ordinary way, or because others had it. */
export function RemoveMemberSheet(props: RemoveMemberSheetProps) {
  const { member, name, isLastOwner, onDone, onClose } = props;
  const t = useText(membersText);
  const { organization } = useDesk();
  const queries = useQueryClient();
  const act = useAct<unknown>();
  const { data: recent } = useRecentActs();
  const [how, setHow] = useState<How>('ordinary');
  const [since, setSince] = useState<Compromise>({ act: '', entry: '' });
  const size = recent === undefined ? null : compromisedSince(since, recent.logStatus.anchoredSize);
  const pending = recent?.logStatus.pending ?? 0;
  const payout = usePaidOrganization(organization.id)?.payout;
  const [chosen, setChosen] = useState<PayoutDraft | null>(null);
  const isPaidHere = payout?.toLowerCase() === member.address.toLowerCase();
  // To whom money goes instead, a person says.
  const draft = chosen ?? payoutDraft(isPaidHere ? null : KEEP);
  const wished = payoutIn(draft);
  const remove = async () => {
    if (wished === undefined) return;
    const done = await act.run(async (platform) => {
      const [acts, { relay, relayUnlessDone }, { parseOrganizationId }, { parseAddress }] = await Promise.all(
        [
          import('@lanran/sdk/organizations/organization-acts'),
          import('@lanran/sdk/acts/relaying'),
          import('@lanran/protocol/kernel/ids'),
          import('@lanran/protocol/kernel/signature'),
        ],
      );
      const key = { organizationId: parseOrganizationId(organization.id), key: parseAddress(member.address) };
      const removal =
        how === 'ordinary' || size === null
          ? acts.removeMemberAct(key)
          : acts.removeCompromisedMemberAct({ ...key, size });
      const wish = { organizationId: key.organizationId, payout: wished };
      const removed = await relayUnlessDone(
        platform,
        acts.payoutThenAct(wish, removal),
        'ORGANIZATIONS_NOT_MEMBER',
      );
      // Somebody else removed the key meanwhile, and so nothing of the two was done.
      if (removed === null && wished !== null)
        await relay(platform, acts.setPayoutAct(key.organizationId, wished));
      return true;
    });
    if (done === null) return;
    await queries.invalidateQueries();
    onDone();
    onClose();
  };
  const effect = how === 'ordinary' ? t('ordinaryEffect') : t('compromisedEffect', { size: size ?? 0 });
  return (
    <BindingSheet
      title={t('removeTitle', { name })}
      verb={t('removeVerb')}
      facts={[
        { name: t('person'), value: name },
        { name: t('key'), value: <code>{member.address}</code> },
        { name: t('effect'), value: effect },
      ]}
      concerns={t('concerns')}
      undo={t('removeUndo')}
      act={act}
      isReady={
        !isLastOwner &&
        recent !== undefined &&
        (how === 'ordinary' || size !== null) &&
        payout !== undefined &&
        wished !== undefined
      }
      onSign={() => void remove()}
      onClose={onClose}
    >
      {isLastOwner && (
        <Notice tone="refused">
          <p>{t('last')}</p>
        </Notice>
      )}
      <SelectField<How>
        label={t('removeHow')}
        value={how}
        choices={[
          { value: 'ordinary', label: t('ordinary'), hint: t('ordinaryHint') },
          { value: 'compromised', label: t('compromised'), hint: t('compromisedHint') },
        ]}
        onChange={setHow}
      />
      {how === 'ordinary' && pending > 0 && (
        <Notice tone="unknown">
          <p>{t('ordinaryPending', { count: pending })}</p>
        </Notice>
      )}
      {how === 'compromised' && (
        <SinceFields member={member} since={since} isRefused={size === null} onChange={setSince} />
      )}
      {!isLastOwner && <RemovalPayout {...props} draft={draft} onChange={setChosen} />}
    </BindingSheet>
  );
}

interface SinceFieldsProps {
  readonly member: Member;
  readonly since: Compromise;
  readonly isRefused: boolean;
  onChange(since: Compromise): void;
}

/** Which of the key's acts was the first that others did. */
function SinceFields({ member, since, isRefused, onChange }: SinceFieldsProps) {
  const t = useText(membersText);
  const formats = useFormats();
  const { data } = useRecentActs();
  const entries = (data?.statements.edges ?? []).map(({ node }) => node);
  const acts = actsOf(entries, member.address);
  return (
    <>
      <SelectField
        label={t('since')}
        value={since.act}
        choices={[
          { value: '', label: t('sinceNone') },
          ...acts.map(({ leafIndex, issuedAt }) => ({
            value: String(leafIndex),
            label: t('act', { size: leafIndex, moment: formats.moment(issuedAt) }),
          })),
        ]}
        onChange={(act) => onChange({ ...since, act })}
      />
      <TextField
        label={t('sinceField')}
        hint={t('sinceHint')}
        error={isRefused ? t('sinceInvalid') : null}
        inputMode="numeric"
        value={since.entry}
        onChange={(entry) => onChange({ ...since, entry })}
      />
    </>
  );
}
