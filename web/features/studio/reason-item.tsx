import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatDay } from '@lanran/protocol/day';
import { licenseIdFrom } from '@lanran/protocol/ids';
import { mediaOf } from '@lanran/protocol/media';
import { formatTerritories } from '@lanran/protocol/territories';
import { useFormats } from '../../lib/format.ts';
import { useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import { mediaText, territoriesText } from '../../lib/window-text.ts';
import { findSold, type StudioQuote } from './studio-quote.ts';
import { wishText } from './wish-text.ts';

type Reason = StudioQuote['reasons'][number];

const DAY = /\d{4}-\d{2}-\d{2}/g;

/** Why not, in the reader's words; of an exclusive license that is in the way, what it covers and until when. */
export function ReasonItem({ reason }: { readonly reason: Reason }) {
  const { language } = useLanguage();
  const formats = useFormats();
  if (reason.code === 'EXCLUSIVE_OVERLAP') return <OverlapReason reason={reason} />;
  return reason[language].replaceAll(DAY, (day) => formats.day(day));
}

function OverlapReason({ reason }: { readonly reason: Reason }) {
  const t = useText(wishText);
  const { language } = useLanguage();
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: ['studio', 'sold', reason.subject],
    queryFn: () => findSold(BigInt(reason.subject)),
    staleTime: 60_000,
  });
  if (data == null) return reason[language];
  return (
    <>
      {t('overlap', {
        media: mediaText(mediaOf(data.media), language),
        territories: territoriesText(formatTerritories(data.territories).split(','), language),
        from: formats.day(formatDay(data.firstDay)),
        to: formats.day(formatDay(data.lastDay)),
      })}{' '}
      <Link to={`/check/${licenseIdFrom(BigInt(reason.subject))}`}>{t('overlapLink')}</Link>
    </>
  );
}
