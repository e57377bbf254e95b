import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { Link } from 'react-router';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { type Column, DataTable } from '../../../components/facts/data-table.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { AssetNumbers } from '../../../lib/assets/asset-numbers.tsx';
import { AssetPicture } from '../../../lib/assets/asset-picture.tsx';
import { useAssetTitle } from '../../../lib/assets/asset-names.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { askingAddress } from '../../../lib/checkout/checkout-subject.ts';
import { isOver, lastAskedFor, type OwnRequest } from '../../../lib/requests/own-requests.ts';
import { inputOf, type WishDraft } from '../../../lib/territories/wish.ts';
import type { ShownItem, Verdict } from '../model/documents.ts';
import { licenseAddress, licenseIn, type VerdictRow } from '../model/verdict-table.ts';
import { listText } from '../words/list-text.ts';
import css from './lists.module.css';
import { AlternativesCell, OutcomeCell, PriceCell } from './verdict-cells.tsx';

export interface RowActs {
  readonly isBusy: boolean;
  move(assetId: string, by: -1 | 1): void;
  remove(assetId: string): void;
}

interface VerdictTableProps {
  readonly rows: readonly VerdictRow[];
  /** Null: none is described, and nothing is said of verdicts. */
  readonly wish: WishDraft | null;
  /** Null for whoever reads only. */
  readonly acts: RowActs | null;
  readonly compared: readonly string[];
  onCompare(assetId: string, isCompared: boolean): void;
  /** Of what can be licensed, what is not to be bought. */
  readonly leftOut: readonly string[];
  onChoose(assetId: string, isChosen: boolean): void;
  onUse(wish: WishDraft): void;
  /** What the reader asked before. */
  readonly requests: readonly OwnRequest[];
}

/** The assets of a list, one under the other, and what one use comes to for each. */
export function VerdictTable(props: VerdictTableProps) {
  const { rows, wish, acts, compared, onCompare, leftOut, onChoose, onUse, requests } = props;
  const t = useText(listText);
  const verdicts: readonly Column<VerdictRow>[] =
    wish === null
      ? []
      : [
          {
            title: t('verdict'),
            cell: ({ item, verdict }) => (
              <div className={css['verdict']}>
                <OutcomeCell verdict={verdict} />
                {verdict?.outcome === 'FREE' && (
                  <ChooseCell item={item} leftOut={leftOut} onChoose={onChoose} />
                )}
                {verdict?.outcome === 'REFUSED' && (
                  <AskCell item={item} verdict={verdict} wish={wish} requests={requests} />
                )}
              </div>
            ),
          },
          { title: t('price'), isNumber: true, cell: ({ verdict }) => <PriceCell verdict={verdict} /> },
          {
            title: t('alternative'),
            cell: ({ verdict }) => <AlternativesCell verdict={verdict} wish={wish} onUse={onUse} />,
          },
        ];
  return (
    <DataTable
      caption={t(wish === null ? 'plainCaption' : 'tableCaption')}
      isCaptionHidden
      columns={[
        { title: t('asset'), isHeading: true, cell: ({ item }) => <AssetCell item={item} /> },
        ...verdicts,
        {
          title: t('acts'),
          isPlain: true,
          cell: (row) => (
            <ActsCell
              row={row}
              at={rows.indexOf(row)}
              count={rows.length}
              wish={wish}
              acts={acts}
              isCompared={compared.includes(row.item.asset.id)}
              onCompare={onCompare}
            />
          ),
        },
      ]}
      rows={rows}
      rowKey={({ item }) => item.asset.id}
    />
  );
}

