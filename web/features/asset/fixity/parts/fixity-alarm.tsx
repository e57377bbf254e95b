import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { fixityText } from '../words/fixity-text.ts';
import { useAssetFixity } from '../model/use-asset-fixity.ts';

/** Damage is said before anything else: the part about originals stands far down the page. */
export function FixityAlarm({ assetId }: { readonly assetId: string }) {
  const t = useText(fixityText);
  const { data } = useAssetFixity(assetId);
  if (data === undefined || data.damaged === 0) return null;
  return (
    <Notice tone="refused" title={t('alarm')}>
      <p>{t('damagedSays', { count: data.damaged, files: String(data.files) })}</p>
      <p>
        <a href="#asset-fixity">{t('alarmLink')}</a>
      </p>
    </Notice>
  );
}
