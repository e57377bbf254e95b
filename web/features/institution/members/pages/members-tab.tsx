import { type ReactNode, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { shortAddress } from '../../../../lib/organizations/short-address.ts';
import { useText } from '../../../../lib/language/text.ts';
import { AcceptedInvitations } from '../parts/accepted-invitations.tsx';
import { isOwner, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { InvitationList } from '../parts/invitation-list.tsx';
import { InviteSheet } from '../parts/invite-sheet.tsx';
import { useMemberNames } from '../model/member-names.ts';
import { type Member, useInvitations, useMembers } from '../model/members-query.ts';
import { membersText } from '../words/members-text.ts';
import { RemoveMemberSheet } from '../parts/remove-member-sheet.tsx';
import { ReplaceMemberSheet } from '../parts/replace-member-sheet.tsx';
import { RoleSheet } from '../parts/role-sheet.tsx';

type OpenSheet =
  | { readonly kind: 'invite' }
  | { readonly kind: 'remove' | 'replace' | 'role'; readonly member: Member };

/** Whose keys act for the organization, and who is invited to. */
export function MembersTab() {
  const t = useText(membersText);
  const desk = useDesk();
  const { id } = desk.organization;
  const members = useMembers(id);
  const invitations = useInvitations(id, isOwner(desk));
  const known = invitations.data ?? [];
  const nameOf = useMemberNames({ members: members.data ?? [], invitations: known });
  const [sheet, setSheet] = useState<OpenSheet | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const open = (next: OpenSheet) => {
    setSaid(null);
    setSheet(next);
  };
  const close = () => setSheet(null);
  const owners = (members.data ?? []).filter(({ role }) => role === 'OWNER').length;
  const columns = useColumns(nameOf, (kind, member) => open({ kind, member }));
  return (
    <section className={css['part']} aria-labelledby="members">
      <div className={css['bar']}>
        <h2 id="members">{t('title')}</h2>
        {isOwner(desk) && (
          <Button kind="main" onPress={() => open({ kind: 'invite' })}>
            {t('invite')}
          </Button>
        )}
      </div>
      {!isOwner(desk) && <p className={css['soft']}>{t('ownersOnly')}</p>}
      {said !== null && (
        <Notice tone="live" isLive>
          <p>{said}</p>
        </Notice>
      )}
      <AcceptedInvitations invitations={known} onDone={setSaid} />
      {members.error !== null && <ErrorNotice error={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && <Skeleton />}
      {members.data !== undefined && (
        <DataTable
          caption={t('caption', { count: members.data.length })}
          columns={columns}
          rows={members.data}
          rowKey={({ address }) => address}
        />
      )}
      {isOwner(desk) && (
        <InvitationList
          invitations={invitations.data}
          error={invitations.error}
          onRetry={() => void invitations.refetch()}
          onWithdrawn={() => setSaid(t('withdrawn'))}
        />
      )}
      {sheet?.kind === 'invite' && <InviteSheet onClose={close} />}
      {sheet?.kind === 'remove' && (
        <RemoveMemberSheet
          member={sheet.member}
          name={nameOf(sheet.member.address)}
          isLastOwner={
            sheet.member.role === 'OWNER' && owners === 1 && desk.organization.kind !== 'COMMUNITY'
          }
          members={members.data ?? []}
          nameOf={nameOf}
          onDone={() => setSaid(t('removed'))}
          onClose={close}
        />
      )}
      {sheet?.kind === 'replace' && (
        <ReplaceMemberSheet
          member={sheet.member}
          name={nameOf(sheet.member.address)}
          members={members.data ?? []}
          invitations={known}
          onDone={() => setSaid(t('replaced'))}
          onClose={close}
        />
      )}
      {sheet?.kind === 'role' && (
        <RoleSheet
          name={nameOf(sheet.member.address)}
          onInvite={() => setSheet({ kind: 'invite' })}
          onClose={close}
        />
      )}
    </section>
  );
}

function useColumns(
  nameOf: (address: string) => string,
  onAct: (kind: 'remove' | 'replace' | 'role', member: Member) => void,
): readonly Column<Member>[] {
  const t = useText(membersText);
  const desk = useDesk();
  const { me } = useSession();
  const columns: readonly Column<Member>[] = [
    {
      title: t('person'),
      isHeading: true,
      cell: ({ address }): ReactNode => (
        <span className={css['stack']}>
          <strong>{nameOf(address)}</strong>
          {me?.address === address && nameOf(address) !== t('you') && (
            <span className={css['soft']}>{t('you')}</span>
          )}
        </span>
      ),
    },
    {
      title: t('role'),
      cell: ({ role }) => (
        <span className={css['stack']}>
          <span>{t(`roleName.${role}`)}</span>
          <span className={css['soft']}>{t(`roleMeans.${role}`)}</span>
        </span>
      ),
    },
    {
      title: t('key'),
      cell: ({ address }) => (
        <details>
          <summary>
            <code>{shortAddress(address)}</code>
          </summary>
          <code>{address}</code>
        </details>
      ),
    },
    {
      title: t('acts'),
      isPlain: true,
      cell: (member) => {
        const name = nameOf(member.address);
        return (
          <span className={css['links']}>
            <Button
              kind="quiet"
              onPress={() => onAct('replace', member)}
              aria-label={t('replaceOf', { name })}
            >
              {t('replace')}
            </Button>
            <Button
              kind="quiet"
              onPress={() => onAct('role', member)}
              aria-label={t('roleChangeOf', { name })}
            >
              {t('roleChange')}
            </Button>
            <Button kind="quiet" onPress={() => onAct('remove', member)} aria-label={t('removeOf', { name })}>
              {t('remove')}
            </Button>
          </span>
        );
      },
    },
  ];
  return isOwner(desk) ? columns : columns.slice(0, -1);
}
