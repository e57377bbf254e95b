import { Link } from 'react-router';
import { Localized } from '../../components/facts/localized.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import { callsText } from './calls-text.ts';
import { useCallsOfAsset } from './use-calls.ts';

/** The open calls that an asset is in; nothing where there is none. */
export function CallsOfAsset({ assetId }: { readonly assetId: string }) {
  const t = useText(callsText);
  const { day } = useFormats();
  return useCallsOfAsset(assetId).map(({ id, title, closingDay }) => (
    <Notice key={id}>
      <p>
        {t('inCall', { day: day(closingDay) })}
        <Link to={`/calls/${id}`}>
          <Localized text={title} />
        </Link>
      </p>
    </Notice>
  ));
}
