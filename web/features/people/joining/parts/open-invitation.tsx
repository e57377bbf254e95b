import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { ACCEPT_INVITATION, type Invitation } from '../model/invitation-documents.ts';
import { invitationText } from '../words/invitation-text.ts';
import css from '../../signing-in/parts/people.module.css';
import { useTask } from '../../../../lib/session/task.ts';
import { usePersonName } from '../../signing-in/model/use-person-name.ts';

interface OpenInvitationProps {
  readonly invitation: Invitation;
  readonly secret: string;
  /** Of the organization. */
  readonly name: string;
}

export function OpenInvitation({ invitation, secret, name }: OpenInvitationProps) {
  const t = useText(invitationText);
  const format = useFormats();
  const { me } = useSession();
  const person = usePersonName();
  const cache = useQueryClient();
  const task = useTask();
  const { id, label, role, expiresAt } = invitation;
  const next = encodeURIComponent(`/invitation/${id}`);
  const accept = () =>
    void task.run(async () => {
      await request(ACCEPT_INVITATION, { id, secret });
      await cache.invalidateQueries({ queryKey: ['invitation', id] });
    });
  return (
    <Page title={t('titleFrom', { name })} width="text">
      <Facts
        facts={[
          { name: t('meant'), value: label },
          { name: t('as'), value: t(role ?? 'ELDER') },
          { name: t('expires'), value: format.moment(expiresAt) },
        ]}
      />
      {me === null ? (
        <>
          <p>{t('needsKey')}</p>
          <div className={css['row']}>
            <ButtonLink to={`/sign-up?next=${next}`} kind="main">
              {t('make')}
            </ButtonLink>
            <ButtonLink to={`/sign-in?next=${next}`}>{t('haveOne')}</ButtonLink>
          </div>
        </>
      ) : (
        <>
          <p>{t(role === null ? 'acceptElderLead' : 'acceptLead', { name: person })}</p>
          <div className={css['row']}>
            <Button kind="main" onPress={accept} isDisabled={task.isBusy}>
              {task.isBusy ? t('accepting') : t('accept')}
            </Button>
            <Link to={`/sign-in?next=${next}`}>{t('otherKey')}</Link>
          </div>
        </>
      )}
      {task.error !== null && <ErrorNotice error={task.error} />}
    </Page>
  );
}
