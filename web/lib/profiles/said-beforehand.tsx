import { Localized } from '../../components/facts/localized.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import type { ShownBeforehand } from './fragments.ts';
import { profileText } from './profile-text.ts';
import css from './profiles.module.css';

/** Has it said anything to whoever thinks of asking it? */
export function saysBeforehand({ welcome, never, answersWithinDays, closedUntil }: ShownBeforehand): boolean {
  return [welcome, never, answersWithinDays, closedUntil].some((said) => said !== null);
}

/** What an organization welcomes and never allows, how long it takes, and until when it takes no requests. */
export function SaidBeforehand({ said }: { readonly said: ShownBeforehand }) {
  const t = useText(profileText);
  const formats = useFormats();
  const { welcome, never, answersWithinDays, closedUntil, closedReason } = said;
  return (
    <>
      {closedUntil !== null && (
        <Notice tone="unknown" title={t('closed', { day: formats.day(closedUntil) })}>
          {closedReason !== null && (
            <p className={css['lines']}>
              <Localized text={closedReason} />
            </p>
          )}
        </Notice>
      )}
      {(welcome !== null || never !== null) && (
        <dl className={css['said']}>
          {welcome !== null && (
            <div>
              <dt>{t('welcome')}</dt>
              <dd>
                <Localized text={welcome} />
              </dd>
            </div>
          )}
          {never !== null && (
            <div>
              <dt>{t('never')}</dt>
              <dd>
                <Localized text={never} />
              </dd>
            </div>
          )}
        </dl>
      )}
      {answersWithinDays !== null && <p>{t('answers', { days: answersWithinDays })}</p>}
    </>
  );
}