function AssetCell({ item: { asset, note } }: { readonly item: ShownItem }) {
  const title = useAssetTitle(asset.title);
  return (
    <div className={css['asset']}>
      <div className={css['thumb']}>
        <AssetPicture asset={asset} sizes="6rem" />
      </div>
      <div className={css['words']}>
        <Link to={`/assets/${asset.id}`} lang={title.lang}>
          {title.text}
        </Link>
        <AssetNumbers asset={asset} className={css['soft']} />
        <p className={css['soft']}>
          <Localized text={asset.holder.name} />
        </p>
        {note !== '' && <p>{note}</p>}
      </div>
    </div>
  );
}

type ChooseCellProps = Pick<VerdictTableProps, 'leftOut' | 'onChoose'> & { readonly item: ShownItem };

function ChooseCell({ item: { asset }, leftOut, onChoose }: ChooseCellProps) {
  const t = useText(listText);
  const title = useAssetTitle(asset.title).text;
  return (
    <Checkbox isSelected={!leftOut.includes(asset.id)} onChange={(isChosen) => onChoose(asset.id, isChosen)}>
      <span className={css['soft']}>{t('choose', { title })}</span>
    </Checkbox>
  );
}

interface AskCellProps {
  readonly item: ShownItem;
  readonly verdict: Verdict;
  readonly wish: WishDraft;
  readonly requests: readonly OwnRequest[];
}

/** To the holder and council, or to what was asked before; what was bought already leads to its license. */
function AskCell({ item: { asset }, verdict, wish, requests }: AskCellProps) {
  const t = useText(listText);
  const title = useAssetTitle(asset.title).text;
  const held = licenseIn(verdict);
  if (held !== null)
    return (
      <ButtonLink to={`/licenses/${held}`} aria-label={t('openLicense', { title })}>
        {t('toLicense')}
      </ButtonLink>
    );
  const asked = lastAskedFor(requests, asset.id);
  const isOpen = asked !== null && !isOver(asked.state);
  return (
    <>
      {asked !== null && <Link to={`/requests/${asked.id}`}>{t(`asked.${asked.state}`)}</Link>}
      {!isOpen && (
        <ButtonLink
          // The platform gave it: it parsed it.
          to={askingAddress([{ assetId: asset.id as AssetId, wish: inputOf(wish) }])}
          aria-label={t('askFor', { title })}
        >
          {t('ask')}
        </ButtonLink>
      )}
    </>
  );
}

interface ActsCellProps extends Pick<VerdictTableProps, 'wish' | 'acts' | 'onCompare'> {
  readonly row: VerdictRow;
  readonly at: number;
  readonly count: number;
  readonly isCompared: boolean;
}

function ActsCell({ row, at, count, wish, acts, isCompared, onCompare }: ActsCellProps) {
  const t = useText(listText);
  const { language } = useLanguage();
  const { asset } = row.item;
  const title = pickText(asset.title, language)?.text ?? asset.id.slice(0, 10);
  return (
    <div className={css['tools']}>
      {(row.verdict === null || licenseIn(row.verdict) === null) && (
        <ButtonLink to={licenseAddress(asset.id, wish)} aria-label={t('licenseOf', { title })}>
          {t('license')}
        </ButtonLink>
      )}
      {acts !== null && (
        <>
          <Button
            aria-label={t('up', { title })}
            isDisabled={acts.isBusy || at === 0}
            onPress={() => acts.move(asset.id, -1)}
          >
            <ArrowUp size={18} aria-hidden="true" />
          </Button>
          <Button
            aria-label={t('down', { title })}
            isDisabled={acts.isBusy || at === count - 1}
            onPress={() => acts.move(asset.id, 1)}
          >
            <ArrowDown size={18} aria-hidden="true" />
          </Button>
          <Button
            aria-label={t('remove', { title })}
            isDisabled={acts.isBusy}
            onPress={() => acts.remove(asset.id)}
          >
            <X size={18} aria-hidden="true" />
          </Button>
        </>
      )}
      <Checkbox isSelected={isCompared} onChange={(isChosen) => onCompare(asset.id, isChosen)}>
        <span className={css['soft']}>{t('compareThis', { title })}</span>
      </Checkbox>
    </div>
  );
}
