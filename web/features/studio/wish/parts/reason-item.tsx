import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { licenseIdFrom } from '@lanran/protocol/kernel/ids';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, territoriesText } from '../../../../lib/territories/window-text.ts';
import type { StudioQuote } from '../model/studio-quote.ts';
import { type SalesCalendar, calendarQuery } from '../model/sales-calendar.ts';
import { takenText } from '../words/taken-text.ts';

type Reason = StudioQuote['reasons'][number];

const DAY = /\d{4}-\d{2}-\d{2}/g;

interface ReasonItemProps {
  readonly assetId: string;
  readonly reason: Reason;
}

/** Why not, in the reader's words; of what was sold and is in the way, what it covers and until when. */
export function ReasonItem({ assetId, reason }: ReasonItemProps) {
  const { language } = useLanguage();
  const formats = useFormats();
  const { data: calendar = [] } = useQuery(calendarQuery(assetId));
  const taken = calendar.find((each) => isNamed(each, reason));
  if (taken !== undefined) return <OverlapReason taken={taken} />;
  return reason[language].replaceAll(DAY, (day) => formats.day(day));
}

function isNamed({ license, offer }: SalesCalendar, { code, subject }: Reason): boolean {
  if (code === 'EXCLUSIVE_OVERLAP') return license === licenseIdFrom(BigInt(subject));
  return code === 'OFFER_OVERLAP' && license === null && offer === subject;
}

function OverlapReason({
  taken: { license, media, territories, firstDay, lastDay },
}: {
  readonly taken: SalesCalendar;
}) {
  const t = useText(takenText);
  const { language } = useLanguage();
  const formats = useFormats();
  const window = {
    media: mediaText(media, language),
    territories: territoriesText(territories, language),
    from: formats.day(firstDay),
    to: formats.day(lastDay),
  };
  if (license === null) return t('overlap.beside', window);
  return (
    <>
      {t('overlap.exclusive', window)} <Link to={`/check/${license}`}>{t('license')}</Link>
    </>
  );
}
