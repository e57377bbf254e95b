import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { pickText } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import { useDesk } from './desk.ts';
import css from './invitation-link.module.css';
import type { NewInvitation, Role } from './members-query.ts';
import { membersText } from './members-text.ts';

interface InvitationLinkProps {
  readonly made: NewInvitation;
  readonly role: Role;
  readonly label: string;
  onClose(): void;
}

/** The link with its secret, this once: to copy, or to print and hand over. */
export function InvitationLink({ made, role, label, onClose }: InvitationLinkProps) {
  const t = useText(membersText);
  const { language } = useLanguage();
  const formats = useFormats();
  const { organization } = useDesk();
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
        <h3 className={css['printed']}>
          {t('printTitle', {
            organization: pickText(organization.name, language)?.text ?? organization.slug,
          })}
        </h3>
        <p>{t('printRole', { role, label })}</p>
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
