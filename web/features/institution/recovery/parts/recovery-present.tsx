import { Button } from '../../../../components/forms/button.tsx';
import { CopyButton } from '../../../../components/facts/copy-button.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { useMemberNames } from '../../members/model/member-names.ts';
import { useMembers } from '../../members/model/members-query.ts';
import { recoveryKeyText } from '../words/recovery-key-text.ts';
import type { RecoveryKey } from '../model/recovery-query.ts';

interface RecoveryPresentProps {
  readonly present: RecoveryKey;
  /** Owners' alone. */
  onReplace?: () => void;
  onRemove?: () => void;
}

/** Which key it is, and whose doing. */
export function RecoveryPresent({ present, onReplace, onRemove }: RecoveryPresentProps) {
  const t = useText(recoveryKeyText);
  const formats = useFormats();
  const { organization } = useDesk();
  const members = useMembers(organization.id);
  const nameOf = useMemberNames({ members: members.data ?? [], invitations: [] });
  const { recipient, setAt, setBy } = present;
  return (
    <div className={css['narrow']}>
      <Facts
        facts={[
          {
            name: t('public'),
            value: (
              <span className={css['stack']}>
                <code className={css['long']}>{recipient}</code>
                <span>
                  <CopyButton text={recipient} label={t('public')} />
                </span>
              </span>
            ),
          },
          { name: t('setAt'), value: t('setBy', { moment: formats.moment(setAt), name: nameOf(setBy) }) },
        ]}
      />
      {onReplace !== undefined && onRemove !== undefined && (
        <p className={css['links']}>
          <Button onPress={onReplace}>{t('replace')}</Button>
          <Button kind="quiet" onPress={onRemove}>
            {t('remove')}
          </Button>
        </p>
      )}
    </div>
  );
}
