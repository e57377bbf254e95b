import { Button } from '../../components/forms/button.tsx';
import { CopyButton } from '../../components/facts/copy-button.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { QrCode } from '../../components/facts/qr-code.tsx';
import { Sheet } from '../../components/forms/sheet.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import type { NewInvitation } from './invite.ts';
import css from './invitation-link.module.css';
import { invitationLinkText } from './invitation-link-text.ts';

interface InvitationLinkProps {
  readonly made: NewInvitation;
  /** Who invites. */
  readonly organization: string;
  /** As what, for whom. */
  readonly as: string;
  readonly label: string;
  onClose(): void;
}

/** The link with its secret, this once: to copy, to scan, or to print and hand over. */
export function InvitationLink({ made, organization, as, label, onClose }: InvitationLinkProps) {
  const t = useText(invitationLinkText);
  const formats = useFormats();
  const link = `${window.location.origin}/invitation/${made.invitation.id}#${made.secret}`;
  return (
    <Sheet
      title={t('linkTitle')}
      onClose={onClose}
      actions={
        <>
          <CopyButton text={link} label={t('linkField')} />
          <Button onPress={() => window.print()}>{t('print')}</Button>
          <Button kind="main" onPress={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <div className={css['paper']}>
        <h3 className={css['printed']}>{t('printTitle', { organization })}</h3>
        <p>{t('printRole', { as, label })}</p>
        <div className={css['screen']}>
          <Notice tone="unknown">
            <p>{t('linkOnce', { label })}</p>
          </Notice>
        </div>
        <p className={css['printed']}>{t('printHow')}</p>
        <div className={css['link']}>
          <QrCode text={link} label={t('linkField')} />
          <p aria-label={t('linkField')} role="group">
            <code>{link}</code>
          </p>
        </div>
        <p>{t('linkUntil', { day: formats.moment(made.invitation.expiresAt) })}</p>
      </div>
    </Sheet>
  );
}
