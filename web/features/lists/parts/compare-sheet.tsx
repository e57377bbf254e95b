import { Button } from '../../../components/forms/button.tsx';
import { Sheet } from '../../../components/forms/sheet.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { AssetPicture } from '../../../lib/assets/asset-picture.tsx';
import { useAssetTitle } from '../../../lib/assets/asset-names.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import type { VerdictRow } from '../model/verdict-table.ts';
import { listText } from '../words/list-text.ts';
import css from './lists.module.css';
import { OutcomeCell, PriceCell } from './verdict-cells.tsx';

interface CompareSheetProps {
  /** Two to four. */
  readonly rows: readonly VerdictRow[];
  readonly hasVerdicts: boolean;
  onClose(): void;
}

/** A few assets beside each other. */
export function CompareSheet({ rows, hasVerdicts, onClose }: CompareSheetProps) {
  const t = useText(listText);
  return (
    <Sheet
      title={t('compareTitle')}
      onClose={onClose}
      actions={
        <Button kind="main" onPress={onClose}>
          {t('close')}
        </Button>
      }
    >
      <div className={css['side']}>
        {rows.map((row) => (
          <ComparedAsset key={row.item.asset.id} row={row} hasVerdict={hasVerdicts} />
        ))}
      </div>
    </Sheet>
  );
}

function ComparedAsset({ row, hasVerdict }: { readonly row: VerdictRow; readonly hasVerdict: boolean }) {
  const t = useText(listText);
  const formats = useFormats();
  const { asset } = row.item;
  const title = useAssetTitle(asset.title);
  const verdict = hasVerdict
    ? [
        { name: t('verdict'), value: <OutcomeCell verdict={row.verdict} /> },
        { name: t('price'), value: <PriceCell verdict={row.verdict} /> },
      ]
    : [];
  return (
    <section aria-label={title.text}>
      <AssetPicture asset={asset} sizes="(width < 40rem) 90vw, 14rem" />
      <h3 lang={title.lang}>{title.text}</h3>
      <Facts
        facts={[
          { name: t('kind'), value: t(`kinds.${asset.kind}`) },
          { name: t('holder'), value: <Localized text={asset.holder.name} /> },
          {
            name: t('community'),
            value: asset.community === null ? t('noCommunity') : <Localized text={asset.community.name} />,
          },
          {
            name: t('files'),
            value: t('fileCount', { count: asset.fileCount, size: formats.bytes(asset.totalBytes) }),
          },
          ...verdict,
        ]}
      />
    </section>
  );
}
