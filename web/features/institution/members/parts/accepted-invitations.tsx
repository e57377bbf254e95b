import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useTask } from '../../../../lib/session/task.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { shortAddress } from '../../../../lib/organizations/short-address.ts';
import { withdrawInvitation } from '../../../../lib/invitations/invite.ts';
import { useText } from '../../../../lib/language/text.ts';
import { addMember, type Addition } from '../model/add-member.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { nameOf } from '../model/member-names.ts';
import { type Invitation, listMembers } from '../model/members-query.ts';
import { membersText } from '../words/members-text.ts';

interface AcceptedInvitationsProps {
  readonly invitations: readonly Invitation[];
  onDone(said: string): void;
}

/** Those who accepted: an owner adds their key, or does not. */
export function AcceptedInvitations({ invitations, onDone }: AcceptedInvitationsProps) {
  const t = useText(membersText);
  const changed = useChanged();
  const [adding, setAdding] = useState<Invitation | null>(null);
  const task = useTask();
  const accepted = invitations.filter(({ state, address }) => state === 'ACCEPTED' && address !== null);
  if (accepted.length === 0) return null;
  const refuse = async (invitation: Invitation) => {
    await withdrawInvitation(invitation.id);
    await changed('members');
    onDone(t('withdrawn'));
  };
  return (
    <section className={css['section']} aria-labelledby="accepted">
      <h2 id="accepted">{t('acceptedTitle')}</h2>
      <p className={css['soft']}>{t('acceptedLead')}</p>
      {task.error !== null && <ErrorNotice error={task.error} />}
      <ul role="list" className={css['lines']}>
        {accepted.map((invitation) => {
          const { id, label, role, address } = invitation;
          const name = nameOf(invitation);
          return (
            <li key={id}>
              <span className={css['stack']}>
                <strong>{name}</strong>
                <span className={css['soft']}>{t('invitedAs', { label })}</span>
                <span className={css['soft']}>
                  {t.rich('keyOf', { key: () => <code>{shortAddress(address ?? '')}</code> })}
                </span>
              </span>
              <span className={css['links']}>
                <Button
                  kind="main"
                  onPress={() => setAdding(invitation)}
                  aria-label={t('addOf', { name, role })}
                >
                  {t('add', { role })}
                </Button>
                <Button
                  kind="quiet"
                  onPress={() => void task.run(() => refuse(invitation))}
                  aria-label={t('refuseOf', { name })}
                >
                  {t('refuse')}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      {adding !== null && <AddSheet invitation={adding} onDone={onDone} onClose={() => setAdding(null)} />}
    </section>
  );
}

interface AddSheetProps {
  readonly invitation: Invitation;
  onDone(said: string): void;
  onClose(): void;
}

function AddSheet({ invitation, onDone, onClose }: AddSheetProps) {
  const t = useText(membersText);
  const { organization } = useDesk();
  const changed = useChanged();
  const act = useAct<Addition>();
  const [isFormer, setIsFormer] = useState(false);
  const { role, address, label } = invitation;
  const name = nameOf(invitation);
  const add = async () => {
    const done = await act.run(async (platform) => {
      const [{ addMemberAct }, { relayUnlessDone }, { parseOrganizationId }, { parseAddress }] =
        await Promise.all([
          import('@lanran/sdk/organizations/organization-acts'),
          import('@lanran/sdk/acts/relaying'),
          import('@lanran/protocol/kernel/ids'),
          import('@lanran/protocol/kernel/signature'),
        ]);
      const key = parseAddress(address);
      const addition = addMemberAct({ organizationId: parseOrganizationId(organization.id), key, role });
      return addMember(
        () => relayUnlessDone(platform, addition, 'ORGANIZATIONS_MEMBER_EXISTS'),
        async () => (await listMembers(organization.id)).some((member) => member.address === key),
      );
    });
    if (done === null) return;
    if (done === 'former') {
      setIsFormer(true);
      return;
    }
    await changed('members');
    onDone(t('added', { name }));
    onClose();
  };
  return (
    <BindingSheet
      title={t('addTitle', { name })}
      verb={t('add', { role })}
      facts={[
        { name: t('person'), value: name },
        { name: t('invited'), value: label },
        { name: t('key'), value: <code>{address}</code> },
        { name: t('role'), value: t(`roleName.${role}`) },
        { name: t('addMeans'), value: t(`roleMeans.${role}`) },
      ]}
      concerns={t('concerns')}
      undo={t('addUndo')}
      act={act}
      isReady={!isFormer}
      onSign={() => void add()}
      onClose={onClose}
    >
      {isFormer && (
        <Notice tone="refused" isLive>
          <p>{t('addressFormer')}</p>
        </Notice>
      )}
    </BindingSheet>
  );
}
