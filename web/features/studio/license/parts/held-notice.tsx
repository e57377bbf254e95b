import { Link } from 'react-router';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { HeldUse } from '../model/held-uses.ts';
import { useNames } from '../../wish/model/names.ts';
import { wishText } from '../../wish/words/wish-text.ts';

interface HeldNoticeProps {
  readonly held: readonly HeldUse[];
  /** Exclusivity is asked for, which another license need not give. */
  readonly isExclusive: boolean;
  readonly canBuy: boolean;
}

/** What the licensee's own licenses cover of a wish already. It stops nobody: some want a second license. */
export function HeldNotice({ held, isExclusive, canBuy }: HeldNoticeProps) {
  const t = useText(wishText);
  if (held.length === 0) return null;
  const isWhole = held.some((use) => use.isWhole && (use.license.exclusive || !isExclusive));
  return (
    <Notice tone="unknown" title={t(isWhole ? 'coveredTitle' : 'coveredPartTitle')}>
      {held.map((use) => (
        <p key={use.license.id}>
          <Covered use={use} /> {isExclusive && !use.license.exclusive && t('coveredNotExclusive')}
        </p>
      ))}
      {canBuy && <p>{t('coveredAgain')}</p>}
    </Notice>
  );
}

function Covered({ use }: { readonly use: HeldUse }) {
  const t = useText(wishText);
  const names = useNames();
  const formats = useFormats();
  const { license, isWhole, media, territories, firstDay, lastDay } = use;
  const daysOf = (days: Pick<HeldUse, 'firstDay' | 'lastDay'>) => ({
    from: formats.day(days.firstDay),
    to: formats.day(days.lastDay),
  });
  return (
    <>
      <Link to={`/licenses/${license.id}`}>{t('coveredBy', daysOf(license))}</Link>{' '}
      {isWhole
        ? t('coveredAll')
        : t('coveredPart', {
            media: names.media(media),
            places: names.territories(territories),
            ...daysOf({ firstDay, lastDay }),
          })}
    </>
  );
}
